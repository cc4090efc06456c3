"""Letters as their readers may see them."""

from collections import Counter
from datetime import date

from sqlmodel import select

from proposals.models import PointReply, Request
from proposals.rules import NOT_HIDDEN
from submissions import queries
from submissions.as_read import AsRead, as_read
from submissions.attachments.pages import to_second
from submissions.candidates.showing import asked_of_second
from submissions.letter_drafts.rules import may_prepare
from submissions.letters.views import (
    FileLink,
    ItemView,
    LetterRow,
    LetterView,
    PointAnswer,
    ReadyView,
    SubmissionsView,
    Told,
)
from submissions.models import Letter, LetterFile, Review
from submissions.package import ReleasedLetter, short
from submissions.reviews.wording import class_in_words
from submissions.rules import may_handle_release, may_release
from web.visit import Visit


def ready(visit: Visit, row: Review) -> ReadyView:
    """A text before its release, without who asks and without what stood there before."""
    db, actor = visit.work.db, visit.work.actor
    request = queries.request_of(db, row)
    shown = as_read(visit, queries.thaw(row), f"/releases/{row.id}/files") or AsRead()
    return ReadyView(
        id=row.id,
        number=request.number or "",
        title=shown.title_ja or request.number or "",
        what=visit.t("gate.what.answer" if row.question_id else "gate.what.request"),
        is_answer=row.question_id is not None,
        question=queries.question(db, row.question_id).text if row.question_id else "",
        anonymous=request.anonymity != NOT_HIDDEN,
        short_hash=short(row.package_hash),
        as_read=shown,
        report=_report(visit, row),
        to_confirm=asked_of_second(visit, row),
        pictures=to_second(visit, row),
        may_release=visit.may(may_release(actor, queries.gate_facts(db, row, actor))),
    )


def submissions(visit: Visit) -> SubmissionsView:
    """All letters with how far they are answered."""
    rows = queries.letters(visit.work.db)
    answered = queries.answered_points(visit.work.db)
    return SubmissionsView(
        letters=[_row(visit, row, answered.get(row.id, 0)) for row in rows],
        years=sorted({row.fiscal_year for row in rows}, reverse=True),
        may_release=bool(may_handle_release(visit.work.actor)),
        may_review=bool(visit.work.actor.offices),
        may_prepare=bool(may_prepare(visit.work.actor)),
    )


def letter(visit: Visit, row: Letter) -> LetterView:
    """A letter as it left, and what came back."""
    sent = ReleasedLetter.model_validate(row.package)
    requests = queries.requests_of_letter(visit.work.db, row.id)
    left = queries.reviews_of_letter(visit.work.db, row.id)
    return LetterView(
        id=row.id,
        number=row.number,
        title=visit.name(row.title_ja, row.title_en),
        addressee=row.addressee,
        sender=sent.sender,
        released_day=row.released_day,
        delivered=row.delivered_at is not None,
        files=_files(visit, row.id),
        items=[
            ItemView(
                place=placed.place,
                request_id=requests[placed.id].id,
                request_number=requests[placed.id].number or "",
                state=requests[placed.id].state,
                state_label=visit.t(f"state.{requests[placed.id].state}"),
                received=left[placed.id].received_day,
                studied=left[placed.id].study_day,
                text=as_read(
                    visit, placed.item, f"/submissions/{row.id}/items/{placed.place}/files"
                ) or AsRead(),
                points=_points(visit, requests[placed.id], placed.item.points),
            )
            for placed in sent.items
        ],
    )


def _files(visit: Visit, letter_id: str) -> list[FileLink]:
    table = LetterFile
    names = visit.work.db.exec(
        select(table.name).where(table.letter_id == letter_id).order_by(table.name)
    ).all()
    which = [name.removeprefix("letter").lstrip("-.").replace(".", "_") for name in names]
    return [FileLink(which=one, label=visit.t(f"letter_files.{one}")) for one in which]


def _row(visit: Visit, row: Letter, answered: int) -> LetterRow:
    sent = ReleasedLetter.model_validate(row.package)
    points = sum(len(placed.item.points) for placed in sent.items)
    return LetterRow(
        id=row.id,
        number=row.number,
        title=visit.name(row.title_ja, row.title_en),
        released_day=row.released_day,
        items=len(sent.items),
        points=points,
        answered=answered,
        waiting=answered < points,
    )


def _points(visit: Visit, request: Request, asked: tuple[str, ...]) -> list[PointAnswer]:
    replies = _replies(visit, request)
    return [_point(visit, n, text, replies.get(n)) for n, text in enumerate(asked, 1)]


def _replies(visit: Visit, request: Request) -> dict[int, PointReply]:
    rows = visit.work.db.exec(select(PointReply).where(PointReply.request_id == request.id)).all()
    return {row.point: row for row in rows}


def _point(visit: Visit, number: int, asked: str, reply: PointReply | None) -> PointAnswer:
    return PointAnswer(
        number=number,
        asked=asked,
        outcome=reply.outcome if reply else "",
        outcome_label=visit.t(f"request.outcome.{reply.outcome}") if reply else "",
        text=reply.text if reply else "",
        reason=reply.reason if reply else "",
        measure=visit.t(f"measure.{reply.measure}") if reply and reply.measure else "",
        measure_day=reply.measure_day if reply else "",
        effective_day=reply.effective_day if reply else None,
        provision=reply.provision if reply else "",
        day=date.fromisoformat(reply.replied_day) if reply else None,
    )


def _report(visit: Visit, row: Review) -> list[Told]:
    counted = Counter(
        (one.kind, one.decision) for one in queries.findings(visit.work.db, row.id)
    )
    return [
        Told(
            kind_label=class_in_words(visit, kind),
            decision_label=visit.t(f"finding.decision.{decision}"),
            count=count,
        )
        for (kind, decision), count in sorted(counted.items())
    ]
