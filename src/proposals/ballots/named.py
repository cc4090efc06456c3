"""Something that is named on a page."""

from pydantic import BaseModel


class Named(BaseModel):
    id: str
    name: str
