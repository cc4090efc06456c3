"""Who may ask, comment, take a position, object and conclude. Pure: facts in, verdict out."""

from collections.abc import Sized
from dataclasses import dataclass
from datetime import datetime, timedelta

from foundation.actor import SPEAKING, Actor, Kind, Office, Standing
from foundation.verdict import YES, Verdict, first_no, no
from proposals.deliberation.stages import RAISED_IN, ObjectionKind, ObjectionState, Side, Step
from proposals.rules import Relation
from proposals.stages import COMMENTABLE, DISCUSSED, State

LONGEST_ROUND = timedelta(days=366)
_STAFF = frozenset({Office.SECRETARY, Office.ANONYMITY_OFFICER, Office.RELEASING_OFFICER})
_GUESTS = frozenset({Kind.ADVISER, Kind.OBSERVER})
DISSENTABLE = DISCUSSED | {State.APPROVED}


@dataclass(frozen=True)
class Party:
    """What an actor is to a deliberation. `seated`: their company has a seat in the body or above
    it; `speaks`: they may say what their company holds; `asked`: the newest round asked it;
    `guest`: an adviser or observer with a seat there; `staff`: an office in the secretariat."""

    relation: Relation
    state: State
    company_id: str | None = None
    seated: bool = False
    speaks: bool = False
    asked: bool = False
    guest: bool = False
    staff: bool = False
    secondee: bool = False


def party(
    actor: Actor, relation: Relation, state: State, lineage: tuple[str, ...], *,
    seated: bool, asked: bool,
) -> Party:
    """A company speaks through whoever holds its seat, and through its representative."""
    holds_seat = any(
        seat.body_id in lineage and seat.role in SPEAKING and seat.company_id == actor.company_id
        for seat in actor.seats
    )
    represents = actor.standing is Standing.REPRESENTATIVE and seated
    return Party(
        relation=relation,
        state=state,
        company_id=actor.company_id,
        seated=seated,
        speaks=actor.company_id is not None and (holds_seat or represents),
        asked=asked,
        guest=actor.kind in _GUESTS and actor.sits(lineage),
        staff=bool(actor.offices & _STAFF),
        secondee=actor.is_secondee,
    )


def may_run_round(closes_at: datetime, now: datetime) -> Verdict:
    """A round ends in the future, and within a year."""
    if closes_at <= now:
        return no("consultation.closes_in_past")
    return YES if closes_at <= now + LONGEST_ROUND else no("consultation.too_long")


def may_ask(companies: Sized) -> Verdict:
    """There is somebody to ask."""
    return YES if len(companies) else no("consultation.nobody")


def may_extend(who: Party, closes_at: datetime | None, now: datetime) -> Verdict:
    """The secretariat or the presiding officer extends a round that still runs."""
    if who.state is not State.CONSULTATION or closes_at is None:
        return no("consultation.not_open")
    if not (who.relation.secretary or who.relation.presides):
        return no("consultation.not_yours")
    return YES if now <= closes_at else no("consultation.over")


def may_know_silent(who: Party) -> Verdict:
    """Who has not answered is for the secretariat and the presiding officer to know."""
    if who.relation.secretary or who.relation.presides:
        return YES
    return no("consultation.silent_hidden")


def may_comment(who: Party) -> Verdict:
    """People of companies with a seat, whoever asks, guests and the secretariat."""
    if who.state not in COMMENTABLE:
        return no("comment.wrong_state")
    if who.relation.requester or who.seated or who.guest or who.staff:
        return YES
    return no("comment.no_seat")


def may_enter(who: Party) -> Verdict:
    """The secretariat enters for companies what they have sent in a table."""
    return YES if who.relation.secretary else no("comment.not_entering")


def may_read(
    who: Party, actor_id: str, *, secretariat_only: bool, as_requester: bool,
    company_id: str | None, person_id: str | None,
) -> Verdict:
    """A comment to the secretariat alone reaches it and its own side; no other company, and so
    no chair and no secretary seconded by one."""
    if not secretariat_only or (who.relation.secretary and not who.secondee):
        return YES
    if as_requester:
        own = who.relation.requester
    else:
        own = person_id == actor_id or (company_id is not None and company_id == who.company_id)
    return YES if own else no("comment.secretariat_only")


def may_take_position(who: Party) -> Verdict:
    """A company takes a position through who speaks for it, if it was asked."""
    if who.state not in COMMENTABLE:
        return no("position.wrong_state")
    if who.company_id is None or not who.seated:
        return no("position.no_seat")
    if not who.asked:
        return no("position.not_asked")
    return YES if who.speaks else no("position.not_speaking")


@dataclass(frozen=True)
class Matter:
    """A concern or an objection as a rule sees it. `newer`: there is a version newer than the one
    objected to; `reopened`: how often its holder has opened it again, at most `reopenings`."""

    holder_id: str
    kind: ObjectionKind
    state: ObjectionState
    newer: bool = False
    reopened: int = 0
    reopenings: int = 0


def may_object(who: Party, window: Verdict = YES) -> Verdict:
    """Whoever may take a position may raise a concern, and after the call a formal objection to
    it; `window`: whether formal objections are still taken."""
    return first_no(
        may_take_position(who),
        window if RAISED_IN.get(who.state) is ObjectionKind.FORMAL else YES,
    )


def sides(who: Party, holder_id: str) -> frozenset[Side]:
    """What an actor is to an objection of the company `holder_id`."""
    held = {
        Side.HOLDER: who.speaks and who.company_id == holder_id,
        Side.REQUESTER: who.relation.requester,
        Side.PRESIDER: who.relation.presides,
    }
    return frozenset(side for side, holds in held.items() if holds)


def may_step(who: Party, matter: Matter, step: Step) -> Verdict:
    """Whether this actor may take this step with a concern or an objection."""
    if who.state not in DISCUSSED:
        return no("objection.wrong_state")
    if not sides(who, matter.holder_id) & step.sides:
        return no(f"objection.not_yours.{step.name}")
    if matter.state not in step.sources:
        answered_first = matter.state is ObjectionState.OPEN
        return no("objection.not_answered" if answered_first else "objection.ended")
    if step.limited:
        return _may_once_more(who, matter)
    return no("objection.no_newer_version") if step.newer and not matter.newer else YES


def _may_once_more(who: Party, matter: Matter) -> Verdict:
    """Nobody holds a committee up for ever: to open again is limited, and it is for the time in
    which such a thing is raised."""
    if RAISED_IN.get(who.state) is not matter.kind:
        return no("objection.reopen_too_late")
    if matter.reopened >= matter.reopenings:
        return no("objection.reopened_enough", n=matter.reopenings)
    return YES


def may_dissent(who: Party, *, disagrees: bool) -> Verdict:
    """A company that objects may leave its opinion in its own words, and change it until the
    request is released. `disagrees`: its position or an objection of it stands, or it has already
    left one."""
    if who.state not in DISSENTABLE:
        return no("minority.wrong_state")
    if not who.speaks:
        return no("position.not_speaking" if who.seated else "position.no_seat")
    return YES if disagrees else no("minority.no_dissent")


def may_conclude(
    who: Party, *, unanswered: int, answered: int, window: Verdict = YES
) -> Verdict:
    """The presiding officer records the consensus once every objection has come to an end: all
    issues are addressed, though not necessarily accommodated (RFC 7282, 3). `window`: whether the
    time for formal objections is over."""
    if who.state is not State.CONSENSUS_CHECK:
        return no("consensus.wrong_state")
    if not who.relation.presides:
        return no("consensus.not_yours")
    return first_no(
        no("consensus.unanswered", n=unanswered) if unanswered else YES,
        no("consensus.not_ended", n=answered) if answered else YES,
        window,
    )


def may_be_unanimous(*, objecting: int, dissenting: int) -> Verdict:
    """No unanimity while a company objects, or an objection was not met. Silence does not hinder
    it: what is sought is the absence of opposition (ISO/IEC Directives 1, 2.5.6)."""
    return first_no(
        no("consensus.position_objects", n=objecting) if objecting else YES,
        no("consensus.objection_stands", n=dissenting) if dissenting else YES,
    )
