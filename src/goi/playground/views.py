"""What a trial shows."""

from pydantic import BaseModel


class Part(BaseModel):
    """A stretch of a text; `finding` numbers the finding it is, 0 for none."""

    text: str
    finding: int = 0
    source: str = ""
    certainty: str = ""


class Passage(BaseModel):
    """A text, or a passage of a file with its place, beside what becomes of it."""

    place: str
    original: list[Part]
    result: list[Part]


class Seen(BaseModel):
    """A picture of a file. `machine` is what Tesseract reads in it, where it is installed."""

    digest: str
    place: str
    width: int
    height: int
    confirmed: bool
    machine: list[Part]


class Found(BaseModel):
    """A finding: code points [start, end) of its passage, what it is, how it was found, and why."""

    number: int
    place: str
    start: int
    end: int
    text: str
    kind_label: str
    source: str
    source_label: str
    certainty: str
    certainty_label: str
    reason: str
    replacement: str


class Fit(BaseModel):
    """How many of the demonstration's companies fit what the result still says."""

    stated: list[str]
    members: int
    groups: int
    enough: bool


class TriedView(BaseModel):
    """A trial; everything is empty before the first. `residue` is what the independent last look
    still sees in the result; `again` the file by its SHA-256, `left` what of it was left behind,
    `size` the bytes of the new file."""

    language: str
    example: str
    tried: bool
    file_name: str
    again: str
    size: int
    passages: list[Passage]
    pictures: list[Seen]
    left: list[str]
    found: list[Found]
    sources: list[tuple[str, str, int]]
    fits: list[Fit]
    smallest: int
    residue: list[str]
    milliseconds: int
