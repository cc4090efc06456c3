"""A company's answer: confirmed, confirmed anew, taken back; sealed until the close."""

import hashlib

from committees.queries import company_people
from foundation.columns import canonical
from foundation.dates import day_in_japan
from foundation.errors import require
from foundation.verdict import no
from foundation.work import Work
from proposals.rooms.approval import wants_approval
from proposals.rounds import queries, rules
from proposals.rounds.answers import Values
from proposals.rounds.models import RoundAnswer
from proposals.rounds.notices import tell_of
from proposals.rounds.queries import Found


def confirm(work: Work, found: Found, values: Values) -> RoundAnswer:
    """What the company says, from now on and instead of what it said before.

    By the server's clock inside this transaction: after the last day it is late, marked so and
    never counted with the others; it replaces no answer that was given in time. Raises Refused.
    """
    row, company_id = found.round, str(work.actor.company_id)
    approval = wants_approval(work.db, company_id)
    require(rules.may_answer(found.who, found.clock, work.now, approval=approval))
    late = not found.clock.is_open(work.now)
    earlier = queries.own_answer(work.db, row.id, company_id)
    if earlier is not None and late and not earlier.late:
        require(no("round.counted_already"))
    if earlier is not None:
        if earlier.values == values:
            return earlier
        earlier.stands = False
        work.db.add(earlier)
        work.db.flush()
    salt = work.chance.token("round_answer")
    answer = RoundAnswer(
        id=work.id("round_answer"), round_id=row.id, company_id=company_id,
        person_id=work.actor.id, values=values, salt=salt, seal=seal_of(salt, values), late=late,
        created_at=work.now,
    )  # fmt: skip
    work.db.add(answer)
    work.db.flush()
    # What was said stays out of the journal: it is sealed until the close, and a journal is read
    # by whoever runs the server. The seal proves it afterwards.
    work.record(
        "round.answer", ("round", row.id),
        after={"company": company_id, "answer": answer.id, "seal": answer.seal, "late": late},
    )  # fmt: skip
    people = company_people(work.db, company_id, day_in_japan(work.now))
    tell_of(work, row, people, "mail.round_answered", at="/room")
    return answer


def withdraw(work: Work, found: Found) -> None:
    """Take the answer back: the company has then not replied. Raises Refused."""
    row, company_id = found.round, str(work.actor.company_id)
    answer = queries.own_answer(work.db, row.id, company_id) if found.who.asked else None
    require(
        rules.may_withdraw(found.who, found.clock, work.now, answered=answer is not None)
    )
    assert answer is not None, "the rule has seen it"
    answer.stands = False
    work.db.add(answer)
    work.record(
        "round.withdraw_answer", ("round", row.id),
        before={"company": company_id, "answer": answer.id, "seal": answer.seal},
    )  # fmt: skip
    people = company_people(work.db, company_id, day_in_japan(work.now))
    tell_of(work, row, people, "mail.round_answer_withdrawn", at="/room")


def seal_of(salt: str, values: Values) -> str:
    """The hash by which an answer can be proved without being told."""
    return hashlib.sha256(f"{salt}\n{canonical(values)}".encode()).hexdigest()
