"""The page of the offices."""

from committees.offices import actions
from committees.offices.forms import EndOffice, GiveOffice
from committees.offices.queries import office_term, office_terms
from committees.offices.views import OfficeLine, OfficesView
from foundation.actor import Kind, Office
from foundation.dates import day_in_japan
from foundation.errors import NotFound
from identity.models import Person
from identity.people.queries import people
from web.door import Done
from web.visit import Visit


def offices(visit: Visit) -> OfficesView:
    today = day_in_japan(visit.work.now)
    return OfficesView(
        today=today,
        terms=[
            OfficeLine(
                id=term.id,
                person_id=person.id,
                person=visit.name(person.name_ja, person.name_en),
                office=visit.t(f"site.office.{term.office}"),
                starts=term.starts,
                ends=term.ends,
                ended=term.ends is not None and term.ends < today,
            )
            for term, person in office_terms(visit.work.db)
        ],
        people=[
            (one.id, _placed(visit, one)) for one in people(visit.work.db)
            if one.kind == Kind.SECRETARIAT
        ],
        offices=[(office.value, visit.t(f"site.office.{office}")) for office in Office],
    )


def give_office(visit: Visit, form: GiveOffice) -> Done:
    person = visit.work.db.get(Person, form.person)
    if person is None:
        raise NotFound
    row = actions.give_office(visit.work, person, form.office, form.starts, form.ends)
    return Done("/admin/offices", "done.office_given", {"id": row.id})


def end_office(visit: Visit, form: EndOffice, term_id: str) -> Done:
    actions.end_office(visit.work, office_term(visit.work.db, term_id), form.last)
    return Done("/admin/offices", "done.office_ended")


def _placed(visit: Visit, person: Person) -> str:
    shown = visit.name(person.name_ja, person.name_en)
    return visit.t("office.seconded", name=shown) if person.home_company_id else shown
