"""Finding the names of members in a text."""

import re
from collections.abc import Iterator

from anonymizer.boundaries import Context, judge
from anonymizer.directory import Directory
from anonymizer.keys import Key
from anonymizer.legal_forms import AFTER_EN, AFTER_JA, BEFORE_EN, BEFORE_JA
from anonymizer.spans import Span
from anonymizer.views import Tight

_CLASSES = {"brand": "brand", "site": "site"}
_PAIRED = re.compile(r"\*{1,3}|_{1,3}|~~|==|`")


def name_spans(tight: Tight, directory: Directory, original: str) -> Iterator[Span]:
    """Spans of members' names; overlapping ones are left out, the longest winning."""
    if not directory.keys:
        return
    matches = [
        (last + 1 - len(letters), last + 1, letters)
        for last, letters in directory.automaton.iter(tight.text)
    ]
    taken: list[tuple[int, int]] = []
    for first, last, letters in sorted(matches, key=lambda match: (match[0] - match[1], match[0])):
        if any(first < end and begin < last for begin, end in taken):
            continue
        span = _judged(tight, directory, original, first, last, letters)
        if span:
            taken.append((first, last))
            yield span


def _judged(
    tight: Tight, directory: Directory, original: str, first: int, last: int, letters: str
) -> Span | None:
    key = _fitting(directory.keys[letters], tight, first, last)
    context = Context(tight, first, last, key)
    certainty = judge(context, contextual=letters in directory.contextual)
    if certainty is None:
        return None
    start, end = _whole(tight, original, context)
    return Span(
        start, end, _CLASSES.get(key.kind, "member"), f"member.{key.kind}", certainty, "key",
        key.member_id, key.member_id if key.kind not in _CLASSES else f"{key.kind}:{letters}",
    )


def _fitting(keys: tuple[Key, ...], tight: Tight, first: int, last: int) -> Key:
    """Of several members with the same letters, the one whose own spelling is written."""
    if len(keys) > 1:
        for key in keys:
            if Context(tight, first, last, key).same_spelling:
                return key
    return keys[0]


def _whole(tight: Tight, original: str, context: Context) -> tuple[int, int]:
    """The original span, with legal form, reading and torn markup."""
    lines = tight.lines
    begin, end = context.begin, context.end
    end = _tail(lines.text, end, context.key.spelling)
    for after in (AFTER_JA, AFTER_EN):
        if match := after.match(lines.text, end):
            end = match.end()
            break
    before = lines.text[max(0, begin - 24):begin]
    for pattern in (BEFORE_JA, BEFORE_EN):
        if match := pattern.search(before):
            begin -= len(before) - match.start()
            break
    start, stop = lines.span(begin, end)
    return _markup(original, start, stop)


def _tail(text: str, end: int, spelling: str) -> int:
    """Signs that close the registered spelling, such as the & of "C.Uyemura &"."""
    closing = re.search(r"[\s&.・+!]+$", spelling)
    if closing:
        sign = closing.group().strip()
        gap = re.match(rf"[\s_]*{re.escape(sign)}", text[end:])
        if sign and gap:
            end += gap.end()
    return end


_READING = re.compile(r"(?:《[ぁ-ゖァ-ヺー・\s]{1,60}》)|(?:</[A-Za-z]{1,10}>)")


def _markup(original: str, start: int, end: int) -> tuple[int, int]:
    """Takes in the other half of marks that the span cuts in two."""
    inside = original[start:end]
    for sign in dict.fromkeys(_PAIRED.findall(inside)):
        if inside.count(sign) % 2:
            if original.endswith(sign, 0, start):
                start -= len(sign)
            elif original.startswith(sign, end):
                end += len(sign)
    if (match := re.match(r"\]\([^()\s]{0,400}\)|\]\[[^\]\n]{0,80}\]", original[end:end + 500])) \
            and original[start:end].count("[") > original[start:end].count("]("):
        end += match.end()
    if re.search(r"\]\(|\]\[", original[start:end]) and original.endswith("[", 0, start):
        start -= 1
    return start, end
