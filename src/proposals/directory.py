"""The members as the anonymizer knows them, and the places where a text tells who asks."""

from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from sqlmodel import Session, select

from anonymizer import Directory, Finding, Member, Person, find_all
from identity import models as identity
from identity.models import NameKind
from proposals import authorship

Rows = tuple[tuple[Any, ...], ...]


def directory(db: Session) -> Directory:
    """All members, compiled; compiled anew only where one of the rows read here has changed."""
    return _compiled(_companies(db), _names(db), _people(db))


def identifying(
    db: Session, request_id: str, texts: Mapping[str, str], members: Directory
) -> list[Finding]:
    """Places of the texts that tell which company asks: its names, numbers and people, and any
    address by which somebody could be reached. In the order of the texts.

    For the asking company's own eyes: what is found here would tell anybody else who asks.
    """
    own = authorship.company_for_machine(db, request_id)
    return [
        finding
        for finding in find_all(texts, members, second_net=False)
        if (own is not None and finding.member_id == own)
        or (finding.member_id is None and finding.reason.startswith("contact."))
    ]


@lru_cache(maxsize=2)
def _compiled(companies: Rows, names: Rows, people: Rows) -> Directory:
    further: dict[tuple[str, str], list[str]] = defaultdict(list)
    for company_id, kind, text in names:
        further[company_id, kind].append(text)
    staff: dict[str, list[Person]] = defaultdict(list)
    for company_id, name_ja, reading, name_en, email in people:
        staff[company_id].append(Person(name_ja, reading, name_en, (email,)))
    return Directory.compile(
        _member(company, further, tuple(staff[company[0]])) for company in companies
    )


def _member(
    company: tuple[Any, ...], further: Mapping[tuple[str, str], list[str]],
    people: tuple[Person, ...],
) -> Member:
    company_id, name_ja, reading, name_en, short_ja, securities_code, corporate_number = company

    def of(kind: NameKind) -> tuple[str, ...]:
        return tuple(further.get((company_id, kind.value), ()))

    return Member(
        id=company_id,
        names_ja=(name_ja,),
        readings=(reading,),
        names_en=(name_en,),
        aliases=(short_ja, *of(NameKind.ALIAS)),
        former_names=of(NameKind.FORMER),
        brands=of(NameKind.BRAND),
        sites=of(NameKind.SITE),
        domains=of(NameKind.DOMAIN),
        model_prefixes=of(NameKind.MODEL),
        securities_code=securities_code,
        corporate_number=corporate_number,
        people=people,
    )


def _companies(db: Session) -> Rows:
    table = identity.Company
    columns = (
        table.id, table.name_ja, table.reading, table.name_en, table.short_ja,
        table.securities_code, table.corporate_number,
    )
    return _rows(db, columns)


def _names(db: Session) -> Rows:
    table = identity.CompanyName
    return _rows(db, (table.company_id, table.kind, table.text))


def _people(db: Session) -> Rows:
    """People of member companies; a seconded secretary counts as the employer's."""
    table = identity.Person
    columns = (
        table.company_id, table.home_company_id, table.name_ja, table.reading, table.name_en,
        table.email,
    )
    return tuple(
        (company or home, *rest)
        for company, home, *rest in _rows(db, columns)
        if company or home
    )


def _rows(db: Session, columns: tuple[Any, ...]) -> Rows:
    """In one order on both databases, so that the same members are the same directory."""
    rows = db.connection().execute(select(*columns)).all()
    return tuple(sorted((tuple(row) for row in rows), key=repr))
