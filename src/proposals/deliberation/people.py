"""Names of companies and people in the reader's language, looked up once for a whole page."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlmodel import col, select

from identity.models import Company, Person
from web.visit import Visit


@dataclass
class People:
    """Rows by id, as far as they were asked for."""

    visit: Visit
    companies: dict[str, Company] = field(default_factory=dict)
    persons: dict[str, Person] = field(default_factory=dict)

    def know(
        self, companies: Iterable[str | None] = (), persons: Iterable[str | None] = ()
    ) -> None:
        """Look up whoever is not known yet, in two queries at most."""
        db = self.visit.work.db
        firms = {one for one in companies if one} - self.companies.keys()
        people = {one for one in persons if one} - self.persons.keys()
        if firms:
            rows = db.exec(select(Company).where(col(Company.id).in_(firms)))
            self.companies |= {row.id: row for row in rows}
        if people:
            found = db.exec(select(Person).where(col(Person.id).in_(people)))
            self.persons |= {row.id: row for row in found}

    def company(self, company_id: str) -> str:
        if company_id not in self.companies:
            self.know(companies=[company_id])
        row = self.companies[company_id]
        return self.visit.name(row.short_ja, row.name_en)

    def person(self, person_id: str) -> str:
        if person_id not in self.persons:
            self.know(persons=[person_id])
        row = self.persons[person_id]
        return self.visit.name(row.name_ja, row.name_en)

    def place(self, person_id: str, company_id: str | None) -> str:
        """What somebody speaks as: their company, else what brings them here."""
        if company_id:
            return self.company(company_id)
        self.know(persons=[person_id])
        return self.visit.t(f"deliberation.as.{self.persons[person_id].kind}")

    def by_reading(self, company_ids: Iterable[str]) -> list[str]:
        """Ids in the order in which names are listed."""
        ids = list(company_ids)
        self.know(companies=ids)
        return sorted(ids, key=lambda one: (self.companies[one].reading, one))
