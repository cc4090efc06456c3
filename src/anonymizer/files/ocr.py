"""What a machine reads in a picture, as a help for whoever looks at it: it never decides.

On clean print one name in ten to twenty is not read right, so a picture without any finding may
still tell a name. Without Tesseract on the machine nothing is read.
"""

import re
import shutil
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from anonymizer.directory import Directory
from anonymizer.files.sandbox import run
from anonymizer.finder import find
from anonymizer.model import Finding

MEMORY_BYTES = 1_500_000_000
CPU_SECONDS = 20
WALL_SECONDS = 40
TEXT_BYTES = 200_000

_PROGRAM = ("import sys, shlex; sys.path[:] = sys.argv[2:]; "
            "from anonymizer.files.confinement import begin; "
            f"begin(*shlex.split(sys.argv[1]), memory={MEMORY_BYTES}, seconds={CPU_SECONDS})")
_TRAINED = ("tesseract-ocr/*/tessdata/*.traineddata", "tessdata/*.traineddata")
# Tesseract sets a space between the letters of a language without spaces.
_BETWEEN = re.compile("(?<=[\u3000-\u9fff\uff00-\uffef]) (?=[\u3000-\u9fff\uff00-\uffef])")


@dataclass(frozen=True, slots=True)
class Seen:
    """A picture's text as far as it was read, and what would be masked in it."""

    text: str
    findings: tuple[Finding, ...]


def there() -> bool:
    """Whether this machine can read pictures."""
    return _command() is not None


def ocr(picture: bytes) -> str | None:
    """The text of a PNG or JPEG, read by Tesseract in a confined process; None where there is no
    Tesseract, or it took too long."""
    command = _command()
    if command is None:
        return None
    code, said = run(_PROGRAM, command, picture, WALL_SECONDS, TEXT_BYTES)
    if code:
        return None
    lines = (_BETWEEN.sub("", line).strip() for line in said.decode("utf-8", "replace").split("\n"))
    return "\n".join(line for line in lines if line)


def seen(picture: bytes, directory: Directory) -> Seen | None:
    """`ocr` with the findings in its text."""
    text = ocr(picture)
    return None if text is None else Seen(text, find(text, directory))


@cache
def _command() -> str | None:
    """Tesseract and its arguments, for Japanese and English as far as it has learned them."""
    program = shutil.which("tesseract")
    if program is None:
        return None
    there = {path.stem for place in _TRAINED for path in Path("/usr/share").glob(place)}
    languages = "+".join(one for one in ("jpn", "eng") if one in there) or "eng"
    return f"{program} stdin stdout -l {languages} --psm 3"
