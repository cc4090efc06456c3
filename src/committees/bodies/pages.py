"""Pages of the tree of bodies."""

from collections.abc import Mapping
from typing import Any

from committees import queries
from committees.bodies import actions
from committees.bodies.facts import BodyKind, Positions, Silence
from committees.bodies.forms import BodyForm, RuleForm, flat
from committees.bodies.members import companies_in, officers_in
from committees.bodies.queries import company_counts, rule_of
from committees.bodies.views import BodiesView, BodyEditView, BodyLine, BodyView, Ref, RuleView
from committees.consensus_rules.pages import in_words as terms_in_words
from committees.consensus_rules.terms import terms_of
from committees.models import Body
from committees.rule_object import in_words
from committees.rules import may_administer
from foundation.dates import day_in_japan
from web.door import Done
from web.form import NoFields
from web.visit import Visit

_CHOICES = {
    "mode": ("consensus", "consent", "vote", "written"),
    "quorum_basis": ("seats", "present"),
    "majority_base": ("cast", "valid", "entitled", "present"),
    "abstain": ("excluded", "counted"),
    "tie": ("rejected", "chair_casts", "revote"),
    "secrecy": ("open", "hidden_until_close", "secret"),
    "negative_reason": ("optional", "required"),
}
_KEYS = {field: f"body_rule.{field}" for field in _CHOICES} | {
    "quorum_basis": "body_rule.quorum", "majority_base": "body_rule.base",
}


def committees(visit: Visit) -> BodiesView:
    return BodiesView(
        bodies=_lines(visit, queries.bodies(visit.work.db)),
        may_edit=visit.may(may_administer(visit.work.actor)),
    )


def committee(visit: Visit, body_id: str) -> BodyView:
    db, today = visit.work.db, day_in_japan(visit.work.now)
    row = queries.body(db, body_id)
    rule, source = rule_of(db, body_id)
    beneath = set(queries.descent(db, body_id)) - {body_id}
    above = [queries.body(db, one) for one in reversed(queries.lineage(db, body_id)[1:])]
    return BodyView(
        id=row.id,
        code=row.code,
        name=name(visit, row),
        other_name=row.name_en if visit.lang == "ja" else row.name_ja,
        sample_name=row.name_status == "sample",
        kind=visit.t(f"body_kind.{row.kind}"),
        above=[Ref(id=one.id, name=name(visit, one)) for one in above],
        below=_lines(visit, [one for one in queries.bodies(db) if one.id in beneath]),
        remit=visit.name(row.remit_ja, row.remit_en),
        rule=in_words(rule, visit.t) if rule else [],
        rule_from=Ref(id=source.id, name=name(visit, source))
        if source and source.id != row.id else None,
        silence=visit.t(f"silence.{row.silence}"),
        terms=terms_in_words(visit, terms_of(db, queries.lineage(db, body_id))[0]),
        positions=visit.t(f"positions.{row.positions}"),
        officers=officers_in(visit, body_id, today),
        companies=companies_in(visit, body_id, today),
        may_edit=visit.may(may_administer(visit.work.actor)),
    )


def new_committee(visit: Visit) -> BodyEditView:
    values = {"position": 0, "silence": "", "kind": "", "positions": Positions.SEALED.value}
    return _form(visit, visit.t("body.new"), values, None)


def edit_committee(visit: Visit, body_id: str) -> BodyEditView:
    row = queries.body(visit.work.db, body_id)
    stated = actions.stated(row)
    return _form(visit, name(visit, row), stated | {"parent": stated["parent_id"]}, row)


def create_body(visit: Visit, form: BodyForm) -> Done:
    row = actions.create_body(visit.work, form.facts())
    return Done(f"/committees/{row.id}", "done.body_created", {"id": row.id})


def edit_body(visit: Visit, form: BodyForm, body_id: str) -> Done:
    row = queries.body(visit.work.db, body_id)
    actions.edit_body(visit.work, row, form.facts(), form.seen)
    return Done(f"/committees/{body_id}", "done.body_saved")


def rule(visit: Visit, body_id: str) -> RuleView:
    row = queries.body(visit.work.db, body_id)
    held, source = rule_of(visit.work.db, body_id)
    presets = _presets(visit)
    begun = presets.get(visit.query.preset or "") or held or next(iter(presets.values()), None)
    return RuleView(
        id=row.id,
        name=name(visit, row),
        own=row.rule is not None,
        above=name(visit, source) if source and source.id != row.id else "",
        words=in_words(held, visit.t) if held else [],
        values=flat(begun) if begun else {},
        presets=[(key, visit.t(f"body_rule.preset.{key}")) for key in presets],
        choices={
            field: [(one, visit.t(f"{_KEYS[field]}.{one}")) for one in words]
            for field, words in _CHOICES.items()
        },
    )


def set_rule(visit: Visit, form: RuleForm, body_id: str) -> Done:
    actions.set_rule(visit.work, queries.body(visit.work.db, body_id), form.rule())
    return Done(f"/committees/{body_id}", "done.rule_set")


def drop_rule(visit: Visit, form: NoFields, body_id: str) -> Done:
    actions.set_rule(visit.work, queries.body(visit.work.db, body_id), None)
    return Done(f"/committees/{body_id}", "done.rule_set")


def name(visit: Visit, row: Body) -> str:
    """The body's name in the reader's language."""
    return visit.name(row.name_ja, row.name_en)


def _presets(visit: Visit) -> Mapping[str, dict[str, Any]]:
    """Known rules, which the house hands over: what they mean is known where ballots are."""
    found: Mapping[str, dict[str, Any]] = visit.site.tools.get("rule_presets", {})
    return found


def _lines(visit: Visit, rows: list[Body]) -> list[BodyLine]:
    counts = company_counts(visit.work.db, day_in_japan(visit.work.now))
    depths: dict[str | None, int] = {}
    lines = []
    for row in rows:
        depths[row.id] = depths.get(row.parent_id, -1) + 1
        lines.append(
            BodyLine(
                id=row.id, name=name(visit, row), kind=visit.t(f"body_kind.{row.kind}"),
                depth=depths[row.id], companies=counts.get(row.id, 0),
            )
        )
    return lines


def _form(
    visit: Visit, title: str, values: dict[str, Any], row: Body | None
) -> BodyEditView:
    below = set(queries.descent(visit.work.db, row.id)) if row else set()
    others = [one for one in queries.bodies(visit.work.db) if one.id not in below]
    return BodyEditView(
        id=row.id if row else "",
        title=title,
        values=values,
        kinds=[(one.value, visit.t(f"body_kind.{one}")) for one in BodyKind],
        parents=[(one.id, name(visit, one)) for one in others],
        silences=[(one.value, visit.t(f"silence.{one}")) for one in Silence],
        sealings=[(one.value, visit.t(f"positions.{one}")) for one in Positions],
        seen=actions.mark(row) if row else "",
    )
