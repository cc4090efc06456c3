"""Pages of the company room: find, read the form, act, answer."""

from collections.abc import Mapping
from typing import Any

from foundation.actor import Kind
from foundation.dates import day_in_japan
from foundation.errors import Invalid, NotFound, require
from foundation.verdict import Verdict, first_no, no
from identity.models import Company, Person
from proposals.deliberation import queries as talks
from proposals.deliberation import stating
from proposals.deliberation.kinds import Stand
from proposals.deliberation.rules import may_take_position
from proposals.queries import Seen, seen
from proposals.rooms import actions, forms, queries, rules
from proposals.rooms.approval import may_speak_alone, wants_approval
from proposals.rooms.models import RoomDraft
from proposals.rooms.views import (
    NoteView,
    OptionField,
    QuestionField,
    RequestRoomView,
    RoomLine,
    RoomsView,
    RoundRoomView,
    StepView,
)
from proposals.rounds import answering
from proposals.rounds import queries as rounds
from proposals.rounds import rules as round_rules
from proposals.rounds.answers import Values, read
from proposals.rounds.forms import AnswerForm
from proposals.rounds.kinds import ITEM, SCALE, QuestionKind
from proposals.rounds.models import RoundQuestion
from proposals.rounds.queries import Found
from web.door import Done
from web.form import NoFields
from web.visit import Visit

_ANSWERING = ("save_room", "ask_approval", "confirm_answer")


def rooms(visit: Visit) -> RoomsView:
    work, actor = visit.work, visit.work.actor
    if actor.kind is not Kind.MEMBER or actor.company_id is None:
        may_set = visit.may(no("room.no_company"))
        return RoomsView(company="", approval=False, may_set=may_set, drafts=[])
    lines = []
    for row in queries.drafts(work):
        title, link = _subject(visit, row.subject_id)
        if link:
            lines.append(
                RoomLine(
                    link=link, title=title, state=row.state,
                    state_label=visit.t(f"room.state.{row.state}"),
                    day=day_in_japan(row.changed_at),
                )
            )  # fmt: skip
    held = queries.rule(work)
    return RoomsView(
        company=_company(visit), approval=held is not None and held.approval,
        may_set=visit.may(rules.may_set_approval(work.actor)), drafts=lines,
    )  # fmt: skip


def set_approval(visit: Visit, form: forms.SetApproval) -> Done:
    actions.set_approval(visit.work, form.approval)
    return Done("/rooms", "done.approval_set")


# --- the room for a round -----------------------------------------------------------------------


def round_room(visit: Visit, round_id: str) -> RoundRoomView:
    found = _round(visit, round_id)
    work, row, clock = visit.work, found.round, found.clock
    answer = rounds.own_answer(work.db, row.id, queries.company_of(work.actor))
    draft = queries.draft(work, row.id)
    kept: Values = draft.values if draft else answer.values if answer else {}
    assert clock.closes_at is not None, "who finds a room finds a round that went out"
    approval = wants_approval(work.db, queries.company_of(work.actor))
    writing = round_rules.may_draft(found.who, clock, work.now)
    giving = round_rules.may_answer(found.who, clock, work.now, approval=approval)
    return RoundRoomView(
        **_common(visit, row.id, draft, writing, giving, approval=approval),
        id=row.id,
        title=visit.name(row.title_ja, row.title_en),
        number=row.number or "",
        questions=_fields(visit, found, kept),
        closes=day_in_japan(clock.closes_at),
        open=clock.is_open(work.now),
        silence=visit.t(f"round.silence_rule.{row.silence}"),
        answered=day_in_japan(answer.created_at) if answer else None,
        answered_late=bool(answer and answer.late),
        differs=bool(answer and draft and answer.values != draft.values),
        may_withdraw=visit.may(
            round_rules.may_withdraw(found.who, clock, work.now, answered=answer is not None)
        ),
    )


def save_room(visit: Visit, form: AnswerForm, round_id: str) -> Done:
    found = _round(visit, round_id)
    require(round_rules.may_draft(found.who, found.clock, visit.work.now))
    values = _values(visit, found, form, complete=False)
    actions.save(visit.work, round_id, values, form.base)
    return Done(f"/rounds/{round_id}/room", "done.room_saved")


def ask_approval(visit: Visit, form: AnswerForm, round_id: str) -> Done:
    found = _round(visit, round_id)
    open_ = round_rules.may_draft(found.who, found.clock, visit.work.now)
    values = _values(visit, found, form, complete=True)
    link = f"/rounds/{round_id}/room"
    actions.ask(visit.work, round_id, values, form.base, open_, link)
    return Done(link, "done.approval_asked")


def confirm_answer(visit: Visit, form: AnswerForm, round_id: str) -> Done:
    found = _round(visit, round_id)
    values = _values(visit, found, form, complete=True)
    answering.confirm(visit.work, found, values)
    actions.given(visit.work, round_id, values, form.base)
    return Done(f"/rounds/{round_id}/room", "done.answer_confirmed")


def withdraw_answer(visit: Visit, form: NoFields, round_id: str) -> Done:
    answering.withdraw(visit.work, _round(visit, round_id))
    return Done(f"/rounds/{round_id}/room", "done.answer_withdrawn")


def return_draft(visit: Visit, form: forms.ReturnDraft, round_id: str) -> Done:
    _round(visit, round_id)
    link = f"/rounds/{round_id}/room"
    actions.give_back(visit.work, round_id, form.note, link)
    return Done(link, "done.draft_returned")


def note_on_round(visit: Visit, form: forms.RoomNoteForm, round_id: str) -> Done:
    _round(visit, round_id)
    row = actions.note(visit.work, round_id, form.text)
    return Done(f"/rounds/{round_id}/room#notes", "done.note_kept", {"id": row.id})


# --- the room for a request ---------------------------------------------------------------------


def request_room(visit: Visit, request_id: str) -> RequestRoomView:
    found = _request(visit, request_id)
    work, request = visit.work, found.request
    who = talks.party_of(work, found, talks.newest_round(work.db, request_id))
    draft = queries.draft(work, request_id)
    own = next(
        (one for one in talks.standing(work.db, request_id) if one.company_id == who.company_id),
        None,
    )
    kept: Mapping[str, Any] = draft.values if draft else {}
    speaking = may_take_position(who)
    return RequestRoomView(
        **_common(
            visit, request_id, draft, Verdict(),
            first_no(speaking, may_speak_alone(work.db, work.actor)),
            approval=wants_approval(work.db, queries.company_of(work.actor)),
        ),
        id=request_id,
        title=visit.name(request.title_ja, request.title_en),
        number=request.number or "",
        version=request.latest,
        options=[
            (one.value, visit.t(f"position.value.{one}"), visit.t(f"position.hint.{one}"))
            for one in Stand
        ],
        value=kept.get("value", ""),
        reason=kept.get("reason", ""),
        stands=visit.t(f"position.value.{own.value}") if own else "",
    )


def save_stand(visit: Visit, form: forms.StandForm, request_id: str) -> Done:
    _request(visit, request_id)
    actions.save(visit.work, request_id, _stand(form), form.base)
    return Done(f"/requests/{request_id}/room", "done.room_saved")


def ask_stand(visit: Visit, form: forms.StandForm, request_id: str) -> Done:
    _request(visit, request_id)
    link = f"/requests/{request_id}/room"
    actions.ask(visit.work, request_id, _stand(form), form.base, Verdict(), link)
    return Done(link, "done.approval_asked")


def give_stand(visit: Visit, form: forms.StandForm, request_id: str) -> Done:
    found = _request(visit, request_id)
    stating.take_position(
        visit.work, found, form.value, form.reason or "", found.request.latest
    )
    actions.given(visit.work, request_id, _stand(form), form.base)
    return Done(f"/requests/{request_id}/room", "done.position_taken")


def return_stand(visit: Visit, form: forms.ReturnDraft, request_id: str) -> Done:
    _request(visit, request_id)
    link = f"/requests/{request_id}/room"
    actions.give_back(visit.work, request_id, form.note, link)
    return Done(link, "done.draft_returned")


def note_on_request(visit: Visit, form: forms.RoomNoteForm, request_id: str) -> Done:
    _request(visit, request_id)
    row = actions.note(visit.work, request_id, form.text)
    return Done(f"/requests/{request_id}/room#notes", "done.note_kept", {"id": row.id})


# --- shared -------------------------------------------------------------------------------------


def _round(visit: Visit, round_id: str) -> Found:
    """A round that the own company was asked in: nobody else finds a room there."""
    queries.company_of(visit.work.actor)
    found = rounds.round_of(visit.work, round_id)
    if not found.who.asked:
        raise NotFound
    return found


def _request(visit: Visit, request_id: str) -> Seen:
    queries.company_of(visit.work.actor)
    return seen(visit.work, request_id)


def _stand(form: forms.StandForm) -> dict[str, str]:
    return {"value": form.value.value, "reason": form.reason or ""}


def _values(visit: Visit, found: Found, form: AnswerForm, *, complete: bool) -> Values:
    asked = rounds.asked(rounds.questions(visit.work.db, found.round.id))
    values, faults = read(asked, form.sent(), complete=complete)
    if faults:
        raise Invalid(**faults)
    return values


def _common(
    visit: Visit, subject_id: str, draft: RoomDraft | None, writing: Verdict, giving: Verdict, *,
    approval: bool,
) -> dict[str, Any]:
    work = visit.work
    notes, steps = queries.notes(work, subject_id), queries.steps(work, subject_id)
    names = _names(visit, {*(one.person_id for one in notes), *(one.person_id for one in steps)})
    return {
        "company": _company(visit),
        "state": draft.state if draft else "",
        "revision": draft.revision if draft else 0,
        "approval": approval,
        "may_write": visit.may(writing),
        "may_ask": visit.may(rules.may_ask(writing, approval=approval)),
        "may_give": visit.may(giving),
        "may_return": visit.may(rules.may_return(work.actor, draft.state if draft else "")),
        "notes": [
            NoteView(
                by=names[one.person_id], text=one.text, day=day_in_japan(one.created_at),
                mine=one.person_id == work.actor.id,
            )
            for one in notes
        ],
        "steps": [
            StepView(
                label=visit.t(f"room.step.{one.step}"), by=names[one.person_id], note=one.note,
                day=day_in_japan(one.created_at),
            )
            for one in steps
        ],
    }  # fmt: skip


def _fields(visit: Visit, found: Found, kept: Values) -> list[QuestionField]:
    """The questions with what is kept, or with what was just sent and could not be taken."""
    draft = visit.draft
    sent = draft.act in _ANSWERING
    entered = {
        str(one.get("question")): one for one in draft.values.get("answers", ())
    } if sent else kept  # fmt: skip
    points = rounds.points_of(visit.work.db, found.round)
    fields = []
    for number, row in enumerate(rounds.questions(visit.work.db, found.round.id), start=1):
        told = entered.get(row.id, {})
        value = told.get("value") or ""
        fields.append(
            QuestionField(
                id=row.id, place=number, kind=row.kind,
                text=visit.name(row.text_ja, row.text_en),
                point=points[row.point - 1] if row.point and row.point <= len(points) else "",
                options=_options(visit, row, value, told.get("ranks", {})),
                value=value if isinstance(value, str) else "",
                reason=told.get("reason") or "",
                errors=list(draft.errors.get(f"v.{row.id}", ())) if sent else [],
                reason_errors=list(draft.errors.get(f"r.{row.id}", ())) if sent else [],
            )
        )  # fmt: skip
    return fields


def _options(
    visit: Visit, row: RoundQuestion, value: Any, ranks: Mapping[str, str]
) -> list[OptionField]:
    if row.kind == QuestionKind.SCALE:
        return [OptionField(key=one, label=visit.t(f"round.scale.{one}")) for one in SCALE]
    if row.kind == QuestionKind.ITEM:
        return [OptionField(key=one, label=visit.t(f"round.item.{one}")) for one in ITEM]
    if isinstance(value, list):
        ranks = {key: str(place) for place, key in enumerate(value, start=1)}
    return [
        OptionField(
            key=one["key"], label=visit.name(one["ja"], one["en"]),
            rank=str(ranks.get(one["key"], "")),
        )
        for one in row.options
    ]  # fmt: skip


def _subject(visit: Visit, subject_id: str) -> tuple[str, str]:
    """Title and address of what a draft is about, as far as the reader may see it now."""
    for find, path in ((_round_title, "rounds"), (_request_title, "requests")):
        try:
            return find(visit, subject_id), f"/{path}/{subject_id}/room"
        except NotFound:
            continue
    return "", ""


def _round_title(visit: Visit, subject_id: str) -> str:
    row = rounds.round_of(visit.work, subject_id).round
    return f"{row.number} {visit.name(row.title_ja, row.title_en)}"


def _request_title(visit: Visit, subject_id: str) -> str:
    request = seen(visit.work, subject_id).request
    return visit.name(request.title_ja, request.title_en)


def _company(visit: Visit) -> str:
    row = visit.work.db.get_one(Company, queries.company_of(visit.work.actor))
    return visit.name(row.name_ja, row.name_en)


def _names(visit: Visit, ids: set[str]) -> dict[str, str]:
    rows = [visit.work.db.get_one(Person, one) for one in sorted(ids)]
    return {row.id: visit.name(row.name_ja, row.name_en) for row in rows}
