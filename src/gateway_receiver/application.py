"""The receiver over HTTP, and how it is opened."""

import json
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from foundation import outbound
from foundation.chance import Chance
from foundation.clock import Clock
from foundation.tokens import KEY_BYTES, new_signing_key
from gateway_receiver.receiver import MOST_BYTES, Answer, Receiver
from gateway_receiver.store import Store

OWN_KEYS = "receiver-jwks.json"
_PAUSE = 60.0  # seconds between two fetches of the sender's keys


class SendersKeys:
    """The sender's public keys from a file or an https address, kept until asked for anew."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._keys: Sequence[Any] = ()
        self._fetched = float("-inf")

    def __call__(self, fresh: bool) -> Sequence[Any]:
        late = time.monotonic() - self._fetched > _PAUSE
        if not self._keys or (fresh and (late or not self._is_remote)):
            self._fetched = time.monotonic()
            self._keys = json.loads(self._read())["keys"]
        return self._keys

    @property
    def _is_remote(self) -> bool:
        return self._source.startswith(("https://", "http://"))

    def _read(self) -> bytes:
        if not self._is_remote:
            return Path(self._source).read_bytes()
        origin, _, path = self._source.partition("://")[2].partition("/")
        scheme = self._source.partition("://")[0]
        with outbound.client(f"{scheme}://{origin}") as link:
            return outbound.get(link, f"/{path}")


def open_receiver(folder: Path, *, address: str, sender: str, senders_keys: str) -> Receiver:
    """The receiver over the file in `folder`; makes its key at first and writes the public part
    beside it, for whoever sets up the sender."""
    folder.mkdir(parents=True, exist_ok=True)
    store = Store(folder / "receiver.db")
    chance = Chance()
    kid = chance.id("receiver_key")
    key = store.key(new_signing_key(kid, chance.bytes("receiver_key", KEY_BYTES)))
    receiver = Receiver(store, key, address, sender, SendersKeys(senders_keys), Clock())
    (folder / OWN_KEYS).write_text(json.dumps(receiver.jwks(), indent=2) + "\n")
    return receiver


def application(receiver: Receiver) -> Starlette:
    """Three addresses: packages, replies, keys."""

    async def submit(request: Request) -> Response:
        body = await _body(request)
        key = request.headers.get("idempotency-key", "")
        return _sent(await run_in_threadpool(receiver.submit, body, key))

    async def replies(request: Request) -> Response:
        return _sent(await run_in_threadpool(receiver.replies, await _body(request)))

    async def keys(request: Request) -> Response:
        return JSONResponse(receiver.jwks(), media_type="application/jwk-set+json")

    return Starlette(
        routes=[
            Route("/submissions", submit, methods=["POST"]),
            Route("/replies", replies, methods=["POST"]),
            Route("/.well-known/jwks.json", keys),
        ]
    )


async def _body(request: Request) -> bytes:
    """What was sent, up to the first piece that is too much."""
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > MOST_BYTES:
            break
    return bytes(body)


def _sent(answer: Answer) -> Response:
    signed = answer.status < 300
    return Response(
        answer.body, answer.status, media_type="application/jose" if signed else "text/plain"
    )
