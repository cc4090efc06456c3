"""Texts as sets of single characters and of pairs: what the index knows of them.

Pairs, not the usual triples, because many Japanese words have two characters (投票, 委員).
"""

import re

_RUN = re.compile(r"[^\W_]+")


def of_text(folded: str) -> set[str]:
    """Every letter, digit and kanji of a folded text, and every two that stand together."""
    grams = set()
    for run in _RUN.findall(folded):
        grams.update(run)
        grams.update(map("".join, zip(run, run[1:], strict=False)))
    return grams


def of_term(folded: str) -> set[str]:
    """The fewest grams that every text with this term has."""
    grams = set()
    for run in _RUN.findall(folded):
        pairs = set(map("".join, zip(run, run[1:], strict=False)))
        grams |= pairs or {run}
    return grams
