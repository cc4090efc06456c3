"""Model numbers that begin as a member's do: its prefix with a digit behind."""

import re
from collections.abc import Iterator
from functools import lru_cache

from anonymizer.directory import Directory
from anonymizer.spans import Span
from anonymizer.views import View


def prefix_spans(view: View, directory: Directory) -> Iterator[Span]:
    """One span per model number; any letters of the prefix's case, hyphen or space between."""
    if not directory.prefixes:
        return
    for match in _pattern(tuple(sorted(directory.prefixes))).finditer(view.text):
        start, end = view.span(*match.span())
        owner = directory.prefixes[match["prefix"].upper()]
        yield Span(start, end, "model_no", "member.model", "certain", "key", owner,
                   match.group().upper())


@lru_cache(maxsize=4)
def _pattern(prefixes: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(prefixes, key=len, reverse=True)
    return re.compile(
        rf"(?<![A-Za-z0-9])(?P<prefix>{'|'.join(map(re.escape, longest_first))})"
        r"[-‐–− ]?\d[A-Za-z0-9-]{0,30}(?<!-)", re.I)
