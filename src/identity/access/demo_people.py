"""Who can be chosen on the sign-in page of the demonstration."""

from collections.abc import Mapping
from itertools import groupby

from sqlmodel import Session, select

from foundation.actor import Kind
from foundation.dates import day_in_japan
from identity.access.gate import has_ended
from identity.access.views import DemoGroup, DemoPerson
from identity.models import Company, Person
from web.visit import Visit

# Addresses under which nobody can be reached (RFC 2606; example.jp is kept free by JPRS). People
# who really exist are never offered, even where somebody turns the demonstration on by mistake.
_NOBODYS = (".example", "example.com", "example.org", "example.net", "example.jp")
_ORDER = ("representative", "contributor", "secretariat", "adviser", "observer")


def is_demo_person(person: Person) -> bool:
    """Whether this account belongs to the demonstration."""
    domain = person.email.rpartition("@")[2]
    return any(domain == end or domain.endswith(f".{end.lstrip('.')}") for end in _NOBODYS)


def demo_people(db: Session, visit: Visit) -> list[Person]:
    """All demo accounts that may come in, by reading; nobody outside the demonstration. People
    of the ministry have a desk of their own."""
    if not visit.site.settings.demo:
        return []
    today = day_in_japan(visit.site.clock.now())
    ours = select(Person).where(Person.kind != Kind.METI.value)
    people = db.exec(ours.order_by(Person.reading, Person.id)).all()
    return [one for one in people if is_demo_person(one) and not has_ended(one, today)]


def groups(db: Session, visit: Visit) -> list[DemoGroup]:
    """The people of the story first, then all by what they are.

    The story is the site's tool "story": e-mail address to the word of the part that is played
    (volunteer, second_company, chair, secretary, anonymity_officer, releasing_officer).
    """
    people = demo_people(db, visit)
    if not people:
        return []
    companies = {one.id: one for one in db.exec(select(Company)).all()}
    story: Mapping[str, str] = visit.site.tools.get("story", {})
    by_address = {one.email: one for one in people}
    told = [
        _shown(visit, by_address[email], companies, visit.t(f"demo.part.{part}"))
        for email, part in story.items() if email in by_address
    ]
    found = [DemoGroup(title=visit.t("demo.story"), people=told)] if told else []
    for group, members in groupby(sorted(people, key=_place), key=_group):
        found.append(DemoGroup(
            title=visit.t(f"demo.group.{group}"),
            people=[_shown(visit, one, companies) for one in members],
        ))
    return found


def _group(person: Person) -> str:
    return (person.standing or "contributor") if person.kind == Kind.MEMBER else person.kind


def _place(person: Person) -> tuple[int, str]:
    return _ORDER.index(_group(person)), person.reading


def _shown(
    visit: Visit, person: Person, companies: Mapping[str, Company], role: str = ""
) -> DemoPerson:
    name = visit.name(person.name_ja, person.name_en)
    title = visit.name(person.title_ja, person.title_en)
    company = companies.get(person.company_id or person.home_company_id or "")
    place = visit.name(company.name_ja, company.name_en) if company else ""
    if company and person.home_company_id:
        place = visit.t("demo.seconded_from", company=place)
    if role:
        role, place = role, ", ".join(part for part in (title, place) if part)
    return DemoPerson(
        value=person.id, initial=name[:1], name=name, role=role or title, place=place
    )
