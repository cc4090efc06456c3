"""Style as a trace: who writes like this, and the same text in the body's plain form."""

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from anonymizer.characters import LIGHT, LONG_FORMS, NOTHING

_MIN_TEXTS = 3
_N = 3


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike a text and a member's earlier texts are, from 0 to 1, and the member's rank."""

    member_id: str
    likeness: float
    rank: int


def attribution(text: str, earlier: Mapping[str, Sequence[str]]) -> tuple[Likeness, ...]:
    """Members by likeness to a text: cosine of character 3-gram counts to each one's centroid.

    Members with fewer than three earlier texts are left out. Names must be masked beforehand,
    or the names rather than the style are compared.
    """
    own = _grams(text)
    scored = [
        (_cosine(own, _centroid(texts)), member)
        for member, texts in earlier.items() if len(texts) >= _MIN_TEXTS
    ]
    scored.sort(key=lambda entry: (-entry[0], entry[1]))
    return tuple(Likeness(member, like, rank) for rank, (like, member) in enumerate(scored, 1))


def gives_away(member_id: str, ranking: Sequence[Likeness], top: int = 5) -> bool:
    """Whether a member stands among the first, of at least twice as many."""
    return len(ranking) >= 2 * top and any(
        entry.member_id == member_id and entry.rank <= top for entry in ranking
    )


def _grams(text: str) -> Counter[str]:
    return Counter(text[i:i + _N] for i in range(len(text) - _N + 1))


def _centroid(texts: Sequence[str]) -> Counter[str]:
    total: Counter[str] = Counter()
    for text in texts:
        size = max(1, len(text))
        for gram, count in _grams(text).items():
            total[gram] += count / size  # type: ignore[assignment]
    return total


def _cosine(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    dot = sum(value * other.get(gram, 0) for gram, value in one.items())
    norm = math.sqrt(sum(v * v for v in one.values()) * sum(v * v for v in other.values()))
    return dot / norm if norm else 0.0


_KEPT_WIDE = "、。「」『』（）・ー〜【】！？：；％＆"
# Between digits a comma or full stop of any width belongs to the number.
_IN_NUMBERS = str.maketrans({"，": ",", "．": "."})
_NUMBER = re.compile(r"(?<=[0-9０-９])[，．](?=[0-9０-９])")
_PUNCTUATION = str.maketrans({"，": "、", "．": "。", "｡": "。", "､": "、", "･": "・", "｢": "「",
                              "｣": "」", "”": "」", "“": "「", "！": "。"})
_UNITS = (("パーセント", "%"), ("㌫", "%"), ("％", "%"), ("キログラム", "kg"), ("㎏", "kg"),
          ("キロメートル", "km"), ("㎞", "km"), ("ミリメートル", "mm"), ("㎜", "mm"),
          ("センチメートル", "cm"), ("㎝", "cm"), ("マイクロメートル", "μm"), ("℃", "度"))
_HEADING = re.compile(
    r"^[ \t\u3000]*(?:#{1,6}[ \t\u3000]*(?P<hash>\S[^\n]*?)[ \t#]*|【(?P<lens>[^】\n]{1,40})】"
    r"|[■◆▼◇□][ \t\u3000]*(?P<mark>[^。、:：\n]{1,20}))[ \t\u3000]*$", re.MULTILINE)
# A hyphen, plus or asterisk is a bullet only with a space behind it: ---, **bold**, -3 are not.
_BULLET = re.compile(
    r"^[ \t\u3000]*(?:[●○■□◆◇▪◦・※‣►▶☆★–][ \t\u3000]*|[-*+][ \t\u3000]+)(?=[^\s-])",
    re.MULTILINE)
_NUMBERED = re.compile(
    r"^[ \t\u3000]*(?:[(（](\d{1,2})[)）]|(\d{1,2})[.．)）、。])[ \t\u3000]*(?=[^\s\d])",
    re.MULTILINE)
_ELLIPSIS = re.compile("(?:…|・・・)+。?")


def plain_form(text: str) -> str:
    """The text in one fixed form of width, punctuation, units, headings, bullets, blank lines.

    Words are left alone. Applied twice it changes nothing more.
    """
    text = text.replace("\r\n", "\n")
    text = _NUMBER.sub(lambda match: match.group().translate(_IN_NUMBERS), text)
    text = _HEADING.sub(
        lambda match: "### " + (match["hash"] or match["lens"] or match["mark"]).strip(), text)
    text = _ELLIPSIS.sub("。", text.translate(_PUNCTUATION))
    for written, unit in _UNITS:
        text = text.replace(written, unit)
    text = "".join(char if char in _KEPT_WIDE else _narrow(char) for char in text)
    text = re.sub(r"(?<=[^\x00-\x7f])\(([^()\n]*)\)", r"（\1）", text)
    text = _NUMBERED.sub(lambda match: f"({match.group(1) or match.group(2)}) ", text)
    text = _BULLET.sub("- ", text)
    text = re.sub(r"[ \t]+$", "", text, flags=re.MULTILINE)
    return re.sub(r"\n{3,}", "\n\n", re.sub(r"。{2,}", "。", text)).strip() + "\n"


def _narrow(char: str) -> str:
    if char in LONG_FORMS:
        return LONG_FORMS[char]
    return char.translate(LIGHT).replace(NOTHING, "")
