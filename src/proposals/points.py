"""The numbered points of a request: the ministry may accept some of them and not others."""

import re
import unicodedata

# Headings under which a body says what it asks for; other sections may hold numbers as well.
ASKING = frozenset(
    ["要望内容", "要望", "要望事項", "提案", "提案内容", "意見", "意見内容", "意見案", "改訂案"]
    + ["request", "requests", "proposal", "proposals", "what we ask"]
)

_HEADING = re.compile(r"^ {0,3}(#{1,6})[ \t\u3000](.*)$", re.MULTILINE)
_LINE_START = r"^[ \t\u3000]*(?:[-*][ \t]+)?"
# 16の項(1) begins no point, nor do (1)(2) and 3A001.a.(1): a sentence or a clause must end before.
_CLAUSE_START = (
    rf"(?:{_LINE_START}|(?<=[。．、，；：」』])[ \t\u3000]*|(?<=[.,;:])[ \t]+(?:(?:and|or)[ ])?)"
)
_DIGITS = r"([0-9０-９]{1,2})"
_STYLES = tuple(
    re.compile(pattern, re.MULTILINE)
    for pattern in (
        rf"{_CLAUSE_START}[(（]{_DIGITS}[)）][ \t\u3000]*",
        rf"{_CLAUSE_START}([①-⑳㉑-㉟])[ \t\u3000]*",
        rf"{_LINE_START}{_DIGITS}(?:\.[ \t\u3000]+|[．、)）][ \t\u3000]*)",
    )
)


def points(markdown: str) -> list[str]:
    """The points of a request body, without their numbers, in order.

    Looked for under the heading that asks (要望内容 …) if there is one, else in the whole text.
    Points are numbered from 1 upwards: (1) or ① where a clause begins, 1. at the start of a
    line, in half or full width. The outermost numbering divides. A text without numbers is one
    point, an empty text has none.
    """
    text = _asking(markdown).strip()
    marks = min(filter(None, (_marks(style, text) for style in _STYLES)), key=_rank, default=[])
    if not marks:
        return [text] if text else []
    ends = [mark.start() for mark in marks[1:]] + [len(text)]
    return [text[mark.end() : end].strip() for mark, end in zip(marks, ends, strict=True)]


def _asking(markdown: str) -> str:
    headings = list(_HEADING.finditer(markdown))
    for place, heading in enumerate(headings):
        if _title(heading) in ASKING:
            following = (later for later in headings[place + 1 :] if _closes(heading, later))
            end = next((later.start() for later in following), len(markdown))
            return markdown[heading.end() : end]
    return markdown


def _title(heading: re.Match[str]) -> str:
    return unicodedata.normalize("NFKC", heading[2]).strip(" \t#").casefold()


def _closes(heading: re.Match[str], later: re.Match[str]) -> bool:
    return len(later[1]) <= len(heading[1])


def _marks(style: re.Pattern[str], text: str) -> list[re.Match[str]]:
    """The marks of one style that count 1, 2, 3 …; a lone 1 only at the very beginning."""
    marks: list[re.Match[str]] = []
    for mark in style.finditer(text):
        if _value(mark[1]) == len(marks) + 1:
            marks.append(mark)
    return marks if len(marks) > 1 or (marks and marks[0].start() == 0) else []


def _value(number: str) -> int:
    return int(number) if number.isdecimal() else int(unicodedata.numeric(number))


def _rank(marks: list[re.Match[str]]) -> tuple[bool, int]:
    return len(marks) == 1, marks[0].start()
