"""Giving and ending offices."""

from datetime import date

from committees.models import OfficeTerm
from committees.offices.queries import terms_of
from committees.offices.rules import may_hold
from committees.rules import may_administer
from committees.terms import end_in_order, in_order, overlap
from foundation.actor import Kind, Office
from foundation.errors import require
from foundation.work import Work
from identity.models import Person


def give_office(
    work: Work, person: Person, office: Office, starts: date, ends: date | None
) -> OfficeTerm:
    """Give a person of the secretariat an office for a term.

    Raises Refused, or Invalid "ends" for a term that ends before it begins.
    """
    require(may_administer(work.actor))
    in_order(starts, ends)
    held = [one for one in terms_of(work.db, person.id) if one.office == office.value]
    require(
        may_hold(
            office,
            Kind(person.kind),
            seconded=person.home_company_id is not None,
            self_given=person.id == work.actor.id,
            already=any(overlap(starts, ends, one.starts, one.ends) for one in held),
        )
    )
    row = OfficeTerm(
        id=work.id("office_term"), person_id=person.id, office=office.value, starts=starts,
        ends=ends,
    )
    work.db.add(row)
    work.db.flush()
    work.record(
        "give_office", ("person", person.id),
        after={
            "office": office.value, "starts": starts.isoformat(),
            "ends": ends.isoformat() if ends else None,
        },
    )
    return row


def end_office(work: Work, row: OfficeTerm, last: date) -> None:
    """End a term; `last` is its last day.

    Raises Refused, or Invalid "last" for a day before the term, or after the end it already has.
    """
    require(may_administer(work.actor))
    end_in_order(row.starts, row.ends, last)
    before, row.ends = row.ends, last
    work.db.add(row)
    work.db.flush()
    work.record(
        "end_office", ("person", row.person_id),
        {"office": row.office, "ends": before.isoformat() if before else None},
        {"office": row.office, "ends": last.isoformat()},
    )
