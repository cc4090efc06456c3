"""Who may do what in a deliberation: every role in every state."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import product
from typing import Any

import pytest

from foundation.actor import Actor, Kind, Office, Role, Seat, Standing
from foundation.texts import texts
from foundation.verdict import Verdict, no
from proposals.deliberation import rules
from proposals.deliberation.rules import Matter, Party
from proposals.deliberation.stages import (
    BY_NAME,
    RAISED_IN,
    STEPS,
    ObjectionKind,
    ObjectionState,
    Side,
)
from proposals.rules import Relation
from proposals.stages import State

ASKED = {"company_id": "own", "seated": True, "asked": True}
ROLES = {
    "speaker": Party(Relation(speaks=True), State.DRAFT, speaks=True, **ASKED),
    "colleague": Party(Relation(), State.DRAFT, **ASKED),
    "not_asked": Party(Relation(speaks=True), State.DRAFT, "own", seated=True, speaks=True),
    "outsider": Party(Relation(), State.DRAFT, "own"),
    "requester": Party(Relation(requester=True), State.DRAFT, "own"),
    "presider": Party(Relation(presides=True), State.DRAFT, speaks=True, **ASKED),
    "secretary": Party(Relation(secretary=True), State.DRAFT, staff=True),
    "officer_elsewhere": Party(Relation(), State.DRAFT, staff=True),
    "guest": Party(Relation(), State.DRAFT, guest=True),
    "administrator": Party(Relation(), State.DRAFT),
}
TALKING = {State.CONSULTATION, State.RECONCILING, State.CONSENSUS_CHECK}
COMMENTING = {
    "speaker", "colleague", "not_asked", "requester", "presider", "secretary",
    "officer_elsewhere", "guest",
}  # fmt: skip
SPEAKING = {"speaker", "presider"}
NOW = datetime(2026, 11, 23, tzinfo=UTC)


def party(role: str, state: State) -> Party:
    return replace(ROLES[role], state=state)


def told(verdict: Verdict) -> bool:
    """Whether it is a yes; a no has its reason in both languages."""
    for lang in ("ja", "en"):
        assert verdict or texts(lang).say(verdict.reason, verdict.params)
    return bool(verdict)


# A rule, who may by it, and in which states.
MATRIX: dict[str, tuple[Callable[[Party], Verdict], set[str], set[State]]] = {
    "comment": (rules.may_comment, COMMENTING, TALKING),
    "take_position": (rules.may_take_position, SPEAKING, TALKING),
    "object": (rules.may_object, SPEAKING, TALKING),
    "dissent": (
        lambda who: rules.may_dissent(who, disagrees=True), SPEAKING | {"not_asked"},
        TALKING | {State.BALLOT, State.APPROVED},
    ),
    "dissent_in_agreement": (lambda who: rules.may_dissent(who, disagrees=False), set(), set()),
    "conclude": (
        lambda who: rules.may_conclude(who, unanswered=0, answered=0), {"presider"},
        {State.CONSENSUS_CHECK},
    ),
    "conclude_unanswered": (
        lambda who: rules.may_conclude(who, unanswered=1, answered=0), set(), set(),
    ),
    "conclude_unended": (
        lambda who: rules.may_conclude(who, unanswered=0, answered=1), set(), set(),
    ),
    "extend": (
        lambda who: rules.may_extend(who, NOW, NOW), {"presider", "secretary"},
        {State.CONSULTATION},
    ),
    "extend_too_late": (
        lambda who: rules.may_extend(who, NOW, NOW + timedelta(microseconds=1)), set(), set(),
    ),
    "extend_nothing": (lambda who: rules.may_extend(who, None, NOW), set(), set()),
    "know_the_silent": (rules.may_know_silent, {"presider", "secretary"}, set(State)),
}  # fmt: skip


@pytest.mark.parametrize("name", MATRIX)
def test_who_may_in_which_state(name: str) -> None:
    rule, roles, states = MATRIX[name]
    for role, state in product(ROLES, State):
        expected = role in roles and state in states
        assert told(rule(party(role, state))) is expected, (role, state)


def test_unanimity_is_refused_while_anything_stands_against_it() -> None:
    assert told(rules.may_be_unanimous(objecting=0, dissenting=0))
    assert not told(rules.may_be_unanimous(objecting=1, dissenting=0))
    assert not told(rules.may_be_unanimous(objecting=0, dissenting=1))


@pytest.mark.parametrize(
    ("closes", "fits"),
    [(NOW, False), (NOW + timedelta(days=1), True), (NOW + timedelta(days=366), True),
     (NOW + timedelta(days=366, seconds=1), False)],
)  # fmt: skip
def test_a_round_ends_ahead_and_within_a_year(closes: datetime, fits: bool) -> None:
    assert told(rules.may_run_round(closes, NOW)) is fits


def test_somebody_must_be_asked() -> None:
    assert told(rules.may_ask(["own"]))
    assert not told(rules.may_ask([]))


def matter(state: ObjectionState, **more: Any) -> Matter:
    """A concern that was opened again once of two times."""
    return Matter(**{"holder_id": "holder", "kind": ObjectionKind.CONCERN, "state": state,
                     "newer": True, "reopened": 1, "reopenings": 2, **more})  # fmt: skip


# What each side may do with an objection in each of its states, a newer version being there.
STEPS_OF: dict[Side, dict[ObjectionState, set[str]]] = {
    Side.HOLDER: {
        ObjectionState.OPEN: {"withdraw"},
        ObjectionState.ANSWERED: {"withdraw", "accept", "reopen"},
        ObjectionState.ADDRESSED: {"reopen"},
    },
    Side.REQUESTER: {ObjectionState.OPEN: {"answer"}, ObjectionState.ANSWERED: {"answer"}},
    Side.PRESIDER: {
        ObjectionState.OPEN: {"answer"},
        ObjectionState.ANSWERED: {"answer", "accommodate", "address", "sustain"},
    },
}
SIDES = {
    Side.HOLDER: Party(Relation(), State.DRAFT, "holder", speaks=True),
    Side.REQUESTER: ROLES["requester"],
    Side.PRESIDER: ROLES["presider"],
}


@pytest.mark.parametrize("side", Side)
def test_who_may_take_which_step(side: Side) -> None:
    who = replace(SIDES[side], state=State.RECONCILING)
    for state, step in product(ObjectionState, STEPS):
        expected = step.name in STEPS_OF[side].get(state, set())
        assert told(rules.may_step(who, matter(state), step)) is expected, (state, step.name)


def test_objections_are_dealt_with_while_the_request_is_discussed() -> None:
    for state in State:
        who = replace(SIDES[Side.HOLDER], state=state)
        found = matter(ObjectionState.OPEN, newer=False)
        expected = state in TALKING | {State.BALLOT}
        assert told(rules.may_step(who, found, BY_NAME["withdraw"])) is expected, state


def test_each_kind_is_opened_again_while_it_is_raised() -> None:
    for kind, state in product(ObjectionKind, State):
        who = replace(SIDES[Side.HOLDER], state=state)
        found = matter(ObjectionState.ANSWERED, kind=kind)
        expected = RAISED_IN.get(state) is kind
        assert told(rules.may_step(who, found, BY_NAME["reopen"])) is expected, (kind, state)


def test_nobody_opens_it_again_more_often_than_the_rule_says() -> None:
    who = replace(SIDES[Side.HOLDER], state=State.RECONCILING)
    for reopened, reopenings in product(range(4), range(4)):
        found = matter(ObjectionState.ADDRESSED, reopened=reopened, reopenings=reopenings)
        assert told(rules.may_step(who, found, BY_NAME["reopen"])) is (reopened < reopenings)


def test_concerns_come_before_the_call_and_formal_objections_after_it() -> None:
    assert RAISED_IN == {
        State.CONSULTATION: ObjectionKind.CONCERN,
        State.RECONCILING: ObjectionKind.CONCERN,
        State.CONSENSUS_CHECK: ObjectionKind.FORMAL,
    }
    shut = no("objection.window_over")
    for state in TALKING:
        verdict = rules.may_object(party("speaker", state), shut)
        assert told(verdict) is (state is not State.CONSENSUS_CHECK)


def test_no_objection_is_accommodated_by_the_chair_without_a_newer_version() -> None:
    who = replace(SIDES[Side.PRESIDER], state=State.RECONCILING)
    for name in ("accommodate", "address"):
        verdict = rules.may_step(
            who, matter(ObjectionState.ANSWERED, newer=False), BY_NAME[name]
        )
        assert told(verdict) is (name == "address")


def test_bystanders_take_no_step() -> None:
    for role in ("speaker", "colleague", "outsider", "guest", "secretary", "administrator"):
        for state, step in product(ObjectionState, STEPS):
            who = party(role, State.RECONCILING)
            assert not told(rules.may_step(who, matter(state), step)), (role, state, step.name)


def test_a_colleague_who_does_not_speak_is_no_holder() -> None:
    assert rules.sides(ROLES["colleague"], "own") == set()
    assert rules.sides(ROLES["speaker"], "own") == {Side.HOLDER}


def test_the_table_has_two_live_states_and_four_ends() -> None:
    sources = {source for step in STEPS for source in step.sources}
    targets = {step.target for step in STEPS}
    reopened = {ObjectionState.ADDRESSED}
    assert sources == {ObjectionState.OPEN, ObjectionState.ANSWERED} | reopened
    assert {step.name for step in STEPS if step.sources & reopened} == {"reopen"}
    assert targets == set(ObjectionState)
    assert all(step.text for step in STEPS if Side.PRESIDER in step.sides)


def test_what_is_for_the_secretariat_reaches_no_other_company() -> None:
    readers = {
        "secretary": (ROLES["secretary"], True),
        "secondee": (replace(ROLES["secretary"], secondee=True), False),
        "presider": (ROLES["presider"], False),
        "author_company": (replace(ROLES["colleague"], company_id="author"), True),
        "other_company": (ROLES["speaker"], False),
        "requester": (ROLES["requester"], False),
        "guest": (ROLES["guest"], False),
    }
    for name, (who, reads) in readers.items():

        def may_read(secretariat_only: bool, person: str, who: Party = who) -> bool:
            verdict = rules.may_read(
                who, "reader", secretariat_only=secretariat_only, as_requester=False,
                company_id="author", person_id=person,
            )  # fmt: skip
            return told(verdict)

        assert may_read(True, "author_person") is reads, name
        assert may_read(False, "author_person"), name
        assert may_read(True, "reader"), name


def test_what_whoever_asks_tells_the_secretariat_stays_between_them() -> None:
    for role in ("requester", "secretary", "presider", "speaker"):
        verdict = rules.may_read(
            ROLES[role], "reader", secretariat_only=True, as_requester=True, company_id=None,
            person_id=None,
        )  # fmt: skip
        assert told(verdict) is (role in ("requester", "secretary")), role


def actor(role: Role | None = None, body: str = "body", **more: object) -> Actor:
    seats = (Seat(body, role, "own", False),) if role else ()
    return Actor("person", Kind.MEMBER, company_id="own", seats=seats, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("who", "seated", "speaks"),
    [
        (actor(Role.MEMBER), True, True),
        (actor(Role.DEPUTY, "above"), True, True),
        (actor(Role.CHAIR), True, True),
        (actor(Role.MEMBER, "elsewhere"), True, False),
        (actor(Role.OBSERVER), True, False),
        (actor(standing=Standing.REPRESENTATIVE), True, True),
        (actor(standing=Standing.REPRESENTATIVE), False, False),
        (actor(standing=Standing.CONTRIBUTOR), True, False),
    ],
)
def test_a_company_speaks_through_its_seat_or_its_representative(
    who: Actor, seated: bool, speaks: bool
) -> None:
    found = rules.party(
        who, Relation(), State.CONSULTATION, ("body", "above"), seated=seated, asked=True
    )
    assert found.speaks is speaks


def test_guests_and_staff_are_known_by_seat_and_office() -> None:
    def found(who: Actor) -> Party:
        return rules.party(
            who, Relation(), State.CONSULTATION, ("body",), seated=False, asked=False
        )

    adviser = Actor("a", Kind.ADVISER, seats=(Seat("body", Role.ADVISER, None, False),))
    assert found(adviser).guest
    assert not found(replace(adviser, seats=())).guest
    assert found(Actor("s", Kind.SECRETARIAT, offices=frozenset({Office.SECRETARY}))).staff
    assert not found(Actor("x", Kind.SECRETARIAT, offices=frozenset({Office.ADMINISTRATOR}))).staff
