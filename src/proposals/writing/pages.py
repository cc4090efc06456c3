"""The page on which a draft is written, by one person or by several."""

import base64
import json
from typing import Any

from foundation.errors import Invalid, require
from proposals.drafting import form_page
from proposals.drafting import pages as drafting
from proposals.drafting.actions import Saved, revise
from proposals.drafting.classification import Anonymity
from proposals.drafting.filing import filing_of
from proposals.drafting.form_views import DraftForm
from proposals.drafting.wording import Filing, Words, tidy
from proposals.memory.pages import beside
from proposals.queries import Seen, seen
from proposals.rules import may_edit
from proposals.writing import actions, forms, queries
from proposals.writing.crdt import Malformed
from proposals.writing.rules import may_write
from proposals.writing.views import WritingCard, people_told
from web.door import Done
from web.visit import Visit


def request_edit(visit: Visit, request_id: str) -> DraftForm:
    found = seen(visit.work, request_id)
    if not may_write(found.relation, found.state):
        return form_page.edit(visit, found)
    shared = queries.shared_texts(visit.work.db, found.request)
    texts, unsettled = shared or (None, [])
    form = form_page.edit(visit, found, texts, _base_sent(visit))
    form.live = f"/requests/{request_id}/writing"
    form.base = form_page.as_sent(texts) if texts else ""
    form.unsettled = [visit.t(f"section.{name}") for name in unsettled]
    now = texts or queries.newest_words(visit.work.db, found.request).texts()
    form.memory = beside(visit, request_id, now)
    return form


def _base_sent(visit: Visit) -> Words | None:
    """What a form that comes back was written upon, where it was a shared text."""
    sent = visit.draft.values.get("base")
    return Words.of(tidy(json.loads(sent))) if sent and visit.draft.mine else None


def save(visit: Visit, form: forms.SharedRevision, request_id: str) -> Done:
    found = seen(visit.work, request_id)
    require(may_edit(found.relation, found.state))
    if form.summary is None and (form.live or not form.keep):
        raise Invalid(summary="field.required")
    filing = refiled(filing_of(found.request), form)
    saved = _saved(visit, found, form, filing)
    said = "united" if saved.united else "saved" if saved.changed else "unchanged"
    kept = bool(form.keep and saved.changed)
    return Done(
        f"/requests/{request_id}/edit" if form.keep else f"/requests/{request_id}",
        "done.text_kept" if kept else f"done.version_{said}",
        {"version": saved.version, "united": saved.united},
    )


def _saved(visit: Visit, found: Seen, form: forms.SharedRevision, filing: Filing) -> Saved:
    words, summary = drafting.words(form), form.summary or ""
    if not may_write(found.relation, found.state):
        return revise(visit.work, found, words, form.base_version, summary, filing)
    if form.live:
        return actions.cut(
            visit.work, found, form.update, form.base_version, summary, filing  # type: ignore[arg-type]
        )
    begun = queries.shared_texts(visit.work.db, found.request) is not None
    if not begun and not form.keep:
        return revise(visit.work, found, words, form.base_version, summary, filing)
    return actions.save(
        visit.work, found, words, form.base, form.base_version, summary, filing,  # type: ignore[arg-type]
        keep=bool(form.keep),
    )


def exchange(visit: Visit, form: forms.Exchange, request_id: str) -> Done:
    """A turn of writing by request and answer."""
    work, found = visit.work, seen(visit.work, request_id)
    opened = actions.open_text(work, found)
    if form.birth is not None and form.birth != opened.row.birth:
        raise Invalid(birth="writing.begun_anew")
    seat = form.seat or work.id("seat")
    state: Any = form.state
    try:
        if form.update:
            actions.write(work, opened, form.update, seat)  # type: ignore[arg-type]
        lacking = opened.document.since(state)
    except Malformed:
        raise Invalid(update="field.not_understood") from None
    actions.sit(work, opened, seat, forms.place_of(form), wrote=bool(form.update))
    actions.rise(work, request_id, [])
    actions.compact(work, opened)
    return Done(
        f"/requests/{request_id}/edit",
        data={
            "birth": opened.row.birth,
            "seat": seat,
            "state": base64.b64encode(opened.document.state()).decode(),
            "updates": [base64.b64encode(lacking).decode()],
            "version": opened.row.version,
            "unsettled": opened.row.unsettled,
            "people": people_told(visit, seat, queries.present(work, request_id)),
        },
    )


def card(visit: Visit, found: Seen) -> WritingCard | None:
    """On the request's page: that what is being written is in no version yet; for those who
    write only."""
    if not may_write(found.relation, found.state):
        return None
    shared = queries.shared_texts(visit.work.db, found.request)
    if shared is None:
        return None
    latest = queries.newest_words(visit.work.db, found.request)
    if Words.of(tidy(shared[0])) == latest:
        return None
    return WritingCard(request_id=found.request.id, latest=found.request.latest)


def refiled(now: Filing, form: forms.SharedRevision) -> Filing:
    """The filing as sent; what was not sent stays. An earlier request stays only as long as the
    novelty does, for an empty field says that there is none."""
    novelty = form.novelty or now.novelty
    kept = now.earlier_id if form.novelty is None else None
    return Filing(
        form.body or now.body_id,
        form.kind or now.kind,
        novelty,
        form.priority or now.priority,
        Anonymity(form.anonymity or now.anonymity),
        form.earlier or kept,
    )
