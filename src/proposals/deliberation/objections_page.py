"""Objections and minority opinions as the request's page shows them."""

from datetime import datetime

from foundation.dates import day_in_japan, short_date
from proposals.deliberation import queries, rules
from proposals.deliberation.comments_page import places
from proposals.deliberation.dispute_views import (
    EventView,
    ObjectionsView,
    ObjectionView,
    OpinionsView,
    OpinionView,
    StepView,
)
from proposals.deliberation.dissent import disagrees
from proposals.deliberation.models import ObjectionEvent
from proposals.deliberation.reader import Reader
from proposals.deliberation.stages import (
    BY_NAME,
    CRITERIA,
    JUDGEMENTS,
    LIVE,
    RAISED_IN,
    Gravity,
    ObjectionState,
    Side,
)
from proposals.models import MinorityOpinion, Objection
from web.visit import May


def objections_view(reader: Reader) -> ObjectionsView:
    """All objections, the first first."""
    t = reader.visit.t
    states = [row.state for row in reader.objections if row.gravity == Gravity.CANNOT_LIVE]
    kind = RAISED_IN.get(reader.seen.state)
    window = queries.window(reader.visit.work, reader.request.id)
    return ObjectionsView(
        may=reader.visit.may(rules.may_object(reader.who, window)),
        kind=kind or "",
        gravities=[
            (one.value, t(f"objection.gravity.{one}"), t(f"objection.gravity_hint.{one}"))
            for one in Gravity
        ],
        criteria=[(one, t(f"objection.criterion.{one}")) for one in CRITERIA],
        sections=[(name, label) for name, label, _ in places(reader)],
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
    t, state, gravity = reader.visit.t, ObjectionState(row.state), Gravity(row.gravity)
    judgements = [
        StepView(name=name, label=t(f"objection.step.{name}"), may=_may(reader, row, name))
        for name in JUDGEMENTS
    ]
    presides = Side.PRESIDER in rules.sides(reader.who, row.company_id)
    return ObjectionView(
        id=row.id,
        company=reader.people.company(row.company_id),
        kind=row.kind,
        kind_label=t(f"objection.kind.{row.kind}"),
        gravity=gravity,
        gravity_label=t(f"objection.gravity.{gravity}"),
        blocks=gravity is Gravity.CANNOT_LIVE and state in LIVE,
        section=row.section,
        section_label=t(f"section.{row.section}") if row.section else "",
        block=row.block,
        quote=row.quote,
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
        may_reopen=_may(reader, row, "reopen"),
        reopenings_left=max(reader.terms.reopenings - row.reopened, 0),
        history=[_event(reader, one) for one in reader.events if one.objection_id == row.id],
        may_judge=presides and any(step.may.ok for step in judgements),
        judgements=judgements,
    )


def _may(reader: Reader, row: Objection, name: str) -> May:
    matter = queries.matter(reader.visit.work.db, reader.seen, row, reader.terms)
    return reader.visit.may(rules.may_step(reader.who, matter, BY_NAME[name]))


def _event(reader: Reader, event: ObjectionEvent) -> EventView:
    t = reader.visit.t
    return EventView(
        label=t(f"objection.told.{event.step}"),
        signed=_signed(reader, event.person_id, event.at),
        text=event.text,
        criteria=[t(f"objection.criterion.{one}") for one in event.criteria],
    )


def _signed(reader: Reader, person_id: str | None, at: datetime | None) -> str:
    """Who and on which day; whoever asks is not named where no name was kept."""
    if at is None:
        return ""
    visit = reader.visit
    who = reader.people.person(person_id) if person_id else visit.t("deliberation.requester")
    return visit.t("deliberation.signed", by=who, day=short_date(day_in_japan(at), visit.lang))
