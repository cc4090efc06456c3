"""Doors of the tree of bodies."""

from committees.bodies import forms, pages, views
from web.door import Act, Audience, Door, View
from web.form import NoFields

_ADMIN = Audience.ADMINISTRATOR

ROUTES: tuple[Door, ...] = (
    View("committees", "/committees", "committees/tree.html", pages.committees, views.BodiesView),
    View(
        "new_committee", "/committees/new", "committees/edit.html", pages.new_committee,
        views.BodyEditView, audience=_ADMIN,
    ),
    Act(
        "create_body", "/committees/new", forms.BodyForm, pages.create_body,
        shown_on="new_committee", audience=_ADMIN, creates=True,
    ),
    View(
        "committee", "/committees/{body_id:id}", "committees/body.html", pages.committee,
        views.BodyView,
    ),
    View(
        "edit_committee", "/committees/{body_id:id}/edit", "committees/edit.html",
        pages.edit_committee, views.BodyEditView, audience=_ADMIN,
    ),
    Act(
        "edit_body", "/committees/{body_id:id}/edit", forms.BodyForm, pages.edit_body,
        shown_on="edit_committee", audience=_ADMIN,
    ),
    View(
        "committee_rule", "/committees/{body_id:id}/rule", "committees/rule.html", pages.rule,
        views.RuleView, audience=_ADMIN, query=forms.RuleQuery,
    ),
    Act(
        "set_rule", "/committees/{body_id:id}/rule", forms.RuleForm, pages.set_rule,
        shown_on="committee_rule", audience=_ADMIN,
    ),
    Act(
        "drop_rule", "/committees/{body_id:id}/rule/drop", NoFields, pages.drop_rule,
        shown_on="committee_rule", audience=_ADMIN,
    ),
)
