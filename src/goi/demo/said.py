"""What was said on the invented requests: rounds, comments, positions, objections."""

from typing import Any

from foundation.dates import end_of_day_jst
from foundation.markdown import RENDERER_VERSION, render
from foundation.work import Work
from goi.demo.timeline import Timeline, at
from goi.demo.wording import section_of, words
from proposals import authorship
from proposals.deliberation import objecting
from proposals.deliberation.kinds import CommentKind, Stand
from proposals.deliberation.stages import CRITERIA, Gravity, ObjectionKind, ObjectionState
from proposals.finding import comment_facets
from proposals.models import Comment, Consultation, Objection, Position, Request
from proposals.rules import HIDDEN_FROM_MEMBERS
from search import index

_SILENCE = {"counted_as_no_reply": "nothing", "deemed_no_objection": "no_objection"}
_KINDS = {
    "support": CommentKind.GENERAL,
    "conditions": CommentKind.TECHNICAL,
    "objection": CommentKind.TECHNICAL,
    "edit": CommentKind.EDITORIAL,
    "question": CommentKind.QUESTION,
}
# The data knows five positions, we know four: whoever has no objection or names a condition can
# live with it, the condition being the reason.
_STANDS = {
    "support": Stand.SUPPORT,
    "no_objection": Stand.CAN_LIVE_WITH,
    "support_with_conditions": Stand.CAN_LIVE_WITH,
    "abstain": Stand.ABSTAIN,
    "object": Stand.OBJECT,
}
_ANSWER = "ご意見を踏まえて調整しましたが、要望の趣旨は維持します。ご意見は記録に残します。"
_END = "十分に議論したが、要望の趣旨を変えるには至らなかった。異議があることは記録に残す。"
# How far the objections have come in requests that are beyond their consultation.
_ENDED = {"rejected": ObjectionState.SUSTAINED}
_SUSTAINED = "採決の結果、異議のとおり要望としないこととなった。"


def plan_after(
    timeline: Timeline, proposal: dict[str, Any], request: Request, move: str
) -> None:
    """The round that this move opens, with everything said in it."""
    if move != "open_consultation":
        return
    for one in proposal["rounds"]:
        timeline.add(one["opens"], _open, timeline, one, request)
        for comment in one["comments"]:
            timeline.add(comment["at"], _comment, timeline, proposal, comment, request)
        for position in one["positions"]:
            timeline.add(position["at"], _position, timeline, position, request)
            if position["value"] == "object":
                timeline.add(position["at"], _object, timeline, proposal, position, request)


def _open(timeline: Timeline, one: dict[str, Any], request: Request) -> None:
    work = timeline.by_system(one["opens"])
    row = Consultation(
        id=work.id("consultation"),
        request_id=request.id,
        version=one["version"],
        opens_at=work.now,
        closes_at=end_of_day_jst(at(one["closes"]).date()),
        silence=_SILENCE[one["silence_rule"]],
        company_ids=sorted(timeline.ids.companies[key] for key in one["requested_company_ids"]),
    )
    work.db.add(row)
    work.db.flush()
    work.record(
        "consultation.open", ("consultation", row.id),
        after={"request": request.id, "version": row.version, "silence": row.silence,
               "companies": row.company_ids, "closes_at": row.closes_at.isoformat()},
    )  # fmt: skip


def _comment(
    timeline: Timeline, proposal: dict[str, Any], comment: dict[str, Any], request: Request
) -> None:
    section = section_of(comment["anchor"])
    parent = _write(
        timeline.by(comment["person_id"], comment["at"]), request, comment["body_ja"],
        _KINDS[comment["kind"]], comment["visibility"],
        section if words(proposal).sections.get(section) else "",
    )  # fmt: skip
    for reply in comment["replies"]:
        timeline_work = timeline.by(reply["person_id"], reply["at"])
        _write(
            timeline_work, request, reply["body_ja"], CommentKind(parent.kind),
            parent.visibility, "", parent,
        )  # fmt: skip


def _write(
    work: Work, request: Request, text: str, kind: CommentKind, visibility: str, section: str,
    parent: Comment | None = None,
) -> Comment:
    own = authorship.is_requester(work.db, request.id, work.actor)
    unnamed = own and request.anonymity == HIDDEN_FROM_MEMBERS
    row = Comment(
        id=work.id("comment"),
        request_id=request.id,
        version=1,
        parent_id=parent.id if parent else None,
        section=section,
        kind=kind.value,
        text=text,
        html=render(text, top=4),
        renderer=RENDERER_VERSION,
        visibility=visibility,
        as_requester=unnamed,
        person_id=None if unnamed else work.actor.id,
        company_id=None if unnamed else work.actor.company_id,
        created_at=work.now,
    )
    work.db.add(row)
    work.db.flush()
    work.record(
        "comment.write", ("comment", row.id),
        after={"request": request.id, "version": 1, "section": section, "kind": row.kind,
               "visibility": visibility, "parent": row.parent_id},
    )  # fmt: skip
    if visibility == "committee":
        index.put(
            work, kind="comment", subject_id=row.id, audience="members",
            title=f"{request.number} {request.title_ja}", body=text,
            link=f"/requests/{request.id}", facets=comment_facets(work.db, request, row),
        )  # fmt: skip
    return row


def _position(timeline: Timeline, position: dict[str, Any], request: Request) -> None:
    work = timeline.by(position["given_by"], position["at"])
    company_id = timeline.ids.companies[position["company_id"]]
    # The data has the asking company say that it is the one.
    unnamed = request.anonymity == HIDDEN_FROM_MEMBERS and authorship.is_requester(
        work.db, request.id, work.actor
    )
    stand = {
        "value": _STANDS[position["value"]].value,
        "reason": "" if unnamed else position["reason_ja"] or "",
        "version": position["version"],
    }
    work.db.add(
        Position(
            id=work.id("position"), request_id=request.id, company_id=company_id,
            person_id=work.actor.id, created_at=work.now, **stand,
        )
    )  # fmt: skip
    work.record(
        "position.take", ("request", request.id), after=stand | {"company": company_id}
    )


def _object(
    timeline: Timeline, proposal: dict[str, Any], position: dict[str, Any], request: Request
) -> None:
    work = timeline.by(position["given_by"], position["at"])
    row = Objection(
        id=work.id("objection"),
        request_id=request.id,
        version=position["version"],
        company_id=timeline.ids.companies[position["company_id"]],
        person_id=work.actor.id,
        kind=ObjectionKind.CONCERN.value,
        gravity=Gravity.CANNOT_LIVE.value,
        ground=position["reason_ja"],
        state=ObjectionState.OPEN.value,
        created_at=work.now,
    )
    work.db.add(row)
    work.db.flush()
    objecting.note(work, row, objecting.RAISE, row.ground)
    work.record(
        "objection.raise", ("objection", row.id),
        after={"request": request.id, "company": row.company_id, "ground": row.ground},
    )  # fmt: skip
    if proposal["state"] not in ("consultation", "reconciling"):
        _end(timeline, proposal, request, row)


def _end(
    timeline: Timeline, proposal: dict[str, Any], request: Request, row: Objection
) -> None:
    """Answered by the presiding officer while views were reconciled, and brought to its end."""
    day = next(one["at"] for one in proposal["history"] if one["state"] == "reconciling")
    work = timeline.by_presider(request.body_id, day)
    state = _ENDED.get(proposal["state"], ObjectionState.ADDRESSED)
    row.answer, row.answered_by_id, row.answered_at = _ANSWER, work.actor.id, work.now
    row.state = ObjectionState.ANSWERED.value
    objecting.note(work, row, "answer", _ANSWER)
    row.end_reason = _SUSTAINED if state is ObjectionState.SUSTAINED else _END
    row.state, row.ended_by_id, row.ended_at = state.value, work.actor.id, work.now
    work.db.add(row)
    if state is ObjectionState.SUSTAINED:
        objecting.note(work, row, "sustain", row.end_reason, CRITERIA)
    else:
        objecting.note(work, row, "address", row.end_reason)
    work.record(
        "objection.end", ("objection", row.id), {"state": "open"},
        {"state": row.state, "answer": row.answer, "reason": row.end_reason},
    )  # fmt: skip
