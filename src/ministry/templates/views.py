"""What is shown of ready wordings."""

from pydantic import BaseModel


class TemplateView(BaseModel):
    """One wording; `outcome` is empty where it fits any."""

    id: str
    name: str
    outcome: str
    text_ja: str
    text_en: str
    reason_ja: str
    reason_en: str
    active: bool


class PlaceView(BaseModel):
    """A name in braces and what is put in its place."""

    name: str
    meaning: str


class TemplatesView(BaseModel):
    templates: list[TemplateView]
    places: list[PlaceView]


class TemplateEditView(BaseModel):
    template: TemplateView
    places: list[PlaceView]
