"""Which positions of a request are counted: late ones are told apart and not mixed in."""

from collections.abc import Iterable

from proposals.models import Consultation, Position


def is_late(row: Position, newest: Consultation | None) -> bool:
    """After the close of the newest round, on a text that it had asked about. On a newer text
    nobody can be late: there companies are meant to think again."""
    return (
        newest is not None and newest.closed_at is not None
        and row.created_at > newest.closed_at and row.version <= newest.version
    )  # fmt: skip


def counted(rows: Iterable[Position], newest: Consultation | None) -> list[Position]:
    """Of each company the newest position that was not late, by company. A late one replaces none
    that came in time."""
    found: dict[str, Position] = {}
    for row in rows:
        held = found.get(row.company_id)
        if is_late(row, newest) or (held and _order(held) > _order(row)):
            continue
        found[row.company_id] = row
    return [found[one] for one in sorted(found)]


def _order(row: Position) -> tuple[object, bool]:
    return row.created_at, row.stands
