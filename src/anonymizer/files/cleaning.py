"""Read, find, rebuild, verify: one file from beginning to end."""

import io
import re
import zipfile
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from anonymizer.directory import Directory
from anonymizer.files.model import Left, Output, Parsed, Picture, Refused
from anonymizer.files.sandbox import read
from anonymizer.files.writing import write
from anonymizer.finder import find_all
from anonymizer.model import Decision, Finding
from anonymizer.pseudonyms import Pseudonyms
from anonymizer.rewriting import rewrite
from anonymizer.verifier import Members, verify

# Two texts are two readings: "5 cm" above "C社" is not CMC. The verifier reads over a few signs
# between letters, and over any between those of a long name, so a letter that no name has stands
# between the texts, with more line breaks around it than it reads over.
_APART = "\n" * 8 + "\u1401" + "\n" * 8
_END = re.compile("</(?:w:p|a:p|p|si|is|c|text)>")


@dataclass(frozen=True, slots=True)
class Cleaned:
    """The rebuilt file; a finding's field is the number of its block in `parsed.blocks`."""

    data: bytes
    parsed: Parsed
    findings: tuple[Finding, ...]
    unconfirmed: tuple[Picture, ...]

    @property
    def left(self) -> tuple[Left, ...]:
        return self.parsed.left


def clean(
    data: bytes, name: str, directory: Directory, pseudonyms: Pseudonyms | None = None,
    confirmed: Collection[str] = (), decisions: Mapping[int, Decision] | None = None,
    language: Literal["ja", "en"] = "ja",
) -> Cleaned:
    """Pictures whose digest is not in `confirmed` become an empty box. Raises Refused."""
    parsed = read(data, name)
    bundle = {str(number): block.text for number, block in enumerate(parsed.blocks)}
    labels = {str(number): block.context for number, block in enumerate(parsed.blocks)}
    found = find_all(bundle, directory, pseudonyms or Pseudonyms(language), labels=labels)
    texts = tuple(rewrite(bundle, found, decisions).values())
    shown = {n: one for n, one in enumerate(parsed.pictures) if one.digest in confirmed}
    fresh = write(Output(parsed, texts, shown, language))
    kept = [found[n].text for n, one in (decisions or {}).items() if one.kind == "keep"]
    if still_named(parsed, texts, fresh, directory, kept, language):
        raise Refused("verifier")
    rest = tuple(one for one in parsed.pictures if one.digest not in confirmed)
    return Cleaned(fresh, parsed, found, rest)


def still_named(
    parsed: Parsed, texts: tuple[str, ...], fresh: bytes, directory: Members, kept: Iterable[str],
    language: Literal["ja", "en"] = "ja",
) -> bool:
    """Whether a key stands in one of the texts of a file made anew, or in its bytes without
    standing in the empty template or being spelled by chance by texts beside each other.

    Raises ValueError as `verify` does.
    """
    kept = list(kept)

    def keys(*seen: bytes | str) -> set[tuple[str, str]]:
        return {(hit.member_id, hit.key) for one in seen for hit in verify(one, directory, kept)}

    if keys(_APART.join(texts)):
        return True
    empty = write(Output(parsed, ("",) * len(texts), {}, language))
    return bool(keys(*_seen(fresh)) - keys(*_seen(empty), "\n".join(texts)))


def _seen(data: bytes) -> Iterator[bytes | str]:
    """The XML of an office file with its paragraphs and cells kept apart, and its pictures; other
    files as they are."""
    if not data.startswith(b"PK\x03\x04"):
        yield data
        return
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        words = [name for name in archive.namelist() if name.endswith((".xml", ".rels"))]
        yield from (archive.read(name) for name in archive.namelist() if name not in words)
        read_out = [archive.read(name).decode() for name in words]
        yield _APART.join(_END.sub(lambda end: end.group() + _APART, text)
                          for text in (*archive.namelist(), *read_out))
