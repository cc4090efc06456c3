"""The moment itself: at a fixed time all that may leave does, in one transaction.

The worker calls it every second, in as many processes as there are. Writers come one after the
other, so a departure leaves once, and a consent that is taken back in the same second either comes
before, and the text stays, or is told that it has left.
"""

from dataclasses import dataclass

from foundation import journal
from foundation.actor import SYSTEM
from foundation.chance import Chance
from foundation.clock import Clock
from foundation.database import Database
from foundation.errors import Refused
from foundation.journal import JournalEntry
from foundation.work import Work
from proposals import authorship
from proposals.rules import NOT_HIDDEN
from submissions import news, queries
from submissions.departures import queries as departures
from submissions.departures.models import Departure
from submissions.departures.queue import drop
from submissions.departures.rules import ENDED, LEFT, Batches, DepartureFacts, Fate, fate
from submissions.letters import actions, releasing
from submissions.letters.actions import Head
from submissions.letters.composed import Composed
from submissions.letters.filing import check_files
from submissions.models import Review
from submissions.stages import Gate


@dataclass(frozen=True)
class _Ready:
    """A departure whose time has come, with the texts of it that may still leave."""

    departure: Departure
    texts: list[Review]


def depart_due(main: Database, clock: Clock, chance: Chance, batches: Batches) -> int:
    """Let leave what may; answers how many departures did."""
    with main.reading() as db:
        if not departures.due(db, clock.now()):
            return 0
    with main.writing() as db:
        now = journal.not_before(db, JournalEntry, clock.now())
        return leave_due(Work(db, SYSTEM, now, chance), batches)


def leave_due(work: Work, batches: Batches) -> int:
    """`depart_due` within a transaction."""
    found = departures.due(work.db, work.now)
    ready = [_Ready(one, _still_leaving(work, one)) for one in found]
    letters = [one for one in ready if one.departure.head is not None]
    answers = [one for one in ready if one.departure.head is None]
    left = 0
    # Letters of one time are numbered in the order of their words, whoever released them when.
    for one in sorted(letters, key=_content):
        left += _decide(work, one, batches, one.texts)
    answering = [row for one in answers for row in one.texts]
    for one in answers:
        left += _decide(work, one, batches, answering)
    return left


def _decide(work: Work, one: _Ready, batches: Batches, batch: list[Review]) -> int:
    row = one.departure
    composed = _composed(work, one)
    rule = fate(
        DepartureFacts(
            texts=len(one.texts), due=True, smallest=batches.smallest,
            anonymous=sum(_is_anonymous(work, text) for text in one.texts),
            companies=_companies(work, batch), override_reason=row.override_reason,
            residue=_tells(work, one, composed),
        )
    )  # fmt: skip
    if rule.fate is Fate.LEAVES:
        if composed:
            head = Head(**row.head | {"override_reason": row.override_reason})
            actions.letter_leaves(work, composed, row.id, head, row.released_by_id)
        else:
            actions.answer_leaves(work, one.texts[0])
        row.state, row.held = LEFT, ""
    elif rule.fate is Fate.ENDS:
        row.state, row.held = ENDED, ""
        work.record("departure.end", ("departure", row.id))
    else:
        _hold(work, row, rule.reason, batches)
    work.db.add(row)
    work.db.flush()
    return int(rule.fate is Fate.LEAVES)


def _hold(work: Work, row: Departure, reason: str, batches: Batches) -> None:
    """Wait for the next fixed time; the releasing officers are told once of each reason."""
    if row.held != reason:
        news.tell_releasers_of_departure(work)
    row.held, row.leaves_at = reason, batches.times.after(work.now)
    work.record("departure.hold", ("departure", row.id), after={"reason": reason})


def _composed(work: Work, one: _Ready) -> Composed | None:
    """The letter of a departure; None for an answer, and where no text is left."""
    if one.departure.head is None or not one.texts:
        return None
    return actions.compose(work, one.texts, Head(**one.departure.head))


def _tells(work: Work, one: _Ready, composed: Composed | None) -> bool:
    """Whether a hidden company can be read in what would leave."""
    try:
        if composed:
            releasing.check_letter(work, composed.letter, composed.rows)
            check_files(work, composed)
        elif one.texts:
            releasing.check_answer(work, one.texts[0])
    except Refused:
        return True
    return False


def _still_leaving(work: Work, departure: Departure) -> list[Review]:
    """The texts without those that something has come between: they go back to the officer."""
    staying: list[Review] = []
    for row in departures.texts(work.db, departure.id):
        try:
            releasing.check_departing(work, row)
        except Refused as refusal:
            drop(work, row, Gate.AWAITING_RELEASE)
            work.record(
                "departure.drop", ("review", row.id),
                after={"departure": departure.id, "reason": refusal.key},
            )
            news.tell_releasers(work, queries.request_of(work.db, row))
        else:
            staying.append(row)
    return staying


def _content(one: _Ready) -> tuple[str, str, list[str]]:
    head = one.departure.head
    return head["title_ja"], head["addressee"], sorted(row.package_hash for row in one.texts)


def _is_anonymous(work: Work, row: Review) -> bool:
    return queries.request_of(work.db, row).anonymity != NOT_HIDDEN


def _companies(work: Work, rows: list[Review]) -> int:
    """How many companies stand behind the anonymous ones of these texts."""
    return len({
        authorship.company_for_machine(work.db, row.request_id)
        for row in rows if _is_anonymous(work, row)
    })  # fmt: skip
