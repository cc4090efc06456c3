"""Doors of departures: the secretariat sees what waits, the releasing officers handle it."""

from submissions.departures import forms, pages, views
from web.door import Act, Audience, Door, View
from web.form import NoFields

_ONE = "/departures/{departure_id:id}"

ROUTES: tuple[Door, ...] = (
    View("departures", "/departures", "submissions/departures.html", pages.departures,
         views.DeparturesView, Audience.SECRETARIAT),
    Act("override_departure", f"{_ONE}/override", forms.Override, pages.override, "departures",
        Audience.RELEASING),
    Act("recall_departure", f"{_ONE}/recall", NoFields, pages.recall, "departures",
        Audience.RELEASING),
)  # fmt: skip
