"""The receiver without HTTP: bytes in, status and bytes out.

It checks who signed, for whom and what; takes each message once, whatever comes how often; and
signs what it answers. A receiver that the ministry builds does the same four things.
"""

import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from foundation.clock import Clock
from foundation.columns import canonical
from foundation.dates import day_in_japan
from foundation.tokens import (
    Message,
    TokenRefused,
    public_part,
    read_json,
    sign_message,
    verify_message,
)
from gateway_receiver.store import Package, Store

MOST_BYTES = 32_000_000
A_PAGE = 100
PACKAGES = {"goi-letter+json": ("letter", "id"), "goi-answer+json": ("answer", "question_id")}
FILE = "goi-file"
_FILE_NAME = re.compile(r"file\.[a-z2-7]{16}\.[a-z0-9-]{1,60}\.[a-z0-9]{2,5}")
_CURSOR = re.compile(r"[0-9]{0,15}")

Keys = Sequence[Mapping[str, Any]]


@dataclass(frozen=True)
class Answer:
    """An HTTP answer: a signed message, or a word for what is wrong."""

    status: int
    body: bytes


@dataclass(frozen=True)
class Receiver:
    """`address` is where this receiver is reached, `sender` the origin of the Gōi it belongs to,
    `senders_keys` answers that one's public keys, fetched anew when asked for."""

    store: Store
    key: Mapping[str, Any]
    address: str
    sender: str
    senders_keys: Callable[[bool], Keys]
    clock: Clock

    def jwks(self) -> dict[str, list[Any]]:
        """The receiver's own public keys."""
        return {"keys": [public_part(self.key)]}

    def submit(self, body: bytes, idempotency_key: str) -> Answer:
        """Take a letter, a file of a letter or an answer: 201 and a receipt, 200 and the same
        receipt when it comes again, 409 when other bytes come under its key."""
        if len(body) > MOST_BYTES:
            return Answer(413, b"too large")
        if _FILE_NAME.fullmatch(idempotency_key):
            return self._file(body, idempotency_key)
        for typ, (kind, names) in PACKAGES.items():
            try:
                message = self._verified(body, typ)
                package = read_json(message.payload)
                if package[names] == "" or message.header["jti"] != f"{kind}.{package[names]}":
                    return Answer(400, b"the key does not name the package")
            except TokenRefused as refused:
                if refused.reason == "header":
                    continue  # perhaps it is of the other type
                return Answer(401, refused.reason.encode())
            except (LookupError, TypeError):
                return Answer(400, b"not a package")
            if message.header["jti"] != idempotency_key:
                return Answer(400, b"the key does not name the message")
            return self._take(idempotency_key, message.payload)
        return Answer(401, b"header")

    def _file(self, body: bytes, idempotency_key: str) -> Answer:
        """A file is kept as it comes; it may come before its letter."""
        try:
            message = self._verified(body, FILE)
        except TokenRefused as refused:
            return Answer(401, refused.reason.encode())
        if message.header["jti"] != idempotency_key:
            return Answer(400, b"the key does not name the message")
        return self._take(idempotency_key, message.payload)

    def replies(self, body: bytes) -> Answer:
        """A signed page of the replies behind the cursor that is asked for."""
        try:
            asked = read_json(self._verified(body, "goi-replies-request+json").payload)
            after, nonce = asked["after"], asked["nonce"]
            if not _CURSOR.fullmatch(after) or not isinstance(nonce, str):
                return Answer(400, b"not a cursor")
        except TokenRefused as refused:
            return Answer(401, refused.reason.encode())
        except (LookupError, TypeError):
            return Answer(400, b"not a question")
        found = self.store.replies(int(after or "0"), A_PAGE + 1)
        page = found[:A_PAGE]
        return Answer(200, self._signed("goi-replies+json", {
            "after": after, "nonce": nonce, "next": str(page[-1][0]) if page else after,
            "more": len(found) > A_PAGE, "replies": [entry for _, entry in page],
        }))  # fmt: skip

    def _take(self, message: str, payload: bytes) -> Answer:
        came = Package(
            message, hashlib.sha256(payload).hexdigest(), payload,
            day_in_japan(self.clock.now()).isoformat(),
        )  # fmt: skip
        there, new = self.store.take(came)
        if there.sha256 != came.sha256:
            return Answer(409, b"another package came under this key")
        return Answer(201 if new else 200, self._signed("goi-receipt+json", {
            "message": message, "sha256": there.sha256, "received_day": there.received_day,
        }))  # fmt: skip

    def _verified(self, body: bytes, typ: str) -> Message:
        try:
            token = body.decode("ascii")
        except UnicodeDecodeError:
            raise TokenRefused("shape") from None
        for fresh in (False, True):
            try:
                return verify_message(
                    token, jwks=self.senders_keys(fresh), typ=typ, issuer=self.sender,
                    audience=self.address,
                )  # fmt: skip
            except TokenRefused as refused:
                if fresh or refused.reason != "key":
                    raise
        raise AssertionError

    def _signed(self, typ: str, payload: Mapping[str, Any]) -> bytes:
        signed = sign_message(
            canonical(payload).encode(), self.key, typ=typ, issuer=self.address,
            audience=self.sender,
        )  # fmt: skip
        return signed.encode()
