"""Reads what was sent: counted while it streams, strictly decoded, never trusted."""

import json
import math
from typing import Any

from starlette.datastructures import MultiDict
from starlette.formparsers import MultiPartException
from starlette.requests import Request

from foundation.errors import BadRequest, TooLarge

MAX_FIELDS = 500
MAX_DEPTH = 32
MAX_NODES = 10_000


async def read_body(request: Request, limit: int) -> bytes:
    """The whole body. Raises TooLarge as soon as more than `limit` bytes are announced or come."""
    announced = request.headers.get("content-length", "0")
    if not announced.isascii() or not announced.isdigit() or len(announced) > 12:
        raise BadRequest
    if int(announced) > limit:
        raise TooLarge(limit=limit // 1024)
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > limit:
            raise TooLarge(limit=limit // 1024)
    return bytes(body)


async def read_fields(request: Request, limit: int) -> MultiDict:
    """Fields of a form, urlencoded or multipart; uploaded files stay as UploadFile."""
    body = await read_body(request, limit)
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind not in ("application/x-www-form-urlencoded", "multipart/form-data"):
        raise BadRequest("problem.media_type")
    if kind == "application/x-www-form-urlencoded":
        _utf8(body)

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": body, "more_body": False}

    again = Request(request.scope, receive)
    try:
        form = await again.form(max_files=10, max_fields=MAX_FIELDS, max_part_size=limit)
    except (MultiPartException, ValueError, UnicodeError):
        raise BadRequest from None
    except Exception as error:
        # Starlette wraps what its parser refuses in its own HTTPException.
        if getattr(error, "status_code", None) == 400:
            raise BadRequest from None
        raise
    fields = MultiDict(form.multi_items())
    for name, value in fields.multi_items():
        _encodable(name)
        if isinstance(value, str):
            _encodable(value)
    return fields


async def read_json(request: Request, limit: int) -> dict[str, Any]:
    """A JSON object: UTF-8, no duplicate names, no NaN, no lone surrogates, bounded depth.

    Raises BadRequest otherwise (RFC 8259; I-JSON, RFC 7493, forbids what parsers disagree on).
    """
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/json":
        raise BadRequest("problem.media_type")
    return parse_json(_utf8(await read_body(request, limit)))


def parse_json(text: str) -> dict[str, Any]:
    """The JSON object a text is, as `read_json` reads it. Raises BadRequest."""
    try:
        value = json.loads(
            text, object_pairs_hook=_no_duplicates, parse_constant=_refuse,
            parse_int=_short_int, parse_float=_finite,
        )
    except (ValueError, RecursionError):
        raise BadRequest("problem.json") from None
    if not isinstance(value, dict):
        raise BadRequest("problem.json")
    _bounded(value)
    return value


def _utf8(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        raise BadRequest("problem.utf8") from None


def _encodable(text: str) -> None:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        raise BadRequest("problem.utf8") from None
    if "\ufffd" in text:
        raise BadRequest("problem.utf8")


def _no_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(pairs)
    if len(value) != len(pairs):
        raise ValueError("a name twice")
    return value


def _refuse(name: str) -> Any:
    raise ValueError(name)


def _short_int(digits: str) -> int:
    if len(digits) > 18:
        raise ValueError("number too long")
    return int(digits)


def _finite(digits: str) -> float:
    number = float(digits)
    if not math.isfinite(number):  # 1e999 is written without a name and is infinite all the same
        raise ValueError("number too large")
    return number


def _bounded(value: Any) -> None:
    nodes, stack = 0, [(value, 0)]
    while stack:
        node, depth = stack.pop()
        nodes += 1
        if depth > MAX_DEPTH or nodes > MAX_NODES:
            raise BadRequest("problem.json")
        if isinstance(node, dict):
            for name in node:
                _encodable(name)
            stack += [(child, depth + 1) for child in node.values()]
        elif isinstance(node, list):
            stack += [(child, depth + 1) for child in node]
        elif isinstance(node, str):
            _encodable(node)
