"""The outermost layer: refuses what no page should ever see, and dresses every answer.

Starlette alone takes any Host, hands NUL and broken UTF-8 to handlers, and answers some of it with
500. Pure ASGI, so that errors of everything inside are dressed too.
"""

import logging
import secrets
from collections.abc import Iterable
from urllib.parse import unquote_to_bytes

from starlette.types import ASGIApp, Message, Receive, Scope, Send

log = logging.getLogger("goi.web")

CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS: tuple[tuple[bytes, bytes], ...] = (
    (b"content-security-policy", CSP.encode()),
    (b"x-content-type-options", b"nosniff"),
    # Not no-referrer: browsers then send `Origin: null` with our own forms (Fetch standard,
    # "append a request Origin header"). Nothing is sent to other origins either way.
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=()"),
)
HSTS = (b"strict-transport-security", b"max-age=63072000; includeSubDomains")
NO_STORE = (b"cache-control", b"no-store")


class Guard:
    """ASGI middleware. `hosts` are the values of Host that are ours."""

    def __init__(self, app: ASGIApp, hosts: Iterable[str], *, secure: bool) -> None:
        self._app = app
        self._hosts = frozenset(hosts)
        self._headers = HEADERS + ((HSTS,) if secure else ())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            await self._converse(scope, receive, send)
            return
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun = False

        async def dressed(message: Message) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = True
                headers = list(message.get("headers", []))
                named = {name.lower() for name, _ in headers}
                message["headers"] = headers + [
                    header for header in (*self._headers, NO_STORE) if header[0] not in named
                ]
            await send(message)

        fault = self._fault(scope)
        if fault:
            await _plain(dressed, 400, fault)
            return
        try:
            await self._app(scope, receive, dressed)
        except Exception:
            error_id = secrets.token_hex(6)
            log.exception("unexpected error %s", error_id)
            if begun:
                raise
            await _plain(dressed, 500, "Internal error. 内部エラーが発生しました。")

    async def _converse(self, scope: Scope, receive: Receive, send: Send) -> None:
        """A conversation is refused, as a page is, before anybody answers: with 403."""
        if self._fault(scope):
            await receive()
            await send({"type": "websocket.close", "code": 1008})
            return
        await self._app(scope, receive, send)

    def _fault(self, scope: Scope) -> str | None:
        headers = scope["headers"]
        hosts = [value.decode("latin-1") for name, value in headers if name == b"host"]
        if len(hosts) != 1 or hosts[0].lower() not in self._hosts:
            return "Unknown host. この宛先では応答できません。"
        raw = scope.get("raw_path") or scope["path"].encode()
        for part in (raw, scope.get("query_string", b"")):
            if _unreadable(part):
                return "The address can't be read. アドレスを読み取れません。"
        return None


def _unreadable(raw: bytes) -> bool:
    decoded = unquote_to_bytes(raw.replace(b"+", b" "))
    try:
        text = decoded.decode("utf-8")
    except UnicodeDecodeError:
        return True
    return len(raw) > 4096 or any(ord(char) < 32 or ord(char) == 127 for char in text)


async def _plain(send: Send, status: int, text: str) -> None:
    body = text.encode()
    headers = [
        (b"content-type", b"text/plain; charset=utf-8"),
        (b"content-length", str(len(body)).encode()),
    ]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
