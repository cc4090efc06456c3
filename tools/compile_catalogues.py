"""Compiles every gettext catalogue of frontend/locales (.po) into its .mo beside it.

A .mo whose .po is gone is removed, so that a deleted text cannot live on.
"""

from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

locales = Path(__file__).parents[1] / "frontend" / "locales"

for left in locales.glob("*/LC_MESSAGES/*.mo"):
    if not left.with_suffix(".po").exists():
        left.unlink()

for source in locales.glob("*/LC_MESSAGES/*.po"):
    with source.open("rb") as text, source.with_suffix(".mo").open("wb") as compiled:
        write_mo(compiled, read_po(text, locale=source.parts[-3], abort_invalid=True))
