"""Requests for tests, written through the application itself: the reader sees what matters."""

from itertools import count

from proposals.drafting import actions
from proposals.drafting.wording import Filing, Words
from proposals.models import Request
from proposals.queries import relate
from proposals.stages import State
from world import Client, World, says

WORDS = {
    "title_ja": "少額特例の金額基準の見直し",
    "title_en": "Review of the small-value threshold",
    "legal_references": "輸出令第4条第1項第5号",
    "problem": "基準額が長く変わっていない。",
    "request": "(1) 基準額を引き上げる。(2) 換算の基準日を定める。",
    "reason": "物価と為替が変わったため。",
    "burden": "一件あたり二時間の確認が要る。",
    "effectiveness": "対象の貨物は変わらず、規制の目的は守られる。",
}


_KEYS = count()


def filing(world: World, **changes: str) -> dict[str, str]:
    """What the form of a new request sends beside its words."""
    filed = {
        "body": world.bodies["licensing"], "kind": "operation", "novelty": "new",
        "priority": "B", "anonymity": "none",
    }  # fmt: skip
    return filed | changes


def draft(world: World, name: str = "volunteer", **changes: str) -> str:
    """A draft sent by this person's browser; its id."""
    fields = {**filing(world), **WORDS, **changes}
    answer = world.as_(name).post("/requests/new", once=f"a-new-draft-{next(_KEYS)}", **fields)
    assert answer.status_code == 303, says(answer)
    return answer.headers["location"].rpartition("/")[2]


def submitted(world: World, name: str = "volunteer", **changes: str) -> str:
    """A request that waits for the secretariat; its id."""
    request_id = draft(world, name, **changes)
    answer = move(world.as_(name), request_id, "submit")
    assert answer.status_code == 303, says(answer)
    return request_id


def numbered(
    world: World, name: str = "volunteer", state: State = State.RECONCILING, **changes: str
) -> str:
    """A request all members read, set down in a state without the way there; its id."""
    request_id = submitted(world, name, **changes)
    with world.work("secretary") as work:
        request = work.db.get(Request, request_id)
        assert request is not None
        request.state = state.value
        work.db.add(request)
        actions.give_number(work, request)
    return request_id


def move(client: Client, request_id: str, name: str, **fields: str):
    return client.post(f"/requests/{request_id}/moves/{name}", **fields)


def save(client: Client, request_id: str, base: int, **changes: str):
    """A new version over `base`, all fields but the changed ones as they were in the first."""
    fields = {**WORDS, "base_version": str(base), "summary": "表現を直した", **changes}
    return client.post(f"/requests/{request_id}/edit", **fields)


def row(world: World, request_id: str) -> Request:
    with world.reading() as work:
        request = work.db.get(Request, request_id)
        assert request is not None
        work.db.expunge(request)
        return request


def write_directly(world: World, name: str, state: State, anonymity: str, *, number: str | None):
    """A request in any state whatever, for tests of who may see it; its row."""
    with world.work(name) as work:
        wanted = Filing(world.bodies["licensing"], "operation", "new", "B", anonymity)
        request = actions.create(work, wanted, Words.of(WORDS))
        request.state, request.number = state.value, number
        work.db.add(request)
        return relate(work, request).request
