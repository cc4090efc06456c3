"""Sends to an ASGI application what no well-behaved client would."""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote_to_bytes

import own_loop


@dataclass(frozen=True)
class Answer:
    """Status, headers in the order sent, body; `read` is how many bytes of ours were taken."""

    status: int
    headers: tuple[tuple[bytes, bytes], ...]
    body: bytes
    read: int

    def header(self, name: str) -> str | None:
        found = [value for key, value in self.headers if key == name.encode()]
        return found[0].decode() if found else None


def ask(
    app: Any,
    method: str = "GET",
    path: str | bytes = "/",
    query: bytes = b"",
    headers: Iterable[tuple[str, str]] = (),
    chunks: Iterable[bytes] = (),
    host: str | None = "goi.test",
) -> Answer:
    """One request, its path and chunks exactly as given."""
    return own_loop.run(_ask(app, method, path, query, headers, chunks, host))


async def _ask(
    app: Any, method: str, path: str | bytes, query: bytes, headers: Iterable[tuple[str, str]],
    chunks: Iterable[bytes], host: str | None,
) -> Answer:  # fmt: skip
    raw = path.encode() if isinstance(path, str) else path
    sent = [(name.lower().encode(), value.encode("latin-1")) for name, value in headers]
    if host is not None:
        sent.insert(0, (b"host", host.encode()))
    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": method,
        "scheme": "http", "path": _decoded(raw), "raw_path": raw, "query_string": query,
        "headers": sent, "client": ("192.0.2.1", 1), "server": ("goi.test", 80), "root_path": "",
    }  # fmt: skip
    waiting, taken, told = list(chunks) or [b""], 0, []

    async def receive() -> dict[str, Any]:
        nonlocal taken
        if not waiting:
            await asyncio.Event().wait()  # the client stays and says nothing more
        chunk = waiting.pop(0)
        taken += len(chunk)
        return {"type": "http.request", "body": chunk, "more_body": bool(waiting)}

    async def send(message: dict[str, Any]) -> None:
        told.append(message)

    await app(scope, receive, send)
    body = b"".join(message.get("body", b"") for message in told[1:])
    return Answer(told[0]["status"], tuple(told[0]["headers"]), body, taken)


def _decoded(raw: bytes) -> str:
    """As a server hands it on: percent-decoded, whatever can't be read replaced."""
    return unquote_to_bytes(raw).decode("utf-8", "replace")
