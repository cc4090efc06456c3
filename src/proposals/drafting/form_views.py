"""What the form of a request is drawn from."""

from pydantic import BaseModel, SerializeAsAny

from web.visit import May


class Choice(BaseModel):
    """An option of a select: value and label."""

    value: str
    label: str


class SectionField(BaseModel):
    """A section as a field of the form."""

    name: str
    label: str
    hint: str
    required: bool
    text: str = ""


class Found(BaseModel):
    """A place in the text that tells who asks, and words that would not."""

    section: str
    label: str
    text: str
    reason: str
    replacement: str


class DraftForm(BaseModel):
    """The form of a new request, or of a new version of one. `found` is told to the asking
    company only. `whole` is false once the request's filing (body, kind, wish) is settled. For
    those who write together, `live` is where their pages meet, `base` the texts as they are now,
    and `unsettled` names the sections that another side's version changed as well; `memory` is what
    was asked before."""

    id: str | None = None
    number: str | None = None
    title: str = ""
    state: str = "draft"
    base_version: int = 0
    whole: bool = True
    live: str = ""
    base: str = ""
    unsettled: list[str] = []
    may: May
    values: dict[str, str]
    sections: list[SectionField]
    bodies: list[Choice]
    kinds: list[Choice]
    novelties: list[Choice]
    priorities: list[Choice]
    anonymities: list[Choice]
    earlier: list[Choice]
    found: list[Found] = []
    missing: list[str] = []
    labels: dict[str, str] = {}
    memory: SerializeAsAny[BaseModel] | None = None
