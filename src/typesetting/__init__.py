"""Papers set by Typst, with the fonts that come with the installation. A library of its own."""

from typesetting.fonts import MissingFonts, printable
from typesetting.setting import Picture, typeset

__all__ = ["MissingFonts", "Picture", "printable", "typeset"]
