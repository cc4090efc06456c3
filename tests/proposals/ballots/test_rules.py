"""Who may do what with a ballot: role by state by facts, each refusal with its reason."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from foundation.actor import Actor, Kind, Office, Role, Seat
from proposals.ballots import rules
from proposals.ballots.rules import BallotFacts
from proposals.decision_rule import IESG, ISO_DIS, JAPANESE_MAJORITY, ROBERTS, DecisionRule
from proposals.stages import State

BODY, OTHER = "body", "other"
BODIES = (BODY,)
CLOSES = datetime(2026, 12, 18, 14, 59, 59, tzinfo=UTC)
NOW = CLOSES - timedelta(days=3)
FACTS = BallotFacts(
    state=rules.OPEN, closes_at=CLOSES, entitled=frozenset({"a", "b", "c", "d"}),
    recused=frozenset(), voted=frozenset(), given=frozenset(), held={}, rule=JAPANESE_MAJORITY,
)  # fmt: skip


def seated(role: Role, company: str | None, body: str = BODY, voting: bool = True) -> Actor:
    return Actor("p", Kind.MEMBER, company_id=company, seats=(Seat(body, role, company, voting),))


PEOPLE = {
    "chair": seated(Role.CHAIR, "a"),
    "vice-chair": seated(Role.VICE_CHAIR, "b"),
    "lead": seated(Role.LEAD, "b"),
    "member": seated(Role.MEMBER, "c"),
    "deputy": seated(Role.DEPUTY, "c", voting=False),
    "member not on the roll": seated(Role.MEMBER, "z"),
    "adviser": seated(Role.ADVISER, None),
    "observer": seated(Role.OBSERVER, None),
    "meti attendee": seated(Role.METI_ATTENDEE, None),
    "secretary of the body": seated(Role.SECRETARY, None),
    "secretariat": Actor("p", Kind.SECRETARIAT, offices=frozenset(Office)),
    "colleague without a seat": Actor("p", Kind.MEMBER, company_id="c"),
    "member of another body": seated(Role.MEMBER, "c", body=OTHER),
    "chair of another body": seated(Role.CHAIR, "c", body=OTHER),
}
NO_SEAT, NOT_ON_ROLL, CHAIR_ONLY = "ballot.no_seat", "ballot.not_on_roll", "ballot.chair_only"
SPEAK = {name: "" for name in ("chair", "vice-chair", "lead", "member", "deputy")}
VOTE = {name: NO_SEAT for name in PEOPLE} | SPEAK | {"member not on the roll": NOT_ON_ROLL}
PRESIDE = {name: CHAIR_ONLY for name in PEOPLE} | dict.fromkeys(("chair", "vice-chair", "lead"), "")
CAST = PRESIDE | {"lead": CHAIR_ONLY}


@pytest.mark.parametrize("state", [rules.OPEN, rules.TIED, rules.CLOSED, rules.VOID])
def test_who_may_do_what_in_which_state(state: str) -> None:
    facts, running = replace(FACTS, state=state), state == rules.OPEN
    for name, actor in PEOPLE.items():
        own = actor.company_id or ""
        voting = VOTE[name] if running else "ballot.closed"
        assert rules.may_vote(facts, actor, BODIES, own, NOW).reason == voting, name
        assert rules.may_recuse(facts, actor, BODIES, NOW).reason == voting, name
        assert rules.may_give_proxy(facts, actor, BODIES, NOW).reason == voting, name
        ending = PRESIDE[name] if state in (rules.OPEN, rules.TIED) else "ballot.closed"
        assert rules.may_void(facts, actor, BODY).reason == ending, name
        tied = CAST[name] if state == rules.TIED else "ballot.not_tied"
        assert rules.may_break_tie(facts, actor, BODY).reason == tied, name
        closing = (PRESIDE[name] or "ballot.still_running") if running else "ballot.closed"
        assert rules.may_close(facts, actor, BODY, NOW).reason == closing, name


MEMBER = PEOPLE["member"]


@pytest.mark.parametrize(
    ("now", "reason"),
    [(CLOSES - timedelta(microseconds=1), ""), (CLOSES, ""),
     (CLOSES + timedelta(microseconds=1), "ballot.too_late")],
)  # fmt: skip
def test_the_last_moment_still_counts(now: datetime, reason: str) -> None:
    assert rules.may_vote(FACTS, MEMBER, BODIES, "c", now).reason == reason
    assert rules.may_recuse(FACTS, MEMBER, BODIES, now).reason == reason
    assert rules.may_give_proxy(FACTS, MEMBER, BODIES, now).reason == reason


@pytest.mark.parametrize(
    ("facts", "company", "reason"),
    [
        ({}, "c", ""),
        ({"voted": {"c"}}, "c", ""),  # a vote may be changed
        ({}, "b", "ballot.not_your_vote"),
        ({"held": {"c": {"b"}}, "given": {"b"}}, "b", ""),
        ({"held": {"c": {"b"}}, "given": {"b"}, "recused": {"b"}}, "b", "ballot.has_recused"),
        ({"held": {"d": {"b"}}, "given": {"b"}}, "b", "ballot.not_your_vote"),
        ({"held": {"d": {"c"}}, "given": {"c"}}, "c", "ballot.gave_proxy"),
        ({"recused": {"c"}}, "c", "ballot.has_recused"),
        ({}, "z", "ballot.not_on_roll"),
        ({}, "", "ballot.not_on_roll"),
    ],
)
def test_whose_vote_one_may_cast(facts: dict, company: str, reason: str) -> None:
    changed = replace(FACTS, **{name: _frozen(value) for name, value in facts.items()})
    assert rules.may_vote(changed, MEMBER, BODIES, company, NOW).reason == reason


@pytest.mark.parametrize(
    ("rule", "choice", "told", "reason"),
    [
        (JAPANESE_MAJORITY, "against", "", ""),
        (JAPANESE_MAJORITY, "no_objection", "", "field.unknown_choice"),
        (IESG, "no_objection", "", ""),
        (ISO_DIS, "against", "", "ballot.reason_required"),
        (ISO_DIS, "against", " ", "ballot.reason_required"),
        (ISO_DIS, "against", "第3項の数値に根拠がない。", ""),
        (ISO_DIS, "for", "", ""),
    ],
)
def test_what_one_may_say(rule: DecisionRule, choice: str, told: str, reason: str) -> None:
    assert rules.may_say(rule, choice, told).reason == reason


@pytest.mark.parametrize(
    ("facts", "recuse", "give"),
    [
        ({"voted": {"c"}}, "ballot.voted_already", "ballot.voted_already"),
        ({"held": {"c": {"b"}}, "given": {"b"}}, "ballot.holds_proxy", "ballot.holds_proxy"),
        ({"held": {"d": {"c"}}, "given": {"c"}}, "", "ballot.gave_proxy"),
        ({"recused": {"c"}}, "ballot.has_recused", "ballot.has_recused"),
        ({"rule": ROBERTS}, "", "ballot.no_proxies"),
    ],
)
def test_stepping_out_and_giving_a_proxy(facts: dict, recuse: str, give: str) -> None:
    changed = replace(FACTS, **{name: _frozen(value) for name, value in facts.items()})
    assert rules.may_recuse(changed, MEMBER, BODIES, NOW).reason == recuse
    assert rules.may_give_proxy(changed, MEMBER, BODIES, NOW).reason == give


@pytest.mark.parametrize(
    ("facts", "holder", "reason"),
    [
        ({}, "b", ""),
        ({}, "c", "ballot.no_such_holder"),
        ({}, "z", "ballot.no_such_holder"),
        ({"recused": {"b"}}, "b", "ballot.no_such_holder"),
        ({"given": {"b"}, "held": {"d": {"b"}}}, "b", "ballot.proxy_chain"),
        ({"held": {"b": {"d"}}, "given": {"d"}}, "b", "ballot.holder_full"),
    ],
)
def test_who_may_hold_a_proxy(facts: dict, holder: str, reason: str) -> None:
    changed = replace(FACTS, **{name: _frozen(value) for name, value in facts.items()})
    assert rules.may_hold_proxy(changed, holder, "c").reason == reason


@pytest.mark.parametrize(
    ("voted", "recused", "now", "reason"),
    [
        ("abc", "", NOW, "ballot.still_running"),
        ("abcd", "", NOW, ""),
        ("abc", "d", NOW, ""),
        ("", "", CLOSES, "ballot.still_running"),
        ("", "", CLOSES + timedelta(seconds=1), ""),
    ],
)
def test_a_ballot_is_closed_when_all_have_voted_or_time_is_over(
    voted: str, recused: str, now: datetime, reason: str
) -> None:
    facts = replace(FACTS, voted=frozenset(voted), recused=frozenset(recused))
    assert rules.may_close(facts, PEOPLE["chair"], BODY, now).reason == reason


@pytest.mark.parametrize(
    ("days", "told", "reason"),
    [(15, "", ""), (14, "", ""), (13, "", "ballot.short_needs_reason"), (13, "急ぐため", ""),
     (0, "急ぐため", "ballot.closes_in_past"), (-1, "急ぐため", "ballot.closes_in_past")],
)  # fmt: skip
def test_a_short_ballot_tells_its_reason(days: int, told: str, reason: str) -> None:
    verdict = rules.may_open(NOW + timedelta(days=days), NOW, JAPANESE_MAJORITY, told)
    assert verdict.reason == reason


@pytest.mark.parametrize(
    ("state", "rule", "seen"),
    [(rules.OPEN, JAPANESE_MAJORITY, False), (rules.VOID, JAPANESE_MAJORITY, False),
     (rules.TIED, JAPANESE_MAJORITY, True), (rules.CLOSED, JAPANESE_MAJORITY, True),
     (rules.OPEN, ROBERTS, True)],
)  # fmt: skip
def test_when_votes_are_seen(state: str, rule: object, seen: bool) -> None:
    assert bool(rules.may_see_votes(replace(FACTS, state=state, rule=rule))) is seen  # type: ignore[arg-type]


STAFF = Actor("s", Kind.SECRETARIAT, offices=frozenset({Office.SECRETARY}))
SECONDEE = replace(STAFF, id="seconded", home_company_id="b")
SECRET = replace(JAPANESE_MAJORITY, secrecy="secret")


@pytest.mark.parametrize(
    ("facts", "actor", "staff", "company", "reason"),
    [
        ({}, STAFF, True, "c", ""),
        ({"voted": {"c"}, "on_paper": {"c": "s"}}, STAFF, True, "c", ""),  # entered wrongly
        ({"voted": {"c"}}, STAFF, True, "c", "ballot.voted_itself"),
        ({}, SECONDEE, True, "c", "ballot.paper_staff_only"),
        ({}, MEMBER, False, "c", "ballot.paper_staff_only"),
        ({}, PEOPLE["chair"], False, "c", "ballot.paper_staff_only"),
        ({"rule": SECRET}, STAFF, True, "c", "ballot.secret_not_on_paper"),
        ({"state": rules.CLOSED}, STAFF, True, "c", "ballot.closed"),
        ({"closes_at": NOW - timedelta(seconds=1)}, STAFF, True, "c", "ballot.too_late"),
        ({}, STAFF, True, "z", "ballot.not_on_roll"),
        ({"recused": {"c"}}, STAFF, True, "c", "ballot.has_recused"),
        ({"given": {"c"}}, STAFF, True, "c", "ballot.gave_proxy_away"),
    ],
)
def test_who_enters_a_paper_vote(
    facts: dict, actor: Actor, staff: bool, company: str, reason: str
) -> None:
    changed = replace(FACTS, **{name: _frozen(value) for name, value in facts.items()})
    assert rules.may_enter_paper(changed, actor, staff, company, NOW).reason == reason


@pytest.mark.parametrize(
    ("actor", "staff", "reason"),
    [
        (STAFF, True, "ballot.paper_other_eyes"), (replace(STAFF, id="other"), True, ""),
        (SECONDEE, True, "ballot.paper_staff_only"), (MEMBER, False, ""),
        (PEOPLE["vice-chair"], False, "ballot.paper_staff_only"),
        (PEOPLE["colleague without a seat"], False, "ballot.paper_staff_only"),
    ],
)
def test_who_checks_a_paper_vote(actor: Actor, staff: bool, reason: str) -> None:
    entered = replace(FACTS, on_paper={"c": "s"})
    assert rules.may_check_paper(entered, actor, staff, BODIES, "c").reason == reason
    for facts, told in (
        (replace(entered, on_paper={"c": None}), "ballot.paper_checked"),
        (replace(entered, state=rules.CLOSED), "ballot.nothing_to_check"),
        (FACTS, "ballot.nothing_to_check"),
    ):
        wanted = reason if reason == "ballot.paper_staff_only" else told
        assert rules.may_check_paper(facts, actor, staff, BODIES, "c").reason == wanted


def test_a_decision_in_writing_says_why_no_meeting_is_held() -> None:
    for rule, advisory, told, reason in (
        (JAPANESE_MAJORITY, False, "", "ballot.no_meeting_needed"),
        (JAPANESE_MAJORITY, False, " ", "ballot.no_meeting_needed"),
        (JAPANESE_MAJORITY, False, "期日が迫るため", ""), (JAPANESE_MAJORITY, True, "", ""),
        (ROBERTS, False, "", ""),
    ):
        assert rules.may_be_written(rule, advisory, told).reason == reason


def test_who_asks_the_committee_for_an_advisory_ballot_and_when() -> None:
    for state in State:
        when = "" if state in rules.ADVISED_IN else "ballot.advisory_wrong_state"
        for name, actor in PEOPLE.items():
            verdict = rules.may_advise(state, actor, BODY, running=False)
            assert verdict.reason == (PRESIDE[name] or when), (state, name)
        assert not rules.may_advise(state, PEOPLE["chair"], BODY, running=True)


def test_a_closed_box_waits_for_its_trustees_and_for_nobody_else() -> None:
    """Sealed: nothing goes in any more, who presides may void it, trustees alone open it."""
    for name, actor in PEOPLE.items():
        for state in (rules.OPEN, rules.SEALED, rules.TIED, rules.CLOSED, rules.VOID):
            facts = replace(FACTS, state=state, rule=SECRET)
            sealed, own = state == rules.SEALED, actor.company_id or ""
            for place in (0, 2, None):
                opened = "" if sealed else "ballot.box_not_waiting"
                wanted = "ballot.not_trustee" if place is None else opened
                assert rules.may_open_box(facts, place).reason == wanted, (name, state)
            if sealed:
                for verdict in (
                    rules.may_vote(facts, actor, BODIES, own, NOW),
                    rules.may_recuse(facts, actor, BODIES, NOW),
                    rules.may_give_proxy(facts, actor, BODIES, NOW),
                    rules.may_close(facts, actor, BODY, CLOSES + timedelta(days=1)),
                ):
                    assert verdict.reason == "ballot.closed", name
                assert rules.may_break_tie(facts, actor, BODY).reason == "ballot.not_tied", name
                assert rules.may_void(facts, actor, BODY).reason == PRESIDE[name], name
            published = state in (rules.SEALED, rules.TIED, rules.CLOSED)
            assert bool(rules.may_see_bulletin(facts)) is published, state
            assert rules.may_see_votes(facts).reason == "ballot.secret_for_ever", state
            assert bool(rules.may_see_record(facts)) is (state in (rules.CLOSED, rules.VOID))
            assert rules.may_see_bulletin(replace(facts, rule=ROBERTS)).reason == (
                "ballot.not_secret"
            )


def test_the_holder_of_a_proxy_puts_its_own_vote_into_the_box_first() -> None:
    facts = replace(FACTS, rule=SECRET, held={"c": frozenset("b")}, given=frozenset("b"))
    early = rules.may_vote(facts, MEMBER, BODIES, "b", NOW)
    assert early.reason == "ballot.vote_own_first"
    voted = replace(facts, voted=frozenset("c"))
    assert rules.may_vote(voted, MEMBER, BODIES, "b", NOW)


@pytest.mark.parametrize("state", [rules.OPEN, rules.SEALED, rules.TIED, rules.CLOSED, rules.VOID])
def test_what_decided_nothing_is_voted_on_anew(state: str) -> None:
    ended = state in (rules.CLOSED, rules.VOID)
    for outcome in ("carried", "rejected", "no_quorum", "tie_revote", "void", ""):
        for name, actor in PEOPLE.items():
            again = ended and outcome in ("no_quorum", "tie_revote", "void")
            wanted = PRESIDE[name] if again else "ballot.was_decided"
            verdict = rules.may_reopen(replace(FACTS, state=state), outcome, actor, BODY)
            assert verdict.reason == wanted, (outcome, name)


def _frozen(value: object) -> object:
    if isinstance(value, dict):
        return {
            name: frozenset(told) if isinstance(told, set) else told
            for name, told in value.items()
        }
    return frozenset(value) if isinstance(value, set) else value
