"""Read, find, rebuild, verify: one file from beginning to end."""

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
    if verify("\n".join(texts), directory, kept):
        return True
    if parsed.kind in ("png", "jpeg"):
        return False
    empty = write(Output(parsed, ("",) * len(texts), {}, "ja"))
    template = {(hit.member_id, hit.key) for hit in verify(empty, directory, kept)}
    return any((hit.member_id, hit.key) not in template
               for hit in verify(fresh, directory, kept))
