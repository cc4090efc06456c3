"""All files of a letter, from the frozen letter and from nothing else."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from foundation.office_files import DOCX
from submissions.package import ReleasedLetter
from submissions.rendering.as_json import as_json
from submissions.rendering.letter import compose
from submissions.rendering.pdf import pdf
from submissions.rendering.word import docx

PDF, JSON = "application/pdf", "application/json"


@dataclass(frozen=True)
class Made:
    """A file of a letter. `sha256` is in hexadecimal."""

    name: str
    media_type: str
    content: bytes

    @cached_property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


def names(letter: ReleasedLetter) -> list[str]:
    """The names of its files: in Japanese, in English where its subject is given in English, and
    one for machines."""
    languages = ("ja", "en") if letter.title_en else ("ja",)
    return [f"letter-{lang}.{ending}" for lang in languages for ending in ("pdf", "docx")] + [
        "letter.json"
    ]


def file_name(which: str) -> str:
    """The name of a file by how an address names it: ja_pdf is letter-ja.pdf, json letter.json."""
    lang, _, ending = which.rpartition("_")
    return f"letter-{lang}.{ending}" if lang else f"letter.{ending}"


def make(letter: ReleasedLetter, name: str) -> Made:
    """One file. Raises KeyError for a name that is none of `names`."""
    if name not in names(letter):
        raise KeyError(name)
    if name == "letter.json":
        return Made(name, JSON, as_json(letter))
    lang, ending = name.removeprefix("letter-").split(".")
    paper = compose(letter, lang)
    return Made(name, PDF, pdf(paper)) if ending == "pdf" else Made(name, DOCX, docx(paper))


def make_all(letter: ReleasedLetter) -> Iterator[Made]:
    """Every file of a letter."""
    return (make(letter, name) for name in names(letter))
