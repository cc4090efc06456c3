"""A body's days and limits for reaching consensus."""

from sqlmodel import Field, SQLModel


class ConsensusRule(SQLModel, table=True):
    """One body's own rule; where there is none, that of the body above holds.

    `call_days`: how long formal objections may be raised after the chair's call (0: until the
    chair records the result). `appeal_days`: how long an appeal is open after the certificate.
    `reopenings`: how often the holder of a concern may open it again. `drafter_polls`: whoever
    asks may open a straw poll, not only who presides.
    """

    __tablename__ = "consensus_rule"

    body_id: str = Field(primary_key=True, foreign_key="body.id")
    call_days: int
    appeal_days: int
    reopenings: int
    drafter_polls: bool = False
