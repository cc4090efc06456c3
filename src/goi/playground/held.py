"""The last few files that were tried, in the memory of this process: so that their pictures can be
looked at and confirmed. Nothing of them is written anywhere."""

import hashlib
import threading
from collections import OrderedDict
from dataclasses import dataclass

from anonymizer.files import Parsed, Picture

_MOST = 4


@dataclass(frozen=True)
class Held:
    """A file as it was read; `digest` is the SHA-256 of its bytes."""

    name: str
    digest: str
    parsed: Parsed


_held: OrderedDict[str, Held] = OrderedDict()
_turn = threading.Lock()


def hold(name: str, data: bytes, parsed: Parsed) -> Held:
    """Holds a file in the place of the oldest."""
    held = Held(name, hashlib.sha256(data).hexdigest(), parsed)
    with _turn:
        _held[held.digest] = held
        _held.move_to_end(held.digest)
        while len(_held) > _MOST:
            _held.popitem(last=False)
    return held


def held(digest: str) -> Held | None:
    """A file that is still held."""
    with _turn:
        return _held.get(digest)


def picture(digest: str) -> Picture | None:
    """A picture of a file that is still held."""
    with _turn:
        return next((one for file in _held.values() for one in file.parsed.pictures
                     if one.digest == digest), None)
