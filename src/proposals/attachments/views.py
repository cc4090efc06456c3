"""What is shown of a request's files."""

from pydantic import BaseModel

from proposals.attachments.rules import MOST_BYTES, MOST_FILES
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


class FilesView(BaseModel):
    """Files that go along, and the form for another one. `hidden`: fellow members read along and
    must not know who asks, so pictures have to be vouched for."""

    files: list[AttachmentView]
    hidden: bool = False
    most_files: int = MOST_FILES
    most_megabytes: int = MOST_BYTES // 1_000_000
    may_attach: May
    may_detach: May


class AttachmentsView(FilesView):
    """The files that go with a request."""

    request_id: str
    number: str | None
    title: str
    version: int


class AttachmentsCard(Card):
    """The files on the request's page."""

    template: str = "proposals/_attachments_card.html"
    request_id: str
    files: list[AttachmentView]
    may_attach: bool
