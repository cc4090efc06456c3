"""Doors of the deadlock procedure; its forms stand on the request's page."""

from proposals.deadlocks import forms, pages
from web.door import Act, Door
from web.form import NoFields

_ALL = "/requests/{request_id:id}/deadlocks"
_ONE = f"{_ALL}/{{deadlock_id:id}}"

ROUTES: tuple[Door, ...] = (
    Act("open_deadlock", _ALL, NoFields, pages.open_deadlock, "request", creates=True),
    Act("show_precondition", f"{_ONE}/evidence", forms.ShowPrecondition,
        pages.show_precondition, "request"),
    Act("agree_deadlock", f"{_ONE}/agreement", NoFields, pages.agree_deadlock, "request"),
    Act("convey_both_views", f"{_ONE}/both-views", forms.ConveyBothViews,
        pages.convey_both_views, "request"),
)  # fmt: skip
