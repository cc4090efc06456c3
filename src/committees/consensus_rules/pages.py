"""Page of a body's days and limits for reaching consensus."""

from committees import queries
from committees.consensus_rules import actions
from committees.consensus_rules.forms import ConsensusRuleForm
from committees.consensus_rules.models import ConsensusRule
from committees.consensus_rules.terms import Terms, plain, terms_of
from committees.consensus_rules.views import ConsensusRuleView
from web.door import Done
from web.form import NoFields
from web.visit import Visit


def consensus_rule(visit: Visit, body_id: str) -> ConsensusRuleView:
    db = visit.work.db
    row = queries.body(db, body_id)
    terms, source = terms_of(db, queries.lineage(db, body_id))
    above = queries.body(db, source) if source and source != body_id else None
    return ConsensusRuleView(
        id=row.id,
        name=visit.name(row.name_ja, row.name_en),
        own=db.get(ConsensusRule, body_id) is not None,
        above=visit.name(above.name_ja, above.name_en) if above else "",
        **plain(terms),
    )


def set_consensus_rule(visit: Visit, form: ConsensusRuleForm, body_id: str) -> Done:
    actions.set_terms(visit.work, queries.body(visit.work.db, body_id), form.terms())
    return Done(f"/committees/{body_id}", "done.consensus_rule_set")


def drop_consensus_rule(visit: Visit, form: NoFields, body_id: str) -> Done:
    actions.set_terms(visit.work, queries.body(visit.work.db, body_id), None)
    return Done(f"/committees/{body_id}", "done.consensus_rule_set")


def in_words(visit: Visit, terms: Terms) -> list[tuple[str, str]]:
    """The days and limits as pairs of what is ruled and how."""
    t = visit.t

    def days(number: int, none: str) -> str:
        return t("body_rule.days", n=number) if number else none

    call = days(terms.call_days, t("consensus_rule.no_days"))
    appeal = days(terms.appeal_days, t("consensus_rule.no_appeal"))
    polls = t(f"consensus_rule.polls.{'drafter' if terms.drafter_polls else 'presider'}")
    return [
        (t("consensus_rule.call_days"), call),
        (t("consensus_rule.appeal_days"), appeal),
        (t("consensus_rule.reopenings"), t("consensus_rule.times", n=terms.reopenings)),
        (t("consensus_rule.polls"), polls),
    ]
