"""Words suggested on the invented requests, and what became of the comments on them."""

from typing import Any

from sqlmodel import col, select

from foundation.work import Work
from goi.demo.timeline import Timeline
from proposals.comment_table.models import Disposition
from proposals.comment_table.stages import Outcome
from proposals.models import Comment, Request, Version
from proposals.stages import Mover
from proposals.suggestions.models import Suggestion
from proposals.suggestions.queries import text_of
from proposals.suggestions.stages import SuggestionState

# Request: the day, and for each suggestion old words, new words and the reason. The second and the
# third of the first request are on the same words.
_SUGGESTED = {
    "R08-LOG-008": ("2026-11-09", (
        ("申告日に統一する", "輸出申告日の前月末日に統一する",
         "申告日の相場では、契約の時点で特例に当たるかどうかが決まらないため。"),
        ("分割出荷の扱いを例で示す", "分割出荷の扱いを、契約単位と出荷単位の別に例で示す",
         "実務では契約単位の出荷が多く、どちらで数えるのかが分からないため。"),
        ("扱いを例で示す", "扱いを通達に定める", "例示だけでは取扱いが統一されないため。"),
    )),
    "R08-GDT-001": ("2026-11-19", (
        ("フロー図を公表する", "フロー図を英語版とともに公表する",
         "海外子会社の担当者も同じ順序で判断できるようにするため。"),
        ("三類型で該当例と非該当例", "四類型(組込み機器を加える)で該当例と非該当例",
         "組込み機器の照会が最も多いため。"),
    )),
}  # fmt: skip
_DISPOSED = (
    (Outcome.ACCEPTED, "ご意見のとおり本文に反映しました。"),
    (Outcome.IN_PRINCIPLE, "趣旨を採り、表現は他の項目に合わせました。"),
    (Outcome.NOTED, "今後の検討の際に参照します。"),
    (Outcome.PARTLY, "例示の追加は採り、件数の条件は見送りました。"),
    (Outcome.NOT_ACCEPTED, "要望の範囲が広がるため、今回は見送ります。"),
)
# In the one that is being reconciled some are left to be dealt with.
_DEALT_WITH = {"R08-LOG-008": ("2026-11-10", 4)}


def plan_before(
    timeline: Timeline, proposal: dict[str, Any], request: Request, move: str, day: str
) -> None:
    """Every comment is disposed of before the call for consensus."""
    if move == "call_consensus":
        timeline.add(day, _dispose, timeline.by_presider(request.body_id, day), request, None)


def plan(timeline: Timeline, proposal: dict[str, Any], request: Request) -> None:
    """What is suggested and said of comments in requests that are still discussed."""
    if proposal["id"] in _SUGGESTED:
        day, wanted = _SUGGESTED[proposal["id"]]
        own = proposal["submitter"]["company_id"]
        speakers = [one["person_id"] for one in proposal["rounds"][0]["comments"]
                    if one["company_id"] not in (None, own)]  # fmt: skip
        for number, (person, words) in enumerate(zip(speakers, wanted, strict=False), 1):
            timeline.add(day, _suggest, timeline.by(person, day), request, number, *words)
    if proposal["id"] in _DEALT_WITH:
        day, most = _DEALT_WITH[proposal["id"]]
        timeline.add(day, _dispose, timeline.by_presider(request.body_id, day), request, most)


def _suggest(
    work: Work, request: Request, number: int, quote: str, replacement: str, reason: str
) -> None:
    row = work.db.exec(
        select(Version).where(
            Version.request_id == request.id, Version.number == request.latest
        )
    ).one()
    text = text_of(row)
    block = next(one for one in text.blocks.all if quote in text.sources[one.id])
    source = text.sources[block.id]
    start = source.index(quote)
    made = Suggestion(
        id=work.id("suggestion"), request_id=request.id, number=number, version=row.number,
        section=block.section, block=block.id, quote=quote,
        prefix=source[max(0, start - 32) : start], suffix=source[start + len(quote) :][:32],
        begins=start, ends=start + len(quote), replacement=replacement, reason=reason,
        state=SuggestionState.OPEN.value, person_id=work.actor.id,
        company_id=work.actor.company_id, created_at=work.now,
    )  # fmt: skip
    work.db.add(made)
    work.db.flush()
    work.record("suggestion.make", ("suggestion", made.id),
                after={"request_id": request.id, "number": number})  # fmt: skip


def _dispose(work: Work, request: Request, most: int | None) -> None:
    comments = work.db.exec(
        select(Comment)
        .where(
            Comment.request_id == request.id, col(Comment.parent_id).is_(None),
            Comment.visibility == "committee",
        )
        .order_by(col(Comment.created_at), Comment.id)
        .limit(most)
    ).all()
    for at, comment in enumerate(comments):
        outcome, reason = _DISPOSED[at % len(_DISPOSED)]
        work.db.add(
            Disposition(
                id=work.id("disposition"), comment_id=comment.id, request_id=request.id,
                value=outcome.value, reason=reason, by=Mover.PRESIDER.value, at=work.now,
            )
        )  # fmt: skip
        work.record("comment.dispose", ("comment", comment.id), after={"value": outcome.value})
    work.db.flush()
