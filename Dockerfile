# The same steps as `make env compiled`, so that what is tested on a machine is what runs here.
FROM python:3.12-slim AS build
RUN apt-get update && apt-get install -y --no-install-recommends make && rm -rf /var/lib/apt/lists/*
WORKDIR /srv/exitbot
COPY Makefile pyproject.toml requirements.lock README.md LICENSE LICENSE-CONTENT ./
COPY src src
COPY content content
COPY locales locales
RUN make env compiled

FROM python:3.12-slim
WORKDIR /srv/exitbot
COPY --from=build /srv/exitbot /srv/exitbot
# A number, not a name: orchestrators that refuse root can check it. Nothing is owned by it, so nothing can be written.
USER 10001:10001
ENV PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 EXITBOT_LISTEN=0.0.0.0:8080
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=5s --start-period=10s \
  CMD ["/srv/exitbot/.venv/bin/python", "-c", "import urllib.request as r; r.urlopen('http://127.0.0.1:8080/health', timeout=4)"]
ENTRYPOINT ["/srv/exitbot/.venv/bin/exitbot"]
CMD ["run"]
