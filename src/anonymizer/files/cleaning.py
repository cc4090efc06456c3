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

    if keys(apart(texts)):
        return True
    made, empty = _parts(fresh), _parts(write(Output(parsed, ("",) * len(texts), {}, language)))
    # A part that the empty template has, too, holds nothing of the file.
    own = {name for name in made if made[name] != empty.get(name)}
    return bool(
        keys(*_seen(made, own)) - keys(*_seen(empty, own & set(empty)), "\n".join(texts))
    )


def apart(texts: Iterable[str]) -> str:
    """Texts as one that the verifier reads one by one."""
    return _APART.join(texts)


def _parts(data: bytes) -> dict[str, bytes]:
    """The parts of an office file by name; any other file is its one part, without a name."""
    if not data.startswith(b"PK\x03\x04"):
        return {"": data}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _seen(parts: Mapping[str, bytes], names: Collection[str]) -> Iterator[bytes | str]:
    """XML with its paragraphs and cells kept apart and the names of such parts, in one; pictures
    and other files as they are."""
    words = [name for name in sorted(names) if name.endswith((".xml", ".rels"))]
    yield from (parts[name] for name in sorted(names) if name not in words)
    told = [parts[name].decode() for name in words]
    yield apart(_END.sub(lambda end: end.group() + _APART, text) for text in (*words, *told))
