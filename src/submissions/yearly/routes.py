"""Doors of a year."""

from submissions.yearly import forms, pages, views
from web.door import Door, Page, View

ROUTES: tuple[Door, ...] = (
    View("yearly_results", "/yearly-results/{year:n}", "submissions/yearly.html", pages.year,
         views.YearView, query=forms.Wanted),
    Page("yearly_file", "/yearly-results/{year:n}/{which:word}", pages.year_file),
)  # fmt: skip
