"""The shared text as a Yjs document (pycrdt): one text a field.

pycrdt counts in bytes of UTF-8 where Yjs in a browser counts in UTF-16, so every position goes
through `_place`; relative positions are resolved in browsers only.
"""

from collections.abc import Iterable, Mapping

import pycrdt

from proposals.diff import redline
from proposals.drafting.wording import FIELDS


class Malformed(ValueError):
    """Bytes that are no update of such a document."""


class SharedDocument:
    """One document in memory. Not for use by two threads at once."""

    def __init__(self, updates: Iterable[bytes] = ()) -> None:
        self._doc: pycrdt.Doc = pycrdt.Doc()
        self._texts = {name: self._doc.get(name, type=pycrdt.Text) for name in FIELDS}
        for update in updates:
            self.apply(update)

    @classmethod
    def of(cls, texts: Mapping[str, str]) -> "SharedDocument":
        """A new document that begins with these texts."""
        made = cls()
        for name, text in texts.items():
            if text:
                made._texts[name] += text
        return made

    def apply(self, update: bytes) -> None:
        """Take an update in.

        Raises Malformed for what can't be read and for what is no plain text; the document may
        have taken in a part of it then, and must be read anew.
        """
        _counted(update, 3)
        try:
            self._doc.apply_update(update)
            sound = all(len(text) == len(str(text).encode()) for text in self._texts.values())
        except (KeyboardInterrupt, SystemExit):
            raise
        except BaseException as error:  # a panic of the Rust library is no Exception
            raise Malformed(str(error)[:200]) from None
        if not sound:
            raise Malformed("not a plain text")

    def texts(self) -> dict[str, str]:
        """The text of every field, empty ones included."""
        return {name: str(text) for name, text in self._texts.items()}

    def rewrite(self, texts: Mapping[str, str]) -> bytes:
        """Make fields read so by the fewest edits; answers them as one update.

        Only what differs is touched, so that what others are typing meanwhile stays theirs.
        """
        before = self.state()
        with self._doc.transaction():
            for name, new in texts.items():
                self._rewrite(self._texts[name], new)
        return self.since(before)

    @staticmethod
    def _rewrite(text: pycrdt.Text, new: str) -> None:
        old, place = str(text), 0
        if old == new:
            return
        for change in redline(old, new):
            size = len(change.text.encode())
            if change.kind == "insert":
                text.insert(place, change.text)
            elif change.kind == "delete":
                del text[place : place + size]
            if change.kind != "delete":
                place += size

    def state(self) -> bytes:
        """The state vector: what this document has seen of whom."""
        return self._doc.get_state()

    def since(self, state: bytes | None = None) -> bytes:
        """Everything that who has this state vector lacks; the whole document without one.

        Raises Malformed for what is no state vector.
        """
        state = state or b"\0"
        _counted(state, 2)
        try:
            return self._doc.get_update(state)
        except (KeyboardInterrupt, SystemExit):
            raise
        except BaseException as error:
            raise Malformed(str(error)[:200]) from None


def _counted(data: bytes, least: int) -> None:
    """An update and a state vector both begin with how many writers they speak of, each in at
    least so many bytes. The library reserves memory for that number before it reads on: five
    bytes that say 2**28 cost half a gigabyte."""
    count = 0
    for place, byte in enumerate(data[:5]):
        count |= (byte & 0x7F) << 7 * place
        if byte < 0x80:
            break
    else:
        raise Malformed("a number too large")
    if count * least > len(data):
        raise Malformed("a number too large")
