"""Who acts: a small frozen value, neither request nor row."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What brings a person here."""

    MEMBER = "member"
    SECRETARIAT = "secretariat"
    ADVISER = "adviser"
    OBSERVER = "observer"
    METI = "meti"
    OFFICIAL = "official"
    SYSTEM = "system"


class Role(StrEnum):
    """What a seat in a body is."""

    CHAIR = "chair"
    VICE_CHAIR = "vice_chair"
    LEAD = "lead"
    MEMBER = "member"
    DEPUTY = "deputy"
    SECRETARY = "secretary"
    ADVISER = "adviser"
    METI_ATTENDEE = "meti_attendee"
    OBSERVER = "observer"


class Standing(StrEnum):
    """What a person is inside their own member company."""

    REPRESENTATIVE = "representative"
    CONTRIBUTOR = "contributor"


class Office(StrEnum):
    """What a person is in the secretariat, over all bodies."""

    SECRETARY = "secretary"
    ANONYMITY_OFFICER = "anonymity_officer"
    RELEASING_OFFICER = "releasing_officer"
    ADMINISTRATOR = "administrator"


PRESIDING = frozenset({Role.CHAIR, Role.VICE_CHAIR, Role.LEAD})
SPEAKING = PRESIDING | {Role.MEMBER, Role.DEPUTY}


@dataclass(frozen=True)
class Seat:
    """A seat in force on the day."""

    body_id: str
    role: Role
    company_id: str | None
    voting: bool


@dataclass(frozen=True)
class Actor:
    """A person on a day: what they may do follows from the seats and offices in force.

    `company_id` is the member company they speak for; `home_company_id` the member company a
    seconded secretary is employed by.
    """

    id: str
    kind: Kind
    name_ja: str = ""
    name_en: str = ""
    locale: str = "ja"
    company_id: str | None = None
    home_company_id: str | None = None
    standing: Standing | None = None
    seats: tuple[Seat, ...] = ()
    offices: frozenset[Office] = frozenset()

    def holds(self, office: Office) -> bool:
        return office in self.offices

    def presides(self, lineage: Iterable[str]) -> bool:
        """True where a presiding seat is held in the body or one above it."""
        return self.sits(lineage, PRESIDING)

    def sits(self, lineage: Iterable[str], roles: frozenset[Role] | None = None) -> bool:
        """True where a seat (of one of `roles`) is held in one of the bodies."""
        bodies = set(lineage)
        return any(
            seat.body_id in bodies and (roles is None or seat.role in roles)
            for seat in self.seats
        )

    @property
    def is_secondee(self) -> bool:
        return self.home_company_id is not None


SYSTEM = Actor(id="system", kind=Kind.SYSTEM, name_ja="システム", name_en="System")
