"""Facts about secret ballots. Who voted and what was voted stand in tables that share nothing but
the ballot: no person, no time, no order."""

from datetime import datetime
from typing import Any

from sqlmodel import Field, SQLModel

from foundation.columns import Json, UtcDateTime


class TrusteeKey(SQLModel, table=True):
    """A person's public keys as a trustee; the private ones never come here."""

    __tablename__ = "trustee_key"

    person_id: str = Field(primary_key=True, foreign_key="person.id")
    seal: str
    sign: str
    made_at: datetime = Field(sa_type=UtcDateTime)  # type: ignore[call-overload]


class SecretBallot(SQLModel, table=True):
    """What a secret ballot has beside an ordinary one. `opening` is fixed when it opens, `hash`
    is its hash. `receipt_key` signs receipts, so that a dropped vote can be proven. `mixed` and
    `opened` are the trustees' signed steps, `replaced` the numbers of votes that others replaced.
    """

    __tablename__ = "secret_ballot"

    ballot_id: str = Field(primary_key=True, foreign_key="ballot.id")
    opening: Any = Field(sa_type=Json)
    hash: str
    receipt_key: str
    replaced: Any = Field(default_factory=list, sa_type=Json)
    mixed: Any = Field(default_factory=list, sa_type=Json)
    opened: Any = Field(default=None, sa_type=Json, nullable=True)


class RollMark(SQLModel, table=True):
    """A company has voted. `code` is a hash over its vote's number and a secret it alone has: it
    lets the company replace its own vote, and tells nobody else which one that is."""

    __tablename__ = "roll_mark"

    ballot_id: str = Field(primary_key=True, foreign_key="ballot.id")
    company_id: str = Field(primary_key=True, foreign_key="company.id")
    code: str


class SealedVote(SQLModel, table=True):
    """A sealed vote under the hash of its bytes, and nothing else. Kept in the order of the
    hashes, without row numbers that would tell which came first."""

    __tablename__ = "sealed_vote"
    __table_args__ = {"sqlite_with_rowid": False}

    ballot_id: str = Field(primary_key=True, foreign_key="ballot.id")
    number: str = Field(primary_key=True)
    sealed: str
