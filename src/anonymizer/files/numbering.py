"""The numbers and bullets that Word draws before paragraphs, as text."""

import re

from anonymizer.files.package import Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# Only these letters of a number's pattern are carried over: it may hold any words.
_PATTERN = re.compile(r"(?:%[1-9]|[（）()［］\[\].．、,\-－第条項号章節編款 ])*")


class Numbering:
    def __init__(self, root: Element | None) -> None:
        self._levels: dict[tuple[str, int], tuple[str, str, int]] = {}
        self._counts: dict[tuple[str, int], int] = {}
        if root is None:
            return
        abstract = {one.get(W + "abstractNumId", ""): one for one in root.iter(W + "abstractNum")}
        for number in root.iter(W + "num"):
            link = number.find(W + "abstractNumId")
            source = abstract.get("" if link is None else link.get(W + "val", ""))
            for level in () if source is None else source.iter(W + "lvl"):
                depth = _int(level.get(W + "ilvl", "0"))
                self._levels[number.get(W + "numId", ""), depth] = (
                    _val(level, "numFmt"), _val(level, "lvlText"), _int(_val(level, "start"), 1))

    def label(self, properties: Element | None) -> tuple[str, int]:
        """(what stands before the text, depth) for a paragraph's numPr; counts on."""
        if properties is None:
            return "", 0
        numbered, depth = _val(properties, "numId"), _int(_val(properties, "ilvl"))
        if (numbered, depth) not in self._levels:
            return "", 0
        kind, pattern, start = self._levels[numbered, depth]
        if kind in ("bullet", "none", ""):
            return ("・" if kind == "bullet" else ""), depth + 1
        count = self._counts.get((numbered, depth), start - 1) + 1
        self._counts[numbered, depth] = count
        for deeper in [key for key in self._counts if key[0] == numbered and key[1] > depth]:
            del self._counts[deeper]
        if not _PATTERN.fullmatch(pattern) or "%" not in pattern:
            pattern = f"%{depth + 1}."
        return re.sub("%([1-9])", lambda m: self._one(numbered, int(m.group(1)) - 1), pattern), \
            depth + 1

    def _one(self, numbered: str, depth: int) -> str:
        kind, _, start = self._levels.get((numbered, depth), ("decimal", "", 1))
        return _figure(self._counts.get((numbered, depth), start), kind)


def _figure(count: int, kind: str) -> str:
    if kind in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (count - 1) % 26)
        return letter if kind == "lowerLetter" else letter.upper()
    if kind == "decimalEnclosedCircle" and 1 <= count <= 20:
        return chr(0x2460 + count - 1)
    if kind in ("aiueo", "aiueoFullWidth") and 1 <= count <= 10:
        return "アイウエオカキクケコ"[count - 1]
    if kind in ("lowerRoman", "upperRoman") and 1 <= count <= 20:
        tens, ones = divmod(count, 10)
        roman = "x" * tens + ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")[ones]
        return roman if kind == "lowerRoman" else roman.upper()
    if kind == "decimalFullWidth":
        return "".join(chr(ord(digit) + 0xFEE0) for digit in str(count))
    return str(count)


def _val(parent: Element, name: str) -> str:
    child = parent.find(W + name)
    return "" if child is None else str(child.get(W + "val", ""))


def _int(text: str, otherwise: int = 0) -> int:
    return int(text) if re.fullmatch(r"\d{1,4}", text) else otherwise
