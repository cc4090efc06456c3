"""A rough consensus of the demonstration: what was objected to the chair's call, how far that was
met, the opinion that was kept beside it, and the certificate."""

from typing import Any

from sqlmodel import select

from goi.demo.decided import dissent, record
from goi.demo.timeline import Timeline
from proposals.deliberation import objecting
from proposals.deliberation.kinds import Outcome
from proposals.deliberation.stages import CRITERIA, Gravity, ObjectionKind, ObjectionState
from proposals.models import Objection, Request

_ROUGH = "R08-ICP-017"
_RAISED, _ANSWERED, _ENDED, _LEFT, _RECORDED = (
    "2026-11-04", "2026-11-09", "2026-11-12", "2026-11-13", "2026-11-18",
)  # fmt: skip
_STATEMENT = "海外子会社の管理に関する章を、この案により追加することに、おおむね合意した。"
_WEIGHED = (
    "販売子会社の監査の頻度について一社の反対が続いている。頻度を緩めれば、製造子会社と同じ流通経路を"
    "通る取引の確認が遅れるため、案を維持した。反対の理由は理解し、簡易な監査の手引きを別に用意する。"
)
_OPINION = (
    "当社は、販売子会社に毎年の監査を求めることに反対する。取扱品目と取引先が固定された拠点では、"
    "三年に一度の監査と毎年の自己点検で足りる。要員の限られた会員が章全体を採り入れないことを懸念する。"
)
# company, who speaks for it, ground, remedy, answer, how it ended and why
_OBJECTIONS = (
    (
        "CO27", "P067", "販売子会社にも毎年の監査を求める案のままでは、要員を確保できない。",
        "販売子会社の監査を三年に一度まで認める。",
        "頻度を緩めた場合の影響を検討した。製造子会社と同じ流通経路を通る取引の確認が遅れる。",
        ObjectionState.SUSTAINED,
        "議事録に残る反対であり、販売子会社を多く持つ会員が維持し、案とは両立しない。"
        "拒否権ではないため、反対として記録に残して合意を判断する。",
    ),
    (
        "CO01", "P041", "最終判断者の記録をどれだけの期間保存するのか、案からは分からない。",
        "保存期間を本文に定める。",
        "保存期間は取引の種類と法令により異なるため、各社の規程に委ねる。例を解説に示す。",
        ObjectionState.ADDRESSED,
        "保存期間を一律に定めると、現地の法令と両立しない場合がある。解説の例で足りると判断した。",
    ),
)  # fmt: skip


def plan_after(
    timeline: Timeline, proposal: dict[str, Any], request: Request, move: str
) -> None:
    """What followed on the call, on the one request on which it was disputed."""
    if proposal["id"] != _ROUGH or move != "call_consensus":
        return
    for company, speaker, ground, remedy, answer, state, why in _OBJECTIONS:
        timeline.add(_RAISED, _object, timeline, request, company, speaker, ground, remedy)
        timeline.add(_ANSWERED, _answer, timeline, request, company, answer)
        timeline.add(_ENDED, _end, timeline, request, company, state, why)
    timeline.add(_LEFT, _dissent, timeline, request, *_OBJECTIONS[0][:2])
    timeline.add(
        _RECORDED, record, timeline, request, _RECORDED, Outcome.ROUGH, _STATEMENT, _WEIGHED
    )


def _object(
    timeline: Timeline, request: Request, company: str, speaker: str, ground: str, remedy: str
) -> None:
    work = timeline.by(speaker, _RAISED)
    row = Objection(
        id=work.id("objection"), request_id=request.id, version=request.latest,
        company_id=timeline.ids.companies[company], person_id=work.actor.id,
        kind=ObjectionKind.FORMAL.value, gravity=Gravity.CANNOT_LIVE.value, ground=ground,
        remedy=remedy, state=ObjectionState.OPEN.value, created_at=work.now,
    )  # fmt: skip
    work.db.add(row)
    work.db.flush()
    objecting.note(work, row, objecting.RAISE, ground)
    work.record(
        "objection.raise", ("objection", row.id),
        after={"request": request.id, "company": row.company_id, "kind": row.kind,
               "ground": ground, "remedy": remedy},
    )  # fmt: skip


def _answer(timeline: Timeline, request: Request, company: str, answer: str) -> None:
    work, row = timeline.by_presider(request.body_id, _ANSWERED), _of(timeline, request, company)
    row.answer, row.answered_by_id, row.answered_at = answer, work.actor.id, work.now
    row.state = ObjectionState.ANSWERED.value
    work.db.add(row)
    objecting.note(work, row, "answer", answer)
    work.record("objection.answer", ("objection", row.id), after={"answer": answer})


def _end(
    timeline: Timeline, request: Request, company: str, state: ObjectionState, why: str
) -> None:
    work, row = timeline.by_presider(request.body_id, _ENDED), _of(timeline, request, company)
    sustained = state is ObjectionState.SUSTAINED
    step = "sustain" if sustained else "address"
    row.end_reason, row.state = why, state.value
    row.ended_by_id, row.ended_at = work.actor.id, work.now
    work.db.add(row)
    objecting.note(work, row, step, why, CRITERIA if sustained else ())
    work.record(f"objection.{step}", ("objection", row.id), after={"reason": why})


def _of(timeline: Timeline, request: Request, company: str) -> Objection:
    raised = select(Objection).where(
        Objection.request_id == request.id,
        Objection.company_id == timeline.ids.companies[company],
    )
    return timeline.work.db.exec(raised).one()


def _dissent(timeline: Timeline, request: Request, company: str, speaker: str) -> None:
    company_id = timeline.ids.companies[company]
    dissent(timeline.by(speaker, _LEFT), request, company_id, _OPINION, named=False)
