"""What is shown of accounts and sections."""

from pydantic import BaseModel

from ministry.views import Choice


class OfficialLine(BaseModel):
    id: str
    name: str
    title: str
    section: str
    email: str
    administrator: bool
    active: bool
    can_enter: bool


class SectionLine(BaseModel):
    id: str
    name_ja: str
    name_en: str
    active: bool


class OfficialsView(BaseModel):
    """People and sections; `openid` where the ministry's own sign-in is set up."""

    officials: list[OfficialLine]
    sections: list[SectionLine]
    choices: list[Choice]
    openid: bool


class OfficialView(BaseModel):
    """An account to be changed. `address` is a link with which its person sets a password; it is
    shown once and kept nowhere."""

    id: str
    name_ja: str
    name_en: str
    title_ja: str
    title_en: str
    email: str
    locale: str
    section_id: str
    subject: str
    administrator: bool
    active: bool
    has_password: bool
    choices: list[Choice]
    openid: bool
    address: str = ""


class WelcomeView(BaseModel):
    """Whose password is set; empty where the link leads nowhere any more."""

    name: str
    email: str
    key: str
