"""What the pages of signing in show."""

from datetime import datetime

from pydantic import BaseModel


class DemoPerson(BaseModel):
    """A demo account as a button; `role` says who it is, `place` where they belong."""

    value: str
    initial: str
    name: str
    role: str
    place: str = ""


class DemoGroup(BaseModel):
    """Demo accounts under a heading."""

    title: str
    people: list[DemoPerson]


class SignInView(BaseModel):
    """The sign-in page; `groups` is empty outside the demonstration, `desk` the address of the
    ministry's desk there."""

    next: str = ""
    groups: list[DemoGroup] = []
    desk: str = ""


class SessionLine(BaseModel):
    """One live session of mine."""

    id: str
    client: str
    started: datetime
    seen: datetime
    current: bool


class SessionsView(BaseModel):
    """All live sessions of mine, newest first."""

    sessions: list[SessionLine]


class PasswordView(BaseModel):
    """The page where a password is changed: how long it must be, and who it is for."""

    least: int
    email: str
