"""Pages of companies and people."""

from collections.abc import Iterable
from datetime import date
from urllib.parse import urlencode

from committees.directory.queries import people_of_company, seats_of_company
from committees.directory.views import (
    CompaniesView,
    CompanyRow,
    CompanyView,
    NameGroup,
    NameLine,
    OfficeRef,
    PersonRef,
    PersonView,
    SeatRef,
)
from committees.models import Body, Seat
from committees.offices.queries import terms_of
from committees.seats.queries import seats_of
from foundation.dates import day_in_japan
from identity.companies import actions
from identity.companies.forms import AddName
from identity.companies.queries import companies, names, sectors
from identity.companies.queries import company as find_company
from identity.companies.queries import name as find_name
from identity.companies.rules import may_edit_names, may_keep_attributes, may_see_spellings
from identity.models import Company, NameKind, Person
from identity.people.queries import person as find_person
from web.door import Done
from web.form import NoFields
from web.visit import Visit

PER_PAGE = 100


def companies_page(visit: Visit) -> CompaniesView:
    asked = visit.query
    known = {one.id: visit.name(one.name_ja, one.name_en) for one in sectors(visit.work.db)}
    found = companies(visit.work.db, asked.sector or "", asked.q or "")
    last = max(1, -(-len(found) // PER_PAGE))
    page = min(asked.page, last)
    return CompaniesView(
        q=asked.q or "",
        sector=asked.sector or "",
        sectors=list(known.items()),
        companies=[
            CompanyRow(
                id=one.id, name=_name(visit, one), other_name=_other_name(visit, one),
                sector=known.get(one.sector_id, ""),
            )
            for one in found[(page - 1) * PER_PAGE : page * PER_PAGE]
        ],
        sees_clashes=bool(may_keep_attributes(visit.work.actor)),
        total=len(found),
        page=page,
        last=last,
        previous=_address(visit, page - 1) if page > 1 else "",
        next=_address(visit, page + 1) if page < last else "",
    )


def company_page(visit: Visit, company_id: str) -> CompanyView:
    db, today = visit.work.db, day_in_japan(visit.work.now)
    row = find_company(db, company_id)
    sector = next(one for one in sectors(db) if one.id == row.sector_id)
    return CompanyView(
        id=row.id,
        name=_name(visit, row),
        other_name=_other_name(visit, row),
        reading=row.reading,
        short=row.short_ja,
        sector=visit.name(sector.name_ja, sector.name_en),
        size=visit.t(f"company.size.{row.size}") if row.size else "",
        corporate_number=row.corporate_number,
        securities_code=row.securities_code or "",
        member_since=str(row.member_since or ""),
        names=[
            NameGroup(
                kind=kind.value, title=visit.t(f"name_kind.{kind}"),
                names=[NameLine(id=one.id, text=one.text) for one in held],
            )
            for kind, held in names(db, company_id).items()
        ],
        kinds=[(kind.value, visit.t(f"name_kind.{kind}")) for kind in NameKind],
        may_edit=visit.may(may_edit_names(visit.work.actor, company_id)),
        sees_spellings=bool(may_see_spellings(visit.work.actor, company_id)),
        people=[_person_of_company(visit, one) for one in people_of_company(db, row.id, today)],
        seats=_seats(visit, seats_of_company(db, company_id, today), today),
    )


def add_name(visit: Visit, form: AddName, company_id: str) -> Done:
    row = find_company(visit.work.db, company_id)
    actions.add_name(visit.work, row, form.kind, form.text)
    return Done(f"/companies/{company_id}", "done.name_added")


def remove_name(visit: Visit, form: NoFields, company_id: str, name_id: str) -> Done:
    actions.remove_name(visit.work, find_name(visit.work.db, company_id, name_id))
    return Done(f"/companies/{company_id}", "done.name_removed")


def person_page(visit: Visit, person_id: str) -> PersonView:
    db, today, actor = visit.work.db, day_in_japan(visit.work.now), visit.work.actor
    row = find_person(db, person_id)
    company = db.get(Company, row.company_id) if row.company_id else None
    home = db.get(Company, row.home_company_id) if row.home_company_id else None
    return PersonView(
        id=row.id,
        name=visit.name(row.name_ja, row.name_en),
        other_name=row.name_en if visit.lang == "ja" else row.name_ja,
        reading=row.reading,
        kind=_kind(visit, row),
        company_id=company.id if company else "",
        company=_name(visit, company) if company else "",
        seconded_from=_name(visit, home) if home else "",
        title=visit.name(row.title_ja, row.title_en),
        email=row.email if actor.id == row.id or actor.offices else "",
        seats=_seats(visit, ((seat, body, row) for seat, body in seats_of(db, row.id)), today),
        offices=[
            OfficeRef(
                office=visit.t(f"site.office.{one.office}"), starts=one.starts, ends=one.ends,
                ended=one.ends is not None and one.ends < today,
            )
            for one in terms_of(db, row.id)
        ],
    )


def _seats(
    visit: Visit, rows: Iterable[tuple[Seat, Body, Person]], today: date
) -> list[SeatRef]:
    return [
        SeatRef(
            body_id=body.id,
            body=visit.name(body.name_ja, body.name_en),
            role=visit.t(f"role.{seat.role}"),
            person_id=person.id,
            person=visit.name(person.name_ja, person.name_en),
            starts=seat.starts,
            ends=seat.ends,
            ended=seat.ends is not None and seat.ends < today,
        )
        for seat, body, person in rows
    ]


def _person_of_company(visit: Visit, person: Person) -> PersonRef:
    standing = visit.t(f"standing.{person.standing}") if person.standing else ""
    return PersonRef(
        id=person.id, name=visit.name(person.name_ja, person.name_en), note=standing
    )


def _kind(visit: Visit, person: Person) -> str:
    if person.standing:
        return visit.t(f"standing.{person.standing}")
    return visit.t(f"person_kind.{person.kind}")


def _name(visit: Visit, row: Company) -> str:
    return visit.name(row.name_ja, row.name_en)


def _other_name(visit: Visit, row: Company) -> str:
    return row.name_en if visit.lang == "ja" else row.name_ja


def _address(visit: Visit, page: int) -> str:
    asked = {"q": visit.query.q, "sector": visit.query.sector, "page": page}
    return visit.url(f"/companies?{urlencode({k: v for k, v in asked.items() if v})}")
