"""What is done with a review's files: pictures decided, bytes frozen and forgotten."""

from sqlmodel import col, delete

from foundation.errors import require
from foundation.work import Work
from submissions import queries as gate
from submissions.attachments import queries
from submissions.attachments.making import Outgoing
from submissions.attachments.models import FrozenFile, PictureDecision
from submissions.attachments.rules import may_decide_picture, may_second_picture
from submissions.models import Review


def decide_picture(work: Work, row: Review, number: int, seen: str, *, shown: bool) -> None:
    """The picture may leave, or a box stands in its place; what was decided before is in the
    journal. Raises Refused outside the review and for another picture than the page showed."""
    one = queries.numbered(queries.pictures(work.db, row), number)
    require(
        may_decide_picture(
            work.actor, gate.gate_facts(work.db, row, work.actor), seen, one.digest
        )
    )
    before = one.decision
    told = {"shown": before.shown} if before else None
    decision = before or PictureDecision(
        review_id=row.id, digest=one.digest, shown=shown, person_id=work.actor.id, at=work.now
    )
    decision.shown, decision.person_id, decision.at = shown, work.actor.id, work.now
    decision.seconded_by_id, decision.seconded_hash = None, ""
    work.db.add(decision)
    work.db.flush()
    work.record(
        "review.decide_picture", ("review", row.id), told,
        {"digest": one.digest, "shown": shown},
    )


def second_picture(work: Work, row: Review, number: int, seen: str) -> None:
    """A second officer has looked at a picture that leaves with exactly this package. Raises
    Refused, NotFound for a picture that does not leave."""
    one = queries.numbered(queries.leaving(work.db, row), number)
    decision = one.decision
    assert decision is not None, "it leaves"
    facts = gate.gate_facts(work.db, row, work.actor)
    require(may_second_picture(work.actor, facts, decision.person_id, seen, one.digest))
    decision.seconded_by_id, decision.seconded_hash = work.actor.id, row.package_hash
    work.db.add(decision)
    work.db.flush()
    work.record(
        "review.second_picture", ("review", row.id),
        after={"digest": one.digest, "hash": row.package_hash},
    )


def freeze(work: Work, row: Review, files: list[Outgoing]) -> None:
    """Keep the bytes that the package names."""
    forget(work, row)
    for one in {one.file.sha256: one for one in files}.values():
        work.db.add(
            FrozenFile(review_id=row.id, sha256=one.file.sha256, content=one.content)
        )
    work.db.flush()


def forget(work: Work, row: Review) -> None:
    """Throw away the bytes of a package that is none any more."""
    work.db.exec(delete(FrozenFile).where(col(FrozenFile.review_id) == row.id))
