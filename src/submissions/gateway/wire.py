"""What goes over the wire, read strictly. Pure: bytes and keys in, values out.

Every message is a compact JWS (ES256). What is said about it stands in the protected header; the
payload of a letter or an answer is the frozen package, that of a file the file, byte for byte.
docs/gateway.md tells it to whoever builds the other side.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from foundation.columns import canonical
from foundation.tokens import TokenRefused, read_json, sign_message, verify_message

MEDIA_TYPE = "application/jose"
SUBMISSIONS = "/submissions"
REPLIES = "/replies"
PACKAGE_TYPES = {"letter": "goi-letter+json", "answer": "goi-answer+json", "file": "goi-file"}
RECEIPT = "goi-receipt+json"
ASKING = "goi-replies-request+json"
PAGE = "goi-replies+json"
MOST_REPLIES = 100

Keys = Sequence[Mapping[str, Any]]
Name = Annotated[str, Field(min_length=1, max_length=100, pattern=r"^[\x21-\x7e]+$")]
Cursor = Annotated[str, Field(max_length=200, pattern=r"^[\x21-\x7e]*$")]


class WrongMessage(Exception):
    """What came is not what was asked for. `reason` is one of the keys "gateway.reason.…"."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Ends:
    """Who speaks with whom: our origin, the receiver's address, the receiver's public keys."""

    ours: str
    theirs: str
    jwks: Keys


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Receipt(Strict):
    """What the receiver signs when it has a message: which one, SHA-256 over the package in
    hexadecimal digits, and the day in its own time zone."""

    message: Name
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    received_day: date


class Asking(Strict):
    """Asks for the replies behind a cursor; the empty one stands before the first."""

    after: Cursor
    nonce: Name


class Page(Strict):
    """Replies behind `after`, oldest first; `next` is the cursor behind the last of them. `nonce`
    is that of the asking, so that an old page can't be given for a new one."""

    after: Cursor
    nonce: Name
    next: Cursor
    more: bool
    replies: Annotated[list[dict[str, Any]], Field(max_length=MOST_REPLIES)]


class Reply(Strict):
    """The answer to a point; a later one replaces an earlier one."""

    type: Literal["reply"]
    id: Name
    point_id: Name
    outcome: Annotated[str, Field(max_length=40)]
    text: Annotated[str, Field(max_length=40_000)]
    reason: Annotated[str, Field(max_length=40_000)] = ""
    measure: Annotated[str, Field(max_length=40)] = ""
    measure_day: Annotated[str, Field(max_length=160)] = ""
    effective_day: date | None = None
    provision: Annotated[str, Field(max_length=800)] = ""
    replied_day: date


class Question(Strict):
    """A question back on an item."""

    type: Literal["question"]
    id: Name
    item_id: Name
    text: Annotated[str, Field(max_length=20_000)]
    asked_day: date


class Progress(Strict):
    """How far an item has come before it is answered: received, or under study."""

    type: Literal["progress"]
    id: Name
    item_id: Name
    state: Literal["received", "under_study"]
    day: date


Told = TypeVar("Told", Receipt, Page)
Entry = Reply | Question | Progress
_ENTRY: TypeAdapter[Entry] = TypeAdapter(Annotated[Entry, Field(discriminator="type")])


def package_message(
    key: Mapping[str, Any], ends: Ends, kind: str, message: str, body: bytes
) -> str:
    """A frozen package, or a frozen file, as it is sent."""
    return sign_message(
        body, key, typ=PACKAGE_TYPES[kind], issuer=ends.ours, audience=ends.theirs, jti=message
    )


def read_receipt(body: bytes, ends: Ends, message: str, sha256: str) -> Receipt:
    """The receipt for this message and these bytes. Raises WrongMessage."""
    receipt = _read(body, ends, RECEIPT, Receipt)
    if (receipt.message, receipt.sha256) != (message, sha256):
        raise WrongMessage("other_message")
    return receipt


def asking(key: Mapping[str, Any], ends: Ends, after: str, nonce: str) -> str:
    """The signed question for what comes after the cursor."""
    payload = canonical({"after": after, "nonce": nonce}).encode()
    return sign_message(payload, key, typ=ASKING, issuer=ends.ours, audience=ends.theirs)


def read_page(body: bytes, ends: Ends, after: str, nonce: str) -> Page:
    """The page that answers this question. Raises WrongMessage."""
    page = _read(body, ends, PAGE, Page)
    if (page.after, page.nonce) != (after, nonce):
        raise WrongMessage("replayed")
    if (page.replies or page.more) and page.next == after:
        raise WrongMessage("no_progress")
    return page


def read_entry(given: Mapping[str, Any]) -> Entry:
    """One reply of a page. Raises WrongMessage."""
    try:
        return _ENTRY.validate_json(canonical(given))
    except (ValidationError, ValueError):
        raise WrongMessage("not_understood") from None


def name_of(given: Mapping[str, Any]) -> str:
    """How to call a reply that can't be read, whatever stands there for its id."""
    told = given.get("id")
    written = told if isinstance(told, str) else "?"
    return "".join(sign for sign in written if sign.isascii() and sign.isprintable())[:100]


def _read(body: bytes, ends: Ends, typ: str, model: type[Told]) -> Told:
    try:
        token = body.decode("ascii")
        message = verify_message(
            token, jwks=ends.jwks, typ=typ, issuer=ends.theirs, audience=ends.ours
        )
    except UnicodeDecodeError:
        raise WrongMessage("garbage") from None
    except TokenRefused as refused:
        garbage = refused.reason in ("shape", "spelling")
        raise WrongMessage("garbage" if garbage else "signature") from None
    try:
        return model.model_validate_json(canonical(read_json(message.payload)))
    except (TokenRefused, ValidationError, ValueError):
        raise WrongMessage("not_understood") from None
