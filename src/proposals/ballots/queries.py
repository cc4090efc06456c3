"""Ballots as an actor may find them, and everything a rule asks about one."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from committees.models import Body
from foundation.columns import canonical
from foundation.errors import NotFound
from foundation.reading import asked_once
from foundation.work import Work
from proposals.ballots import rules
from proposals.ballots.facts import roll_of
from proposals.ballots.models import RollMark
from proposals.ballots.rules import OPEN, SEALED, TIED, BallotFacts
from proposals.decision_rule import DecisionRule
from proposals.models import Ballot, Proxy, Recusal, Vote
from proposals.queries import Seen, seen, texts_of, version
from proposals.roll import CastVote, Roll, cast_as


@dataclass(frozen=True)
class Found:
    """A ballot with its request, the body that decides, and what the rules ask."""

    ballot: Ballot
    seen: Seen
    body: Body
    facts: BallotFacts
    votes: tuple[Vote, ...]

    @property
    def bodies(self) -> tuple[str, ...]:
        """The bodies that vote: of joint work all hosts', the deciding one first."""
        return tuple(self.ballot.roll.get("bodies", [self.body.id]))

    @property
    def outcome(self) -> str:
        """How it ended; empty while it has not."""
        return str(self.ballot.result["outcome"]) if self.ballot.result else ""

    @property
    def roll(self) -> Roll:
        return roll_of(self.ballot.roll, self.facts.recused)

    @property
    def cast(self) -> list[CastVote]:
        return [CastVote(v.company_id, cast_as(v.choice), v.holder_id) for v in self.votes]


def ballot(work: Work, ballot_id: str) -> Found:
    """The ballot, if its request may be seen. Raises NotFound."""
    row = work.db.get(Ballot, ballot_id)
    if row is None:
        raise NotFound
    return _found(work.db, row, seen(work, row.request_id))


def visible(work: Work, ballot_ids: Iterable[str]) -> list[Found]:
    """Those of the ballots whose requests this actor may see."""
    found = []
    for one in ballot_ids:
        with suppress(NotFound):
            found.append(ballot(work, one))
    return found


def text_hash(db: Session, row: Ballot) -> str:
    """SHA-256 over the canonical JSON of the text that is put to the vote."""
    text = texts_of(version(db, row.request_id, row.version))
    return hashlib.sha256(canonical(text).encode()).hexdigest()


def ended(work: Work, ballot_id: str) -> Found:
    """A ballot that has ended. Raises NotFound as for any ballot, and before its end."""
    found = ballot(work, ballot_id)
    if not rules.may_see_record(found.facts):
        raise NotFound
    return found


def all_of(work: Work, of: Seen) -> list[Found]:
    """The ballots on a request, the newest first."""
    rows = work.db.exec(
        select(Ballot)
        .where(Ballot.request_id == of.request.id)
        .order_by(col(Ballot.opens_at).desc(), col(Ballot.id))
    ).all()
    return [_found(work.db, row, of) for row in rows]


@asked_once
def is_advised(db: Session, request_id: str) -> bool:
    """Whether an advisory ballot on the request has not ended yet."""
    running = select(Ballot.id).where(
        Ballot.request_id == request_id, col(Ballot.advisory).is_(True),
        col(Ballot.state).in_([OPEN, SEALED, TIED]),
    )  # fmt: skip
    return db.exec(running).first() is not None


def open_ids(db: Session) -> list[str]:
    """Ids of all ballots that are open or wait for their trustees, the first to close first."""
    query = (
        select(Ballot.id).where(col(Ballot.state).in_([OPEN, SEALED]))
        .order_by(col(Ballot.closes_at), Ballot.id)
    )
    return list(db.exec(query).all())


def overdue(db: Session, now: datetime) -> list[Ballot]:
    """Open ballots whose time is over."""
    query = (
        select(Ballot)
        .where(Ballot.state == OPEN, col(Ballot.closes_at) < now)
        .order_by(col(Ballot.closes_at), Ballot.id)
    )
    return list(db.exec(query).all())


def facts_of(db: Session, row: Ballot, votes: Iterable[Vote]) -> BallotFacts:
    """What the rules ask about a ballot, as it stands in this transaction."""
    held: dict[str, set[str]] = defaultdict(set)
    for proxy in db.exec(select(Proxy).where(Proxy.ballot_id == row.id)).all():
        held[proxy.holder_id].add(proxy.company_id)
    rule = DecisionRule.from_json(row.rule)
    votes = tuple(votes)
    voted = [vote.company_id for vote in votes]
    if rule.secrecy == "secret":
        voted = list(
            db.exec(select(RollMark.company_id).where(RollMark.ballot_id == row.id)).all()
        )
    return BallotFacts(
        state=row.state,
        closes_at=row.closes_at,
        entitled=frozenset(row.roll["companies"]),
        recused=frozenset(recused_of(db, row.id)),
        voted=frozenset(voted),
        given=frozenset(company for companies in held.values() for company in companies),
        held={holder: frozenset(companies) for holder, companies in held.items()},
        rule=rule,
        on_paper={
            vote.company_id: None if vote.checked_by_id else vote.person_id
            for vote in votes if vote.paper
        },
    )


def recused_of(db: Session, ballot_id: str) -> list[str]:
    """Ids of the companies that stepped out."""
    return list(db.exec(select(Recusal.company_id).where(Recusal.ballot_id == ballot_id)).all())


def votes_of(db: Session, ballot_id: str) -> tuple[Vote, ...]:
    """All votes of a ballot, in a fixed order that tells nothing."""
    query = select(Vote).where(Vote.ballot_id == ballot_id).order_by(Vote.company_id)
    return tuple(db.exec(query).all())


def recusals(db: Session, ballot_id: str) -> list[Recusal]:
    """Companies that stepped out, with their reasons."""
    query = select(Recusal).where(Recusal.ballot_id == ballot_id).order_by(Recusal.company_id)
    return list(db.exec(query).all())


def _found(db: Session, row: Ballot, of: Seen) -> Found:
    votes = votes_of(db, row.id)
    body = db.get_one(Body, row.roll["body"])
    return Found(row, of, body, facts_of(db, row, votes), votes)
