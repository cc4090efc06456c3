"""A straw poll of the demonstration: asked while views were reconciled, binding nobody."""

from typing import Any

from sqlmodel import col, select

from foundation.dates import end_of_day_jst
from goi.demo.timeline import Timeline, at
from proposals.hosts.queries import joint_roll
from proposals.models import Position, Request
from proposals.straw_polls.kinds import Feeling
from proposals.straw_polls.models import StrawAnswer, StrawPoll

_POLLED = {"R08-LOG-008": ("2026-10-16", "2026-10-30")}
_FEELINGS = {
    "support": Feeling.CAN_LIVE, "can_live_with": Feeling.PREFER_CHANGES,
    "object": Feeling.CANNOT_LIVE,
}  # fmt: skip


def plan_after(timeline: Timeline, proposal: dict[str, Any], request: Request) -> None:
    """The poll that was held on this request, if one was."""
    if days := _POLLED.get(proposal["id"]):
        timeline.add(days[0], _poll, timeline, request, *days)


def _poll(timeline: Timeline, request: Request, opens: str, closes: str) -> None:
    """Each company answers as it stands in the round; whoever would not say why is silent."""
    work = timeline.by_presider(request.body_id, opens)
    row = StrawPoll(
        id=work.id("straw_poll"), request_id=request.id, version=request.latest, question="",
        company_ids=joint_roll(work.db, request, at(opens).date()), person_id=work.actor.id,
        opens_at=work.now, closes_at=end_of_day_jst(at(closes).date()),
    )  # fmt: skip
    work.db.add(row)
    work.db.flush()
    work.record(
        "straw_poll.open", ("straw_poll", row.id),
        after={"request": request.id, "version": row.version, "question": "",
               "companies": row.company_ids, "closes_at": row.closes_at.isoformat()},
    )  # fmt: skip
    stands = select(Position).where(
        Position.request_id == request.id, col(Position.stands).is_(True)
    )
    for position in work.db.exec(stands.order_by(Position.company_id)).all():
        feeling = _FEELINGS.get(position.value)
        said = feeling is Feeling.CAN_LIVE or position.reason
        if feeling is None or not said or position.company_id not in row.company_ids:
            continue
        work.db.add(
            StrawAnswer(
                id=work.id("straw_answer"), straw_poll_id=row.id,
                company_id=position.company_id, person_id=position.person_id,
                choice=feeling.value,
                reason="" if feeling is Feeling.CAN_LIVE else position.reason,
                created_at=work.now,
            )
        )  # fmt: skip
        work.record(
            "straw_poll.answer", ("straw_poll", row.id),
            after={"company": position.company_id, "choice": feeling.value},
        )
