"""Terms: from a first day to a last one, both counted; without a last day for as long as may be."""

from datetime import date, timedelta

from foundation.errors import Invalid


def overlap(starts: date, ends: date | None, other_starts: date, other_ends: date | None) -> bool:
    """Whether two terms have a day in common. A term that ended before it began has no day."""
    first = max(starts, other_starts)
    return all(last is None or first <= last for last in (ends, other_ends))


def in_order(starts: date, ends: date | None) -> None:
    """Raises Invalid "ends" for a term that ends before it begins."""
    if ends is not None and ends < starts:
        raise Invalid(ends="term.ends_before_start")


def end_in_order(starts: date, ends: date | None, last: date) -> None:
    """Raises Invalid "last" for a last day before the term, or after the end it already has. The
    day before its first one takes back a term that has not begun."""
    if last < starts - timedelta(days=1):
        raise Invalid(last="term.ends_before_start")
    if ends is not None and last > ends:
        raise Invalid(last="term.ends_sooner")
