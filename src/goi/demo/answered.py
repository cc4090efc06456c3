"""What the ministry answered to the invented requests, point by point."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from goi.demo.timeline import Timeline
from goi.demo.wording import words
from proposals.models import PointReply, Request
from proposals.points import points

_OUTCOMES = {
    "adopted": "adopted",
    "partially_adopted": "partly",
    "continued": "under_study",
    "declined": "not_adopted",
}
_MEASURES = {
    "Q&Aの追加": "qa",
    "電子申請システムの更新": "system",
    "表形式データの公表": "notice",
}
_ANSWERING = frozenset({"adopt", "adopt_in_part", "decline", "continue_study"})


@dataclass(frozen=True)
class PointAnswer:
    """The answer to one point, as the desk wrote it and as members read it."""

    point: int
    asked: str
    outcome: str
    text: str
    reason: str
    measure: str
    effective_day: date | None
    replied_day: str


def answers(proposal: dict[str, Any]) -> list[PointAnswer]:
    """The data has one answer a request; it is given to each of its points."""
    reply = proposal["reply"]
    if reply is None:
        return []
    outcome = _OUTCOMES[reply["outcome"]]
    first, _, rest = reply["body_ja"].partition("。")
    return [
        PointAnswer(
            point=number,
            asked=asked,
            outcome=outcome,
            text=reply["body_ja"],
            reason={"partly": rest, "not_adopted": f"{first}。"}.get(outcome, ""),
            measure=_MEASURES.get(reply["measure_ja"], ""),
            effective_day=date.fromisoformat(day) if (day := reply["measure_at"]) else None,
            replied_day=reply["received_at"],
        )
        for number, asked in enumerate(points(words(proposal).sections["request"]), start=1)
    ]


def plan_after(
    timeline: Timeline, proposal: dict[str, Any], request: Request, move: str, day: str
) -> None:
    """The points' answers, with the move that follows from them."""
    if move in _ANSWERING:
        timeline.add(day, _take, timeline, proposal, request, day)


def _take(timeline: Timeline, proposal: dict[str, Any], request: Request, day: str) -> None:
    work = timeline.by_system(day)
    for answer in answers(proposal):
        work.db.add(
            PointReply(id=work.id("point_reply"), request_id=request.id, **vars(answer))
        )
        work.record(
            "request.point_answered", ("request", request.id),
            after={"point": answer.point, "outcome": answer.outcome, "text": answer.text},
        )  # fmt: skip
