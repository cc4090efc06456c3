"""Finding the names of members in a text."""

import re
from collections.abc import Iterator

from anonymizer.boundaries import COMPOUND, judge
from anonymizer.context import Context
from anonymizer.directory import Directory
from anonymizer.keys import Key
from anonymizer.legal_forms import AFTER_EN, AFTER_JA, BEFORE_EN, BEFORE_JA
from anonymizer.longer_words import within_longer_words
from anonymizer.spans import Span
from anonymizer.views import Tight

_CLASSES = {"brand": "brand", "site": "site", "person": "person"}
_FILE_NAME = re.compile("[A-Za-z0-9]_[A-Za-z0-9&]")
_NAME_GOES_ON = re.compile("[一-龥ァ-ヺーA-Za-z]")
_HOST = re.compile(r"(?:\.[A-Za-z0-9-]+)+")
_PAIRED = re.compile(r"\*{1,3}|_{1,3}|~~|==|`")


def name_spans(tight: Tight, directory: Directory, original: str) -> Iterator[Span]:
    """Spans of members' names; overlapping ones are left out, the longest winning."""
    if not directory.keys:
        return
    matches = [
        (last + 1 - len(letters), last + 1, letters)
        for last, letters in directory.automaton.iter(tight.text)
    ]
    matches.sort(key=lambda match: (match[0] - match[1], match[0]))
    taken = bytearray(len(tight.text) + 1)
    while matches:
        left = []
        for match in matches:
            first, last, _ = match
            if taken.find(1, first, last) >= 0:
                continue
            if span := _judged(tight, directory, original, taken, match):
                taken[first:last] = b"\1" * (last - first)
                yield span
            else:
                left.append(match)
        # A name beside one just found is no part of a longer word: judge it again.
        matches = [m for m in left if len(left) < len(matches) and _beside(taken, m)]


def _beside(taken: bytearray, match: tuple[int, int, str]) -> bool:
    first, last, _ = match
    return bool(taken[last]) or first > 0 and bool(taken[first - 1])


def _judged(
    tight: Tight, directory: Directory, original: str, taken: bytearray,
    match: tuple[int, int, str],
) -> Span | None:
    first, last, letters = match
    key = _fitting(directory.keys[letters], tight, first, last)
    context = Context(tight, first, last, key)
    context.part(bool(first and taken[first - 1]), bool(taken[last]))
    certainty = judge(context, background=directory.contextual, common=directory.common)
    if certainty is None:
        return None
    start, end = _whole(tight, original, context)
    if certainty == "ask" and within_longer_words(context, compound=COMPOUND):
        # Hidden all the same, but nobody is said to be named.
        return Span(start, end, "name", "name.within_word", "ask", "key", entity=f"name:{letters}")
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
    for after in (AFTER_JA, AFTER_EN, AFTER_EN):
        match = after.match(lines.text, end)
        if match and not ("\n" in match.group() and _NAME_GOES_ON.match(lines.text, match.end())):
            end = match.end()
    before = lines.text[max(0, begin - 24):begin]
    for pattern in (BEFORE_JA, BEFORE_EN):
        if match := pattern.search(before):
            begin -= len(before) - match.start()
            break
    start, stop = lines.span(begin, end)
    return _markup(original, *_readings(original, start, stop))


def _tail(text: str, end: int, spelling: str) -> int:
    """Signs that close the registered spelling, such as the & of "C.Uyemura &"."""
    closing = re.search(r"[\s&.・+!*]+$", spelling)
    if closing:
        sign = closing.group().strip()
        gap = re.match(rf"[\s_-]*{re.escape(sign)}", text[end:end + 20])
        if sign and gap:
            end += gap.end()
    return end


_RUBY = re.compile(r"(?:<rp>[^<]{0,3}</rp>)?<rt[^>]*>[^<]{0,60}</rt>(?:<rp>[^<]{0,3}</rp>)?", re.I)
_READING = re.compile(r"《[ぁ-ゖァ-ヺー・\s]{1,60}》|\s?[(（][ぁ-ゖー・\s]{1,60}[)）]")
_LINK_END = re.compile(r"\]\([^()\s]{0,400}\)|\]\[[^\]\n]{0,80}\]")


def _readings(original: str, start: int, end: int) -> tuple[int, int]:
    """Takes in the reading that stands above or behind a name, and the rest of a domain."""
    if match := _RUBY.match(original, end):
        end = match.end()
    if original.startswith("</ruby>", end):
        end += len("</ruby>")
        if original.endswith("<ruby>", 0, start):
            start -= len("<ruby>")
    if match := _READING.match(original, end):
        end = match.end()
        if original.endswith(("｜", "|"), 0, start):
            start -= 1
    if original.startswith("xn--", start) and (match := _HOST.match(original, end)):
        end = match.end()
    return start, end


def _markup(original: str, start: int, end: int) -> tuple[int, int]:
    """Takes in the other half of marks that the span cuts in two."""
    inside = original[start:end]
    for sign in dict.fromkeys(_PAIRED.findall(inside)):
        if inside.count(sign) % 2 and not _FILE_NAME.search(inside):
            before = start - len(sign) - 1
            if original.endswith(sign, 0, start) and _outside(original, before, sign):
                start -= len(sign)
            elif original.startswith(sign, end) and _outside(original, end + len(sign), sign):
                end += len(sign)
    if "[" in inside and (match := _LINK_END.match(original, end)):
        end = match.end()
    if re.search(r"\]\(|\]\[", original[start:end]) and original.endswith("[", 0, start):
        start -= 1
    return start, end


def _outside(original: str, place: int, sign: str) -> bool:
    """An underscore beside a Latin letter or digit is no emphasis but part of a file name."""
    beside = original[place:place + 1] if place >= 0 else ""
    return "_" not in sign or not (beside.isascii() and beside.isalnum())
