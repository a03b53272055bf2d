"""HTTP to the Bot API through aiohttp, below python-telegram-bot's own objects.

python-telegram-bot speaks httpx by default; aiohttp costs a fraction of its CPU time and is the server here as well.
The address holds the token, so no error that leaves this module carries an address.
"""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

from aiohttp import ClientError, ClientSession, ClientTimeout, FormData, TCPConnector
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

from exitbot.settings import SettingsError

__all__ = ["AiohttpRequest", "proxy_for"]

_CONNECTIONS = 100
_JSON: Mapping[str, str] = {"Content-Type": "application/json"}


class AiohttpRequest(BaseRequest):
    """A `telegram.request.BaseRequest`; one instance serves the whole bot.

    api_url: the server all requests go to; a proxy for it is taken from the environment, once.
    read_timeout: seconds to wait for an answer where the caller names none.
    """

    def __init__(self, api_url: str, read_timeout: float = 20.0) -> None:
        self._read_timeout = read_timeout
        self._proxy = proxy_for(api_url)
        self._session: ClientSession | None = None
        self._polling: ClientSession | None = None  # its own, so that a crowd of calls never delays the next look
        self._is_closed = False
        self._plain = ClientTimeout(total=read_timeout, connect=10)

    @property
    def read_timeout(self) -> float:
        """Seconds."""
        return self._read_timeout

    async def initialize(self) -> None:
        """Open the pool; called again it does nothing."""
        if self._session is None and not self._is_closed:
            # Not trust_env: aiohttp would look for proxy and netrc in a thread at every request, which costs more CPU
            # than all the rest of a press.
            self._session = self._pool(_CONNECTIONS)
            self._polling = self._pool(2)

    def _pool(self, connections: int) -> ClientSession:
        return ClientSession(connector=TCPConnector(limit=connections, keepalive_timeout=75), proxy=self._proxy)

    async def shutdown(self) -> None:
        """Close the pool."""
        self._is_closed = True
        for session in (self._session, self._polling):
            if session is not None:
                await session.close()
        self._session = self._polling = None

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: object = BaseRequest.DEFAULT_NONE,
        write_timeout: object = BaseRequest.DEFAULT_NONE,
        connect_timeout: object = BaseRequest.DEFAULT_NONE,
        pool_timeout: object = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """What python-telegram-bot calls: status and body. Raises TimedOut or NetworkError."""
        read = read_timeout if isinstance(read_timeout, (int, float)) else self._read_timeout
        return await self._send(
            url, method, _body(request_data), None, ClientTimeout(total=read + 10, connect=10, sock_read=read)
        )

    async def post_json(
        self, url: str, body: bytes, read_timeout: float | None = None, *, polling: bool = False
    ) -> tuple[int, bytes]:
        """The short way for bodies that are serialised already. Raises TimedOut or NetworkError."""
        limit = self._plain if read_timeout is None else ClientTimeout(total=read_timeout, connect=10)
        return await self._send(url, "POST", body, _JSON, limit, polling=polling)

    async def _send(
        self,
        url: str,
        method: str,
        body: FormData | bytes | Mapping[str, str] | None,
        headers: Mapping[str, str] | None,
        limit: ClientTimeout,
        *,
        polling: bool = False,
    ) -> tuple[int, bytes]:
        if self._session is None:
            await self.initialize()
        session = self._polling if polling else self._session
        if session is None:
            raise NetworkError("the connection is closed")
        try:
            async with session.request(
                method, url, data=body, headers=headers, timeout=limit, allow_redirects=False
            ) as response:
                return response.status, await response.read()
        except TimeoutError:
            raise TimedOut("no answer in time") from None
        except (ClientError, OSError, ValueError) as error:
            # `from None`: the original's text and traceback hold the address, and with it the token.
            raise NetworkError(type(error).__name__) from None


def proxy_for(url: str) -> str | None:
    """The proxy that the environment names for an address (HTTPS_PROXY, ALL_PROXY, NO_PROXY), or None."""
    parts = urlsplit(url)
    if proxy_bypass(parts.hostname or ""):
        return None
    proxies = getproxies()
    proxy = proxies.get(parts.scheme) or proxies.get("all")
    if proxy and not proxy.startswith(("http://", "https://")):
        raise SettingsError("HTTPS_PROXY or ALL_PROXY names a proxy that is not http; use an http proxy or unset it")
    return proxy


def _body(data: RequestData | None) -> FormData | Mapping[str, str] | None:
    if data is None or not data.parameters:
        return None
    if not data.multipart_data:
        return data.json_parameters
    form = FormData()
    for name, value in data.json_parameters.items():
        form.add_field(name, value)
    for name, (filename, content, mime) in data.multipart_data.items():
        form.add_field(name, content, filename=filename, content_type=mime)
    return form
