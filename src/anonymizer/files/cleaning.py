"""Read, find, rebuild, verify: one file from beginning to end."""

import io
import re
import zipfile
from collections.abc import Collection, Mapping
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
from anonymizer.verifier import verify

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
    found = find_all(bundle, directory, pseudonyms or Pseudonyms(language))
    texts = tuple(rewrite(bundle, found, decisions).values())
    shown = {n: one for n, one in enumerate(parsed.pictures) if one.digest in confirmed}
    fresh = write(Output(parsed, texts, shown, language))
    kept = [found[n].text for n, one in (decisions or {}).items() if one.kind == "keep"]
    if _still_named(parsed, texts, fresh, directory, kept):
        raise Refused("verifier")
    rest = tuple(one for one in parsed.pictures if one.digest not in confirmed)
    return Cleaned(fresh, parsed, found, rest)


def _still_named(
    parsed: Parsed, texts: tuple[str, ...], fresh: bytes, directory: Directory, kept: list[str]
) -> bool:
    """A key stands in the texts, or in the bytes without standing in the empty template."""
    if verify(_APART.join(texts), directory, kept):
        return True
    if parsed.kind in ("png", "jpeg", "csv"):
        return False
    empty = write(Output(parsed, ("",) * len(texts), {}, "ja"))
    template = {(hit.member_id, hit.key) for hit in verify(_seen(empty), directory, kept)}
    return any((hit.member_id, hit.key) not in template
               for hit in verify(_seen(fresh), directory, kept))


def _seen(data: bytes) -> bytes | str:
    """The XML of an office file with its paragraphs and cells kept apart; other files as they are.
    Its pictures are not text: a person confirmed them."""
    if not data.startswith(b"PK\x03\x04"):
        return data
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = [name for name in archive.namelist() if name.endswith((".xml", ".rels"))]
        read_out = [archive.read(name).decode() for name in parts]
    return _APART.join(_END.sub(lambda end: end.group() + _APART, text)
                       for text in (*archive.namelist(), *read_out))
