"""What the pages of an import show."""

from pydantic import BaseModel


class ColumnLine(BaseModel):
    """A column that can be imported, with the headers it may have."""

    headers: str
    needed: bool


class KindLine(BaseModel):
    """Something that can be imported, with its columns."""

    kind: str
    title: str
    columns: list[ColumnLine]


class ImportView(BaseModel):
    """The page where a table is uploaded."""

    kinds: list[KindLine]


class PlannedLine(BaseModel):
    """A row that would be made or changed."""

    line: int
    label: str
    changes: list[str]


class FaultLine(BaseModel):
    """What is wrong in a line."""

    line: int
    said: str


class PreviewView(BaseModel):
    """What an import would do. With a single fault it can't be done."""

    id: str
    title: str
    file_name: str
    created: list[PlannedLine]
    changed: list[PlannedLine]
    unchanged: int
    faults: list[FaultLine]
    shown: int
