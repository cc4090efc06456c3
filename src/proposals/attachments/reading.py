"""A file that was sent: read in a confined process, made anew, what was sent forgotten."""

import base64
import binascii
import gzip
import hashlib
import json
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from starlette.datastructures import UploadFile

from anonymizer.files import Output, Parsed, Refused, read, write
from anonymizer.files.transfer import answer_of, parsed_from
from anonymizer.files.words import refusal
from foundation.errors import Invalid, TooMany
from proposals.attachments.forms import Attach
from proposals.attachments.rules import Size, fits

# A reader may take a gigabyte of memory and a minute.
_AT_ONCE = threading.BoundedSemaphore(2)
_PATIENCE_SECONDS = 20


@dataclass(frozen=True)
class Taken:
    """A file ready to be kept; `form` is what was sent with it."""

    form: Attach
    parsed: Parsed
    content: bytes

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()

    @property
    def texts(self) -> list[str]:
        return [block.text for block in self.parsed.blocks]


def take(form: Attach, lang: str) -> Taken:
    """Read what was sent. Raises Invalid with the reason in words, TooMany where others are being
    read."""
    name, data = _sent(form)
    if not _AT_ONCE.acquire(timeout=_PATIENCE_SECONDS):
        raise TooMany("attachment.busy")
    try:
        parsed = read(data, name)
    except Refused as refused:
        why = refusal(refused, "en" if lang == "en" else "ja")
        raise Invalid(file=("attachment.refused", {"why": why})) from None
    finally:
        _AT_ONCE.release()
    content = made_anew(parsed)
    size = Size(
        passages=len(parsed.blocks), characters=sum(len(block.text) for block in parsed.blocks),
        pictures=len(parsed.pictures), size=len(content),
    )  # fmt: skip
    verdict = fits(size)
    if not verdict:
        raise Invalid(file=(verdict.reason, dict(verdict.params)))
    return Taken(form, parsed, content)


def made_anew(
    parsed: Parsed, texts: Sequence[str] | None = None, shown: frozenset[str] | None = None
) -> bytes:
    """The file with these texts in the place of its own, and of its pictures those with these
    digests (all of them by default)."""
    pictures = {
        place: one for place, one in enumerate(parsed.pictures)
        if shown is None or one.digest in shown
    }
    words = tuple(texts) if texts is not None else tuple(block.text for block in parsed.blocks)
    return write(Output(parsed, words, pictures, "ja"))


def packed(parsed: Parsed) -> bytes:
    """What a file is made of, to be kept: compressed JSON, the same bytes each time."""
    told = json.dumps(answer_of(parsed), ensure_ascii=False, separators=(",", ":"))
    return gzip.compress(told.encode(), mtime=0)


def unpacked(kept: bytes) -> Parsed:
    """What `packed` made."""
    return parsed_from(json.loads(gzip.decompress(kept)))


def facts(taken: Taken) -> Mapping[str, Any]:
    """As columns of `Attachment`."""
    parsed = taken.parsed
    return {
        "title": taken.form.title, "kind": parsed.kind, "size": len(taken.content),
        "sha256": taken.sha256, "texts": taken.texts,
        "places": [block.place for block in parsed.blocks],
        "contexts": [block.context for block in parsed.blocks], "looked": taken.form.looked,
        "pictures": [
            {"digest": one.digest, "kind": one.kind, "width": one.width, "height": one.height,
             "place": one.place}
            for one in parsed.pictures
        ],
        "left": [[one.code, one.place, one.count] for one in parsed.left],
    }


def _sent(form: Attach) -> tuple[str, bytes]:
    if isinstance(form.file, UploadFile) and form.file.filename:
        with form.file.file as opened:
            return form.file.filename, opened.read()
    if not form.content or not form.name:
        raise Invalid(file="field.required")
    try:
        return form.name, base64.b64decode(form.content, validate=True)
    except binascii.Error:
        raise Invalid(content="field.not_understood") from None
