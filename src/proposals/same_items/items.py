"""Legal references as items that can be compared: 輸出令別表第1の7の項(1), 外為法第48条第1項.

Only what names its instrument is compared, and a bare 〇の項, which is one of 輸出令別表第1; a
relative 第6条 is not guessed at.
"""

import re
import unicodedata
from collections.abc import Iterable

Item = tuple[str, ...]

_SHORT = {
    "外国為替及び外国貿易法": "外為法",
    "輸出貿易管理令": "輸出令",
    "外国為替令": "外為令",
    "輸出貿易管理規則": "輸出規則",
}
_KANJI = {kanji: n for n, kanji in enumerate("〇一二三四五六七八九")}
_NUMERAL = re.compile(r"[〇一二三四五六七八九十百]+(?=条|項|号|の|表|$|[^〇-鿿])")
_INSTRUMENT = "外為法|輸出令|外為令|貨物等省令|輸出規則|貿易外省令|遵守基準省令|運用通達|役務通達"
_TABLE = re.compile(
    r"(?:(?P<law>輸出令|外為令)(?P<table>別表(?:第1)?の?)?)?"
    r"(?P<item>\d+(?:の\d+)?)の項(?:\((?P<sub>\d+(?:の\d+)?)\))?"
)
_ARTICLE = re.compile(
    rf"(?P<law>{_INSTRUMENT})第(?P<article>\d+)条(?P<more>の\d+)?"
    r"(?:第(?P<para>\d+)項)?(?:第(?P<no>\d+)号)?"
)


def items(references: Iterable[str]) -> frozenset[Item]:
    """The items named in these lines, each from the whole to the part."""
    found: set[Item] = set()
    for line in references:
        text = _plain(line)
        for match in _ARTICLE.finditer(text):
            parts = [match["law"], f"第{match['article']}条{match['more'] or ''}"]
            parts += [f"第{match['para']}項"] if match["para"] else []
            parts += [f"第{match['no']}号"] if match["no"] else []
            found.add(tuple(parts))
        for match in _TABLE.finditer(_ARTICLE.sub(" ", text)):
            parts = [f"{match['law'] or '輸出令'}別表", f"{match['item']}の項"]
            parts += [f"({match['sub']})"] if match["sub"] else []
            found.add(tuple(parts))
    return frozenset(found)


def shared(one: Iterable[Item], other: Iterable[Item]) -> Item | None:
    """An item that both touch, the first in order: the same, or one a part of the other, then the
    whole of the two."""
    met = {
        min(a, b, key=len)
        for a in one for b in other
        if a[: len(b)] == b or b[: len(a)] == a
    }
    return min(met, default=None)


def written(item: Item) -> str:
    """The item as it is written in one."""
    return "".join(item)


def _plain(line: str) -> str:
    text = re.sub(r"\s", "", unicodedata.normalize("NFKC", line))
    for name, short in _SHORT.items():
        text = text.replace(name, short)
    return _NUMERAL.sub(lambda found: str(_number(found[0])), text)


def _number(kanji: str) -> int:
    if "十" not in kanji and "百" not in kanji:
        return int("".join(str(_KANJI[one]) for one in kanji))
    hundreds, _, rest = kanji.rpartition("百")
    tens, ten, ones = rest.rpartition("十")
    total = 100 * (_KANJI.get(hundreds, 1) if "百" in kanji else 0)
    total += 10 * (_KANJI.get(tens, 1) if ten else 0)
    return total + (_KANJI[ones] if ones else 0)
