"""Doors of a body's seats."""

from committees.seats import forms, pages, views
from web.door import Act, Audience, Door, View

_ADMIN = Audience.ADMINISTRATOR

ROUTES: tuple[Door, ...] = (
    View(
        "seats", "/committees/{body_id:id}/seats", "committees/seats.html", pages.seats,
        views.SeatsView, audience=_ADMIN,
    ),
    Act(
        "give_seat", "/committees/{body_id:id}/seats", forms.GiveSeat, pages.give_seat,
        shown_on="seats", audience=_ADMIN, creates=True,
    ),
    Act(
        "end_seat", "/committees/{body_id:id}/seats/{seat_id:id}/end", forms.EndSeat,
        pages.end_seat, shown_on="seats", audience=_ADMIN,
    ),
)
