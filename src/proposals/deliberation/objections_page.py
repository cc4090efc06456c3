"""Objections and minority opinions as the request's page shows them."""

from datetime import datetime

from foundation.dates import day_in_japan, short_date
from proposals.deliberation import queries, rules
from proposals.deliberation.dispute_views import (
    ObjectionsView,
    ObjectionView,
    OpinionsView,
    OpinionView,
    StepView,
)
from proposals.deliberation.dissent import disagrees
from proposals.deliberation.reader import Reader
from proposals.deliberation.stages import BY_NAME, JUDGEMENTS, ObjectionState, Side
from proposals.models import MinorityOpinion, Objection
from web.visit import May


def objections_view(reader: Reader) -> ObjectionsView:
    """All objections, the first first."""
    states = [row.state for row in reader.objections]
    return ObjectionsView(
        may=reader.visit.may(rules.may_object(reader.who)),
        version=reader.request.latest,
        rows=[_objection(reader, row) for row in reader.objections],
        unanswered=states.count(ObjectionState.OPEN),
        not_ended=states.count(ObjectionState.ANSWERED),
    )


def opinions_view(reader: Reader) -> OpinionsView:
    """All minority opinions, and that of the reader's own company."""
    rows = queries.opinions(reader.visit.work.db, reader.request.id)
    own = next((row for row in rows if _is_own(reader, row)), None)
    against = disagrees(reader.who.company_id, reader.standing, reader.objections, rows)
    return OpinionsView(
        may=reader.visit.may(rules.may_dissent(reader.who, disagrees=against)),
        rows=[opinion(reader, row) for row in rows],
        mine=opinion(reader, own) if own else None,
        named=bool(own and own.named),
    )


def opinion(reader: Reader, row: MinorityOpinion) -> OpinionView:
    """An opinion; its holder's name only where the holder wants it shown."""
    by = (
        reader.people.company(row.company_id) if row.named
        else reader.visit.t("minority.unnamed")
    )
    return OpinionView(by=by, text=row.text, mine=_is_own(reader, row))


def _is_own(reader: Reader, row: MinorityOpinion) -> bool:
    return row.company_id == reader.who.company_id


def _objection(reader: Reader, row: Objection) -> ObjectionView:
    t, state = reader.visit.t, ObjectionState(row.state)
    judgements = [
        StepView(name=name, label=t(f"objection.step.{name}"), may=_may(reader, row, name))
        for name in JUDGEMENTS
    ]
    presides = Side.PRESIDER in rules.sides(reader.who, row.company_id)
    return ObjectionView(
        id=row.id,
        company=reader.people.company(row.company_id),
        clause=row.clause,
        ground=row.ground,
        remedy=row.remedy,
        version=row.version,
        day=day_in_japan(row.created_at),
        state=state,
        state_label=t(f"objection.state.{state}"),
        mine=row.company_id == reader.who.company_id,
        answer=row.answer,
        answered=_signed(reader, row.answered_by_id, row.answered_at),
        end_reason=row.end_reason,
        ended=_signed(reader, row.ended_by_id, row.ended_at),
        may_answer=_may(reader, row, "answer"),
        may_withdraw=_may(reader, row, "withdraw"),
        may_accept=_may(reader, row, "accept"),
        may_judge=presides and any(step.may.ok for step in judgements),
        judgements=judgements,
    )


def _may(reader: Reader, row: Objection, name: str) -> May:
    verdict = rules.may_step(
        reader.who, row.company_id, ObjectionState(row.state), BY_NAME[name],
        newer=reader.request.latest > row.version,
    )
    return reader.visit.may(verdict)


def _signed(reader: Reader, person_id: str | None, at: datetime | None) -> str:
    """Who and on which day; whoever asks is not named where no name was kept."""
    if at is None:
        return ""
    visit = reader.visit
    who = reader.people.person(person_id) if person_id else visit.t("deliberation.requester")
    return visit.t("deliberation.signed", by=who, day=short_date(day_in_japan(at), visit.lang))
