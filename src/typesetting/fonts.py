"""The fonts that are embedded into a PDF: they come with the installation, never from the machine.

`make install` takes them from two locked packages of the npm registry into fonts/ beside this file.
"""

from functools import cache
from pathlib import Path

from fontTools.ttLib import TTFont

_FOLDER = Path(__file__).parent / "fonts"
_FILES = ("NotoSerifJP_400Regular.ttf", "BIZUDPGothic_700Bold.ttf")
# Printers set it where they have no type for a character.
GETA = "〓"


class MissingFonts(RuntimeError):
    """The fonts were never built: `make install` does."""


def folder() -> Path:
    """Where the fonts lie. Raises MissingFonts."""
    if not all((_FOLDER / name).is_file() for name in _FILES):
        raise MissingFonts(f"no fonts in {_FOLDER}: run `make install`")
    return _FOLDER


@cache
def _covered() -> frozenset[int]:
    """Code points of the text font: it stands in for the other one wherever that has none."""
    with TTFont(folder() / _FILES[0], lazy=True) as font:
        return frozenset(font.getBestCmap())


def printable(text: str) -> str:
    """The text as it can be set: what no font has becomes 〓."""
    known = _covered()
    if all(ord(one) in known or one in "\n\t" for one in text):
        return text
    return "".join(one if ord(one) in known or one in "\n\t" else GETA for one in text)
