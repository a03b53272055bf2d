# Two commands matter: `make run` and `make test`. Each sets up what it needs and changes nothing outside this folder.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-input

.PHONY: help env compiled run test check bench chaos screenshots clean
.DEFAULT_GOAL := help

help: ## show these commands
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 10

env: $(VENV)/ready ## create .venv with everything needed to run

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "exitbot needs Python 3.11 or newer; name it with: make PYTHON=python3.12 ..."; exit 1; }
	$(PYTHON) -m venv $(VENV)

# --no-deps for the package itself: everything it needs is in the lock file, with hashes.
$(VENV)/ready: requirements.lock pyproject.toml | $(VENV)/bin/python
	$(INSTALL) --require-hashes --requirement requirements.lock
	$(INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/ready-dev: requirements-dev.lock $(VENV)/ready
	$(INSTALL) --require-hashes --requirement requirements-dev.lock
	@touch $@

# Compiled content and catalogs load some ten times faster. The bot works without them, and a stale one is never used.
compiled: $(VENV)/ready
	@$(BIN)/exitbot i18n compile >/dev/null
	@$(BIN)/exitbot content compile >/dev/null

run: compiled ## with EXITBOT_TOKEN: serve Telegram; without: open the bot on this machine with a chat page
	@if [ -n "$$EXITBOT_TOKEN$$EXITBOT_TOKEN_FILE" ] || grep -qsE '^ *EXITBOT_TOKEN(_FILE)? *= *[^ ]' .env; \
		then exec $(BIN)/exitbot run; else exec $(BIN)/exitbot try; fi

# Two runs: what only computes shares the cores; what talks to a real bot against the clock has the machine to itself.
test: $(VENV)/ready-dev compiled ## set up and run everything: style, types, content, translations, tests
	$(BIN)/ruff check src tests benchmarks
	$(BIN)/mypy
	$(BIN)/exitbot check
	$(BIN)/python -m pytest -n logical --dist loadfile --ignore tests/journeys --ignore tests/privacy
	$(BIN)/python -m pytest tests/journeys tests/privacy

check: compiled ## only content, translations and screens
	$(BIN)/exitbot check

bench: $(VENV)/ready-dev compiled ## measure speed and memory, side by side with the floor and other libraries
	$(BIN)/python -m benchmarks

chaos: $(VENV)/ready-dev compiled ## kill the bot a thousand times and count what is lost (long)
	$(BIN)/python -m benchmarks.chaos

screenshots: $(VENV)/ready-dev compiled ## take the README's screenshots anew
	$(BIN)/python -m tests.support.screenshots

clean: ## remove the environment and all caches
	rm -rf $(VENV) dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
	find locales -name '*.mo' -delete
