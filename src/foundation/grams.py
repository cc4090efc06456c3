"""Texts as sets of single characters and of pairs: what the index knows of them.

Pairs, not the usual triples, because many Japanese words have two characters (投票, 委員). A hidden
word (`folding.hidden`) is a gram as a whole: its pairs stand in every entry.
"""

import re

from foundation.folding import HIDDEN

_RUN = re.compile(f"[{HIDDEN}]+|[^\\W_{HIDDEN}]+")
_WHOLE = re.compile(f"[{HIDDEN}]+|[^\\W_{HIDDEN}]{{1,2}}")


def of_text(folded: str) -> set[str]:
    """Every letter, digit and kanji of a folded text, and every two that stand together."""
    grams = set()
    for run in _RUN.findall(folded):
        if _is_hidden(run):
            grams.add(run)
            continue
        grams.update(run)
        grams.update(map("".join, zip(run, run[1:], strict=False)))
    return grams


def of_term(folded: str) -> set[str]:
    """The fewest grams that every text with this term has."""
    grams = set()
    for run in _RUN.findall(folded):
        pairs = set() if _is_hidden(run) else set(map("".join, zip(run, run[1:], strict=False)))
        grams |= pairs or {run}
    return grams


def is_whole(term: str) -> bool:
    """Whether the term is itself a gram, so that whatever has its gram has the term."""
    return bool(_WHOLE.fullmatch(term))


def _is_hidden(run: str) -> bool:
    return bool(re.match(f"[{HIDDEN}]", run))
