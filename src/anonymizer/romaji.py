"""The ways a kana reading is written in Latin letters (Hepburn, Kunrei, and passport habits)."""

from collections.abc import Iterator
from itertools import product

_ROWS = {
    "": "アaイiウuエeオo", "k": "カaキiクuケeコo", "s": "サaスuセeソo", "t": "タaテeトo",
    "n": "ナaニiヌuネeノo", "h": "ハaヒiヘeホo", "m": "マaミiムuメeモo", "y": "ヤaユuヨo",
    "r": "ラaリiルuレeロo", "w": "ワaヲo", "g": "ガaギiグuゲeゴo", "z": "ザaズuゼeゾo",
    "d": "ダaデeドo", "b": "バaビiブuベeボo", "p": "パaピiプuペeポo", "v": "ヴu",
}
_HEPBURN = {"シ": "shi", "チ": "chi", "ツ": "tsu", "フ": "fu", "ジ": "ji", "ヂ": "ji", "ヅ": "zu"}
_KUNREI = {"シ": "si", "チ": "ti", "ツ": "tu", "フ": "hu", "ジ": "zi", "ヂ": "zi", "ヅ": "zu"}
_VOWELS = {"ァ": "a", "ィ": "i", "ゥ": "u", "ェ": "e", "ォ": "o"}
_GLIDES = {"ャ": "ya", "ュ": "yu", "ョ": "yo"}


def _table(kunrei: bool) -> dict[str, str]:
    table = {
        row[i]: consonant + row[i + 1]
        for consonant, row in _ROWS.items() for i in range(0, len(row), 2)
    }
    table.update(_KUNREI if kunrei else _HEPBURN)
    for kana, latin in list(table.items()):
        for small, glide in _GLIDES.items():
            if latin.endswith("i") and kana != "イ":
                soft = latin[:-1] in ("sh", "ch", "j")
                table[kana + small] = latin[:-1] + (glide[1:] if soft else glide)
        for small, vowel in _VOWELS.items():
            if kana in "テデトドウヴフツシジチイ":
                stem = "w" if kana == "ウ" else latin[:-1]
                table[kana + small] = stem + vowel
    return table | {"シェ": "she", "ジェ": "je", "チェ": "che", "ンン": "nn"}


_TABLES = (_table(kunrei=False), _table(kunrei=True))
_LOAN = {"フュ": "fyu", "デュ": "dyu", "テュ": "tyu", "ヴュ": "vyu"}
_LOANED = (*_TABLES, _TABLES[0] | _LOAN)


def spellings(reading: str) -> Iterator[str]:
    """Lower-case spellings of a katakana reading, the usual ones first, some more than once."""
    tables = _LOANED if any(pair in reading for pair in _LOAN) else _TABLES
    for table, mark, long, labial in product(
        tables, ("", "same", "h"), ("keep", "drop", "h", "oo"), (False, True)
    ):
        spelled = _spell(reading, table, mark)
        if spelled is None:
            return
        spelled = _long_vowels(_labials(spelled) if labial else spelled, long)
        yield spelled
        if "tch" in spelled:
            yield spelled.replace("tch", "cch")


def _spell(reading: str, table: dict[str, str], mark: str) -> str | None:
    out = ""
    double = False
    i = 0
    while i < len(reading):
        kana = reading[i:i + 2] if reading[i:i + 2] in table else reading[i]
        i += len(kana)
        if kana == "ッ":
            double = True
            continue
        if kana == "ー":
            out += {"": "", "same": out[-1:], "h": "h"}[mark]
            continue
        if kana in "・ 　＆":
            continue
        latin = "n" if kana == "ン" else table.get(kana, _VOWELS.get(kana, _GLIDES.get(kana)))
        if latin is None:
            return None
        if double:
            out += "t" if latin.startswith("ch") else latin[0]
            double = False
        out += latin
    return out


def _labials(spelled: str) -> str:
    for letter in "bmp":
        spelled = spelled.replace("n" + letter, "m" + letter)
    return spelled


def _long_vowels(spelled: str, long: str) -> str:
    if long == "keep":
        return spelled
    vowel = {"drop": "o", "h": "oh", "oo": "oo"}[long]
    for pair in ("ou", "oo"):
        spelled = spelled.replace(pair, "\1")
    return spelled.replace("\1", vowel).replace("uu", "u" if long != "oo" else "uu")
