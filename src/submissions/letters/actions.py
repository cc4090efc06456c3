"""The release: a letter is made of approved packages and frozen, in our own transaction first."""

from dataclasses import dataclass

from sqlmodel import func, select

from foundation.dates import day_in_japan, fiscal_year
from foundation.errors import Refused, require
from foundation.work import Work
from proposals.moves import be_moved
from proposals.numbering import letter_number
from proposals.queries import facts
from search import index
from search.audiences import MEMBERS
from submissions import news, queries
from submissions.consent.actions import reopen
from submissions.letters.filing import file
from submissions.letters.releasing import check_batch, check_each, check_letter
from submissions.models import Letter, Review
from submissions.package import PlacedItem, ReleasedItem, ReleasedLetter, digest
from submissions.preview import parties_of, remaining
from submissions.rules import may_release, may_send_back
from submissions.stages import Gate


@dataclass(frozen=True)
class Head:
    """What an officer writes over a letter; `number` is the pattern of its number."""

    title_ja: str
    title_en: str
    addressee: str
    sender: str
    number: str
    override_reason: str = ""


def release(work: Work, rows: list[Review], head: Head) -> Letter:
    """Release reviewed and approved requests as one letter.

    Order and ids of the items are drawn by lot. The courier carries the frozen letter afterwards.
    Raises Refused with the reason of the first text that must not leave, or of the batch.
    """
    check_each(work, rows)
    if any(row.question_id for row in rows):
        raise Refused("release.not_a_request")
    drawn = sorted(((work.id("item"), row) for row in rows), key=lambda pair: pair[0])
    requests = [queries.request_of(work.db, row) for _, row in drawn]
    check_batch(work, requests, head.override_reason)
    letter, serial = _letter(work, drawn, head)
    check_letter(work, letter, [row for _, row in drawn])
    kept = _keep(work, letter, serial, head.override_reason)
    file(work, kept, letter, [row for _, row in drawn])
    for (item_id, row), request in zip(drawn, requests, strict=True):
        row.state, row.letter_id, row.item_id = Gate.RELEASED.value, kept.id, item_id
        work.db.add(row)
        be_moved(work, request, "release", facts(work.db, request))
        news.tell_asking_side(work, request, "mail.request_released", f"/requests/{request.id}")
    news.tell_of_letter(work, kept, requests)
    return kept


def release_answer(work: Work, row: Review) -> None:
    """Release the answer to a question of the ministry, by the same rules. Raises Refused."""
    require(may_release(work.actor, queries.gate_facts(work.db, row, work.actor)))
    frozen = queries.thaw(row)
    if row.question_id is None or frozen is None:
        raise Refused("release.not_an_answer")
    request = queries.request_of(work.db, row)
    if remaining(work.db, row, frozen, parties_of(work, request)):
        raise Refused("release.residue")
    question = queries.question(work.db, row.question_id)
    question.answer, question.answered_day = row.package, day_in_japan(work.now)
    row.state = Gate.RELEASED.value
    work.db.add(question)
    work.db.add(row)
    work.record("question.answer", ("question", question.id), after={"hash": row.package_hash})
    news.tell_asking_side(work, request, "mail.answer_released", f"/questions/{question.id}")


def send_back(work: Work, row: Review, reason: str) -> None:
    """Back to review; consent given so far falls. Raises Refused."""
    require(may_send_back(work.actor, queries.gate_facts(work.db, row, work.actor)))
    reopen(work, row, reason)
    work.record("review.send_back", ("review", row.id), after={"reason": reason})
    request = queries.request_of(work.db, row)
    news.tell_officers(work, request, "mail.review_returned", f"/reviews/{row.id}")


def _letter(
    work: Work, drawn: list[tuple[str, Review]], head: Head
) -> tuple[ReleasedLetter, int]:
    day = day_in_japan(work.now)
    newest = select(func.max(Letter.serial)).where(Letter.fiscal_year == fiscal_year(day))
    serial = (work.db.exec(newest).one() or 0) + 1
    items = []
    for place, (item_id, row) in enumerate(drawn, 1):
        item = ReleasedItem.model_validate(row.package)
        point_ids = tuple(work.id("point") for _ in item.points)
        items.append(PlacedItem(id=item_id, place=place, point_ids=point_ids, item=item))
    letter = ReleasedLetter(
        id=work.id("letter"),
        number=letter_number(head.number, fiscal_year(day), serial),
        title_ja=head.title_ja,
        title_en=head.title_en,
        addressee=head.addressee,
        sender=head.sender,
        released_day=day,
        items=tuple(items),
    )
    return letter, serial


def _keep(work: Work, letter: ReleasedLetter, serial: int, override_reason: str) -> Letter:
    row = Letter(
        id=letter.id, number=letter.number, fiscal_year=fiscal_year(letter.released_day),
        serial=serial, title_ja=letter.title_ja, title_en=letter.title_en,
        addressee=letter.addressee, released_day=letter.released_day,
        released_by_id=work.actor.id, override_reason=override_reason,
        package=letter.model_dump(mode="json"), package_hash=digest(letter), created_at=work.now,
    )  # fmt: skip
    work.db.add(row)
    work.db.flush()
    work.record(
        "letter.release", ("letter", row.id),
        after={"number": row.number, "hash": row.package_hash, "override": override_reason},
    )
    titles = "\n".join(placed.item.title_ja for placed in letter.items)
    index.put(
        work, kind="letter", subject_id=row.id, audience=MEMBERS,
        title=f"{row.number} {row.title_ja}", body=titles, link=f"/submissions/{row.id}",
    )
    return row
