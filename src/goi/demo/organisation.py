"""Loads the invented organisation: sectors, companies, people, bodies, seats and offices."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from sqlmodel import Session

from committees.bodies.actions import create_body
from committees.bodies.facts import BodyFacts, BodyKind, Silence
from committees.consensus_rules.actions import set_terms
from committees.consensus_rules.terms import Terms
from committees.models import Body
from committees.offices.actions import give_office
from committees.seats.actions import give_seat
from foundation.actor import Kind, Office, Role, Standing
from foundation.chance import Chance
from foundation.dates import fiscal_year
from foundation.passwords import hash_password
from foundation.work import Work
from goi.demo.readings import READINGS
from goi.demo.story import BODY, PASSWORD
from identity.companies.actions import add_company
from identity.companies.facts import CompanyFacts
from identity.models import NameKind, Person, Sector, Size
from identity.people.actions import add_person
from identity.people.facts import PersonFacts
from proposals.tally import PRESETS
from submissions.release_store import Official

_ROLES = {"deputy_member": Role.DEPUTY, "meti_liaison": Role.METI_ATTENDEE, "advisor": Role.ADVISER}
_KINDS = {"advisor": Kind.ADVISER}
_STANDINGS = {
    "company_representative": Standing.REPRESENTATIVE,
    "company_contributor": Standing.CONTRIBUTOR,
}
_RULES = {"1/2": "japanese_majority", "2/3": "two_thirds"}
_NAMES = {
    "aliases": NameKind.ALIAS,
    "former_names": NameKind.FORMER,
    "brands": NameKind.BRAND,
    "sites": NameKind.SITE,
}
OFFICES: dict[str, tuple[Office, ...]] = {
    **dict.fromkeys((f"P{n:03}" for n in range(95, 102)), (Office.SECRETARY,)),
    "P093": (Office.RELEASING_OFFICER,),
    "P094": (Office.RELEASING_OFFICER,),
    "P102": (Office.SECRETARY, Office.ANONYMITY_OFFICER),
    "P103": (Office.SECRETARY, Office.ANONYMITY_OFFICER, Office.RELEASING_OFFICER),
    "P104": (Office.ADMINISTRATOR,),
}


@dataclass
class Ids:
    """Our random ids by the keys of the demo data (CO01, P001, C1, S11)."""

    companies: dict[str, str] = field(default_factory=dict)
    people: dict[str, str] = field(default_factory=dict)
    bodies: dict[str, str] = field(default_factory=dict)

    def __getitem__(self, key: str) -> str:
        for ids in (self.companies, self.people, self.bodies):
            if key in ids:
                return ids[key]
        raise KeyError(key)


def load_organisation(work: Work, lasting: date | None = None) -> Ids:
    """Load everything with `work`'s actor, who is the system. The data's terms are those of
    fiscal 2026; with `lasting` (today, in later years) they last at least until that day's
    fiscal year ends."""
    data, ids = _data(), Ids()
    for position, sector in enumerate(data["sectors"]):
        work.db.add(
            Sector(
                id=sector["id"], name_ja=sector["ja"], name_en=sector["en"], position=position
            )
        )
    work.db.flush()
    for company in data["companies"]:
        ids.companies[company["id"]] = add_company(work, _company(company)).id
    people = _load_people(work, data["people"], ids)
    bodies = _load_bodies(work, data, ids)
    least = date(fiscal_year(lasting) + 1, 3, 31) if lasting else date.min
    for seat in data["memberships"]:
        role = _ROLES.get(seat["role"]) or Role(seat["role"])
        give_seat(
            work, bodies[seat["body_id"]], people[seat["person_id"]], role,
            date.fromisoformat(seat["from_date"]),
            max(date.fromisoformat(seat["to_date"]), least),
        )
    begins = date.fromisoformat(data["memberships"][0]["from_date"])
    for key, offices in OFFICES.items():
        for office in offices:
            give_office(work, people[key], office, begins, None)
    return ids


def load_officials(db: Session, chance: Chance) -> dict[str, str]:
    """The ministry's people as officials at its desk, in an open transaction of the release
    store. Answers their ids there by their keys in the demo data."""
    found: dict[str, str] = {}
    for person in _of_ministry(_data()["people"]):
        found[person["id"]] = chance.id("id/official")
        db.add(
            Official(
                id=found[person["id"]], name_ja=person["name_ja"], name_en=person["name_en"],
                title_ja=person["title_ja"], title_en=person["title_en"],
                email=person["email"], locale=person["locale"], password_hash=_hashed(),
            )
        )
    db.flush()
    return found


def _load_people(work: Work, rows: Iterable[dict[str, Any]], ids: Ids) -> dict[str, Person]:
    people = {}
    for row in rows:
        facts = PersonFacts(
            name_ja=row["name_ja"], reading=row["name_kana"], name_en=row["name_en"],
            email=row["email"], locale=row["locale"],
            kind=_KINDS.get(row["org_type"]) or Kind(row["org_type"]),
            standing=_STANDINGS.get(row["role"]),
            company_id=ids.companies.get(row["company_id"]),
            home_company_id=ids.companies.get(row["home_company_id"]),
            title_ja=row["title_ja"], title_en=row["title_en"],
        )
        people[row["id"]] = add_person(work, facts, _hashed())
        ids.people[row["id"]] = people[row["id"]].id
    return people


def _load_bodies(work: Work, data: dict[str, Any], ids: Ids) -> dict[str, Body]:
    bodies: dict[str, Body] = {}
    silences: dict[str, Silence] = {}
    for position, row in enumerate(data["committees"]):
        deemed = row["decision"]["deemed_consent"]
        silences[row["id"]] = Silence.NO_OBJECTION if deemed else Silence.NOTHING
        bodies[row["id"]] = create_body(
            work, _body(row, row["code"], BodyKind.COMMITTEE, position, silences[row["id"]]),
            PRESETS[_RULES[row["decision"]["majority"]]].to_json(), row["name_status"],
        )
        if row["id"] == BODY:
            # The tour is told in one sitting: its chair waits for no window.
            set_terms(work, bodies[row["id"]], Terms(call_days=0, drafter_polls=True))
    for position, row in enumerate(data["subgroups"]):
        parent = bodies[row["committee_id"]]
        facts = _body(
            row, f"{parent.code}-{row['id'].removeprefix('S')}", BodyKind(row["kind"]), position,
            silences[row["committee_id"]], parent.id,
        )
        bodies[row["id"]] = create_body(work, facts, None, row["name_status"])
    ids.bodies |= {key: body.id for key, body in bodies.items()}
    return bodies


def _body(
    row: dict[str, Any], code: str, kind: BodyKind, position: int, silence: Silence,
    parent_id: str | None = None,
) -> BodyFacts:
    return BodyFacts(
        code=code, kind=kind, name_ja=row["name_ja"], reading=READINGS[row["id"]],
        name_en=row["name_en"], parent_id=parent_id, remit_ja=row["remit_ja"],
        remit_en=row["remit_en"], position=position, silence=silence,
    )


def _company(row: dict[str, Any]) -> CompanyFacts:
    names = [(kind, text) for field, kind in _NAMES.items() for text in row[field]]
    return CompanyFacts(
        name_ja=row["name_ja"], reading=row["name_kana"], name_en=row["name_en"],
        short_ja=row["short_ja"], sector_id=row["sector"], size=Size(row["size"]),
        securities_code=row["securities_code"], corporate_number=row["corporate_number"],
        member_since=row["member_since"], place=row["place"],
        parent_group=row["parent_group"], items=tuple(row["items"]),
        names=(*names, (NameKind.DOMAIN, row["domain"])),
    )


def _of_ministry(rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    return [row for row in rows if row["org_type"] == "meti"]


def _data() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(
        files("goi.demo").joinpath("data/organisation.json").read_text("utf-8")
    )
    return found


@cache
def _hashed() -> str:
    """One hash for all: hashing each of them would take longer than all the rest."""
    return hash_password(PASSWORD)
