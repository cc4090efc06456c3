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


class PictureView(BaseModel):
    """A picture at full size. `next` is the number of the next one that nobody has decided."""

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
