"""Pages of the consent: find, read the form, act, answer."""

from datetime import datetime
from pathlib import Path

from starlette.responses import Response

from foundation.errors import NotFound
from submissions import fields, queries, verify_authorship
from submissions.as_read import as_read
from submissions.attachments.wording import labels_in_words
from submissions.candidates.counting import ASKER
from submissions.candidates.queries import standing
from submissions.candidates.rules import ExceptionKind
from submissions.candidates.showing import about
from submissions.consent import actions, forms
from submissions.consent.views import ConsentView, ReceiptView, Replaced
from submissions.departures.queries import departure
from submissions.models import Review
from submissions.package import short
from submissions.reviews.searching import KEEP
from submissions.rules import may_consent
from submissions.stages import Gate
from web.door import Done
from web.downloads import attachment
from web.form import NoFields
from web.visit import Visit


def consent_page(visit: Visit, review_id: str) -> ConsentView:
    work = visit.work
    row = queries.own_review(work, review_id)
    request = queries.request_of(work.db, row)
    facts = queries.gate_facts(work.db, row, work.actor)
    frozen = queries.thaw(row)
    return ConsentView(
        id=row.id,
        request_id=request.id,
        number=request.number or "",
        title=visit.name(request.title_ja, request.title_en),
        what=visit.t("gate.what.answer" if row.question_id else "gate.what.request"),
        question=queries.question(work.db, row.question_id).text if row.question_id else "",
        state=row.state,
        state_label=visit.t(f"gate.state.{row.state}"),
        package_hash=row.package_hash,
        short_hash=short(row.package_hash),
        as_read=as_read(visit, frozen, f"/reviews/{row.id}/consent/files"),
        replaced=_replaced(visit, row),
        few=_few(visit, row),
        leaves_at=_leaves_at(visit, row),
        has_receipt=bool(row.commitment),
        may_consent=visit.may(may_consent(work.actor, facts)),
        may_decline=visit.may(may_consent(work.actor, facts, "decline_consent")),
        may_withdraw=visit.may(may_consent(work.actor, facts, "withdraw_consent")),
    )


def consent(visit: Visit, form: forms.Consent, review_id: str) -> Done:
    row = queries.own_review(visit.work, review_id)
    receipt = actions.consent(visit.work, row, form.package_hash)
    to = f"/reviews/{review_id}/consent"
    if receipt is None:
        return Done(to, "done.consented")
    shown = _receipt(visit, row).model_copy(
        update={"receipt": receipt.written(), "nonce": receipt.nonce}
    )
    return Done(to, "done.consented", shown=shown, shown_on="receipt_page")


def receipt_page(visit: Visit, review_id: str) -> ReceiptView:
    """Without the receipt itself, which is told once, by the consent."""
    row = queries.own_review(visit.work, review_id)
    if not row.commitment:
        raise NotFound
    return _receipt(visit, row)


def verifier(visit: Visit) -> Response:
    """The program that checks a receipt, as the one file it is."""
    program = Path(verify_authorship.__file__)
    return attachment(program.read_bytes(), "text/x-python", program.name)


def decline(visit: Visit, form: forms.Decline, review_id: str) -> Done:
    actions.decline(visit.work, queries.own_review(visit.work, review_id), form.reason)
    return Done(f"/reviews/{review_id}/consent", "done.consent_declined")


def withdraw(visit: Visit, form: NoFields, review_id: str) -> Done:
    actions.withdraw(visit.work, queries.own_review(visit.work, review_id))
    return Done(f"/reviews/{review_id}/consent", "done.consent_withdrawn")


def _receipt(visit: Visit, row: Review) -> ReceiptView:
    request = queries.request_of(visit.work.db, row)
    return ReceiptView(
        id=row.id, number=request.number or "",
        title=visit.name(request.title_ja, request.title_en), commitment=row.commitment,
        receipt="", nonce="",
    )  # fmt: skip


def _leaves_at(visit: Visit, row: Review) -> datetime | None:
    if row.state != Gate.DEPARTING or row.departure_id is None:
        return None
    return departure(visit.work.db, row.departure_id).leaves_at


def _few(visit: Visit, row: Review) -> list[str]:
    """What the company would say of itself though few others fit; nothing of other companies."""
    if row.state == Gate.REVIEWING:
        return []
    noted = standing(visit.work.db, row.id, ExceptionKind.CONSENT)
    return [about(visit, one) for one in noted if one.subject == ASKER][-1:]


def _replaced(visit: Visit, row: Review) -> list[Replaced]:
    """What was replaced in the company's own words; minority opinions are others' words."""
    if row.state == Gate.REVIEWING:
        return []
    found = [
        one for one in queries.findings(visit.work.db, row.id)
        if one.decision != KEEP and not one.field.startswith(fields.MINORITY)
    ]
    label = labels_in_words(visit, row)
    return [
        Replaced(field_label=label(one.field), text=one.text, replacement=one.replacement)
        for one in fields.in_order(found)
    ]
