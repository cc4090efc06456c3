"""Where the readers of all formats put what they find."""

import re
from collections import Counter

from anonymizer.files import limits
from anonymizer.files.model import Block, Kind, Left, Node, Parsed, Picture, Place, Refused

# Characters without a glyph: they can carry a mark that no reviewer sees.
_INVISIBLE = re.compile(
    "[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e007f]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def may_be_headings(cells: int) -> bool:
    """Whether a first row of so many cells is one of headings: then no cell is another's label."""
    return cells > 2


class Gathering:
    """Blocks, pictures and what was left behind, in the order of reading."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.pictures: list[Picture] = []
        self._left: Counter[tuple[str, Place]] = Counter()
        self._characters = 0

    def text(self, text: str, place: Place, context: tuple[str, ...] = ()) -> int:
        """Keeps a visible text; its number."""
        plain = _CONTROL.sub("", _INVISIBLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n")))
        if len(_CONTROL.sub("", text.replace("\r", ""))) != len(plain.replace("\r", "")):
            self.leave("invisible_characters", place)
        self._characters += len(plain)
        if len(self.blocks) >= limits.BLOCKS or self._characters > limits.CHARACTERS:
            raise Refused("too_much_text", place, limit=f"{limits.CHARACTERS:,}")
        before = self.blocks[-1].text.strip() if self.blocks else ""
        if not context and before.endswith((":", "：")) and len(before) <= limits.LABEL_CHARACTERS:
            context = (before,)
        self.blocks.append(Block(plain, place, context))
        return len(self.blocks) - 1

    def picture(self, picture: Picture) -> int:
        """Keeps a picture; its number. The same pixels twice are one picture."""
        for number, one in enumerate(self.pictures):
            if one.digest == picture.digest:
                return number
        if len(self.pictures) >= limits.PICTURES:
            raise Refused("too_many_pictures", picture.place, limit=str(limits.PICTURES))
        self.pictures.append(picture)
        return len(self.pictures) - 1

    def leave(self, code: str, place: Place = (), count: int = 1) -> None:
        """Lists something that is not carried over."""
        self._left[code, place] += count

    def parsed(
        self, kind: Kind, body: list[Node], header: tuple[int, ...] = (),
        footer: tuple[int, ...] = (),
    ) -> Parsed:
        left = tuple(Left(code, place, count) for (code, place), count in self._left.items())
        return Parsed(kind, tuple(self.blocks), tuple(body), header, footer,
                      tuple(self.pictures), left)
