"""Doors of the figures."""

from submissions.figures import forms, pages, views
from web.door import Door, Page, View

ROUTES: tuple[Door, ...] = (
    View("figures", "/figures", "submissions/figures.html", pages.figures, views.FiguresView,
         query=forms.Which),
    Page("figures_csv", "/figures.csv", pages.figures_csv),
    Page("figures_xlsx", "/figures.xlsx", pages.figures_xlsx),
)  # fmt: skip
