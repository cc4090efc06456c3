"""Pages of deliberation: find, read the form, act, answer."""

from collections.abc import Sequence

from foundation.errors import Invalid
from proposals.deadlocks.pages import deadlock
from proposals.deliberation import (
    commenting,
    concluding,
    consulting,
    counting,
    dissenting,
    forms,
    objecting,
    queries,
    rules,
    stating,
)
from proposals.deliberation.anchors import Anchor
from proposals.deliberation.comments_page import kinds, places, threads
from proposals.deliberation.consensus_page import consensus_view
from proposals.deliberation.kinds import Stand
from proposals.deliberation.objecting import Raised
from proposals.deliberation.objections_page import objections_view, opinions_view
from proposals.deliberation.positions_page import positions_view
from proposals.deliberation.reader import reader
from proposals.deliberation.round_page import round_view
from proposals.deliberation.stages import Gravity
from proposals.deliberation.views import DeliberationView
from proposals.hosts.pages import hosts
from proposals.lateness import counted as in_time
from proposals.queries import Seen, facts, seen
from proposals.rules import may_move
from proposals.sections import NAMES
from proposals.stages import BY_NAME
from proposals.straw_polls.pages import straw_polls
from web.door import Done
from web.form import NoFields
from web.visit import Visit


def deliberation(visit: Visit, seen: Seen) -> DeliberationView:
    """Everything said and decided on a request, for the request's page."""
    one, db, request = reader(visit, seen), visit.work.db, seen.request
    counted = (
        counting.summary_of(db, request, one.newest, in_time(one.everybody, one.newest))
        if one.newest else None
    )
    opening = may_move(seen.relation, seen.state, BY_NAME["open_consultation"], facts(db, request))
    return DeliberationView(
        id=request.id,
        begun=one.newest is not None,
        version=request.latest,
        may_open=visit.may(opening),
        round=round_view(one, counted),
        threads=threads(one),
        may_comment=visit.may(rules.may_comment(one.who)),
        comment_kinds=kinds(one),
        comment_places=places(one),
        positions=positions_view(one, counted),
        objections=objections_view(one),
        opinions=opinions_view(one),
        consensus=consensus_view(one, counted),
        straw_polls=straw_polls(visit, seen),
        deadlock=deadlock(visit, seen),
        hosts=hosts(visit, seen),
    )


def open_consultation(visit: Visit, form: forms.OpenConsultation, request_id: str) -> Done:
    row = consulting.open_consultation(visit.work, seen(visit.work, request_id), form.closes)
    return _done(request_id, "done.consultation_opened", id=row.id)


def extend_consultation(visit: Visit, form: forms.ExtendConsultation, request_id: str) -> Done:
    found = seen(visit.work, request_id)
    consulting.extend_consultation(visit.work, found, form.closes, form.reason)
    return _done(request_id, "done.consultation_extended")


def comment(visit: Visit, form: forms.NewComment, request_id: str) -> Done:
    found = seen(visit.work, request_id)
    row = commenting.comment(
        visit.work, found, form.text, form.kind, form.visibility, _anchor(form),
        _version_read(found, form.version), form.proposed or "",
    )  # fmt: skip
    return _done(request_id, "done.comment_posted", id=row.id)


def reply(visit: Visit, form: forms.Reply, request_id: str, comment_id: str) -> Done:
    row = commenting.reply(visit.work, seen(visit.work, request_id), comment_id, form.text)
    return _done(request_id, "done.comment_posted", id=row.id)


def take_position(visit: Visit, form: forms.TakePosition, request_id: str) -> Done:
    found = seen(visit.work, request_id)
    number = _version_read(found, form.version)
    if form.ground and form.value is not Stand.OBJECT:
        raise Invalid(ground="position.ground_without_objection")
    reason = form.reason or form.ground or ""
    row = stating.take_position(visit.work, found, form.value, reason, number)
    if form.ground:
        raised = Raised(
            Gravity.CANNOT_LIVE, form.ground, form.clause or "", remedy=form.remedy or ""
        )
        objecting.raise_objection(visit.work, found, raised, number)
    return _done(request_id, "done.position_taken", id=row.id)


def raise_objection(visit: Visit, form: forms.RaiseObjection, request_id: str) -> Done:
    found = seen(visit.work, request_id)
    raised = Raised(
        form.gravity, form.ground, form.clause or "", form.section or "", form.block or "",
        form.quote or "", form.remedy or "",
    )  # fmt: skip
    row = objecting.raise_objection(
        visit.work, found, raised, _version_read(found, form.version)
    )
    return _done(request_id, f"done.{row.kind}_raised", id=row.id)


def answer_objection(
    visit: Visit, form: forms.AnswerObjection, request_id: str, objection_id: str
) -> Done:
    found = seen(visit.work, request_id)
    row = queries.objection(visit.work.db, found, objection_id)
    objecting.answer(visit.work, found, row, form.answer)
    return _done(request_id, "done.objection_answered")


def withdraw_objection(visit: Visit, form: NoFields, request_id: str, objection_id: str) -> Done:
    return _end(visit, request_id, objection_id, "withdraw")


def accept_answer(visit: Visit, form: NoFields, request_id: str, objection_id: str) -> Done:
    return _end(visit, request_id, objection_id, "accept")


def end_objection(
    visit: Visit, form: forms.EndObjection, request_id: str, objection_id: str
) -> Done:
    return _end(visit, request_id, objection_id, form.step, form.reason, form.criteria)


def reopen_objection(
    visit: Visit, form: forms.ReopenObjection, request_id: str, objection_id: str
) -> Done:
    found = seen(visit.work, request_id)
    row = queries.objection(visit.work.db, found, objection_id)
    objecting.reopen(visit.work, found, row, form.reason)
    return _done(request_id, "done.objection_reopened")


def give_opinion(visit: Visit, form: forms.GiveOpinion, request_id: str) -> Done:
    found = seen(visit.work, request_id)
    dissenting.give_opinion(visit.work, found, form.text, named=form.named)
    return _done(request_id, "done.opinion_given")


def withdraw_opinion(visit: Visit, form: NoFields, request_id: str) -> Done:
    dissenting.withdraw_opinion(visit.work, seen(visit.work, request_id))
    return _done(request_id, "done.opinion_withdrawn")


def record_consensus(visit: Visit, form: forms.RecordConsensus, request_id: str) -> Done:
    row = concluding.record_consensus(
        visit.work, seen(visit.work, request_id), form.outcome, form.statement, form.weighed,
        form.meeting,
    )
    return _done(request_id, "done.consensus_recorded", id=row.id)


def _anchor(form: forms.NewComment) -> Anchor:
    where = form.block or ""
    section, block = (where, "") if where in NAMES else ("", where)
    return Anchor(section, form.quote or "", form.prefix or "", form.suffix or "", block)


def _end(
    visit: Visit, request_id: str, objection_id: str, step: str, reason: str = "",
    criteria: Sequence[str] = (),
) -> Done:
    found = seen(visit.work, request_id)
    row = queries.objection(visit.work.db, found, objection_id)
    objecting.end(visit.work, found, row, step, reason, criteria)
    return _done(request_id, "done.objection_ended")


def _version_read(found: Seen, number: int | None) -> int:
    """The version somebody had before their eyes, by default the newest. Raises Invalid for one
    that they can't have read."""
    request = found.request
    first = 1 if found.relation.requester else request.shared_from or request.latest
    if number is not None and not first <= number <= request.latest:
        raise Invalid(version="field.unknown_choice")
    return number or request.latest


def _done(request_id: str, say: str, **data: str) -> Done:
    return Done(f"/requests/{request_id}", say, data)
