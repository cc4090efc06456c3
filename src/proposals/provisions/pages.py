"""Pages of the law: a provision, all that requests touch, the correlation table."""

from typing import Any
from urllib.parse import quote

from foundation.errors import Invalid
from foundation.spreadsheets import BadSheet, read_sheet
from legislation import Provision
from legislation.citations import provisions as read_provisions
from legislation.instruments import INSTRUMENTS, ROW_BY_NUMBER
from proposals.drafting.form_views import Choice
from proposals.drafting.naming import ref, reply
from proposals.provisions import actions, queries
from proposals.provisions.address import in_path
from proposals.provisions.forms import Judgement, NewChange, NewPair, PairsFile, Which
from proposals.provisions.kinds import Answers, Relation
from proposals.provisions.models import Correlation, ProvisionChange
from proposals.provisions.queries import Touching
from proposals.provisions.rules import may_keep
from proposals.provisions.views import (
    AmendmentView,
    ChangeView,
    CitedView,
    CorrelationRow,
    CorrelationTable,
    CorrelationView,
    JudgedChange,
    JudgedView,
    LawCard,
    ProvisionRef,
    ProvisionsView,
    ProvisionView,
    TouchingView,
)
from proposals.queries import Seen, version
from web.door import Done
from web.form import NoFields, sent_table
from web.visit import Visit

_MOST_EARLIER = 5
_ORDER = {one.key: place for place, one in enumerate(INSTRUMENTS)}


def provisions(visit: Visit) -> ProvisionsView:
    asked: Which = visit.query
    counted = queries.counts(visit.work)
    wanted = read_provisions(asked.of or "", field=True)
    heads = sorted({one.lineage[-1] for one in counted}, key=_place)
    return ProvisionsView(
        q=asked.of or "",
        found=[shown(visit, one, counted[one]) for one in wanted],
        unknown=bool(asked.of) and not wanted,
        groups=[
            [
                shown(visit, one, counted[one], depth=len(one.lineage) - 1)
                for one in sorted(counted, key=_sorted_within)
                if one.lineage[-1] == head
            ]
            for head in heads
        ],
    )


def provision(visit: Visit, key: str) -> ProvisionView:
    wanted = queries.provision(key)
    row = ROW_BY_NUMBER.get(wanted.row)
    other = "en" if visit.lang == "ja" else "ja"
    return ProvisionView(
        key=wanted.key,
        address=address(wanted),
        name=wanted.named(visit.lang),
        other_name=wanted.named(other) if wanted.instrument else "",
        above=[shown(visit, one) for one in reversed(wanted.lineage[1:])],
        instrument=_instrument(visit, wanted),
        link=wanted.link,
        row_subject=visit.name(row.subject_ja, row.subject_en) if row else "",
        regime=row.regime if row else "",
        ordinance_goods=_article(visit, row.goods) if row else None,
        ordinance_technology=_article(visit, row.technology) if row else None,
        ordinance_checked=row.checked if row else True,
        requests=touching_shown(visit, queries.touching(visit.work, wanted)),
        changes=[_change(visit, one) for one in queries.changes(visit.work.db, wanted)],
        amendments=[
            AmendmentView(
                request=ref(visit, one.request),
                reply=reply(visit, one.reply),
                provisions=[shown(visit, named) for named in one.provisions],
            )
            for one in queries.amendments(visit.work, wanted)
        ],
        correlations=[
            _correlation(visit, one) for one in queries.correlations(visit.work.db, wanted)
        ],
        may_keep=visit.may(may_keep(visit.work.actor)),
        answers=[Choice(value=one, label=visit.t(f"provision.answers.{one}")) for one in Answers],
    )


def record_change(visit: Visit, form: NewChange, key: str) -> Done:
    wanted = queries.provision(key)
    row = actions.record_change(
        visit.work, wanted, form.in_force, form.summary, form.source or ""
    )
    return Done(address(wanted), "done.provision_changed", {"id": row.id})


def judge_change(
    visit: Visit, form: Judgement, key: str, provision_change_id: str
) -> Done:
    row = queries.change(visit.work.db, provision_change_id)
    actions.judge(visit.work, row, form.request, form.answers, form.note or "")
    return Done(address(queries.provision(key)), "done.change_judged")


def correlation_table(visit: Visit) -> CorrelationTable:
    return CorrelationTable(
        rows=[_correlation(visit, one) for one in queries.all_correlations(visit.work.db)],
        relations=_relations(visit),
        may_keep=visit.may(may_keep(visit.work.actor)),
    )


def correlation_row(visit: Visit, correlation_id: str) -> CorrelationRow:
    row = queries.correlation(visit.work.db, correlation_id)
    return CorrelationRow(row=_correlation(visit, row), relations=_relations(visit))


def keep_pair(visit: Visit, form: NewPair) -> Done:
    row = actions.pair(visit.work, _pair(form))
    return Done("/provisions/correlation", "done.pair_kept", {"id": row.id})


def amend_pair(visit: Visit, form: NewPair, correlation_id: str) -> Done:
    actions.amend_pair(visit.work, correlation_id, _pair(form))
    return Done("/provisions/correlation", "done.pair_kept", {"id": correlation_id})


def _pair(form: NewPair) -> actions.Pair:
    return actions.Pair(
        japanese=actions.only_provision(form.japanese, "japanese"),
        european=actions.only_provision(form.european, "european"),
        relation=form.relation,
        ordinance=form.ordinance or "",
        theme=form.theme or "",
        note=form.note or "",
        source=form.source or "",
        japanese_edition=form.japanese_edition,
        european_edition=form.european_edition,
        checked_on=form.checked_on,
    )


def _relations(visit: Visit) -> list[Choice]:
    return [Choice(value=one, label=visit.t(f"provision.relation.{one}")) for one in Relation]


def remove_pair(visit: Visit, form: NoFields, correlation_id: str) -> Done:
    actions.part(visit.work, correlation_id)
    return Done("/provisions/correlation", "done.pair_removed")


def import_pairs(visit: Visit, form: PairsFile) -> Done:
    name, data = sent_table(form.file, form.text)
    try:
        sheet = read_sheet(name, data)
    except BadSheet as error:
        raise Invalid(file=(error.key, error.params)) from None
    count = actions.import_pairs(visit.work, sheet)
    return Done("/provisions/correlation", "done.pairs_imported", {"count": count})


def card(visit: Visit, found: Seen) -> LawCard | None:
    """The law on a request's page; None where it cites nothing."""
    db, request = visit.work.db, found.request
    cited = queries.cited_by(db, version(db, request.id, request.latest))
    if not cited:
        return None
    keys = [Provision(row.key) for row in cited]
    earlier = queries.earlier_on(visit.work, keys, request.id, _MOST_EARLIER)
    return LawCard(
        cited=[
            CitedView(provision=shown(visit, Provision(row.key)), as_of=row.as_of)
            for row in cited
        ],
        changes=[
            JudgedChange(
                provision=shown(visit, Provision(changed.key)),
                in_force=changed.in_force,
                summary=changed.summary,
                answers=answer.answers,
                answers_label=visit.t(f"provision.answers.{answer.answers}"),
                note=answer.note,
            )
            for answer, changed in queries.judged_of(db, request.id)
        ],
        earlier=touching_shown(visit, earlier),
    )


def amended_provisions(visit: Visit, named: str) -> list[ProvisionRef]:
    """The provisions that the ministry named as amended, as far as they can be read."""
    return [shown(visit, one) for one in queries.named_provisions(named)]


def shown(visit: Visit, one: Provision, count: int = 0, depth: int = 0) -> ProvisionRef:
    """A provision in the reader's language."""
    return ProvisionRef(
        key=one.key, name=one.named(visit.lang), link=address(one), count=count, depth=depth
    )


def touching_shown(visit: Visit, found: list[Touching]) -> list[TouchingView]:
    """Requests with what they cite and how each was answered."""
    replies = queries.newest_replies(visit.work.db, [one.request.id for one in found])
    return [
        TouchingView(
            request=ref(visit, one.request),
            cited=[shown(visit, cited) for cited in one.cited],
            replies=[reply(visit, row) for row in replies.get(one.request.id, ())],
        )
        for one in found
    ]


def _change(visit: Visit, row: ProvisionChange) -> ChangeView:
    judged = queries.answers(visit.work.db, [row.id])
    concerned = []
    for one in queries.concerned(visit.work, row):
        answer = judged.get((row.id, one.request.id))
        concerned.append(
            JudgedView(
                request=ref(visit, one.request),
                answers=answer.answers if answer else "",
                answers_label=visit.t(f"provision.answers.{answer.answers}") if answer else "",
                note=answer.note if answer else "",
            )
        )
    return ChangeView(
        id=row.id,
        provision=shown(visit, Provision(row.key)),
        in_force=row.in_force,
        summary=row.summary,
        source=row.source,
        concerned=concerned,
    )


def _correlation(visit: Visit, row: Correlation) -> CorrelationView:
    return CorrelationView(
        id=row.id,
        japanese=shown(visit, Provision(row.japanese)),
        ordinance=row.ordinance,
        european=shown(visit, Provision(row.european)),
        relation=row.relation,
        relation_label=visit.t(f"provision.relation.{row.relation}"),
        theme=row.theme,
        note=row.note,
        source=row.source,
        japanese_edition=row.japanese_edition,
        european_edition=row.european_edition,
        checked_on=row.checked_on,
    )


def _instrument(visit: Visit, wanted: Provision) -> str:
    if wanted.instrument is None:
        return ""
    return visit.name(wanted.instrument.names[-1], wanted.instrument.name_en)


def _article(visit: Visit, article: str) -> ProvisionRef | None:
    return shown(visit, Provision(f"GOODS:art{article}")) if article else None


def address(one: Provision) -> str:
    """Where the page of a provision is."""
    return f"/provisions/{quote(in_path(one), safe=':.~')}"


def _place(head: Provision) -> tuple[int, str]:
    """Instruments in the order of the table, then regimes and EU numbers."""
    return (_ORDER.get(head.key, len(_ORDER) + head.is_eu), head.key)


def _sorted_within(one: Provision) -> list[Any]:
    """Parts behind what they are parts of, numbers as numbers: row 3 before 3-2 before 10."""
    return [
        [(0, int(part), "") if part.isdigit() else (1, 0, part) for part in number.split("-")]
        if kind
        else number
        for kind, number in one.steps
    ] or [[(1, 0, one.key)]]
