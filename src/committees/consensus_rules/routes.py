"""Doors of a body's days and limits for reaching consensus."""

from committees.consensus_rules import forms, pages, views
from web.door import Act, Audience, Door, View
from web.form import NoFields

_ADMIN = Audience.ADMINISTRATOR
_ONE = "/committees/{body_id:id}/consensus-rule"

ROUTES: tuple[Door, ...] = (
    View(
        "consensus_rule", _ONE, "committees/consensus_rule.html", pages.consensus_rule,
        views.ConsensusRuleView, audience=_ADMIN,
    ),
    Act(
        "set_consensus_rule", _ONE, forms.ConsensusRuleForm, pages.set_consensus_rule,
        shown_on="consensus_rule", audience=_ADMIN,
    ),
    Act(
        "drop_consensus_rule", f"{_ONE}/drop", NoFields, pages.drop_consensus_rule,
        shown_on="consensus_rule", audience=_ADMIN,
    ),
)
