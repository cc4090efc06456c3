"""Taking in and handing on: find, read the form, act, answer."""

from ministry import queries
from ministry.handling import actions
from ministry.handling.forms import Acknowledge, HandOn
from web.door import Done
from web.form import NoFields
from web.visit import Visit


def acknowledge(visit: Visit, form: NoFields, item_id: str) -> Done:
    actions.acknowledge(visit.work, [queries.item(visit.work, item_id)])
    return Done(to=f"/items/{item_id}", say="done.acknowledged")


def acknowledge_many(visit: Visit, form: Acknowledge) -> Done:
    items = [queries.item(visit.work, one) for one in dict.fromkeys(form.items)]
    taken_in = actions.acknowledge(visit.work, items)
    return Done(to="/?show=waiting", say="done.acknowledged", data={"acknowledged": taken_in})


def study(visit: Visit, form: NoFields, item_id: str) -> Done:
    new = actions.study(visit.work, queries.item(visit.work, item_id))
    return Done(to=f"/items/{item_id}", say="done.studied" if new else "done.unchanged")


def hand_on(visit: Visit, form: HandOn, item_id: str) -> Done:
    changed = actions.hand_on(visit.work, queries.item(visit.work, item_id), form)
    return Done(to=f"/items/{item_id}", say="done.handed_on" if changed else "done.unchanged")
