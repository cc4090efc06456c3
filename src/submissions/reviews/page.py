"""The page of one review, put together: two papers, the findings, what may be done."""

import re
from datetime import timedelta

from anonymizer import Directory
from anonymizer.broader import softer
from anonymizer.style import plain_form
from foundation.dates import day_in_japan
from identity.models import Company, Person
from proposals import authorship
from proposals.attachments.fields import passage
from proposals.attachments.wording import left_in_words, place_in_words
from proposals.directory import directory
from submissions import fields, queries
from submissions.as_read import as_read
from submissions.attachments import queries as attachments
from submissions.attachments.queries import Pictured
from submissions.attachments.views import PictureLine
from submissions.attachments.wording import labels_in_words
from submissions.candidates.actions import count
from submissions.candidates.queries import known as known_of_members
from submissions.candidates.showing import kept_with, value_label
from submissions.candidates.showing import shown as candidates_shown
from submissions.models import Review, ReviewFinding
from submissions.package import short
from submissions.preview import preview
from submissions.reports.making import decisions
from submissions.reviews import marking
from submissions.reviews.marking import NAMED_REQUEST, is_plain
from submissions.reviews.searching import KEEP, NEEDS_OWN_WORDS
from submissions.reviews.views import (
    Behind,
    DecisionView,
    FieldView,
    FileView,
    FindingView,
    PassageView,
    Piece,
    ResidueView,
    ReviewView,
    StyleView,
)
from submissions.reviews.wording import class_in_words, person_name, reason_in_words, style_in_words
from submissions.rules import may_decide, may_finish
from submissions.stages import Gate
from web.visit import Visit

# For so long after a written look the page shows who asks; then it takes another reason.
LOOK_LASTS = timedelta(minutes=15)

# Signs of no text, set around what was replaced while its form is changed.
_OPEN, _CLOSE = "\ue000", "\ue001"

Numbered = list[tuple[int, ReviewFinding]]


def draw(visit: Visit, row: Review) -> ReviewView:
    """The view of a review for the anonymity officer."""
    work, db = visit.work, visit.work.db
    request = queries.request_of(db, row)
    names = fields.ordered(row.original)
    numbered = marking.numbered(db, row)
    found = [one for _, one in numbered]
    label = labels_in_words(visit, row)
    reviewing = row.state == Gate.REVIEWING
    shown = preview(work, row) if reviewing else None
    counted = count(work, row)
    facts = queries.gate_facts(
        db, row, work.actor, len(shown.residue) if shown else 0,
        sum(one.too_few for one in counted),
    )
    earlier = _history(visit, row)
    members = directory(db)
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
        fields=[
            _field(visit, row, name, numbered) for name in names if not fields.is_passage(name)
        ],
        files=_files(visit, row, numbered),
        pictures_undecided=facts.pictures,
        findings=[
            _finding(visit, number, one, label(one.field), earlier, members)
            for number, one in numbered
        ],
        undecided=facts.undecided,
        certain=sum(map(is_plain, found)),
        residue=[
            ResidueView(
                field_label=label(one.field),
                excerpt=one.excerpt,
                subject=one.subject,
            )
            for one in (shown.residue if shown else [])
        ],
        candidates=[candidates_shown(visit, one, label) for one in counted],
        known_values=_known_values(visit) if reviewing and counted else {},
        exceptions=kept_with(visit, row),
        style=StyleView(
            told=style_in_words(visit, row.style),
            gives_away=bool(row.style and row.style["gives_away"]),
            plain=row.plain,
            may_change=bool(may_decide(work.actor, facts) and marking.plain_fields(work, row)),
        ),
        text_changed=shown is not None and not shown.current,
        directory_changed=reviewing and members.version != row.directory_version,
        short_hash=short(row.package_hash),
        as_read=as_read(
            visit, shown.value if shown else queries.thaw(row), f"/reviews/{row.id}/files"
        ),
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
    leaving = _filled([*outgoing, rest])
    return FieldView(
        name=name, label=fields.label(visit, name),
        original=_filled([*original, rest]),
        outgoing=_in_plain_form(leaving, row.released.get(name, "")) if row.plain else leaving,
    )  # fmt: skip


def _files(visit: Visit, row: Review, numbered: Numbered) -> list[FileView]:
    found = {one.field for _, one in numbered}
    pictures = attachments.pictures(visit.work.db, row)
    files = []
    for place, one in enumerate(attachments.files(visit.work.db, row), 1):
        passages = []
        for n, where in enumerate(one.places, 1):
            name = passage(place, n)
            if name in row.original:
                field = _field(visit, row, name, numbered)
                passages.append(
                    PassageView(
                        name=name, place=place_in_words(visit, where),
                        original=field.original, outgoing=field.outgoing,
                    )
                )
        files.append(
            FileView(
                name=f"file_{place}", label=fields.label(visit, f"file_{place}"),
                title=one.title, kind_label=visit.t(f"attachment.kind.{one.kind}"),
                left=left_in_words(visit, one),
                pictures=[_picture(visit, pictured) for pictured in pictures
                          if pictured.file == place],
                found=[told for told in passages if told.name in found],
                others=[told for told in passages if told.name not in found],
            )
        )
    return files


def _picture(visit: Visit, one: Pictured) -> PictureLine:
    return PictureLine(
        number=one.number, place=place_in_words(visit, one.place), width=one.width,
        height=one.height, decision=one.choice,
        decision_label=visit.t(f"picture.decision.{one.choice or 'none'}"),
    )


def _in_plain_form(pieces: list[Piece], released: str) -> list[Piece]:
    """The pieces as they stand in the plain form: marks set around what was replaced travel along
    and are taken off again. Where that does not give what leaves, it is shown without marks."""
    marked = "".join(
        f"{_OPEN}{piece.text}{_CLOSE}" if piece.changed else piece.text for piece in pieces
    )
    parts = re.split(f"({_OPEN}[^{_CLOSE}]*{_CLOSE})", plain_form(marked).strip())
    found = [
        Piece(text=part.strip(_OPEN + _CLOSE), changed=part.startswith(_OPEN)) for part in parts
    ]
    if "".join(piece.text for piece in found) != released:
        return [Piece(text=released)]
    return _filled(found)


def _history(visit: Visit, row: Review) -> dict[tuple[str, int, str], list[DecisionView]]:
    """Every decision by the words it was about, the newest first."""
    found: dict[tuple[str, int, str], list[DecisionView]] = {}
    for one in reversed(decisions(visit.work.db, row.id)):
        found.setdefault((one.field, one.start, one.text), []).append(
            DecisionView(
                decision_label=visit.t(f"finding.decision.{one.decision}"),
                replacement=one.replacement, reason=_given(visit, one.reason),
                by=person_name(visit, one.person_id), at=one.at,
            )
        )
    return found


def _known_values(visit: Visit) -> dict[str, list[tuple[str, str]]]:
    """What can be said of a company, by attribute: values and labels."""
    known = known_of_members(visit.work.db)
    values: dict[str, set[str]] = {}
    for own in known.attributes.values():
        for attribute, held in own.items():
            values.setdefault(attribute, set()).update((held,) if isinstance(held, str) else held)
    return {
        attribute: [(value, value_label(visit, attribute, value)) for value in sorted(held)]
        for attribute, held in sorted(values.items())
    }


def _filled(pieces: list[Piece]) -> list[Piece]:
    return [piece for piece in pieces if piece.text or piece.changed]


def _finding(
    visit: Visit, number: int, one: ReviewFinding, field_label: str,
    earlier: dict[tuple[str, int, str], list[DecisionView]], members: Directory,
) -> FindingView:
    return FindingView(
        id=one.id,
        number=number,
        field_label=field_label,
        start=one.start,
        end=one.end,
        text=one.text,
        kind=one.kind,
        kind_label=class_in_words(visit, one.kind),
        source=one.source,
        source_label=visit.t(f"finding.source.{one.source}"),
        certainty=one.certainty,
        certainty_label=visit.t(f"finding.certainty.{one.certainty}"),
        reason_label=reason_in_words(visit, one.reason),
        replacement=one.replacement,
        proposal=one.proposal,
        decision=one.decision,
        decision_label=visit.t(f"finding.decision.{one.decision}") if one.decision else "",
        decision_reason=_given(visit, one.decision_reason),
        everyday=one.member_id is not None and members.everyday(one.text),
        offers=(
            list(softer(one.text, one.reason.removeprefix("quasi.")))
            if one.kind in NEEDS_OWN_WORDS else []
        ),
        history=earlier.get((one.field, one.start, one.text), []),
    )


def _given(visit: Visit, reason: str) -> str:
    return visit.t("finding.named_request") if reason == NAMED_REQUEST else reason


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
