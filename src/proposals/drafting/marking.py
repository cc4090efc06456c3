"""Marks the words that comments are about in the HTML of a section."""

import html
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

_TAG = r"<(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>"
_PIECE = re.compile(rf"(?P<tag>{_TAG})|&(?:#\d+|#x[0-9a-fA-F]+|\w+);|.", re.DOTALL)
_OPENS, _CLOSES = re.compile(r"<a[\s>]"), re.compile(r"</a\s*>")


@dataclass(frozen=True)
class Quote:
    """The words that comment `number` is about, and where they should begin in the section read
    as one line, every run of white space being one space."""

    number: int
    words: str
    start: int = -1


@dataclass(frozen=True)
class _Piece:
    """A tag or a character as it stands. `place` is where it is read, None for what is not."""

    source: str
    place: int | None
    in_link: bool


def marked(source: str, quotes: Sequence[Quote], told: str) -> str:
    """The HTML with each quote as a link to its comment; `told` is the word "comment", for those
    who hear the page.

    `source` is HTML of our own renderer. Where quotes overlap the first has the words, and each
    has its number at its end. Inside a link nothing is marked; the number follows it. Words that
    are not there are left out.
    """
    if not quotes:
        return source
    pieces, line = _read(source)
    owner, ending = _places(quotes, line)
    out: list[str] = []
    begun: set[int] = set()
    current, ended = 0, list[int]()
    for piece in pieces:
        wanted = 0 if piece.place is None or piece.in_link else owner.get(piece.place, 0)
        if wanted != current and piece.source.isspace():
            wanted = 0  # between rows and items there is no room for a link
        if current and current != wanted:
            out.append("</a>")
        if wanted and current != wanted:
            out.append(_opening(wanted, first=wanted not in begun))
            begun.add(wanted)
        current = wanted
        out.append(piece.source)
        ended += ending.pop(piece.place, []) if piece.place is not None else []
        if ended and not piece.in_link:
            out += ["</a>" if current else "", *(_number(one, told) for one in ended)]
            current, ended = 0, []
    return "".join(out)


def _read(source: str) -> tuple[list[_Piece], str]:
    """The pieces, and the section read as one line."""
    pieces: list[_Piece] = []
    line: list[str] = []
    depth = 0
    for match in _PIECE.finditer(source):
        piece, character = match[0], html.unescape(match[0])
        if match["tag"]:
            depth += bool(_OPENS.match(piece)) - bool(_CLOSES.match(piece))
            pieces.append(_Piece(piece, None, depth > 0))
        elif character.isspace():
            if line and line[-1] != " ":
                line.append(" ")
            pieces.append(_Piece(piece, len(line) - 1 if line else None, depth > 0))
        else:
            pieces.append(_Piece(piece, len(line), depth > 0))
            line += character
    return pieces, "".join(line)


def _places(quotes: Sequence[Quote], line: str) -> tuple[dict[int, int], dict[int, list[int]]]:
    """Whose each place is, and which comments' words end at a place."""
    owner: dict[int, int] = {}
    ending: dict[int, list[int]] = defaultdict(list)
    for quote in sorted(quotes, key=lambda one: (one.start, one.number)):
        right = quote.start >= 0 and line.startswith(quote.words, quote.start)
        start = quote.start if right else line.find(quote.words)
        if start < 0 or not quote.words:
            continue
        end = start + len(quote.words)
        for place in range(start, end):
            owner.setdefault(place, quote.number)
        ending[end - 1].append(quote.number)
    return owner, ending


def _opening(number: int, *, first: bool) -> str:
    own = f' id="place-{number}"' if first else ""
    return f'<a class="anchor"{own} href="#comment-{number}">'


def _number(number: int, told: str) -> str:
    return (
        f'<a class="no" href="#comment-{number}">'
        f'<span class="vh">{html.escape(told)}</span>{number}</a>'
    )
