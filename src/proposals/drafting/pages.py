"""Pages of requests: find, read the form, act, answer."""

from starlette.responses import Response

from foundation.errors import NotFound
from foundation.office_files import DOCX
from proposals.ballots import pages as ballots
from proposals.comment_table import pages as comment_table
from proposals.deliberation import pages as deliberation
from proposals.drafting import (
    actions,
    comparison_file,
    form_page,
    forms,
    moving,
    queries,
    request_page,
)
from proposals.drafting.classification import RequestKind, TextView
from proposals.drafting.comparing import mark, shown_text
from proposals.drafting.form_views import Choice, DraftForm
from proposals.drafting.naming import Names, rows, title
from proposals.drafting.queries import Narrowing
from proposals.drafting.rules import may_draft
from proposals.drafting.text_views import CompareView, VersionList, VersionView
from proposals.drafting.views import Filters, RequestList, RequestView
from proposals.drafting.wording import Filing, Words
from proposals.queries import seen
from proposals.rules import may_see
from proposals.sections import NAMES
from proposals.stages import State
from proposals.suggestions import pages as suggestions
from web.door import Done
from web.downloads import attachment
from web.visit import Visit


def request_list(visit: Visit) -> RequestList:
    asked: forms.Wanted = visit.query
    narrowing = Narrowing(asked.body, asked.state, asked.kind, asked.mine, asked.q or "")
    size = int(asked.size or queries.PAGE)
    found, after = queries.listed(visit.work, narrowing, asked.after, size)
    t = visit.t
    return RequestList(
        rows=rows(visit, found),
        filters=Filters(
            bodies=form_page.body_choices(visit),
            states=[Choice(value=one, label=t(f"state.{one}")) for one in State],
            kinds=[Choice(value=one, label=t(f"request_kind.{one}")) for one in RequestKind],
            chosen=_chosen(asked),
        ),
        may_draft=visit.may(may_draft(visit.work.actor)),
        after=after,
        first=asked.after is None,
    )


def request_new(visit: Visit) -> DraftForm:
    return form_page.new(visit)


def new_request(visit: Visit, form: forms.NewRequest) -> Done:
    filing = Filing(form.body, form.kind, form.novelty, form.priority, form.anonymity, form.earlier)
    request = actions.create(visit.work, filing, words(form))
    return Done(f"/requests/{request.id}", "done.request_drafted", {"id": request.id})


def request(visit: Visit, request_id: str) -> RequestView:
    asked: forms.Look = visit.query
    found = seen(visit.work, request_id)
    view = request_page.draw(visit, found, asked.view)
    talk = deliberation.deliberation(visit, found)
    changes = view.text.view == TextView.REDLINE
    mark(visit, view.text, talk.threads, suggestions.by_block(visit, found) if changes else {})
    suggestions.link_threads(visit, found, talk.threads)
    view.deliberation = talk
    view.ballot = ballots.card(visit, found)
    view.comment_table = comment_table.card(visit, found)
    view.suggestions = suggestions.card(visit, found)
    view.cards = [
        card for make in visit.site.tools.get("request_cards", ()) if (card := make(visit, found))
    ]
    return view


def versions(visit: Visit, request_id: str) -> VersionList:
    found = seen(visit.work, request_id)
    pairs = request_page.versions_shown(visit, found, Names(visit))
    return VersionList(
        id=request_id,
        number=found.request.number,
        title=title(visit, found.request),
        state=found.request.state,
        versions=[one for _, one in pairs],
    )


def version(visit: Visit, request_id: str, number: int) -> VersionView:
    found = seen(visit.work, request_id)
    pairs = request_page.versions_shown(visit, found, Names(visit))
    row, ref = _pair(pairs, number)
    return VersionView(
        id=request_id,
        number=found.request.number,
        title=visit.name(row.title_ja, row.title_en),
        title_ja=row.title_ja,
        title_en=row.title_en,
        state=found.request.state,
        latest=found.request.latest,
        version=ref,
        legal_references=row.legal_references,
        text=shown_text(visit, TextView.CLEAN, (row, ref), None),
    )


def compare(visit: Visit, request_id: str) -> CompareView:
    asked: forms.Comparison = visit.query
    return _compared(visit, request_id, asked, asked.view)


def compare_print(visit: Visit, request_id: str) -> CompareView:
    """新旧対照表 for paper."""
    return _compared(visit, request_id, visit.query, TextView.SIDEBYSIDE)


def compare_docx(visit: Visit, request_id: str) -> Response:
    """新旧対照表 as a Word file. Raises Invalid for versions that are none."""
    sent = visit.request.query_params
    asked = forms.Comparison.read({name: sent[name] for name in ("from", "to") if name in sent})
    view = _compared(visit, request_id, asked, TextView.SIDEBYSIDE)
    assert view.text.old is not None
    data = comparison_file.docx(
        visit.t("compare.heading", number=view.number or "", title=view.title).strip(),
        view.text, view.text.new.label, view.text.old.label,
    )  # fmt: skip
    name = f"{view.number or 'draft'}-{view.text.old.number}-{view.text.new.number}.docx"
    return attachment(data, DOCX, name)


def _compared(
    visit: Visit, request_id: str, asked: forms.Comparison, view: TextView
) -> CompareView:
    found = seen(visit.work, request_id)
    pairs = request_page.versions_shown(visit, found, Names(visit))
    new = _pair(pairs, asked.new or found.request.latest)
    old = _pair(pairs, asked.old or max(new[0].number - 1, pairs[-1][0].number))
    text = shown_text(visit, view, new, old, head=True)
    if view is TextView.REDLINE and new[0].number == found.request.latest:
        talk = deliberation.deliberation(visit, found)
        mark(visit, text, talk.threads, suggestions.by_block(visit, found))
    return CompareView(
        id=request_id,
        number=found.request.number,
        title=title(visit, found.request),
        versions=[one for _, one in pairs],
        text=text,
    )


def move(visit: Visit, form: forms.MoveNote, request_id: str, move: str) -> Done:
    found = seen(visit.work, request_id)
    if not moving.make_move(visit.work, found, move, form.note or ""):
        return Done(f"/requests/{request_id}", "done.call_signed")
    # Who sent a draft back to its company can't read it any more.
    readable = may_see(found.relation, found.state, numbered=found.request.number is not None)
    return Done(f"/requests/{request_id}" if readable else "/requests", f"done.moved_{move}")


def merge_request(visit: Visit, form: forms.Merge, request_id: str) -> Done:
    along = moving.Along(form.files, form.looked)
    came = moving.merge(visit.work, seen(visit.work, request_id), form.into, form.note, along)
    return Done(f"/requests/{form.into}", "done.request_merged", {"files": len(came)})


def lift_anonymity(visit: Visit, form: forms.LiftAnonymity, request_id: str) -> Done:
    moving.lift_anonymity(visit.work, seen(visit.work, request_id), form.anonymity)
    return Done(f"/requests/{request_id}", "done.anonymity_lifted")


def words(form: forms.Wording) -> Words:
    """The words that were sent."""
    sent = form.model_dump(include={"title_ja", "title_en", "legal_references", *NAMES})
    return Words.of({name: value for name, value in sent.items() if value is not None})


def _pair(pairs: list[request_page.Pair], number: int) -> request_page.Pair:
    for pair in pairs:
        if pair[0].number == number:
            return pair
    raise NotFound


def _chosen(asked: forms.Wanted) -> dict[str, str]:
    sent = asked.model_dump(mode="json", exclude={"after"}, exclude_none=True)
    return {name: "on" if value is True else value for name, value in sent.items() if value}
