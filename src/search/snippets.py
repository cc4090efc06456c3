"""Showing where a text was hit: as pieces, so that nobody has to write HTML."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from foundation.folding import fold, fold_with_places

BEFORE, AFTER = 40, 120  # characters shown round the first hit
_ELLIPSIS = "…"


@dataclass(frozen=True)
class Piece:
    """A stretch of text, and whether it is what was looked for."""

    text: str
    hit: bool


def marked(text: str, terms: Sequence[str]) -> tuple[Piece, ...]:
    """The whole text with every folded term marked; joined, the pieces are the text."""
    if not terms:
        return (Piece(text, False),) if text else ()
    folded, places = fold_with_places(text)
    wanted = re.compile("|".join(re.escape(term) for term in sorted(terms, key=len, reverse=True)))
    pieces, shown = [], 0
    for hit in wanted.finditer(folded):
        start = max(places[hit.start()], shown)
        # A character that folds to several may be hit in its middle: it is marked whole.
        end = next(place for place in places[hit.end() :] if place > places[hit.end() - 1])
        if start < end:
            pieces += [Piece(text[shown:start], False), Piece(text[start:end], True)]
            shown = end
    return tuple(piece for piece in (*pieces, Piece(text[shown:], False)) if piece.text)


def excerpt(text: str, folded: str, terms: Sequence[str]) -> tuple[Piece, ...]:
    """What stands round the first hit, or the beginning of a text that has none."""
    first = min((place for place in map(folded.find, terms) if place >= 0), default=0)
    if fold(text[:first]) != folded[:first]:
        first = fold_with_places(text)[1][first]
    start, end = max(first - BEFORE, 0), min(first + AFTER, len(text))
    start = 0 if start < 10 else start
    pieces = list(marked(text[start:end], terms))
    if start:
        pieces.insert(0, Piece(_ELLIPSIS, False))
    if end < len(text):
        pieces.append(Piece(_ELLIPSIS, False))
    return tuple(pieces)
