"""What people type: cleaned to one form, or refused with a reason."""

import re
import unicodedata

# Marks that turn the direction of writing, and with it what a reader believes to read.
_BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_JAPANESE = re.compile("[ぁ-ヿ一-鿿々〆ｦ-ﾟ]")
# Controls, line and paragraph separators, annotation marks, noncharacters, and the invisible tags
# in which a whole hidden text can travel.
_CONTROL = re.compile(
    "[\0-\x1f\x7f-\x9f\u2028\u2029\ufdd0-\ufdef\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f]"
)
_CONTROL_IN_PROSE = re.compile(_CONTROL.pattern.replace("\0-\x1f", "\0-\x08\x0b-\x1f"))
_LINE_END = re.compile("\r\n|[\r\u2028\u2029]")
# NFC would replace these kanji by others, although names are written with them on purpose.
_COMPOSABLE = re.compile("[^\uf900-\ufaff\U0002f800-\U0002fa1f]+")
# Letters and marks that print nothing.
_INVISIBLE = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
_SPACES = " \t\r\n\xa0\u1680\u2000-\u200b\u202f\u205f\u2060\u3000\ufeff"
_OUTER_SPACE = re.compile(f"^[{_SPACES}]+|(?<![{_SPACES}])[{_SPACES}]+$")
_TRAILING_SPACE = re.compile(f"(?<![{_SPACES}])[{_SPACES}]+$")
_LEADING_BLANK_LINES = re.compile(f"^(?:[{_SPACES.replace(chr(10), '')}]*\n)+")


def has_japanese(text: str) -> bool:
    """Whether kana or kanji stand in a text."""
    return bool(_JAPANESE.search(text))


class BadText(ValueError):
    """A text that is not accepted: `key` names the reason, `params` fill in its sentence.

    Keys and params: "text.blank"; "text.too_long" (max, length); "text.control", "text.bidi" and
    "text.surrogate" (code: "U+202E", place: counted from 1).
    """

    def __init__(self, key: str, **params: object) -> None:
        super().__init__(key)
        self.key = key
        self.params = params


def line(text: str, max: int, *, blank_ok: bool = False) -> str:
    """A single line (a name, a title), composed and without outer spaces.

    `max` counts characters (code points) of the cleaned text. `blank_ok` lets an optional field
    be empty: the answer is then "".

    Raises:
        BadText: blank, too long, or with characters that have no place in a line.
    """
    _refuse(_SURROGATE, text, "text.surrogate")
    return _measured(_CONTROL, _OUTER_SPACE.sub("", _composed(text)), max, blank_ok)


def prose(text: str, max: int, *, blank_ok: bool = False) -> str:
    """A text of many lines: line ends are \\n, tabs stay, as does the indent of the first line.

    Raises:
        BadText: as for `line`.
    """
    _refuse(_SURROGATE, text, "text.surrogate")
    text = _LINE_END.sub("\n", _composed(text))
    text = _TRAILING_SPACE.sub("", _LEADING_BLANK_LINES.sub("", text))
    return _measured(_CONTROL_IN_PROSE, text, max, blank_ok)


def _composed(text: str) -> str:
    return _COMPOSABLE.sub(lambda run: unicodedata.normalize("NFC", run[0]), text)


def _measured(controls: re.Pattern[str], text: str, max: int, blank_ok: bool) -> str:
    _refuse(_BIDI, text, "text.bidi")
    _refuse(controls, text, "text.control")
    if not any(map(_prints, text)):
        if blank_ok:
            return ""
        raise BadText("text.blank")
    if len(text) > max:
        raise BadText("text.too_long", max=max, length=len(text))
    return text


def _refuse(forbidden: re.Pattern[str], text: str, key: str) -> None:
    found = forbidden.search(text)
    if found:
        raise BadText(key, code=f"U+{ord(found[0]):04X}", place=found.start() + 1)


def _prints(character: str) -> bool:
    return unicodedata.category(character) not in {"Cf", "Zs", "Cc", "Mn"} and (
        character not in _INVISIBLE
    )
