"""Who may take a text through the gate: roles × states, and each refusal with its reason."""

from dataclasses import replace

import pytest

from foundation.actor import Actor, Kind, Office, Standing
from proposals.stages import State
from submissions import rules
from submissions.rules import GateFacts
from submissions.stages import BY_NAME, STEPS, TURN, Gate

COMPANY = "c" * 16


def staff(name: str, *offices: Office, home: str | None = None) -> Actor:
    return Actor(name, Kind.SECRETARIAT, offices=frozenset(offices), home_company_id=home)


OFFICER = staff("officer", Office.SECRETARY, Office.ANONYMITY_OFFICER)
SECOND_OFFICER = staff("second officer", Office.ANONYMITY_OFFICER)
RELEASER = staff("releaser", Office.RELEASING_OFFICER)
SECRETARY = staff("secretary", Office.SECRETARY)
ADMINISTRATOR = staff("administrator", Office.ADMINISTRATOR)
SECONDED = staff("seconded", *Office, home=COMPANY)
REPRESENTATIVE = Actor(
    "representative", Kind.MEMBER, company_id=COMPANY, standing=Standing.REPRESENTATIVE
)
CONTRIBUTOR = replace(REPRESENTATIVE, id="contributor", standing=Standing.CONTRIBUTOR)
ATTENDEE = Actor("attendee", Kind.METI)
EVERYBODY = (
    OFFICER, SECOND_OFFICER, RELEASER, SECRETARY, ADMINISTRATOR, SECONDED, REPRESENTATIVE,
    CONTRIBUTOR, ATTENDEE,
)  # fmt: skip

REVIEWED = GateFacts(Gate.REVIEWING)
READY = GateFacts(
    Gate.AWAITING_RELEASE, package_hash="a" * 64, consent_hash="a" * 64,
    hands=frozenset({OFFICER.id}),
)  # fmt: skip


def those_who(may) -> set[str]:
    return {actor.id for actor in EVERYBODY if may(actor)}


def test_the_table_leads_past_none_of_the_three() -> None:
    assert BY_NAME["release"].sources == {Gate.AWAITING_RELEASE}
    assert {step.name for step in STEPS if step.target is Gate.AWAITING_RELEASE} == {
        "consent", "recall",
    }  # fmt: skip
    assert BY_NAME["recall"].sources == {Gate.DEPARTING}
    assert {step.name for step in STEPS if step.target is Gate.DEPARTING} == {"release"}
    assert {step.name for step in STEPS if step.target is Gate.RELEASED} == {"depart"}
    assert {step.name for step in STEPS if step.target is Gate.AWAITING_CONSENT} == {
        "finish", "withdraw_consent",
    }  # fmt: skip
    assert not [step for step in STEPS if Gate.RELEASED in step.sources]
    assert set(TURN) == set(Gate)


# --- opening and deciding ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("anonymity", "who"),
    [
        ("none", {"officer", "second officer", "secretary", "seconded"}),
        ("authority", {"officer", "second officer"}),
        ("members", {"officer", "second officer"}),
    ],
)
def test_who_opens_a_review(anonymity: str, who: set[str]) -> None:
    may = lambda actor: rules.may_open(actor, anonymity, State.APPROVED, opened=False)  # noqa: E731
    assert those_who(may) == who


@pytest.mark.parametrize("state", [state for state in State if state is not State.APPROVED])
def test_only_what_is_approved_is_reviewed(state: State) -> None:
    assert rules.may_open(OFFICER, "none", state, opened=False).reason == "review.not_approved"


def test_a_review_is_opened_once() -> None:
    verdict = rules.may_open(OFFICER, "none", State.APPROVED, opened=True)
    assert verdict.reason == "review.already_open"


def test_who_decides_findings_and_finishes() -> None:
    officers = {"officer", "second officer"}
    assert those_who(lambda actor: rules.may_decide(actor, REVIEWED)) == officers
    assert those_who(lambda actor: rules.may_finish(actor, REVIEWED)) == officers


@pytest.mark.parametrize("state", [state for state in Gate if state is not Gate.REVIEWING])
def test_nothing_is_decided_outside_the_review(state: Gate) -> None:
    verdict = rules.may_decide(OFFICER, replace(REVIEWED, state=state))
    assert verdict.reason == f"gate.is.{state}"


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"undecided": 1}, "review.undecided"),
        ({"residue": 1}, "review.residue"),
        ({"waited_for": False}, "gate.not_waited_for"),
    ],
)
def test_a_review_is_not_finished_while(changes: dict, reason: str) -> None:
    assert rules.may_finish(OFFICER, replace(REVIEWED, **changes)).reason == reason


# --- consent ----------------------------------------------------------------------------------


def test_the_representative_answers_for_the_company() -> None:
    waiting = GateFacts(Gate.AWAITING_CONSENT)
    assert rules.may_consent(REPRESENTATIVE, waiting)
    assert rules.may_consent(CONTRIBUTOR, waiting).reason == "consent.representative_only"
    alone = replace(CONTRIBUTOR, company_id=None, standing=None)
    assert rules.may_consent(alone, waiting), "who asked without a company answers alone"


@pytest.mark.parametrize("step", ["consent", "decline_consent", "withdraw_consent"])
@pytest.mark.parametrize("state", Gate)
def test_consent_has_its_time(step: str, state: Gate) -> None:
    verdict = rules.may_consent(REPRESENTATIVE, GateFacts(state), step)
    assert bool(verdict) == (state in BY_NAME[step].sources)


# --- release ----------------------------------------------------------------------------------


def test_who_releases_what_the_officer_has_reviewed() -> None:
    who = those_who(lambda actor: rules.may_release(actor, READY))
    assert who == {"second officer", "releaser"}


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"state": Gate.REVIEWING}, "gate.is.reviewing"),
        ({"state": Gate.AWAITING_CONSENT}, "gate.is.awaiting_consent"),
        ({"state": Gate.DEPARTING}, "gate.is.departing"),
        ({"state": Gate.RELEASED}, "gate.is.released"),
        ({"waited_for": False}, "gate.not_waited_for"),
        ({"undecided": 1}, "review.undecided"),
        ({"whole": False}, "release.package_changed"),
        ({"package_hash": "", "consent_hash": ""}, "release.package_changed"),
        ({"consent_hash": ""}, "release.no_consent"),
        ({"consent_hash": "b" * 64}, "release.no_consent"),
        ({"hands": frozenset({"releaser"})}, "release.same_person"),
        ({"hands": frozenset({"officer", "releaser"})}, "release.same_person"),
        ({"knowing": True}, "release.knows_who"),
        ({"residue": 1}, "release.residue"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_without_any_of_them_nothing_leaves(changes: dict, reason: str) -> None:
    assert rules.may_release(RELEASER, READY)
    assert rules.may_release(RELEASER, replace(READY, **changes)).reason == reason


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"state": Gate.AWAITING_RELEASE}, "gate.is.awaiting_release"),
        ({"state": Gate.AWAITING_CONSENT}, "gate.is.awaiting_consent"),
        ({"state": Gate.RELEASED}, "gate.is.released"),
        ({"waited_for": False}, "gate.not_waited_for"),
        ({"undecided": 1}, "review.undecided"),
        ({"whole": False}, "release.package_changed"),
        ({"consent_hash": ""}, "release.no_consent"),
        ({"residue": 1}, "release.residue"),
        ({"unconfirmed": 1}, "release.unconfirmed"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_has_changed_since_the_release_stays(changes: dict, reason: str) -> None:
    departing = replace(READY, state=Gate.DEPARTING)
    assert rules.may_depart(departing)
    assert rules.may_depart(replace(departing, **changes)).reason == reason


def test_a_secondee_releases_nothing_whatever_the_office() -> None:
    assert rules.may_release(SECONDED, READY).reason == "release.no_secondee"


@pytest.mark.parametrize("state", Gate)
def test_a_text_is_sent_back_after_its_review_and_before_its_release(state: Gate) -> None:
    allowed = state in (Gate.AWAITING_CONSENT, Gate.AWAITING_RELEASE, Gate.DEPARTING)
    assert bool(rules.may_send_back(RELEASER, GateFacts(state))) == allowed
    assert not rules.may_send_back(SECRETARY, GateFacts(state))
    assert not rules.may_send_back(SECONDED, GateFacts(state))


@pytest.mark.parametrize(
    ("anonymous", "companies", "reason", "leaves"),
    [
        (0, 0, "", True),
        (1, 1, "", False),
        (3, 2, "", False),
        (3, 3, "", True),
        (9, 3, "", True),
        (1, 1, "期限が迫るため", True),
        (1, 1, " 　", False),
    ],
)
def test_a_small_batch_needs_its_reason(
    anonymous: int, companies: int, reason: str, leaves: bool
) -> None:
    verdict = rules.may_batch(anonymous, companies, reason)
    assert bool(verdict) == leaves
    assert verdict.params == {}, "the refusal tells no number"


# --- questions --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("gate", "answered", "may"),
    [
        (None, False, True),
        (Gate.REVIEWING, False, True),
        (Gate.AWAITING_CONSENT, False, True),
        (Gate.AWAITING_RELEASE, False, False),
        (Gate.DEPARTING, False, False),
        (Gate.RELEASED, False, False),
        (None, True, False),
    ],
)
def test_an_answer_may_be_rewritten_until_it_is_consented_to(
    gate: Gate | None, answered: bool, may: bool
) -> None:
    verdict = rules.may_answer(CONTRIBUTOR, requester=True, answered=answered, gate=gate)
    assert bool(verdict) == may


def test_nobody_else_answers_or_reads_a_question() -> None:
    refused = rules.may_answer(CONTRIBUTOR, requester=False, answered=False, gate=None)
    assert refused.reason == "question.not_yours"
    reading = those_who(lambda actor: rules.may_see_question(actor, requester=False))
    assert reading == {"officer", "second officer"}
    assert rules.may_see_question(CONTRIBUTOR, requester=True)
    assert not rules.may_see_question(ATTENDEE, requester=True)
