"""The second net laid over what rules and directory have found.

The model reads each text with everything already found hidden behind one sign, so that its
guesses cannot depend on which member stands there.
"""

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace

from anonymizer.entities import entity
from anonymizer.pseudonyms import GIVEN
from anonymizer.second_net import HIDDEN, Guess, guesses
from anonymizer.second_net.domain import shared
from anonymizer.spans import Span, settle
from anonymizer.views import has_markup, lines

# What a rule only supposes; the model, which reads the whole sentence, draws the bounds.
_SUPPOSED = ("unknown_corp", "unknown_person", "site")
_READ = (*_SUPPOSED, "department", "quasi")
_WEAK = ("organisation.suffix", "person.surname")
_FORM = re.compile("(?:株式|有限|合同|合資|合名|相互)会社|法人|協同組合")
_SMALL = 2
_CRUMB = 2
# A name begins with no closing mark and ends with no opening one.
_NO_FIRST = frozenset(")）]］}｝」』】〉》〕、。,.:：;；")
_NO_LAST = frozenset("(（[［{｛「『【〈《〔、。,:：;；")
_TOWN = re.compile("(?:[一-龥]{2,3}[都道府県])?[一-龥]{2,4}(?:市|区|県)")


@dataclass(frozen=True, slots=True)
class _Hidden:
    """A text as the model reads it; character i came from original [start[i], end[i]). `given`
    are the characters that stand for pseudonyms of an earlier masking."""

    text: str
    start: Sequence[int]
    end: Sequence[int]
    given: Set[int]


def with_guesses(texts: Sequence[str], spans: Sequence[Sequence[Span]]) -> list[list[Span]]:
    """The spans of each text together with what the model adds, settled."""
    hidden = [_hidden(text, here) for text, here in zip(texts, spans, strict=True)]
    guessed = guesses([view.text for view in hidden])
    return [
        [_trimmed(text, span) for span in settle(_merged(text, here, list(_spans(view, found))))]
        for text, here, view, found in zip(texts, spans, hidden, guessed, strict=True)
    ]


def _trimmed(text: str, span: Span) -> Span:
    """Settling may leave of a guess what stands behind a bracket, with the bracket."""
    if span.source != "model":
        return span
    first, last = span.start, span.end
    while first < last - 1 and text[first] in _NO_FIRST:
        first += 1
    while first < last - 1 and text[last - 1] in _NO_LAST:
        last -= 1
    return replace(span, start=first, end=last)


def _hidden(text: str, spans: Sequence[Span]) -> _Hidden:
    view = lines(text, seen=has_markup(text))
    found = [
        (span.start, span.end) for span in spans
        if span.source == "key" or span.member_id or span.cls not in _READ
    ]
    hidden = found + [match.span() for match in GIVEN.finditer(text)]
    covered = {
        place: number for number, (first, last) in enumerate(hidden) for place in range(first, last)
    }
    parts: list[str] = []
    start: list[int] = []
    end: list[int] = []
    given = set()
    last = -1
    for char, first, behind in zip(view.text, view.start, view.end, strict=True):
        number = covered.get(first, covered.get(behind - 1, -1))
        if number < 0:
            parts.append(char)
            start.append(first)
            end.append(behind)
        elif number != last:
            if number >= len(found):
                given.add(len(start))
            parts.append(HIDDEN)
            start.append(hidden[number][0])
            end.append(hidden[number][1])
        last = number
    return _Hidden("".join(parts), start, end, given)


def _spans(view: _Hidden, found: Sequence[Guess]) -> Iterator[Span]:
    known = shared(view.text)
    for guess in found:
        for first, last, cls in _pieces(view.text, guess.start, guess.end, guess.cls):
            if not any(map(str.isalnum, view.text[first:last])):
                continue
            while cls == "name" and not view.text[first].isalnum():
                first += 1
            while cls == "name" and not view.text[last - 1].isalnum():
                last -= 1
            if all(known[i] or not view.text[i].isalnum() for i in range(first, last)):
                continue
            if cls == "name" and last - first <= _CRUMB and (
                first - 1 in view.given or last in view.given
            ):
                continue  # what an earlier masking left beside a name is a title or a suffix
            written = view.text[first:last]
            if cls == "name" and _TOWN.fullmatch(written):
                continue
            if last - first < _SMALL and not written.isalnum():
                continue
            yield Span(
                view.start[first], view.end[last - 1], cls, f"model.{cls}", "ask", "model",
                entity=entity(written),
            )


def _holds_form(text: str, rule: Span, other: Span) -> bool:
    """Whether a guess has the legal form in it by which a rule knew the company."""
    form = _FORM.search(text, rule.start, rule.end)
    return form is not None and other.start <= form.start() and form.end() <= other.end


def _pieces(text: str, first: int, last: int, cls: str) -> Iterator[tuple[int, int, str]]:
    """A guess without hidden places in it; what is left beside one has no class of its own."""
    if HIDDEN not in text[first:last]:
        yield first, last, cls
        return
    begin = first
    for place in range(first, last + 1):
        if place == last or text[place] == HIDDEN:
            if place > begin:
                yield begin, place, "name"
            begin = place + 1


def _merged(text: str, spans: Sequence[Span], guessed: Sequence[Span]) -> Iterator[Span]:
    """All guesses, and the spans of rules as far as no typed guess draws their bounds better."""
    typed = [span for span in guessed if span.cls != "name"]
    seen = bytearray(len(text))
    for span in guessed:
        seen[span.start:span.end] = b"\1" * (span.end - span.start)
    certain: set[Span] = set()
    at = 0
    for span in spans:
        while at < len(typed) and typed[at].end <= span.start:
            at += 1
        over = [other for other in typed[at:at + 8] if other.start < span.end]
        if span.source != "rule" or span.member_id or span.cls not in _SUPPOSED:
            yield span
        elif span.certainty == "certain":
            same = [other for other in over if other.cls == span.cls]
            if span.reason == "organisation.legal_form":
                same = [other for other in same if _holds_form(text, span, other)]
            elif span.reason != "person.title":
                same = []
            # A title makes a person of what the model sees as one; else it may be a body's.
            if same or span.reason == "person.title":
                certain.update(same)
                yield replace(span, cls="name", certainty="ask")
            else:
                yield span
        elif over or span.reason in _WEAK or (
            span.cls == "unknown_corp" and 1 not in seen[span.start:span.end]
        ):
            yield replace(span, cls="name")  # what only the rule covers stays covered
        else:
            yield span
    for span in guessed:
        yield replace(span, certainty="certain") if span in certain else span
