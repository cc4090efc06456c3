"""What an administrator of the ministry sends about people and sections, and what a person sends
who sets a password."""

from typing import Annotated, Literal

from pydantic import Field

from web.form import Form, Id, Line, Tick

_ADDRESS = r"^[^@\s]{1,64}@[^@\s]{1,189}$"


class Person(Form):
    """An official. `subject` is who the person is at the ministry's own sign-in."""

    name_ja: Line(100)
    name_en: Line(100) | None = None
    title_ja: Line(100) | None = None
    title_en: Line(100) | None = None
    email: Annotated[str, Field(max_length=254, pattern=_ADDRESS)]
    locale: Literal["ja", "en"] = "ja"
    section: Id | None = None
    subject: Line(255) | None = None
    administrator: Tick = False


class ChangedPerson(Person):
    """The official as from now on; one that is not `active` is out at once."""

    active: Tick = False


class NewSection(Form):
    """A section of the ministry."""

    name_ja: Line(100)
    name_en: Line(100) | None = None


class ChangedSection(NewSection):
    """The section as from now on; to one that is not `active` nothing is handed any more."""

    active: Tick = False


class WelcomeQuery(Form):
    """The key of a link with which a password is set."""

    key: Annotated[str, Field(max_length=100)] = ""


class Welcome(Form):
    """A new password, with the key of the link."""

    key: Annotated[str, Field(max_length=100)] = ""
    password: Annotated[str, Field(min_length=1, max_length=1000)]
