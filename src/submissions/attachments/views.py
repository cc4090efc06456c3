"""What is shown of a review's files."""

from datetime import datetime

from pydantic import BaseModel

from web.visit import May


class PictureLine(BaseModel):
    """A picture in a list; `decision` is "", show or box."""

    number: int
    place: str
    width: int
    height: int
    decision: str
    decision_label: str


class PictureToSecond(BaseModel):
    """A picture that leaves, in a list of whoever releases."""

    number: int
    seconded: bool


class LeavingPictureView(BaseModel):
    """A picture that leaves, at full size, for the second officer: nothing of the file it came
    from. `next` is the number of the next one that nobody has seconded."""

    review_id: str
    number: int
    digest: str
    width: int
    height: int
    seconded: bool
    may_second: May
    next: int | None


class PictureView(BaseModel):
    """A picture at full size. `next` is the number of the next one that nobody has decided.
    `readable`: a program on this machine can read words in it; `read` are those words once they
    were asked for, `told` what in them would be masked."""

    review_id: str
    request_number: str
    number: int
    of: int
    file: int
    title: str
    place: str
    digest: str
    width: int
    height: int
    decision: str
    decided_by: str
    decided_at: datetime | None
    may_decide: May
    next: int | None
    readable: bool
    read: str | None = None
    told: list[str] = []
