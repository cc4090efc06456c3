"""Earlier requests beside the draft: drawn with the page, and anew while somebody writes."""

from collections.abc import Callable, Mapping

from foundation.errors import NotFound, require
from proposals.drafting import form_page
from proposals.drafting.form_views import DraftForm
from proposals.drafting.rules import may_draft
from proposals.drafting.wording import Words
from proposals.memory import queries
from proposals.memory.forms import Begun
from proposals.memory.views import MemoryView, RememberedView
from proposals.provisions.pages import touching_shown
from proposals.queries import seen, version
from proposals.rules import may_edit
from proposals.writing.queries import shared_texts
from web.door import Done
from web.visit import Visit


def memory(visit: Visit, request_id: str) -> MemoryView:
    """For those who write, over what is written now, whether it is in a version or not yet."""
    found = seen(visit.work, request_id)
    if not may_edit(found.relation, found.state):
        raise NotFound
    shared = shared_texts(visit.work.db, found.request)
    if shared:
        return beside(visit, request_id, shared[0])
    latest = version(visit.work.db, request_id, found.request.latest)
    return beside(visit, request_id, Words.in_version(latest).texts())


def of_what_is_begun(visit: Visit, form: Begun) -> Callable[[], DraftForm]:
    """The form of a new request as it was filled in, with what was asked before beside it: found
    while others can write."""
    require(may_draft(visit.work.actor))
    texts = form.model_dump()
    shown = form_page.begun(visit, texts)
    shown.memory = beside(visit, "", texts)
    return lambda: shown


def show_begun(visit: Visit, shown: DraftForm) -> Done:
    """Nothing is kept: the words stand in no address and in no store."""
    return Done("/requests/new", shown=shown)


def beside(visit: Visit, request_id: str, texts: Mapping[str, str]) -> MemoryView:
    """What was asked before of what these texts say."""
    found = queries.earlier(visit.work, request_id, texts)
    shown = touching_shown(visit, [one.found for one in found])
    return MemoryView(
        id=request_id,
        found=[
            RememberedView(touching=view, words=list(one.words))
            for one, view in zip(found, shown, strict=True)
        ],
    )
