"""What an official sends about where a request is."""

from pydantic import Field

from web.form import Day, Form, Id, Prose

MOST_AT_ONCE = 100


class Acknowledge(Form):
    """Items to take in at once."""

    items: list[Id] = Field(min_length=1, max_length=MOST_AT_ONCE)


class HandOn(Form):
    """Where an item goes: a section, one of its officials, or both; until when; a note on it."""

    section: Id | None = None
    official: Id | None = None
    due_day: Day | None = None
    note: Prose(2_000) | None = None
