"""The opinion round as the request's page shows it."""

from datetime import date

from foundation.dates import day_in_japan
from proposals.deliberation import rules
from proposals.deliberation.reader import Reader
from proposals.deliberation.summary import Summary
from proposals.deliberation.views import ExtensionView, RoundView


def round_view(reader: Reader, counted: Summary | None) -> RoundView | None:
    """The newest round, None before the first."""
    row, visit = reader.newest, reader.visit
    if row is None or counted is None:
        return None
    closes = day_in_japan(row.closes_at)
    knows = rules.may_know_silent(reader.who)
    ends = row.closes_at if row.closed_at is None else None
    return RoundView(
        version=row.version,
        opens=day_in_japan(row.opens_at),
        closes=closes,
        days_left=(closes - day_in_japan(visit.work.now)).days,
        open=row.closed_at is None,
        silence=visit.t(f"consultation.silence.{row.silence}"),
        asked=counted.whole.asked,
        answered=counted.whole.answered,
        extensions=[
            ExtensionView(
                before=date.fromisoformat(one["from"]),
                after=date.fromisoformat(one["to"]),
                reason=one["reason"],
            )
            for one in row.extensions
        ],
        silent=_names(reader, counted.unanswered) if knows else None,
        on_older=_names(reader, counted.on_older) if knows else None,
        may_extend=visit.may(rules.may_extend(reader.who, ends, visit.work.now)),
    )


def _names(reader: Reader, ids: tuple[str, ...]) -> list[str]:
    people = reader.people
    return [people.company(one) for one in people.by_reading(ids)]
