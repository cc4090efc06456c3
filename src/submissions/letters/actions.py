"""The release: an officer lets approved packages go; at its time a letter is made of them and
frozen, in our own transaction first."""

from collections.abc import Iterable
from dataclasses import asdict

from foundation.dates import day_in_japan, fiscal_year
from foundation.errors import Refused, require
from foundation.work import Work
from proposals.moves import be_moved
from proposals.queries import facts
from search import index
from search.audiences import MEMBERS
from submissions import news, queries
from submissions.consent.actions import reopen
from submissions.departures.models import Departure
from submissions.departures.queue import join
from submissions.departures.rules import Batches
from submissions.letters.building import Head, build, ordered
from submissions.letters.composed import Composed
from submissions.letters.filing import check_files, keep_files
from submissions.letters.releasing import (
    check_answer,
    check_batch,
    check_each,
    check_letter,
)
from submissions.models import Letter, Review
from submissions.package import ReleasedLetter, digest
from submissions.rules import may_release, may_send_back
from submissions.stages import Gate


def release(work: Work, rows: list[Review], head: Head, batches: Batches) -> Departure:
    """Release reviewed and approved requests: at the next fixed time they leave as one letter.

    Until then the companies may take their consent back, and the texts that are left go without
    those. Raises Refused with the reason of the first text that must not leave, or of the batch.
    """
    for row in rows:
        require(may_release(work.actor, queries.gate_facts(work.db, row, work.actor)))
    check_each(work, rows)
    if any(row.question_id for row in rows):
        raise Refused("release.not_a_request")
    requests = [queries.request_of(work.db, row) for row in rows]
    check_batch(work, requests, head.override_reason, batches.smallest)
    composed = compose(work, rows, head)
    check_letter(work, composed.letter, composed.rows)
    check_files(work, composed)
    departure = join(work, rows, batches, head.override_reason.strip(), asdict(head))
    work.record(
        "letter.release", ("departure", departure.id),
        after={
            "texts": sorted(row.package_hash for row in rows), "override": head.override_reason,
            "leaves_at": departure.leaves_at.isoformat(),
        },
    )
    for row, request in zip(rows, requests, strict=True):
        news.tell_asking_side(
            work, request, "mail.departure_set", f"/reviews/{row.id}/consent"
        )
    return departure


def compose(work: Work, rows: Iterable[Review], head: Head) -> Composed:
    """The letter of these texts: in the order of their words, with ids drawn by lot."""
    drawn = [(work.id("item"), row) for row in ordered(rows, head.order)]
    letter, serial = build(work, drawn, head)
    return Composed(letter, serial, [row for _, row in drawn])


def letter_leaves(
    work: Work, composed: Composed, departure_id: str, head: Head, released_by: str
) -> Letter:
    """The letter leaves: it is kept as it is, and the courier carries it."""
    kept = _keep(work, composed.letter, composed.serial, head.override_reason, released_by)
    keep_files(work, kept.id, composed.files)
    work.record("departure.leave", ("departure", departure_id), after={"letter": kept.id})
    requests = []
    for placed, row in zip(composed.letter.items, composed.rows, strict=True):
        request = queries.request_of(work.db, row)
        requests.append(request)
        row.state, row.letter_id, row.item_id = Gate.RELEASED.value, kept.id, placed.id
        work.db.add(row)
        be_moved(work, request, "release", facts(work.db, request))
        news.tell_asking_side(work, request, "mail.request_released", f"/requests/{request.id}")
    news.tell_of_letter(work, kept, requests)
    return kept


def release_answer(
    work: Work, row: Review, batches: Batches, override_reason: str = ""
) -> Departure:
    """Release the answer to a question of the ministry, by the same rules: it leaves at the next
    fixed time at which answers of enough companies do. Raises Refused."""
    require(may_release(work.actor, queries.gate_facts(work.db, row, work.actor)))
    check_answer(work, row)
    departure = join(work, [row], batches, override_reason.strip())
    work.record(
        "question.release_answer", ("departure", departure.id),
        after={
            "hash": row.package_hash, "override": override_reason,
            "leaves_at": departure.leaves_at.isoformat(),
        },
    )
    request = queries.request_of(work.db, row)
    news.tell_asking_side(work, request, "mail.departure_set", f"/reviews/{row.id}/consent")
    return departure


def answer_leaves(work: Work, row: Review) -> None:
    """The answer leaves; the courier carries it."""
    question = queries.question(work.db, row.question_id or "")
    question.answer, question.answered_day = row.package, day_in_japan(work.now)
    row.state = Gate.RELEASED.value
    work.db.add(question)
    work.db.add(row)
    work.record("question.answer", ("question", question.id), after={"hash": row.package_hash})
    request = queries.request_of(work.db, row)
    news.tell_asking_side(work, request, "mail.answer_released", f"/questions/{question.id}")


def send_back(work: Work, row: Review, reason: str) -> None:
    """Back to review; consent given so far falls. Raises Refused."""
    require(may_send_back(work.actor, queries.gate_facts(work.db, row, work.actor)))
    reopen(work, row, reason)
    work.record("review.send_back", ("review", row.id), after={"reason": reason})
    request = queries.request_of(work.db, row)
    news.tell_officers(work, request, "mail.review_returned", f"/reviews/{row.id}")


def _keep(
    work: Work, letter: ReleasedLetter, serial: int, override_reason: str, released_by: str
) -> Letter:
    row = Letter(
        id=letter.id, number=letter.number, fiscal_year=fiscal_year(letter.released_day),
        serial=serial, title_ja=letter.title_ja, title_en=letter.title_en,
        addressee=letter.addressee, released_day=letter.released_day,
        released_by_id=released_by, override_reason=override_reason,
        package=letter.model_dump(mode="json"), package_hash=digest(letter), created_at=work.now,
    )  # fmt: skip
    work.db.add(row)
    work.db.flush()
    work.record(
        "letter.leave", ("letter", row.id),
        after={"number": row.number, "hash": row.package_hash, "override": override_reason},
    )
    titles = "\n".join(placed.item.title_ja for placed in letter.items)
    index.put(
        work, kind="letter", subject_id=row.id, audience=MEMBERS,
        title=f"{row.number} {row.title_ja}", body=titles, link=f"/submissions/{row.id}",
    )
    return row
