"""What a writer is shown of before."""

from pydantic import BaseModel

from proposals.provisions.views import TouchingView


class RememberedView(BaseModel):
    """An earlier request with its answers; `words` are those in common, empty for the item."""

    touching: TouchingView
    words: list[str]


class MemoryView(BaseModel):
    """Earlier requests beside a draft; `id` is empty beside one that does not exist yet."""

    id: str
    found: list[RememberedView]
