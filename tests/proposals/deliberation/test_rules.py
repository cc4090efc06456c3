"""Who may do what in a deliberation: every role in every state."""

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
    Step,
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


@pytest.mark.parametrize(("role", "state"), list(product(ROLES, State)))
def test_who_may_comment(role: str, state: State) -> None:
    expected = role in COMMENTING and state in TALKING
    assert told(rules.may_comment(party(role, state))) is expected


@pytest.mark.parametrize(("role", "state"), list(product(ROLES, State)))
def test_who_may_take_a_position_and_object(role: str, state: State) -> None:
    expected = role in SPEAKING and state in TALKING
    assert told(rules.may_take_position(party(role, state))) is expected
    assert told(rules.may_object(party(role, state))) is expected


@pytest.mark.parametrize(("role", "state"), list(product(ROLES, State)))
def test_who_may_leave_a_minority_opinion(role: str, state: State) -> None:
    who = party(role, state)
    open_states = TALKING | {State.BALLOT, State.APPROVED}
    expected = role in SPEAKING | {"not_asked"} and state in open_states
    assert told(rules.may_dissent(who, disagrees=True)) is expected
    assert not told(rules.may_dissent(who, disagrees=False))


@pytest.mark.parametrize(("role", "state"), list(product(ROLES, State)))
def test_who_may_record_the_consensus(role: str, state: State) -> None:
    who = party(role, state)
    expected = role == "presider" and state is State.CONSENSUS_CHECK
    assert told(rules.may_conclude(who, unanswered=0, answered=0)) is expected
    assert not told(rules.may_conclude(who, unanswered=1, answered=0))
    assert not told(rules.may_conclude(who, unanswered=0, answered=1))


def test_unanimity_is_refused_while_anything_stands_against_it() -> None:
    assert told(rules.may_be_unanimous(objecting=0, dissenting=0))
    assert not told(rules.may_be_unanimous(objecting=1, dissenting=0))
    assert not told(rules.may_be_unanimous(objecting=0, dissenting=1))


@pytest.mark.parametrize(("role", "state"), list(product(ROLES, State)))
def test_who_may_extend_a_round(role: str, state: State) -> None:
    who = party(role, state)
    expected = role in ("presider", "secretary") and state is State.CONSULTATION
    assert told(rules.may_extend(who, NOW, NOW)) is expected
    assert not told(rules.may_extend(who, NOW, NOW + timedelta(microseconds=1)))
    assert not told(rules.may_extend(who, None, NOW))


@pytest.mark.parametrize("role", ROLES)
def test_who_knows_the_silent(role: str) -> None:
    expected = role in ("presider", "secretary")
    assert told(rules.may_know_silent(ROLES[role])) is expected


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


@pytest.mark.parametrize(("side", "state", "step"), list(product(Side, ObjectionState, STEPS)))
def test_who_may_take_which_step(side: Side, state: ObjectionState, step: Step) -> None:
    who = replace(SIDES[side], state=State.RECONCILING)
    expected = step.name in STEPS_OF[side].get(state, set())
    assert told(rules.may_step(who, matter(state), step)) is expected


@pytest.mark.parametrize("state", State)
def test_objections_are_dealt_with_while_the_request_is_discussed(state: State) -> None:
    who = replace(SIDES[Side.HOLDER], state=state)
    expected = state in TALKING | {State.BALLOT}
    verdict = rules.may_step(who, matter(ObjectionState.OPEN, newer=False), BY_NAME["withdraw"])
    assert told(verdict) is expected


@pytest.mark.parametrize(("kind", "state"), list(product(ObjectionKind, State)))
def test_each_kind_is_opened_again_while_it_is_raised(kind: ObjectionKind, state: State) -> None:
    who = replace(SIDES[Side.HOLDER], state=state)
    verdict = rules.may_step(who, matter(ObjectionState.ANSWERED, kind=kind), BY_NAME["reopen"])
    assert told(verdict) is (RAISED_IN.get(state) is kind)


@pytest.mark.parametrize(("reopened", "reopenings"), list(product(range(4), range(4))))
def test_nobody_opens_it_again_more_often_than_the_rule_says(
    reopened: int, reopenings: int
) -> None:
    who = replace(SIDES[Side.HOLDER], state=State.RECONCILING)
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


@pytest.mark.parametrize(
    "role", ["speaker", "colleague", "outsider", "guest", "secretary", "administrator"]
)
def test_bystanders_take_no_step(role: str) -> None:
    for state, step in product(ObjectionState, STEPS):
        assert not told(
            rules.may_step(party(role, State.RECONCILING), matter(state), step)
        )


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


READERS = {
    "secretary": True, "secondee": False, "presider": False, "author_company": True,
    "other_company": False, "requester": False, "guest": False,
}  # fmt: skip


@pytest.mark.parametrize(("reader", "reads"), list(READERS.items()))
def test_what_is_for_the_secretariat_reaches_no_other_company(reader: str, reads: bool) -> None:
    who = {
        "secretary": ROLES["secretary"],
        "secondee": replace(ROLES["secretary"], secondee=True),
        "presider": ROLES["presider"],
        "author_company": replace(ROLES["colleague"], company_id="author"),
        "other_company": ROLES["speaker"],
        "requester": ROLES["requester"],
        "guest": ROLES["guest"],
    }[reader]

    def may_read(secretariat_only: bool, person: str = "author_person") -> bool:
        return bool(
            rules.may_read(
                who, "reader", secretariat_only=secretariat_only, as_requester=False,
                company_id="author", person_id=person,
            )
        )  # fmt: skip

    assert may_read(True) is reads
    assert may_read(False)
    assert may_read(True, "reader")


@pytest.mark.parametrize(("role", "reads"), [("requester", True), ("secretary", True),
                                             ("presider", False), ("speaker", False)])  # fmt: skip
def test_what_whoever_asks_tells_the_secretariat_stays_between_them(role: str, reads: bool) -> None:
    verdict = rules.may_read(
        ROLES[role], "reader", secretariat_only=True, as_requester=True, company_id=None,
        person_id=None,
    )
    assert told(verdict) is reads


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
