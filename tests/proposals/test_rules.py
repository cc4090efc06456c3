"""Who may see, move and edit a request: every role in every state at every move."""

from dataclasses import replace
from itertools import product

import pytest

from foundation.actor import Actor, Kind, Office, Role, Seat, Standing
from foundation.texts import texts
from proposals import rules
from proposals.rules import (
    HIDDEN_FROM_MEMBERS,
    HIDDEN_FROM_METI,
    NOT_HIDDEN,
    Facts,
    Relation,
    may_edit,
    may_know_requester,
    may_lift_anonymity,
    may_move,
    may_see,
)
from proposals.stages import BY_NAME, MOVES, Guard, Move, Mover, State

ROLES = {
    "requester": Relation(requester=True, speaks=True),
    "presider": Relation(presides=True, speaks=True),
    "secretary": Relation(secretary=True),
    "member": Relation(speaks=True),
    "other_member": Relation(),
    "ministry": Relation(member_side=False),
    "requesting_chair": Relation(requester=True, presides=True, speaks=True),
}

# What each role may do where nothing else stands in the way; everything else is refused.
ALLOWED: dict[str, dict[State, set[str]]] = {
    "requester": {
        State.DRAFT: {"submit", "withdraw"},
        State.TRIAGE: {"withdraw"},
        State.CONSULTATION: {"withdraw"},
        State.RECONCILING: {"withdraw"},
        State.CONSENSUS_CHECK: {"withdraw"},
        State.APPROVED: {"withdraw"},
    },
    "presider": {
        State.TRIAGE: {"open_consultation"},
        State.CONSULTATION: {"close_consultation"},
        State.RECONCILING: {
            "open_consultation", "call_consensus", "open_ballot", "convey_both_views",
        },
        State.CONSENSUS_CHECK: {
            "reopen_reconciling", "approve", "open_ballot", "convey_both_views",
        },
        State.BALLOT: {"carry", "lose", "leave_undecided"},
    },
    "secretary": {
        State.TRIAGE: {"return_to_draft", "open_consultation", "merge"},
        State.CONSULTATION: {"close_consultation"},
        State.RECONCILING: {"open_consultation", "merge"},
    },
    "member": {},
    "other_member": {},
    "ministry": {},
}
ALLOWED["requesting_chair"] = {
    state: ALLOWED["requester"].get(state, set()) | ALLOWED["presider"].get(state, set())
    for state in State
}

OUTCOMES = {"carry": "carried", "lose": "rejected", "leave_undecided": "no_quorum"}


def in_favour(move: Move) -> Facts:
    """Facts under which no guard refuses the move."""
    return Facts(
        consensus="unanimous", ballot=OUTCOMES.get(move.name), appeal_upheld=True,
        deadlock_agreed=True, both_views=True,
    )  # fmt: skip


@pytest.mark.parametrize("role", ROLES)
def test_each_role_makes_its_own_moves_and_no_others(role: str) -> None:
    made = {
        (state, move.name)
        for state, move in product(State, MOVES)
        if may_move(ROLES[role], state, move, in_favour(move))
    }
    assert made == {(state, name) for state, names in ALLOWED[role].items() for name in names}


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_every_refusal_of_the_table_is_told(lang: str) -> None:
    bad = Facts(missing=("problem",), identity=1, open_objections=1)
    reasons = {
        verdict.reason
        for relation, state, move in product(ROLES.values(), State, MOVES)
        if not (verdict := may_move(relation, state, move, bad))
    }
    assert reasons and not [reason for reason in reasons if reason not in texts(lang)]


def test_a_move_in_the_wrong_state_is_refused_before_asking_who() -> None:
    verdict = may_move(ROLES["member"], State.DRAFT, BY_NAME["approve"], Facts())
    assert verdict.reason == "move.wrong_state"


@pytest.mark.parametrize(
    ("guard", "bad", "good", "reason"),
    [
        (Guard.COMPLETE, Facts(missing=("effectiveness",)), Facts(), "move.incomplete"),
        (Guard.NO_IDENTITY_IN_TEXT, Facts(identity=3), Facts(), "move.identity_in_text"),
        (Guard.CONCERNS_ENDED, Facts(open_concerns=1), Facts(open_objections=1),
         "move.concerns_open"),
        (Guard.DECISION_CONFIRMED, Facts(provisional=True), Facts(), "move.provisional"),
        (Guard.ALL_SIGNED, Facts(unsigned=1), Facts(), "move.unsigned"),
        (Guard.DEADLOCK_AGREED, Facts(both_views=True), Facts(deadlock_agreed=True),
         "move.no_deadlock"),
        (Guard.BOTH_VIEWS_STATED, Facts(deadlock_agreed=True), Facts(both_views=True),
         "move.views_missing"),
        (Guard.NO_APPEAL_OPEN, Facts(open_appeals=1), Facts(), "move.appeal_open"),
        (Guard.APPEAL_UPHELD, Facts(), Facts(appeal_upheld=True), "move.appeal_not_upheld"),
        (Guard.OBJECTIONS_ENDED, Facts(open_objections=1), Facts(), "move.objections_open"),
        (Guard.CONSENSUS_RECORDED, Facts(), Facts(consensus="rough"), "move.no_consensus_record"),
        (Guard.CONSENSUS_RECORDED, Facts(consensus="none"), Facts(consensus="unanimous"),
         "move.no_consensus_record"),
        (Guard.BALLOT_CARRIED, Facts(ballot="rejected"), Facts(ballot="carried"),
         "move.ballot_not_carried"),
        (Guard.BALLOT_LOST, Facts(ballot="carried"), Facts(ballot="rejected"),
         "move.ballot_not_lost"),
        (Guard.BALLOT_UNDECIDED, Facts(ballot="carried"), Facts(ballot="tie_revote"),
         "move.ballot_decided"),
    ],
)  # fmt: skip
def test_each_guard_refuses_with_its_reason(
    guard: Guard, bad: Facts, good: Facts, reason: str
) -> None:
    assert rules.guard(guard, bad).reason == reason
    assert rules.guard(guard, good)


def test_a_guard_says_how_many_places_tell_who_asks() -> None:
    assert rules.guard(Guard.NO_IDENTITY_IN_TEXT, Facts(identity=3)).params == {"n": 3}


def test_drafts_are_their_companys_own() -> None:
    seeing = {name for name, one in ROLES.items() if may_see(one, State.DRAFT, numbered=False)}
    assert seeing == {"requester", "requesting_chair"}


def test_the_secretariat_alone_sees_what_was_submitted() -> None:
    seeing = {name for name, one in ROLES.items() if may_see(one, State.TRIAGE, numbered=False)}
    assert seeing == {"requester", "requesting_chair", "secretary"}


@pytest.mark.parametrize("state", State)
def test_what_has_a_number_is_seen_by_all_on_the_members_side(state: State) -> None:
    blind = {name for name, one in ROLES.items() if not may_see(one, state, numbered=True)}
    assert blind == {"ministry"}


@pytest.mark.parametrize("state", sorted(set(State) - {State.TRIAGE}))
def test_what_ended_before_it_had_a_number_stays_its_companys_own(state: State) -> None:
    seeing = {name for name, one in ROLES.items() if may_see(one, state, numbered=False)}
    assert seeing == {"requester", "requesting_chair"}


def test_who_is_hidden_from_members_is_known_to_the_company_alone() -> None:
    for anonymity in (NOT_HIDDEN, HIDDEN_FROM_METI):
        assert all(may_know_requester(one, anonymity) for one in ROLES.values())
    knowing = {n for n, one in ROLES.items() if may_know_requester(one, HIDDEN_FROM_MEMBERS)}
    assert knowing == {"requester", "requesting_chair"}


EDITORS = {
    State.DRAFT: {"requester", "requesting_chair"},
    State.RECONCILING: {"requester", "requesting_chair", "presider"},
}


@pytest.mark.parametrize("state", State)
def test_who_edits_where(state: State) -> None:
    editing = {name for name, one in ROLES.items() if may_edit(one, state)}
    assert editing == EDITORS.get(state, set())


@pytest.mark.parametrize("anonymity", rules.ANONYMITY)
def test_only_the_company_lifts_its_anonymity(anonymity: str) -> None:
    lifting = {
        name for name, one in ROLES.items()
        if may_lift_anonymity(one, anonymity, State.CONSULTATION)
    }  # fmt: skip
    assert lifting == (set() if anonymity == NOT_HIDDEN else {"requester", "requesting_chair"})


LINEAGE = ("licensing", "regulations")
CHAIR = Actor(
    "chair", Kind.MEMBER, company_id="co1", standing=Standing.REPRESENTATIVE,
    seats=(Seat("regulations", Role.CHAIR, "co1", True),),
)  # fmt: skip
SECRETARY = Actor("secretary", Kind.SECRETARIAT, offices=frozenset({Office.SECRETARY}))
OFFICER = Actor("officer", Kind.SECRETARIAT, offices=frozenset({Office.ANONYMITY_OFFICER}))
SECONDEE = replace(OFFICER, id="secondee", home_company_id="co2")


def related(actor: Actor, anonymity: str = NOT_HIDDEN) -> Relation:
    return rules.relation(actor, LINEAGE, requester=False, anonymity=anonymity)


def test_the_chair_of_a_body_presides_over_those_beneath_it_and_no_others() -> None:
    assert related(CHAIR).presides and related(CHAIR).speaks
    elsewhere = rules.relation(CHAIR, ("goods",), requester=False, anonymity=NOT_HIDDEN)
    assert not elsewhere.presides and not elsewhere.speaks


def test_whoever_releases_stands_apart_from_every_anonymous_request() -> None:
    releasing = replace(SECRETARY, offices=frozenset({Office.SECRETARY, Office.RELEASING_OFFICER}))
    looking = replace(OFFICER, offices=OFFICER.offices | releasing.offices)
    for anonymity in (HIDDEN_FROM_METI, HIDDEN_FROM_MEMBERS):
        apart = related(releasing, anonymity)
        assert not may_know_requester(apart, anonymity) and not apart.secretary
        for state, numbered in product(State, (False, True)):
            assert not may_see(apart, state, numbered=numbered)
        assert may_see(related(looking, anonymity), State.APPROVED, numbered=True)
    assert may_see(related(releasing), State.APPROVED, numbered=True)
    assert may_know_requester(related(releasing), NOT_HIDDEN)


def test_what_is_hidden_from_members_is_kept_by_the_anonymity_officer_alone() -> None:
    assert related(SECRETARY).secretary and related(SECRETARY, HIDDEN_FROM_METI).secretary
    assert not related(SECRETARY, HIDDEN_FROM_MEMBERS).secretary
    assert related(OFFICER, HIDDEN_FROM_MEMBERS).secretary


def test_an_employee_of_a_member_is_no_anonymity_officer() -> None:
    assert not related(SECONDEE).anonymity_officer
    assert not related(SECONDEE, HIDDEN_FROM_MEMBERS).secretary


@pytest.mark.parametrize("kind", Kind)
def test_the_ministry_stands_outside(kind: Kind) -> None:
    outside = not related(Actor("x", kind)).member_side
    assert outside == (kind in (Kind.METI, Kind.OFFICIAL))


def test_the_clock_and_the_ministry_move_by_the_same_table() -> None:
    held = Facts(ballot="carried")
    assert rules.may_be_moved(State.BALLOT, BY_NAME["carry"], held)
    assert not rules.may_be_moved(State.BALLOT, BY_NAME["carry"], Facts())
    assert rules.may_be_moved(State.APPROVED, BY_NAME["release"], held).reason == ""
    assert not rules.may_be_moved(State.CONSULTATION, BY_NAME["adopt"], held)


def test_movers_are_read_from_the_relation() -> None:
    assert ROLES["requesting_chair"].movers() == {Mover.REQUESTER, Mover.PRESIDER}
    assert ROLES["member"].movers() == frozenset()
