"""What a password may not contain, and how long it must be."""

from sqlmodel import Session, select

from foundation.actor import Actor
from foundation.password_rules import OFFICER_LENGTH
from foundation.passwords import MIN_LENGTH
from identity.models import Company, CompanyName

_BODY = ("CISTEC", "安全保障貿易情報センター")


def least_length(actor: Actor) -> int:
    """The least length of this person's password, in characters."""
    return OFFICER_LENGTH if actor.offices else MIN_LENGTH


def names_around(db: Session) -> list[str]:
    """Names that somebody who knows the organisation would try: its own and its members'."""
    names = list(_BODY)
    for row in db.exec(select(Company.name_ja, Company.short_ja, Company.name_en)).all():
        names += row
    return names + list(db.exec(select(CompanyName.text)).all())
