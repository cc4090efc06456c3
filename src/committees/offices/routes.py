"""Doors of the offices."""

from committees.offices import forms, pages, views
from web.door import Act, Audience, Door, View

_ADMIN = Audience.ADMINISTRATOR

ROUTES: tuple[Door, ...] = (
    View(
        "offices", "/admin/offices", "committees/offices.html", pages.offices,
        views.OfficesView, audience=_ADMIN,
    ),
    Act(
        "give_office", "/admin/offices", forms.GiveOffice, pages.give_office,
        shown_on="offices", audience=_ADMIN, creates=True,
    ),
    Act(
        "end_office", "/admin/offices/{term_id:id}/end", forms.EndOffice, pages.end_office,
        shown_on="offices", audience=_ADMIN,
    ),
)
