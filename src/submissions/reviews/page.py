"""The page of one review, put together: two papers, the findings, what may be done."""

from datetime import timedelta

from foundation.dates import day_in_japan
from identity.models import Company, Person
from proposals import authorship
from proposals.directory import directory
from submissions import fields, queries
from submissions.as_read import as_read
from submissions.models import Review, ReviewFinding
from submissions.package import short
from submissions.preview import preview
from submissions.reviews.marking import NAMED_REQUEST, is_plain
from submissions.reviews.searching import KEEP
from submissions.reviews.views import (
    Behind,
    FieldView,
    FindingView,
    Piece,
    ResidueView,
    ReviewView,
)
from submissions.rules import may_decide, may_finish
from submissions.stages import Gate
from web.visit import Visit

# For so long after a written look the page shows who asks; then it takes another reason.
LOOK_LASTS = timedelta(minutes=15)

Numbered = list[tuple[int, ReviewFinding]]


def draw(visit: Visit, row: Review) -> ReviewView:
    """The view of a review for the anonymity officer."""
    work, db = visit.work, visit.work.db
    request = queries.request_of(db, row)
    names = fields.ordered(row.original)
    found = sorted(
        queries.findings(db, row.id), key=lambda one: (names.index(one.field), one.start)
    )
    numbered = list(enumerate(found, 1))
    reviewing = row.state == Gate.REVIEWING
    shown = preview(work, row) if reviewing else None
    facts = queries.gate_facts(db, row, work.actor, len(shown.residue) if shown else 0)
    return ReviewView(
        id=row.id,
        request_id=request.id,
        number=request.number or "",
        title=visit.name(request.title_ja, request.title_en),
        what=visit.t("gate.what.answer" if row.question_id else "gate.what.request"),
        is_answer=row.question_id is not None,
        question=queries.question(db, row.question_id).text if row.question_id else "",
        anonymity_label=visit.t(f"anonymity.{request.anonymity}"),
        state=row.state,
        state_label=visit.t(f"gate.state.{row.state}"),
        return_reason=row.return_reason,
        opened=day_in_japan(row.created_at),
        fields=[_field(visit, row, name, numbered) for name in names],
        findings=[_finding(visit, number, one) for number, one in numbered],
        undecided=facts.undecided,
        certain=sum(map(is_plain, found)),
        residue=[
            ResidueView(
                field_label=fields.label(visit, one.field) if one.field else "",
                excerpt=one.excerpt,
            )
            for one in (shown.residue if shown else [])
        ],
        text_changed=shown is not None and not shown.current,
        directory_changed=reviewing and directory(db).version != row.directory_version,
        short_hash=short(row.package_hash),
        as_read=as_read(visit, shown.value if shown else queries.thaw(row)),
        may_decide=visit.may(may_decide(work.actor, facts)),
        may_finish=visit.may(may_finish(work.actor, facts)),
        behind=_behind(visit, row),
    )


def _field(visit: Visit, row: Review, name: str, numbered: Numbered) -> FieldView:
    text, here = row.original[name], [pair for pair in numbered if pair[1].field == name]
    original: list[Piece] = []
    outgoing: list[Piece] = []
    end = 0
    for number, one in here:
        between = text[end:one.start]
        kept = (one.decision or one.proposal) == KEEP
        original += [
            Piece(text=between),
            Piece(text=one.text, finding=number, decided=bool(one.decision)),
        ]
        outgoing += [
            Piece(text=between),
            Piece(text=one.text if kept else one.replacement, finding=number, changed=not kept),
        ]
        end = one.end
    rest = Piece(text=text[end:])
    return FieldView(
        name=name, label=fields.label(visit, name),
        original=_filled([*original, rest]), outgoing=_filled([*outgoing, rest]),
    )  # fmt: skip


def _filled(pieces: list[Piece]) -> list[Piece]:
    return [piece for piece in pieces if piece.text or piece.changed]


def _finding(visit: Visit, number: int, one: ReviewFinding) -> FindingView:
    return FindingView(
        id=one.id,
        number=number,
        field_label=fields.label(visit, one.field),
        text=one.text,
        kind=one.kind,
        kind_label=visit.t(f"finding.class.{one.kind}"),
        source=one.source,
        source_label=visit.t(f"finding.source.{one.source}"),
        certainty=one.certainty,
        certainty_label=visit.t(f"finding.certainty.{one.certainty}"),
        reason_label=_reason(visit, one.reason),
        replacement=one.replacement,
        proposal=one.proposal,
        decision=one.decision,
        decision_label=visit.t(f"finding.decision.{one.decision}") if one.decision else "",
        decision_reason=(
            visit.t("finding.named_request")
            if one.decision_reason == NAMED_REQUEST
            else one.decision_reason
        ),
    )


def _reason(visit: Visit, reason: str) -> str:
    """The reason in words; what a later search may bring is shown by its class alone."""
    key = f"finding.reason.{reason}"
    return visit.t(key) if key in visit.texts else ""


def _behind(visit: Visit, row: Review) -> Behind | None:
    """Who asks, for the officer who has just said why to look."""
    work = visit.work
    since = work.now - LOOK_LASTS
    request = queries.request_of(work.db, row)
    known = authorship.looked_at(work.db, request.id, work.actor, since)
    if known is None:
        return None
    company = work.db.get(Company, known[0]) if known[0] else None
    person = work.db.get(Person, known[1])
    return Behind(
        company=visit.name(company.name_ja, company.name_en) if company else "",
        person=visit.name(person.name_ja, person.name_en) if person else "",
    )
