"""A place in a text before it becomes a finding, and how overlapping places are settled."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from anonymizer.model import Certainty, Source

# Whole things first: a mail address holds the company's name, not the other way round.
_ORDER = {
    cls: rank
    for rank, classes in enumerate((
        ("email", "url"), ("domain", "corporate_number", "edinet_code", "securities_code"),
        ("member", "brand", "site"),
        ("phone", "fax", "postal_address", "postal_code", "bank_account", "licence_no",
         "contract_no", "model_no"),
        ("unknown_corp", "department"), ("unknown_person", "person"),
        ("product", "organisation"), ("name",), ("quasi",),
    ))
    for cls in classes
}


_CRUMB = 3


@dataclass(frozen=True, slots=True)
class Span:
    """An identifying place: code points [start, end) of one field. `entity` names who or what."""

    start: int
    end: int
    cls: str
    reason: str
    certainty: Certainty = "certain"
    source: Source = "rule"
    member_id: str | None = None
    entity: str = ""


def settle(spans: Iterable[Span]) -> list[Span]:
    """Non-overlapping spans in order of place. Nothing that some span covers is left open
    where a surer or wider span takes its place; what sticks out of it is joined to it."""
    kept: list[Span] = []  # in order of place, never overlapping
    for span in sorted(spans, key=_importance):
        at = bisect_right(kept, span.start, key=_end)
        touched = kept[at:bisect_left(kept, span.end, at, key=_start)]
        if not touched:
            kept.insert(at, span)
            continue
        first = touched[0]
        if span.cls == "quasi" or span.source == "model" or span.cls == "name":
            crumb = _CRUMB if span.cls == "quasi" else 1
            for piece in _uncovered(span, touched, crumb):
                kept.insert(bisect_right(kept, piece.start, key=_end), piece)
        elif _within(span, first):
            if span.member_id and first.member_id is None:
                kept[at] = replace(first, member_id=span.member_id)
        elif len(touched) == 1 and _joinable(first, span):
            kept[at] = replace(
                first, start=min(first.start, span.start), end=max(first.end, span.end)
            )
    return kept


def _uncovered(span: Span, touched: list[Span], crumb: int) -> Iterator[Span]:
    """What other spans leave of a phrase, but for crumbs."""
    position = span.start
    for other in (*touched, None):
        end = min(other.start, span.end) if other else span.end
        if end - position >= crumb:
            yield replace(span, start=position, end=end)
        position = max(position, other.end) if other else position


def _start(span: Span) -> int:
    return span.start


def _end(span: Span) -> int:
    return span.end


def _importance(span: Span) -> tuple[int, bool, int, int]:
    rank = _ORDER.get(span.cls, 9)
    if span.cls == "domain" and span.member_id is None:
        rank = _ORDER["member"] + 1  # "MFG.CO" of a name is no host
    if span.cls == "site" and span.member_id is None:
        rank = _ORDER["unknown_corp"]  # a member's name goes before the site it stands on
    return (rank, span.certainty == "ask", span.start - span.end, span.start)


def _within(inner: Span, outer: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _joinable(first: Span, span: Span) -> bool:
    """A company's own longer form swallows more; a different thing beside it does not."""
    return first.cls == span.cls == "member" or span.cls == "url" or (
        first.cls in ("member", "brand", "site") and span.cls in ("email", "domain")
    )
