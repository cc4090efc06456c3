"""Compiles every gettext catalogue of frontend/locales (.po) into its .mo beside it.

Fails when a translation does not keep the placeholders of its original. A .mo whose .po is
gone is removed, so that a deleted text cannot live on.
"""

import sys
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po


def compile_catalogue(source: Path) -> list[str]:
    """Write the .mo beside `source` and return what is wrong with it, a line each."""
    with source.open("rb") as text:
        catalogue = read_po(text, locale=source.parts[-3])
    faults = [
        f"{source}:{message.lineno}: {fault}"
        for message, errors in catalogue.check()
        for fault in errors
    ]
    with source.with_suffix(".mo").open("wb") as binary:
        write_mo(binary, catalogue)
    return faults


def main(locales: Path) -> int:
    """Compile all catalogues under `locales`; the exit code says whether all are sound."""
    for binary in locales.glob("*/LC_MESSAGES/*.mo"):
        if not binary.with_suffix(".po").exists():
            binary.unlink()
    sources = sorted(locales.glob("*/LC_MESSAGES/*.po"))
    faults = [fault for source in sources for fault in compile_catalogue(source)]
    print(*faults, sep="\n", end="\n" if faults else "", file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(Path(__file__).parents[1] / "frontend" / "locales"))
