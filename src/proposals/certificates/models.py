"""Facts about calls for consensus, certificates and appeals."""

from datetime import datetime
from typing import Any

from sqlmodel import Field, SQLModel

from foundation.columns import Json, UtcDateTime


def _moment(**more: Any) -> Any:
    return Field(sa_type=UtcDateTime, **more)


class ConsensusCall(SQLModel, table=True):
    """The chair calls for consensus on a version. `closes_at` is the end of the window for formal
    objections, None where the body sets none: then they are taken until approval."""

    __tablename__ = "consensus_call"

    id: str = Field(primary_key=True)
    request_id: str = Field(foreign_key="request.id", index=True)
    version: int
    person_id: str | None = Field(default=None, foreign_key="person.id")
    opened_at: datetime = _moment()
    closes_at: datetime | None = _moment(default=None, nullable=True)


class Certificate(SQLModel, table=True):
    """What was found, as a document: `content` is closed and `content_hash` SHA-256 over its
    canonical JSON. `journal_seq` and `journal_hash` are the journal's newest entry before it was
    issued; the entry of its issue holds its hash in turn. Never changed afterwards."""

    __tablename__ = "certificate"

    id: str = Field(primary_key=True)
    request_id: str = Field(foreign_key="request.id", index=True)
    record_id: str = Field(foreign_key="consensus_record.id", unique=True)
    call_id: str | None = Field(default=None, foreign_key="consensus_call.id")
    content: Any = Field(sa_type=Json)
    content_hash: str
    journal_seq: int
    journal_hash: str
    appeal_until: datetime | None = _moment(default=None, nullable=True)
    appeal_to_id: str | None = Field(default=None, foreign_key="body.id")
    issued_at: datetime = _moment()


class Appeal(SQLModel, table=True):
    """A company asks the body above to look at a certificate again. `state` is open, upheld or
    dismissed."""

    __tablename__ = "appeal"

    id: str = Field(primary_key=True)
    certificate_id: str = Field(foreign_key="certificate.id", index=True)
    company_id: str = Field(foreign_key="company.id")
    person_id: str = Field(foreign_key="person.id")
    ground: str
    state: str
    decision: str = ""
    decided_by_id: str | None = Field(default=None, foreign_key="person.id")
    decided_at: datetime | None = _moment(default=None, nullable=True)
    created_at: datetime = _moment()
