"""The last look over a review's files: a key of a company in a passage, or in the very bytes."""

from collections.abc import Iterable, Mapping
from functools import partial

from anonymizer import Member, verify
from anonymizer.files import apart, still_named
from foundation.recent import Recent
from submissions.attachments.making import Outgoing
from submissions.residue import Hidden, Residue


def file_residue(
    files: Iterable[Outgoing], hidden: Mapping[str, Member], kept: Iterable[str] = ()
) -> list[Residue]:
    """Passages of the files that tell one of the hidden companies."""
    if not hidden:
        return []
    keys, allowed = Hidden(hidden), list(kept)
    return [
        Residue(f"file_{one.place}", hit.excerpt, hit.key)
        for one in files
        for hit in verify(apart((one.file.title, *one.texts)), keys, allowed)
    ]


def bytes_tell(
    files: Iterable[Outgoing], hidden: Mapping[str, Member], kept: Iterable[str] = ()
) -> bool:
    """Whether one of the hidden companies can be read in the bytes that leave. What can't be
    looked through counts as if it could."""
    if not hidden:
        return False
    keys, allowed = Hidden(hidden), frozenset(kept)
    return any(
        _RECENT.of((one.file.sha256, keys.version, allowed), partial(_tells, one, keys, allowed))
        for one in files
    )


# The same bytes are looked through when they are frozen, released and leave.
_RECENT: Recent[tuple[object, ...], bool] = Recent(64)


def _tells(one: Outgoing, keys: Hidden, kept: frozenset[str]) -> bool:
    try:
        return still_named(one.parsed, one.texts, one.content, keys, kept)
    except ValueError:
        return True
