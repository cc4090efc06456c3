"""The surroundings of letters that spell a name: what stands before, within and after."""

import re
import unicodedata

from anonymizer.characters import script
from anonymizer.keys import Key
from anonymizer.views import Tight

_HEADING = re.compile(
    r"(?:者|元|先|名|名義|社名|会社|企業|メーカー|提出|作成|Contact|user|Company)\s*[:：は]?\s*$")
_HONORIFIC = re.compile(
    r"\s?(?:社|さん|様|殿|御中|製|株式会社|有限会社|\(株\)|グループ|ホールディング|HD|（?\(?以下)")
_LEGAL = re.compile(r"株式会社|有限会社|合同会社|\(株\)|\(有\)|㍿")
_LONG_KINDS = re.compile("(?<=[ァ-ヺ])[-‐‑–—−―─━~一]")
_LONG_MARK = re.compile(r"[\s_*~`=|\\・･·‧]{0,4}[-‐‑–—―−─━一ｰー]")


class Context:
    """The surroundings of letters [first, last) of a tight view."""

    def __init__(self, tight: Tight, first: int, last: int, key: Key) -> None:
        text = tight.lines.text
        begin, end = tight.at[first], tight.at[last - 1] + 1
        while text[end:end + 1] == "ー":
            end += 1
        if key.spelling.endswith("ー") and text[end - 1] != "ー":
            gap = _LONG_MARK.match(text, end)
            end = gap.end() if gap else end
        self.begin, self.end, self.key = begin, end, key
        self.written = text[begin:end]
        self.before, self.after = text[max(0, begin - 14):begin], text[end:end + 14]
        self.left = self.before[-1:] or " "
        self.right = self.after[:1] or " "

    def part(self, left: bool, right: bool) -> None:
        """Cuts off the surroundings on a side where another name has been found."""
        if left:
            self.before, self.left = "", " "
        if right:
            self.after, self.right = "", " "

    @property
    def plain(self) -> str:
        """As written, without what stands between the letters."""
        return _plain(self.written)

    @property
    def same_spelling(self) -> bool:
        """Written in the scripts it is registered in, with as many letters."""
        spelling = _plain(self.key.spelling)
        return [script(c) for c in self.plain] == [script(c) for c in spelling]

    @property
    def same_script(self) -> bool:
        """Written in the scripts it is registered in, long marks left aside."""
        one, other = (text.replace("ー", "") for text in (self.plain, _plain(self.key.spelling)))
        return [script(c) for c in one] == [script(c) for c in other]

    @property
    def same_letters(self) -> bool:
        """Written letter by letter as it is registered, width, case and kind of long mark left
        aside."""
        return _plain(_LONG_KINDS.sub("ー", self.written)) == _plain(
            unicodedata.normalize("NFKC", self.key.spelling))

    @property
    def honoured(self) -> bool:
        """Followed by 社, 様 or the like."""
        return bool(_HONORIFIC.match(self.after))

    @property
    def named(self) -> bool:
        """A legal form, an honorific or a heading says that a company is meant."""
        return bool(
            _LEGAL.match(self.after.lstrip(" ・")) or _LEGAL.search(self.before[-6:])
            or self.honoured or _HEADING.search(self.before)
        )


def _plain(written: str) -> str:
    return re.sub(r"[\W_]", "", written).lower()
