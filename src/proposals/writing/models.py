"""Tables of texts that are being written.

They hold what a company has not yet said to anybody: only `proposals.writing` reads them, for the
asking side's own people. Neither a moment nor a name stands with what was typed.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import LargeBinary
from sqlmodel import Field, SQLModel

from foundation.columns import Json, UtcDateTime


class SharedText(SQLModel, table=True):
    """The text of one request as its side is writing it: a Yjs document.

    `snapshot` is the state up to update `snapshot_seq`; `seq` is the newest update; `size` counts
    the bytes of both. `birth` names this document: another one under the same request shares no
    history with it. `version` is the version whose words are in it; `unsettled` names the fields
    in which another side's version changed the same sentences as what was being typed. `stir`
    grows when somebody comes, goes or moves.
    """

    __tablename__ = "shared_text"

    request_id: str = Field(primary_key=True, foreign_key="request.id")
    birth: str
    snapshot: bytes = Field(sa_type=LargeBinary)
    snapshot_seq: int = 0
    seq: int = 0
    size: int
    version: int
    unsettled: Any = Field(default_factory=list, sa_type=Json)
    stir: int = 0


class SharedUpdate(SQLModel, table=True):
    """A Yjs update after the snapshot; `origin` is the conversation it came from."""

    __tablename__ = "shared_update"

    request_id: str = Field(primary_key=True, foreign_key="shared_text.request_id")
    seq: int = Field(primary_key=True)
    origin: str
    data: bytes = Field(sa_type=LargeBinary)


class Writer(SQLModel, table=True):
    """A window in which somebody has the text open now. `anchor` and `head` are Yjs relative
    positions, which only browsers read; `wrote` once something was typed in it."""

    __tablename__ = "writer"

    id: str = Field(primary_key=True)
    request_id: str = Field(foreign_key="shared_text.request_id", index=True)
    person_id: str = Field(foreign_key="person.id")
    field: str = ""
    anchor: str = ""
    head: str = ""
    wrote: bool = False
    seen_at: datetime = Field(sa_type=UtcDateTime)  # type: ignore[call-overload]
