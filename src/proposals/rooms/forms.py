"""What is sent in a company room."""

from typing import Annotated

from pydantic import Field

from proposals.deliberation.kinds import Stand
from web.form import Form, Prose, Tick


class RoomNoteForm(Form):
    """A note to colleagues."""

    text: Prose(4_000)


class ReturnDraft(Form):
    """Why a draft goes back to who wrote it."""

    note: Prose(2_000)


class SetApproval(Form):
    """Whether answers need the representative's approval."""

    approval: Tick = False


class StandForm(Form):
    """What the company is about to say on a request. `base`: the revision of the draft that was
    read before."""

    value: Stand
    reason: Prose(4_000) | None = None
    base: Annotated[int, Field(ge=0)] = 0
