"""Doors of taking in and handing on."""

from ministry.handling import forms, pages
from web.door import Act, Door
from web.form import NoFields

ROUTES: tuple[Door, ...] = (
    Act("acknowledge_many", "/acknowledge", forms.Acknowledge, pages.acknowledge_many, "inbox"),
    Act("acknowledge", "/items/{item_id:id}/acknowledge", NoFields, pages.acknowledge, "item"),
    Act("study", "/items/{item_id:id}/study", NoFields, pages.study, "item"),
    Act("hand_on", "/items/{item_id:id}/hand-on", forms.HandOn, pages.hand_on, "item"),
)  # fmt: skip
