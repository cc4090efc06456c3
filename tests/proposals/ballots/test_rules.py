"""Who may do what with a ballot: role by state by facts, each refusal with its reason."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from foundation.actor import Actor, Kind, Office, Role, Seat
from proposals.ballots import rules
from proposals.ballots.rules import BallotFacts
from proposals.decision_rule import IESG, ISO_DIS, JAPANESE_MAJORITY, ROBERTS, DecisionRule

BODY, OTHER = "body", "other"
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
        assert rules.may_vote(facts, actor, BODY, own, NOW).reason == voting, name
        assert rules.may_recuse(facts, actor, BODY, NOW).reason == voting, name
        assert rules.may_give_proxy(facts, actor, BODY, NOW).reason == voting, name
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
    assert rules.may_vote(FACTS, MEMBER, BODY, "c", now).reason == reason
    assert rules.may_recuse(FACTS, MEMBER, BODY, now).reason == reason
    assert rules.may_give_proxy(FACTS, MEMBER, BODY, now).reason == reason


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
    assert rules.may_vote(changed, MEMBER, BODY, company, NOW).reason == reason


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
    assert rules.may_recuse(changed, MEMBER, BODY, NOW).reason == recuse
    assert rules.may_give_proxy(changed, MEMBER, BODY, NOW).reason == give


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


def _frozen(value: object) -> object:
    if isinstance(value, dict):
        return {name: frozenset(companies) for name, companies in value.items()}
    return frozenset(value) if isinstance(value, set) else value
