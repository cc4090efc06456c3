"""Whether a batch may leave: the rules of each text, and the last look over the whole letter."""

from collections.abc import Iterable

from foundation.dates import day_in_japan
from foundation.errors import Refused, require
from foundation.work import Work
from proposals import authorship
from proposals.directory import directory
from proposals.models import Request
from proposals.rules import NOT_HIDDEN
from submissions import queries
from submissions.attachments.making import outgoing
from submissions.gathering import gather, is_current
from submissions.models import Review
from submissions.package import ReleasedLetter, WithFiles
from submissions.preview import Parties, files_tell, parties_of, remaining
from submissions.residue import residue
from submissions.rules import may_batch, may_depart


def check_each(work: Work, rows: Iterable[Review]) -> None:
    """Raises Refused where what goes along with one of the requests is not what was reviewed."""
    for row in rows:
        # A minority opinion may come after the review; without it the letter would hide it.
        gathered = gather(work.db, queries.request_of(work.db, row), day_in_japan(work.now))
        if not is_current(row, gathered):
            raise Refused("release.text_changed")


def check_departing(work: Work, row: Review) -> None:
    """Raises Refused where a released text must not leave after all."""
    require(may_depart(queries.gate_facts(work.db, row, work.actor)))
    check_each(work, [row])


def check_answer(work: Work, row: Review) -> None:
    """The last look over the answer to a question. Raises Refused."""
    frozen = queries.thaw(row)
    if row.question_id is None or frozen is None:
        raise Refused("release.not_an_answer")
    _look(work, row, frozen, parties_of(work, queries.request_of(work.db, row)))


def in_order(rows: Iterable[Review]) -> list[Review]:
    """The items of a letter in the order of their words: of nothing but what the ministry reads.
    Neither who asks nor when anybody wrote, approved or chose has a part in it."""
    return sorted(rows, key=_words)


def _words(row: Review) -> tuple[str, ...]:
    item = row.package or {}
    told = [str(item.get(name, "")) for name in ("committee_ja", "title_ja")]
    return (*told, row.package_hash)


def check_batch(
    work: Work, requests: Iterable[Request], override_reason: str, smallest: int
) -> None:
    """Raises Refused where anonymous requests of too few companies would leave together."""
    anonymous = [request for request in requests if request.anonymity != NOT_HIDDEN]
    companies = {authorship.company_for_machine(work.db, request.id) for request in anonymous}
    require(may_batch(len(anonymous), len(companies), override_reason, smallest))


def check_letter(work: Work, letter: ReleasedLetter, rows: Iterable[Review]) -> None:
    """Read the finished letter once more for every company that any of its items hides, and each
    item for every member.

    `rows` stand in the order of the items. A company that asks elsewhere in the letter under its
    own name may be read there and nowhere else. Raises Refused without telling where: whoever
    releases must not learn it.
    """
    reviews = list(rows)
    parts = [parties_of(work, queries.request_of(work.db, row)) for row in reviews]
    members = directory(work.db).members
    hidden = frozenset[str]().union(*(one.hidden for one in parts))
    frame = letter.model_copy(update={"items": ()})
    if residue(frame, {one: members[one] for one in sorted(hidden) if one in members}):
        raise Refused("release.residue")
    for placed, row, own in zip(letter.items, reviews, parts, strict=True):
        forbidden = Parties(own.hidden | (hidden - own.speaking), own.speaking)
        _look(work, row, placed.item, forbidden)


def _look(work: Work, row: Review, sent: WithFiles, forbidden: Parties) -> None:
    """The last look at a text and at the very bytes of its files."""
    files = outgoing(work.db, row)
    if tuple(one.file for one in files) != sent.attachments:
        raise Refused("release.package_changed")
    if remaining(work.db, row, sent, forbidden, files):
        raise Refused("release.residue")
    if files_tell(work.db, row, forbidden, files):
        raise Refused("release.residue")
