"""The whole search: every view, every rule, one bundle."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from anonymizer.codes import code_spans
from anonymizer.contacts import contact_spans
from anonymizer.directory import Directory
from anonymizer.guessing import with_guesses
from anonymizer.labels import is_heading, labelled_spans, meaning
from anonymizer.model import Finding
from anonymizer.names import name_spans
from anonymizer.organisations import organisation_spans
from anonymizer.people import people_spans
from anonymizer.prefixes import prefix_spans
from anonymizer.pseudonyms import GIVEN, Pseudonyms
from anonymizer.references import reference_spans
from anonymizer.repeats import repeated
from anonymizer.singular import singular_spans
from anonymizer.spans import Span, settle
from anonymizer.views import has_markup, hidden, lines, tight


def find(
    text: str, directory: Directory, pseudonyms: Pseudonyms | None = None, *,
    second_net: bool = True,
) -> tuple[Finding, ...]:
    """The findings of one text, sorted, not overlapping."""
    return find_all({"": text}, directory, pseudonyms, second_net=second_net)


def find_all(
    bundle: Mapping[str, str], directory: Directory, pseudonyms: Pseudonyms | None = None, *,
    second_net: bool = True, labels: Mapping[str, Sequence[str]] | None = None,
) -> tuple[Finding, ...]:
    """The findings of several named fields as one bundle, in the order of the fields.

    What is found in one place is found wherever it stands in the bundle, also by its acronym.
    `labels` gives what a reader sees beside a field that is a cell: the heading of its column, the
    label to its left. Without `pseudonyms` replacements are Japanese and start anew. Without the
    second net only the directory and the rules look. Raises MissingModel when the second net was
    never trained.
    """
    beside = labels or {}
    spans = [
        settle([*_spans(text, directory), *_in_cell(text, directory, beside.get(name, ()))])
        for name, text in bundle.items()
    ]
    if second_net:
        spans = [
            [one for one in here if one.source != "model"] if is_heading(text) else here
            for text, here in zip(
                bundle.values(), with_guesses(list(bundle.values()), spans), strict=True)
        ]
    return _findings(bundle, dict(zip(bundle, spans, strict=True)), pseudonyms or Pseudonyms())


def find_each(texts: Sequence[str], directory: Directory) -> list[tuple[Finding, ...]]:
    """As `find` for texts that have nothing to do with each other, faster than one by one."""
    spans = with_guesses(texts, [settle(_spans(text, directory)) for text in texts])
    return [
        _findings({"": text}, {"": here}, Pseudonyms())
        for text, here in zip(texts, spans, strict=True)
    ]


def _findings(
    bundle: Mapping[str, str], spans: Mapping[str, Sequence[Span]], pseudonyms: Pseudonyms
) -> tuple[Finding, ...]:
    again = repeated(bundle, spans)
    return tuple(
        Finding(
            field, span.start, span.end, text[span.start:span.end], span.cls, span.source,
            span.certainty, span.reason, span.member_id,
            pseudonyms.of(span.cls, span.entity or text[span.start:span.end]),
        )
        for field, text in bundle.items()
        for span in settle([*again[field], *spans[field]])
    )


def _spans(text: str, directory: Directory) -> Iterator[Span]:
    """What directory and rules find, but for what only repeats an earlier masking."""
    given = [match.span() for match in GIVEN.finditer(text)]
    for span in _every(text, directory):
        rule = span.source == "rule" and span.cls not in ("quasi", "name")
        at = bisect_left(given, (span.end,)) - 1
        if not (rule and at >= 0 and span.end <= given[at][1] and not span.member_id):
            yield span


def _every(text: str, directory: Directory) -> Iterator[Span]:
    raw = lines(text, seen=False)
    views = [raw, lines(text, seen=True)] if has_markup(text) else [raw]
    known = [
        span for view in reversed(views) for span in name_spans(tight(view), directory, text)
    ]
    known += code_spans(raw, directory)
    known += contact_spans(raw, directory)
    known += prefix_spans(raw, directory)
    yield from known
    yield from reference_spans(raw)
    yield from organisation_spans(raw)
    yield from people_spans(raw)
    # How far a phrase reaches must not depend on which member stands in it.
    members = sorted((span.start, span.end) for span in known if span.member_id)
    yield from singular_spans(hidden(raw, members) if members else raw)


def _in_cell(text: str, directory: Directory, labels: Sequence[str]) -> Iterator[Span]:
    """What a cell is found to hold where its label is read before it, or by its label alone."""
    label = next((one for one in labels if meaning(one)), None)
    if label is None or not text.strip():
        return
    before = f"{label.strip().rstrip(':：')}："
    for span in _spans(before + text, directory):
        if span.start >= len(before):
            yield replace(span, start=span.start - len(before), end=span.end - len(before))
    yield from labelled_spans(text, label)
