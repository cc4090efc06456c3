"""Moves a request along the table: rule, change, story, journal, news, in that order."""

from sqlmodel import col, select

from foundation.errors import Invalid, require
from foundation.work import Work
from proposals.certificates.calling import open_window
from proposals.finding import refile
from proposals.models import Consultation, Request, StateChange
from proposals.queries import Seen
from proposals.rules import Facts, may_be_moved, may_move
from proposals.stages import BY_NAME, Mover, State


def move(work: Work, seen: Seen, name: str, facts: Facts, note: str = "") -> None:
    """A person makes a move.

    Raises Refused with the rule's reason, Invalid when the note that this move needs is missing.
    """
    line = BY_NAME[name]
    require(may_move(seen.relation, seen.state, line, facts))
    if line.note and not note.strip():
        raise Invalid(note="field.required")
    _change(work, seen.request, name, line.target, note)


def be_moved(work: Work, request: Request, name: str, facts: Facts, note: str = "") -> None:
    """The clock, the release or the ministry's answer makes a move."""
    line = BY_NAME[name]
    require(may_be_moved(State(request.state), line, facts))
    _change(work, request, name, line.target, note)


def _change(work: Work, request: Request, name: str, target: State, note: str) -> None:
    before = request.state
    request.state = target.value
    request.changed_at = work.now
    if name == "submit":
        request.shared_from = request.latest
    work.db.add(request)
    if before == State.CONSULTATION:
        _close_round(work, request)
    if name == "call_consensus":
        open_window(work, request)
    work.db.add(
        StateChange(
            id=work.id("state_change"),
            request_id=request.id,
            move=name,
            before=before,
            after=target.value,
            by_id=_shown_mover(work, name),
            note=note,
            at=work.now,
        )
    )
    work.record(
        f"request.{name}", ("request", request.id), {"state": before}, {"state": target.value}
    )
    work.db.flush()
    refile(work, request)


def _close_round(work: Work, request: Request) -> None:
    """Whichever way a request leaves its consultation, no round stays open behind it."""
    rounds = select(Consultation).where(
        Consultation.request_id == request.id, col(Consultation.closed_at).is_(None)
    )
    for consultation in work.db.exec(rounds):
        consultation.closed_at = work.now
        work.db.add(consultation)


def _shown_mover(work: Work, name: str) -> str | None:
    """Nobody is named for the requester's moves: the name would tell an anonymous company."""
    own = BY_NAME[name].movers == {Mover.REQUESTER}
    return None if own or work.actor.kind == "system" else work.actor.id
