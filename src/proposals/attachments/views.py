"""What is shown of a request's files."""

from pydantic import BaseModel

from proposals.drafting.views import Card
from web.visit import May


class AttachmentView(BaseModel):
    """A file of the newest version. `left` is what was not carried over, in words, for the asking
    company alone: the names of a file's parts can tell. `merged_from`: the number of the merged
    request with which it came."""

    id: str
    title: str
    kind: str
    kind_label: str
    size: int
    sha256: str
    passages: int
    pictures: int
    left: list[str]
    merged_from: str = ""


class AttachmentsView(BaseModel):
    """The files that go with a request, and the form for another one. `hidden`: the asking company
    is hidden from members, so pictures have to be vouched for."""

    request_id: str
    number: str | None
    title: str
    version: int
    files: list[AttachmentView]
    hidden: bool
    most_files: int
    most_megabytes: int
    may_attach: May
    may_detach: May


class AttachmentsCard(Card):
    """The files on the request's page."""

    template: str = "proposals/_attachments_card.html"
    request_id: str
    files: list[AttachmentView]
    may_attach: bool
