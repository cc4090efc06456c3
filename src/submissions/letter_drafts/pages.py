"""Pages of letters being prepared: find, read the form, act, answer."""

from starlette.responses import Response

from foundation.errors import NotFound
from proposals.rules import NOT_HIDDEN
from submissions import queries as gate
from submissions.departures.rules import batches
from submissions.letter_drafts import actions, forms, queries
from submissions.letter_drafts.models import LetterDraft
from submissions.letter_drafts.rules import may_change, may_prepare
from submissions.letter_drafts.views import (
    ChoiceView,
    DraftFields,
    DraftLine,
    DraftsView,
    DraftView,
    GatheredView,
    PairView,
    PreviewView,
)
from submissions.letters.building import previewed
from submissions.models import Review
from submissions.package import ReleasedItem, ReleasedLetter
from submissions.rendering.files import file_name, make, names
from submissions.rendering.letter import compose
from submissions.rendering.paper import told
from submissions.rules import may_handle_release
from web.door import Done
from web.downloads import attachment
from web.visit import Visit


def drafts(visit: Visit) -> DraftsView:
    settings = visit.site.settings
    return DraftsView(
        may_prepare=visit.may(may_prepare(visit.work.actor)),
        drafts=[
            DraftLine(
                id=row.id, kind_label=visit.t(f"letter_kind.{row.kind}"),
                title=visit.name(row.title_ja, row.title_en), texts=len(row.reviews),
                changed_at=row.changed_at,
            )
            for row in queries.drafts(visit.work)
        ],
        new=DraftFields(
            kind="comprehensive", title_ja=visit.t("letter.default_title_ja"),
            title_en=visit.t("letter.default_title_en"), addressee=settings.letter_addressee,
            copies="", sender=settings.letter_sender, number=settings.letter_number, opening="",
            order="committee", attachments="", annex=False, revision=0,
        ),
    )  # fmt: skip


def prepare(visit: Visit, form: forms.Draft) -> Done:
    row = actions.prepare(visit.work, form)
    return Done(f"/letter-drafts/{row.id}", "done.letter_prepared", {"id": row.id})


def draft(visit: Visit, draft_id: str) -> DraftView:
    row = queries.draft(visit.work, draft_id)
    db, actor = visit.work.db, visit.work.actor
    gathered = queries.gathered(db, row)
    letter, released = _letter(visit, row), queries.is_released(db, row)
    return DraftView(
        id=row.id,
        kind_label=visit.t(f"letter_kind.{row.kind}"),
        title=visit.name(row.title_ja, row.title_en),
        fields=_fields(row),
        next_number=letter.number,
        choices=[_choice(visit, one, row) for one in queries.ready(db)],
        gathered=[_gathered(visit, one, row) for one in gathered],
        missing=len(row.reviews) - len(gathered) if not released else 0,
        files=names(letter),
        is_repeat=row.kind == "repeat",
        may_change=visit.may(may_change(actor, released=released)),
        may_release=visit.may(may_handle_release(actor)),
    )


def edit(visit: Visit, form: forms.Draft, draft_id: str) -> Done:
    actions.edit(visit.work, queries.draft(visit.work, draft_id), form)
    return Done(f"/letter-drafts/{draft_id}", "done.letter_saved")


def gather(visit: Visit, form: forms.Chosen, draft_id: str) -> Done:
    actions.gather(visit.work, queries.draft(visit.work, draft_id), form.reviews)
    return Done(f"/letter-drafts/{draft_id}", "done.letter_saved")


def answer_reason(
    visit: Visit, form: forms.Rebuttal, draft_id: str, review_id: str
) -> Done:
    actions.answer_reason(visit.work, queries.draft(visit.work, draft_id), review_id, form)
    return Done(f"/letter-drafts/{draft_id}", "done.letter_saved")


def remove_answer(visit: Visit, form: forms.Which, draft_id: str, review_id: str) -> Done:
    row = queries.draft(visit.work, draft_id)
    actions.remove_answer(visit.work, row, review_id, form.place)
    return Done(f"/letter-drafts/{draft_id}", "done.letter_saved")


def release(visit: Visit, form: forms.ReleaseDraft, draft_id: str) -> Done:
    row = queries.draft(visit.work, draft_id)
    departure = actions.release(
        visit.work, row, form.override_reason or "", batches(visit.site.settings)
    )
    leaves = {"id": departure.id, "leaves_at": departure.leaves_at.isoformat()}
    return Done("/departures", "done.released", leaves)


def preview(visit: Visit, draft_id: str) -> PreviewView:
    row = queries.draft(visit.work, draft_id)
    lang = visit.query.language
    paper = compose(_letter(visit, row), lang)
    return PreviewView(
        id=row.id, lang=lang, number=paper.running, title=paper.title, paper=told(paper)
    )


def preview_file(visit: Visit, draft_id: str, which: str) -> Response:
    """A file as it would leave today; it is kept nowhere."""
    letter = _letter(visit, queries.draft(visit.work, draft_id))
    name = file_name(which)
    if name not in names(letter):
        raise NotFound
    made = make(letter, name)
    return attachment(made.content, made.media_type, f"preview-{made.name}")


def _letter(visit: Visit, row: LetterDraft) -> ReleasedLetter:
    return previewed(visit.work, queries.gathered(visit.work.db, row), actions.head(row))


def _fields(row: LetterDraft) -> DraftFields:
    return DraftFields(
        kind=row.kind, title_ja=row.title_ja, title_en=row.title_en, addressee=row.addressee,
        copies="\n".join(row.copies), sender=row.sender, number=row.number, opening=row.opening,
        order=row.order, attachments="\n".join(row.attachments), annex=row.annex,
        revision=row.revision,
    )  # fmt: skip


def _item(row: Review) -> ReleasedItem:
    return ReleasedItem.model_validate(row.package)


def _choice(visit: Visit, one: Review, row: LetterDraft) -> ChoiceView:
    item = _item(one)
    return ChoiceView(
        id=one.id, number=gate.request_of(visit.work.db, one).number or "",
        title=item.title_ja or item.title_en,
        committee=visit.name(item.committee_ja, item.committee_en), chosen=one.id in row.reviews,
    )  # fmt: skip


def _gathered(visit: Visit, one: Review, row: LetterDraft) -> GatheredView:
    request = gate.request_of(visit.work.db, one)
    letter, reasons = queries.refused(visit.work.db, one)
    answers = row.repeats.get(one.id, [])
    answered = {reason for reason, _ in answers}
    return GatheredView(
        id=one.id, number=request.number or "", title=_item(one).title_ja,
        anonymous=request.anonymity != NOT_HIDDEN, earlier=letter.number if letter else "",
        answers=[PairView(reason=reason, comment=comment) for reason, comment in answers],
        next_reason=next((one for one in reasons if one not in answered), ""),
    )  # fmt: skip
