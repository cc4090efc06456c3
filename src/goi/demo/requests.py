"""Loads the invented requests: drafts, versions and moves on the days of the data.

Written as rows and not by the actions of the application: their rules hold for the day on which
they are called, and nobody is to be told today of what happened last year.
"""

import json
from importlib.resources import files
from typing import Any

from foundation.work import Work
from goi.demo import answered, attached, decided, objected, polled, said, sealed, suggested
from goi.demo.organisation import Ids
from goi.demo.timeline import Timeline
from goi.demo.wording import AMENDED, ending, first_words, words
from proposals.drafting.actions import enter_search, write_version
from proposals.drafting.filing import filing_of
from proposals.drafting.wording import Words
from proposals.models import Request
from proposals.moves import be_moved
from proposals.rules import Facts

_MOVES = {
    ("draft", "triage"): "submit",
    ("triage", "consultation"): "open_consultation",
    ("consultation", "reconciling"): "close_consultation",
    ("consultation", "withdrawn"): "withdraw",
    ("reconciling", "consensus_check"): "call_consensus",
    ("reconciling", "ballot"): "open_ballot",
    ("consensus_check", "approved"): "approve",
    ("ballot", "approved"): "carry",
    ("ballot", "rejected"): "lose",
    ("approved", "submitted"): "release",
    ("submitted", "adopted"): "adopt",
    ("submitted", "partially_adopted"): "adopt_in_part",
    ("submitted", "declined"): "decline",
    ("submitted", "continued"): "continue_study",
}
_BY_PRESIDER = frozenset({"call_consensus", "approve", "open_ballot"})
_BY_ITSELF = frozenset(
    {"carry", "lose", "release", "adopt", "adopt_in_part", "decline", "continue_study"}
)
# No guard stands in the way of what has happened.
_HAPPENED = {
    "approve": Facts(consensus="unanimous"),
    "carry": Facts(ballot="carried"),
    "lose": Facts(ballot="rejected"),
}
_REVISED = {
    "R08-GDT-003": "2026-11-02",
    "R08-SYS-004": "2026-10-20",
    "R08-LOG-008": "2026-10-14",
    "R08-CLS-018": "2026-11-04",
}


def proposals() -> list[dict[str, Any]]:
    """The requests of the data; one that goes back to another comes after it."""
    text = files("goi.demo").joinpath("data/proposals.json").read_text("utf-8")
    found: list[dict[str, Any]] = json.loads(text)["proposals"]
    return sorted(found, key=lambda one: len(one["links"]))


def load_requests(work: Work, ids: Ids) -> dict[str, str]:
    """Load them all; answers our ids by the keys of the data (R08-SYS-006)."""
    timeline = Timeline(work, ids)
    requests: dict[str, str] = {}
    for proposal in proposals():
        begun = proposal["history"][0]
        request = _request(timeline.by(begun["by"], begun["at"]), ids, proposal, requests)
        requests[proposal["id"]] = request.id
        _plan(timeline, proposal, request)
    timeline.run()
    return requests


def _request(
    work: Work, ids: Ids, proposal: dict[str, Any], earlier: dict[str, str]
) -> Request:
    back_to = next((earlier[link["proposal_id"]] for link in proposal["links"]), None)
    request = Request(
        id=work.id("request"),
        fiscal_year=proposal["fiscal_year"],
        body_id=ids.bodies[proposal["subgroup_id"] or proposal["committee_id"]],
        state="draft",
        kind=proposal["kind"],
        novelty=proposal["novelty"],
        earlier_id=back_to,
        priority=proposal["priority"],
        anonymity=proposal["anonymity"]["wish"],
        latest=0,
        title_ja=proposal["title_ja"],
        title_en=proposal["title_en"],
        created_at=work.now,
        changed_at=work.now,
    )
    work.db.add(request)
    work.db.flush()
    return request


def _plan(timeline: Timeline, proposal: dict[str, Any], request: Request) -> None:
    history = proposal["history"]
    writer, begun = proposal["submitter"]["person_id"], history[0]["at"]
    timeline.add(
        begun, _draft, timeline.by(writer, begun), proposal, request,
    )  # fmt: skip
    for before, after in zip(history, history[1:], strict=False):
        move = _MOVES[before["state"], after["state"]]
        decided.plan_before(timeline, proposal, request, move, after["at"])
        suggested.plan_before(timeline, proposal, request, move, after["at"])
        hands = _hands(timeline, request, proposal, move, after)
        timeline.add(after["at"], _move, hands, proposal, request, move)
        said.plan_after(timeline, proposal, request, move)
        decided.plan_after(timeline, proposal, request, move, after["at"])
        objected.plan_after(timeline, proposal, request, move)
        if move == "close_consultation":
            polled.plan_after(timeline, proposal, request)
            sealed.plan_after(timeline, proposal, request)
        answered.plan_after(timeline, proposal, request, move, after["at"])
    if proposal["id"] in AMENDED:
        day, summary = _REVISED[proposal["id"]], AMENDED[proposal["id"]][3]
        timeline.add(
            day, _write, timeline.by(writer, day), request, words(proposal), summary,
            "request.revised",
        )  # fmt: skip
    suggested.plan(timeline, proposal, request)


def _hands(
    timeline: Timeline, request: Request, proposal: dict[str, Any], move: str, after: Any
) -> Work:
    if move in _BY_ITSELF:
        return timeline.by_system(after["at"])
    if move in _BY_PRESIDER:
        return timeline.by_presider(request.body_id, after["at"])
    own = move in ("submit", "withdraw")
    return timeline.by(proposal["submitter"]["person_id"] if own else after["by"], after["at"])


def _move(work: Work, proposal: dict[str, Any], request: Request, move: str) -> None:
    if move == "open_consultation":
        request.number = proposal["number"]
        work.record("request.numbered", ("request", request.id), after={"number": request.number})
        enter_search(work, request)
    be_moved(work, request, move, _HAPPENED.get(move, Facts()), ending(proposal, move))


def _draft(work: Work, proposal: dict[str, Any], request: Request) -> None:
    files = attached.attach(work, proposal["id"], request)
    _write(work, request, first_words(proposal), "", "request.drafted", files)


def _write(
    work: Work, request: Request, text: Words, summary: str, verb: str,
    files: list[str] | None = None,
) -> None:
    request.latest += 1
    request.changed_at = work.now
    write_version(work, request, text, summary, files)
    filed = filing_of(request).columns()
    work.record(verb, ("request", request.id), after=filed | {"version": request.latest})
    if request.number:
        enter_search(work, request)
