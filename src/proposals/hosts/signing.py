"""Each chair signs; what needs all of them happens with the last."""

from committees.queries import lineage
from foundation.work import Work
from proposals.hosts import queries
from proposals.hosts.models import ChairSignature
from proposals.models import Request


def sign(work: Work, request: Request, record_id: str | None = None) -> list[str]:
    """Sign for every host that the actor presides over; answers the hosts that still lack."""
    for body_id in queries.unsigned(work.db, request, record_id):
        if not work.actor.presides(lineage(work.db, body_id)):
            continue
        row = ChairSignature(
            id=work.id("chair_signature"), request_id=request.id, version=request.latest,
            record_id=record_id, body_id=body_id, person_id=work.actor.id,
            name_ja=work.actor.name_ja, name_en=work.actor.name_en, at=work.now,
        )  # fmt: skip
        work.db.add(row)
        work.db.flush()
        work.record(
            "consensus.sign", ("request", request.id),
            after={"body": body_id, "version": row.version, "record": record_id},
        )  # fmt: skip
    return queries.unsigned(work.db, request, record_id)


def spend(work: Work, request: Request) -> None:
    """The call has been made: another one takes new signatures."""
    for row in queries.signatures(work.db, request.id):
        row.spent = True
        work.db.add(row)
    work.db.flush()
