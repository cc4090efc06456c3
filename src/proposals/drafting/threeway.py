"""Two people wrote on the same version: what each of them changed, in one text."""

from dataclasses import dataclass

from proposals.drafting.wording import FIELDS, Words
from proposals.merge import merge


@dataclass(frozen=True)
class United:
    """Both people's words in one. `conflicts` maps a field that both changed in the same place
    to (mine, theirs), each whole; there `words` hold mine in that place."""

    words: Words
    conflicts: dict[str, tuple[str, str]]


def unite(base: Words, mine: Words, theirs: Words) -> United:
    """The changes of `mine` and of `theirs` since `base`, sentence by sentence."""
    was, my, their = base.texts(), mine.texts(), theirs.texts()
    merged = {name: merge(was[name], my[name], their[name]) for name in FIELDS}
    return United(
        Words.of({name: one.text for name, one in merged.items()}),
        {name: (my[name], their[name]) for name in FIELDS if merged[name].conflicts},
    )
