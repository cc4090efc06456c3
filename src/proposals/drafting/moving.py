"""A person moves a request: the bare moves of the table, the merge, the lifting of anonymity."""

from collections.abc import Sequence
from dataclasses import dataclass

from foundation.errors import Invalid, NotFound, require
from foundation.work import Work
from proposals import moves
from proposals.attachments.actions import bring
from proposals.directory import directory, identifying
from proposals.drafting import news
from proposals.drafting.actions import enter_search
from proposals.hosts.signing import sign, spend
from proposals.models import Request
from proposals.queries import Seen, facts, seen
from proposals.rules import (
    HIDDEN_FROM_MEMBERS,
    HIDDEN_FROM_METI,
    NOT_HIDDEN,
    Facts,
    guard,
    may_lift_anonymity,
    may_move,
)
from proposals.stages import BY_NAME, ENDS, Guard, State

# What is left to lift to, from each wish.
LESS_HIDDEN = {HIDDEN_FROM_MEMBERS: (HIDDEN_FROM_METI, NOT_HIDDEN), HIDDEN_FROM_METI: (NOT_HIDDEN,)}


def known_facts(work: Work, seen: Seen) -> Facts:
    """What the guards ask about, the text searched for the asker's own eyes only."""
    looks = seen.relation.requester and seen.request.anonymity == HIDDEN_FROM_MEMBERS
    if not looks:
        return facts(work.db, seen.request)
    return facts(work.db, seen.request, directory(work.db))


def make_move(work: Work, seen: Seen, name: str, note: str = "") -> bool:
    """A move of the table that needs no form of its own. Answers whether it was made: a call that
    several bodies host is made by the last of their chairs, and signed by those before.

    Raises NotFound for a name that is none, Refused with the rule's reason, Invalid where a note
    is missing.
    """
    line = BY_NAME.get(name)
    if line is None or line.by_form:
        raise NotFound
    _keep_note_hidden(work, seen, note)
    before, known = seen.state, known_facts(work, seen)
    if name == "call_consensus":
        require(may_move(seen.relation, seen.state, line, known))
        if sign(work, seen.request):
            return False
        spend(work, seen.request)
    moves.move(work, seen, name, known, note)
    news.moved(work, seen, name, before)
    return True


@dataclass(frozen=True)
class Along:
    """Which of a request's files go on with it, all of them where `files` is None; `looked`: at
    every picture in them."""

    files: Sequence[str] | None = None
    looked: bool = False


def merge(
    work: Work, source: Seen, into_id: str, note: str, along: Along = Along()
) -> list[str]:
    """Let a request go on inside another one, with its files; answers the ids of those that came
    along.

    Raises Refused for who may not, Invalid for a target that is not there, ended, or itself, and
    for files that it can't take.
    """
    try:
        target = seen(work, into_id)
    except NotFound:
        raise Invalid(into="field.unknown_choice") from None
    open_target = target.state not in ENDS and target.state is not State.DRAFT
    if target.request.id == source.request.id or not open_target:
        raise Invalid(into="field.unknown_choice")
    before = source.state
    moves.move(work, source, "merge", known_facts(work, source), note)
    came = bring(work, source, target, along.files, looked=along.looked)
    source.request.merged_into_id = target.request.id
    work.db.add(source.request)
    work.record(
        "request.merged_into", ("request", source.request.id),
        after={"into": target.request.id, "files": came},
    )
    news.moved(work, source, "merge", before)
    return came


def lift_anonymity(work: Work, seen: Seen, anonymity: str) -> None:
    """The asking company shows itself, to its fellow members or to everybody.

    Raises Refused for anybody else, Invalid for a wish that hides as much or more.
    """
    request: Request = seen.request
    require(may_lift_anonymity(seen.relation, request.anonymity, seen.state))
    if anonymity not in LESS_HIDDEN[request.anonymity]:
        raise Invalid(anonymity="field.unknown_choice")
    before = request.anonymity
    request.anonymity = anonymity
    work.db.add(request)
    work.record(
        "request.anonymity_lifted", ("request", request.id),
        {"anonymity": before}, {"anonymity": anonymity},
    )  # fmt: skip
    if request.number:
        enter_search(work, request)


def _keep_note_hidden(work: Work, seen: Seen, note: str) -> None:
    """The asker's note stands in the story that all members read."""
    hidden = seen.request.anonymity == HIDDEN_FROM_MEMBERS
    if note and hidden and seen.relation.requester:
        found = identifying(work.db, seen.request.id, {"note": note}, directory(work.db))
        require(guard(Guard.NO_IDENTITY_IN_TEXT, Facts(identity=len(found))))
