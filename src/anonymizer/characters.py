"""What one character counts as: the light fold (for rules) and the tight fold (for names).

Both tables fill themselves on first use of a code point, and are total on Unicode. A character
that counts as nothing is folded to NUL, so that every fold keeps one character for one and
offsets stay simple; the caller drops the NULs.
"""

import unicodedata
from collections.abc import Callable

from anonymizer.kanji import kanji_folds

NOTHING = "\0"
VOICING = "\u3099\u309a"

_ENCLOSED_LATIN = {chr(0x1F1E6 + i): chr(65 + i) for i in range(26)}
_LIGHT = _ENCLOSED_LATIN | {"\u309b": "\u3099", "\u309c": "\u309a", "\u3000": " ", "\xa0": " "}
_INVISIBLE = "\u115f\u1160\u17b4\u17b5\u3164\uffa0\u2800\u034f"
_DASHES = "-‐‑‒–—―−﹘﹣－ーｰ─━〜～~⁓˗╴╌゠㇐⸺⸻﹉_‾¯"
_DOTS = ".·•‧∙⋅・･．᛫⸱◦●▪。"[:-1]
_MARKS = "*_~=`\\|&＆^"
_SMALL_KANA = dict(zip("ァィゥェォッャュョヮヵヶㇰㇱㇲㇳㇷㇸㇹㇻㇼㇽㇾㇿ",
                       "アイウエオツヤユヨワカケクシストフヘホラリルレロ", strict=True))
_KANA = {"ヂ": "ジ", "ヅ": "ズ", "ヲ": "オ", "ヱ": "エ", "ヰ": "イ", "ヴ": "ブ", "ヷ": "バ"}
_LOOKALIKES = dict(zip(
    "АВЕЅІЈКМНОРСТУҮХаеѕіјкмнорстуүхвԛԝһҺԁԍɡɑօոսհՏՍԼՕᎪᏴᏟᎠᎬᏀᎻᎥᎫᏦᏞᎷᏢᎡᏚᎢᏙᎳᏃΑΒΕΖΗΙΚΜΝΟΡΤΥΧαικνορτυχϲϹ"
    "ıȷ",
    "ABESIJKMHOPCTYYXaesijkmhopctyyxbqwhHdggaonuhSULOABCDEGHIJKLMPRSTVWZABEZHIKMNOPTYXaiknoptyxcC"
    "ij", strict=True))
_SMALL_CAPITALS = dict(zip("ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ", "abcdefghijklmnoprstuvwyz", strict=True))
_LETTERS = _LOOKALIKES | _SMALL_CAPITALS | {
    "ø": "o", "Ø": "o", "ł": "l", "Ł": "l", "đ": "d", "Đ": "d", "ß": "s", "’": "'", "‘": "'",
    "ʼ": "'", "′": "'", "´": "'", "ƒ": "f",
}


def _light(char: str) -> str:
    if char in _LIGHT:
        return _LIGHT[char]
    category = unicodedata.category(char)
    if category == "Cf" or char in _INVISIBLE or 0xFE00 <= ord(char) <= 0xFE0F \
            or 0xE0100 <= ord(char) <= 0xE01EF or char == NOTHING:
        return NOTHING
    if "①" <= char <= "⓿" or "❶" <= char <= "➓":
        return char  # ①日立 is an item of a list, not a first of a month
    folded = unicodedata.normalize("NFKC", char)
    return folded if len(folded) == 1 else char


def _tight(char: str) -> str:
    category = unicodedata.category(char)
    if char in _DASHES or char in _DOTS or char in _MARKS or char.isspace():
        return NOTHING
    if category[0] in "CM" and char not in VOICING and category != "Co":
        return NOTHING
    char = _LETTERS.get(char, char)
    base = unicodedata.normalize("NFD", char)
    if len(base) > 1 and not "\u3040" <= base[0] <= "\u30ff":
        char = _LETTERS.get(base[0], base[0])
    lowered = char.lower()
    char = lowered if len(lowered) == 1 else lowered[0]
    if "ぁ" <= char <= "ゖ":
        char = chr(ord(char) + 0x60)
    char = _SMALL_KANA.get(char, char)
    char = _KANA.get(char, char)
    return _KANJI.get(char, char)


_KANJI = kanji_folds()


class _Table(dict[int, str]):
    def __init__(self, fold: Callable[[str], str]) -> None:
        super().__init__()
        self._fold = fold

    def __missing__(self, code: int) -> str:
        folded = self[code] = self._fold(chr(code))
        return folded


LIGHT = _Table(_light)
TIGHT = _Table(_tight)

# Characters whose compatibility form is longer than one character, such as ㈱ or ㌔.
LONG_FORMS = {
    char: form
    for code in (*range(0xA0, 0xD800), *range(0xF900, 0x10000), *range(0x1F100, 0x1F200))
    for char in (chr(code),)
    if len(form := unicodedata.normalize("NFKC", char)) > 1
    and char not in _LIGHT
    and unicodedata.category(char) != "Lo" or char in "ﬁﬂﬀﬃﬄ"
}


def script(char: str) -> str:
    """K katakana, H hiragana, C kanji, L letter, D digit, - else (after the light fold)."""
    if "ァ" <= char <= "ヺ" or char in "ーヽヾ":
        return "K"
    if "ぁ" <= char <= "ゟ":
        return "H"
    if "㐀" <= char <= "鿿" or char in "々〆" or char >= "\U00020000":
        return "C"
    if char.isdecimal():
        return "D"
    return "L" if char.isalpha() else "-"
