"""The last look before anything leaves: does a key of a company still stand there?

Independent of the search that made the findings: `anonymizer.verify` has its own folding and reads
finished bytes.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from anonymizer import Member, verify
from submissions.package import Closed, ReleasedAnswer, ReleasedItem, WithFiles, as_bytes


@dataclass(frozen=True)
class Residue:
    """A place where a company can still be read; `field` is empty where only the bytes as a whole
    show it. `key` is the spelling that was seen."""

    field: str
    excerpt: str
    key: str = ""

    @property
    def subject(self) -> str:
        """How an exception names it."""
        return f"{self.field}|{self.key}"


@dataclass(frozen=True)
class Hidden:
    """The hidden companies as a directory; the version names exactly these with these keys."""

    members: Mapping[str, Member]

    @property
    def version(self) -> str:
        told = repr(sorted(self.members.items(), key=lambda item: item[0]))
        return hashlib.sha256(told.encode()).hexdigest()


def residue(
    value: Closed, hidden: Mapping[str, Member], kept: Iterable[str] = ()
) -> list[Residue]:
    """Places in a finished package that tell one of the hidden companies: the first of each field
    and key. `kept` are spellings that may stay."""
    if not hidden:
        return []
    keys = Hidden(hidden)
    found: dict[tuple[str, str], Residue] = {}
    for field, text in _texts(value):
        for hit in verify(text, keys, kept):
            found.setdefault((field, hit.key), Residue(field, hit.excerpt, hit.key))
    if not found:
        for hit in verify(as_bytes(value), keys, kept):
            found.setdefault(("", hit.key), Residue("", hit.excerpt, hit.key))
    return list(found.values())


def _texts(value: Closed) -> Iterator[tuple[str, str]]:
    """The texts of a package by the fields that a reviewer knows."""
    if isinstance(value, ReleasedItem):
        yield "title_ja", value.title_ja
        yield "title_en", value.title_en
        yield "legal_references", "\n".join(value.legal_references)
        for section in value.sections:
            yield section.name, section.markdown
            yield section.name, section.html
        for place, opinion in enumerate(value.minority, 1):
            yield f"minority_{place}", opinion.text
    elif isinstance(value, ReleasedAnswer):
        yield "answer", value.markdown
        yield "answer", value.html
    if isinstance(value, WithFiles):
        for file in value.attachments:
            yield "", file.title
