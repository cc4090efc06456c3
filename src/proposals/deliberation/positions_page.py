"""Positions as the request's page shows them: one's own, all companies', and the meter."""

from collections.abc import Iterable

from foundation.dates import day_in_japan
from proposals.deliberation import counting, rules
from proposals.deliberation.kinds import Stand
from proposals.deliberation.reader import Reader
from proposals.deliberation.summary import DEEMED_SILENT, SILENT, Row, Summary
from proposals.deliberation.views import MeterRow, PositionsView, PositionView
from proposals.lateness import is_late
from proposals.models import Position

# The meter's kinds, in the order in which they are drawn.
_KINDS: tuple[tuple[str, str], ...] = (
    (Stand.SUPPORT, "agree"),
    (Stand.CAN_LIVE_WITH, "noobj"),
    (Stand.ABSTAIN, "abst"),
    (Stand.OBJECT, "object"),
    (DEEMED_SILENT, "hold"),
    (SILENT, "none"),
)
WORDS = tuple(word for word, _ in _KINDS)


def positions_view(reader: Reader, counted: Summary | None) -> PositionsView:
    """Positions of all companies; empty before the first round."""
    t = reader.visit.t
    own = [row for row in reader.positions if row.company_id == reader.who.company_id]
    mine = next((row for row in own if row.stands), None)
    told = None if reader.sealed else counted
    whole = told.whole.counts if told else {}
    return PositionsView(
        sealed=reader.sealed,
        may=reader.visit.may(rules.may_take_position(reader.who)),
        version=reader.request.latest,
        options=[(one.value, label(reader, one), t(f"position.hint.{one}")) for one in Stand],
        mine=_position(reader, mine) if mine else None,
        earlier=[_position(reader, row) for row in own if not row.stands],
        rows=[] if reader.sealed else _rows(reader, reader.counted),
        late=[] if reader.sealed else _rows(
            reader, [row for row in reader.standing if is_late(row, reader.newest)]
        ),
        kinds=_kinds_drawn(reader, told.whole) if told else [],
        meter=_meter(reader, told) if told else [],
        asked=counted.whole.asked if counted else 0,
        answered=counted.whole.answered if counted else 0,
        accepting=told.whole.accepting if told else 0,
        objecting=whole.get(Stand.OBJECT, 0),
        silent=counted.whole.counts[SILENT] if counted else 0,
        deemed=whole.get(DEEMED_SILENT, 0),
    )


def label(reader: Reader, value: str) -> str:
    return reader.visit.t(f"position.value.{value}")


def _rows(reader: Reader, positions: Iterable[Position]) -> list[PositionView]:
    by_company = {row.company_id: row for row in positions}
    return [_position(reader, by_company[one]) for one in reader.people.by_reading(by_company)]


def _position(reader: Reader, row: Position) -> PositionView:
    return PositionView(
        company=reader.people.company(row.company_id),
        value=row.value,
        label=label(reader, row.value),
        reason=row.reason,
        version=row.version,
        older=row.version < reader.request.latest,
        late=is_late(row, reader.newest),
        day=day_in_japan(row.created_at),
    )


def _kinds_drawn(reader: Reader, whole: Row) -> list[tuple[str, str]]:
    """The legend: the four positions always, kinds of silence where there are any."""
    return [
        (kind, label(reader, word))
        for word, kind in _KINDS
        if word in set(Stand) or whole.counts[word]
    ]


def _meter(reader: Reader, counted: Summary) -> list[MeterRow]:
    rows = counting.sectors(reader.visit.work.db)
    names = {row.id: reader.visit.name(row.name_ja, row.name_en) for row in rows}
    return [
        MeterRow(
            label=names[sector],
            counts={kind: row.counts[word] for word, kind in _KINDS},
            accept=row.accepting,
            answered=row.answered,
            objections=row.counts[Stand.OBJECT],
        )
        for sector, row in counted.sectors.items()
    ]
