"""Doors of the directory of companies and people."""

from committees.directory import forms, pages, views
from identity.companies.forms import AddName
from web.door import Act, Door, View
from web.form import NoFields

ROUTES: tuple[Door, ...] = (
    View(
        "companies", "/companies", "committees/companies.html", pages.companies_page,
        views.CompaniesView, query=forms.CompaniesQuery,
    ),
    View(
        "company", "/companies/{company_id:id}", "committees/company.html", pages.company_page,
        views.CompanyView,
    ),
    Act(
        "add_company_name", "/companies/{company_id:id}/names", AddName, pages.add_name,
        shown_on="company", creates=True,
    ),
    Act(
        "remove_company_name", "/companies/{company_id:id}/names/{name_id:id}/remove", NoFields,
        pages.remove_name, shown_on="company",
    ),
    View(
        "person", "/people/{person_id:id}", "committees/person.html", pages.person_page,
        views.PersonView,
    ),
)
