"""Counting ballots: near misses beside hits, under every rule we know."""

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import count as numbers

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from proposals.decision_rule import (
    CONSENT,
    IESG,
    ISO_DIS,
    JAPANESE_MAJORITY,
    ROBERTS,
    THREE_GPP,
    TWO_THIRDS,
    UNANIMITY,
    DecisionRule,
    GroupMinimum,
    Majority,
    Proxies,
    Quorum,
)
from proposals.roll import cast_as
from proposals.tally import CastVote, Choice, Result, Roll, count, count_sealed


def a_roll(seats: int, recused: int = 0, present: int | None = None) -> Roll:
    names = [f"CO{number:03}" for number in range(1, seats + 1)]
    there = None if present is None else frozenset(names[:present])
    return Roll(frozenset(names), frozenset(names[seats - recused :]), there)


def votes(for_: int = 0, against: int = 0, abstain: int = 0, struck: int = 0) -> list[CastVote]:
    names = (f"CO{number:03}" for number in numbers(1))
    return [
        *(CastVote(next(names), "for") for _ in range(for_)),
        *(CastVote(next(names), "against") for _ in range(against)),
        *(CastVote(next(names), "abstain") for _ in range(abstain)),
        *(CastVote(next(names), "against", counted=False) for _ in range(struck)),
    ]


def outcome(rule: DecisionRule, seats: int, *cast: int, recused: int = 0) -> str:
    return count(rule, a_roll(seats, recused), votes(*cast)).outcome


@pytest.mark.parametrize(
    ("rule", "seats", "cast", "not_cast", "ended"),
    [
        pytest.param(TWO_THIRDS, 30, (14, 1, 1), 14, "carried", id="R08-GDT-003, still open"),
        pytest.param(JAPANESE_MAJORITY, 26, (23, 0, 1), 2, "carried", id="R08-SYS-005"),
        pytest.param(TWO_THIRDS, 31, (27, 1, 1), 2, "carried", id="R08-GDT-010"),
        pytest.param(JAPANESE_MAJORITY, 20, (10, 0, 0), 10, "carried", id="R08-CLS-018, open"),
        pytest.param(JAPANESE_MAJORITY, 21, (3, 17, 0), 1, "rejected", id="R07-CLS-024"),
    ],
)
def test_ballots_of_the_demonstration(
    rule: DecisionRule, seats: int, cast: tuple[int, int, int], not_cast: int, ended: str
) -> None:
    result = count(rule, a_roll(seats), votes(*cast))
    assert (result.for_, result.against, result.abstain) == cast
    assert (result.not_cast, result.outcome) == (not_cast, ended)


@pytest.mark.parametrize(
    ("cast", "ended"),
    [
        ((6, 5), "carried"),
        ((5, 5), "rejected"),
        ((1, 0, 9), "carried"),
        ((0, 0, 10), "rejected"),
        ((0, 10), "rejected"),
        ((9, 0), "no_quorum"),
        ((5, 0, 4), "no_quorum"),
        ((5, 0, 5), "carried"),
        ((0, 0), "no_quorum"),
    ],
)
def test_japanese_majority_of_twenty_seats(cast: tuple[int, ...], ended: str) -> None:
    assert outcome(JAPANESE_MAJORITY, 20, *cast) == ended


@pytest.mark.parametrize(
    ("cast", "ended"), [((8, 4), "carried"), ((7, 4), "rejected"), ((2, 1, 9), "carried")]
)
def test_two_thirds_means_at_least(cast: tuple[int, ...], ended: str) -> None:
    assert outcome(TWO_THIRDS, 20, *cast) == ended


def test_half_of_an_odd_number_of_seats_is_rounded_up() -> None:
    assert outcome(JAPANESE_MAJORITY, 21, 10) == "no_quorum"
    assert outcome(JAPANESE_MAJORITY, 21, 11) == "carried"


@pytest.mark.parametrize(
    ("cast", "ended"),
    [
        ((9, 3), "carried"),
        # two thirds are reached and yet more than a quarter are against
        ((8, 4), "rejected"),
        ((9, 4), "rejected"),
        ((2, 0, 10), "carried"),
        # negative votes without technical reasons are struck out
        ((9, 3, 0, 4), "carried"),
        ((0, 0, 5), "rejected"),
    ],
)
def test_iso_draft(cast: tuple[int, ...], ended: str) -> None:
    assert outcome(ISO_DIS, 20, *cast) == ended


def test_iso_says_that_too_many_were_against() -> None:
    result = count(ISO_DIS, a_roll(20), votes(8, 4))
    assert result.sentence == (
        "tally.too_many_against",
        {"for": 8, "against": 4, "needed": 8, "base": 12, "allowed": 3},
    )
    # Given eight more seats, four votes in favour make four against a quarter
    assert result.outlook == ("tally.needs_more", {"more": 4})


@pytest.mark.parametrize(
    ("cast", "ended"),
    [((71, 29), "carried"), ((70, 29), "rejected"), ((70, 30), "rejected"), ((5, 2), "carried")],
)
def test_3gpp_takes_71_percent(cast: tuple[int, ...], ended: str) -> None:
    assert outcome(THREE_GPP, 200, *cast) == ended


@pytest.mark.parametrize(
    ("cast", "ended"),
    [((6, 5), "carried"), ((6, 6), "rejected"), ((10, 0), "no_quorum"), ((11, 0), "carried"),
     ((3, 2, 6), "carried"),
     # a spoilt paper is a vote cast, and stays in the base
     ((6, 5, 0, 1), "rejected"), ((7, 5, 0, 1), "carried")],
)  # fmt: skip
def test_roberts_rules_of_twenty_members(cast: tuple[int, ...], ended: str) -> None:
    assert outcome(ROBERTS, 20, *cast) == ended


@pytest.mark.parametrize(
    ("cast", "ended"), [((1, 0), "carried"), ((19, 1), "rejected"), ((0, 0, 20), "rejected")]
)
def test_consent_stops_at_one_objection(cast: tuple[int, ...], ended: str) -> None:
    assert outcome(CONSENT, 20, *cast) == ended


@pytest.mark.parametrize(
    ("cast", "ended"),
    [((10, 0), "carried"), ((10, 0, 3), "carried"), ((19, 1), "rejected"), ((9, 0), "no_quorum")],
)
def test_unanimity_takes_nobody_against(cast: tuple[int, ...], ended: str) -> None:
    assert outcome(UNANIMITY, 20, *cast) == ended


@pytest.mark.parametrize(
    ("yes", "no_objection", "discuss", "abstain", "recused", "ended"),
    [
        # Of fifteen, ten are needed: one Yes and nine No Objection are enough
        (1, 9, 0, 0, 0, "carried"),
        (1, 8, 0, 0, 0, "rejected"),
        # nobody says Yes
        (0, 15, 0, 0, 0, "rejected"),
        # a Discuss stops it whatever the number
        (14, 0, 1, 0, 0, "rejected"),
        # who abstains stays in the base, who is recused does not
        (1, 8, 0, 6, 0, "rejected"),
        (1, 8, 0, 0, 2, "carried"),
    ],
)
def test_the_ballot_of_the_iesg(
    yes: int, no_objection: int, discuss: int, abstain: int, recused: int, ended: str
) -> None:
    names = (f"CO{number:03}" for number in numbers(1))
    said = ["for"] * yes + ["no_objection"] * no_objection + ["against"] * discuss
    cast = [CastVote(next(names), cast_as(one)) for one in said + ["abstain"] * abstain]
    assert count(IESG, a_roll(15, recused), cast).outcome == ended


def test_the_iesg_says_that_a_yes_is_missing() -> None:
    cast = [CastVote(f"CO{number:03}", "no_objection") for number in range(1, 15)]
    result = count(IESG, a_roll(15), cast)
    assert result.sentence[0] == "tally.too_few_yes"
    assert result.outlook == ("tally.needs_more", {"more": 1})


class TestSectors:
    """No sector is outvoted: half of those in each that took a side."""

    RULE = replace(
        JAPANESE_MAJORITY, quorum=Quorum("seats", Fraction(0), False),
        per_group_min=GroupMinimum("sector", Fraction(1, 2)),
    )  # fmt: skip
    ROLL = Roll(
        frozenset("abcdefg"),
        groups=dict.fromkeys("abcd", "machinery") | dict.fromkeys("ef", "trading") | {"g": "it"},
    )

    def ended(self, **said: str) -> Result:
        cast = [CastVote(one, cast_as(choice)) for one, choice in said.items()]
        return count(self.RULE, self.ROLL, cast)

    def test_a_majority_over_the_heads_of_one_sector_is_none(self) -> None:
        result = self.ended(a="for", b="for", c="for", d="for", e="against")
        assert result.sentence == (
            "tally.group_short", {"for": 4, "against": 1, "needed": 3, "base": 5, "groups": 1},
        )  # fmt: skip
        assert result.more_for == 1

    def test_half_of_the_sector_is_enough(self) -> None:
        assert self.ended(a="for", b="for", e="against", f="for").outcome == "carried"

    def test_a_sector_that_took_no_side_holds_nobody_up(self) -> None:
        assert self.ended(a="for", b="for", e="abstain").outcome == "carried"

    def test_a_sector_in_which_nobody_is_left_cannot_be_won(self) -> None:
        assert self.ended(a="for", b="for", g="against").more_for is None


def test_who_is_recused_leaves_seats_and_base() -> None:
    entitled = replace(
        JAPANESE_MAJORITY, majority=Majority("entitled", Fraction(2, 3), False), abstain="counted"
    )
    # The rule of the IESG: two thirds of those not recused, and those who are silent count
    assert outcome(entitled, 15, 9) == "rejected"
    assert outcome(entitled, 15, 9, recused=2) == "carried"
    result = count(entitled, a_roll(15, recused=2), votes(9))
    assert (result.entitled, result.recused, result.base, result.needed) == (13, 2, 13, 9)


def test_counted_abstentions_weigh_against() -> None:
    rule = replace(JAPANESE_MAJORITY, abstain="counted")
    assert outcome(JAPANESE_MAJORITY, 20, 6, 4, 2) == "carried"
    assert outcome(rule, 20, 6, 4, 2) == "rejected"
    assert outcome(rule, 20, 7, 4, 2) == "carried"


def test_a_least_number_in_favour() -> None:
    rule = replace(JAPANESE_MAJORITY, min_yes=4)
    assert outcome(rule, 6, 3, 0, 3) == "rejected"
    assert outcome(rule, 6, 4, 0, 2) == "carried"


class TestTies:
    CHAIR = replace(JAPANESE_MAJORITY, tie="chair_casts")

    @pytest.mark.parametrize(
        ("chair_vote", "ended", "text_key"),
        [
            (None, "tie_chair", "tally.tie_chair"),
            ("for", "carried", "tally.carried_by_chair"),
            ("against", "rejected", "tally.rejected_by_chair"),
            ("abstain", "rejected", "tally.rejected_by_chair"),
        ],
    )
    def test_the_chair_decides(self, chair_vote: Choice | None, ended: str, text_key: str) -> None:
        result = count(self.CHAIR, a_roll(20), votes(5, 5, 2), chair_vote)
        assert (result.outcome, result.sentence[0]) == (ended, text_key)
        assert (result.for_, result.against) == (5, 5)

    def test_the_chair_has_no_say_without_a_tie(self) -> None:
        assert count(self.CHAIR, a_roll(20), votes(5, 6), "for").outcome == "rejected"
        assert count(self.CHAIR, a_roll(20), votes(6, 5), "against").outcome == "carried"

    def test_the_chair_cannot_replace_a_quorum(self) -> None:
        assert count(self.CHAIR, a_roll(20), votes(4, 4), "for").outcome == "no_quorum"

    def test_an_even_vote_below_two_thirds_is_no_tie(self) -> None:
        rule = replace(TWO_THIRDS, tie="revote")
        assert outcome(rule, 20, 6, 6) == "rejected"
        # nor is one where a single vote more would do
        assert outcome(rule, 20, 7, 4) == "rejected"

    def test_a_new_vote(self) -> None:
        assert outcome(replace(JAPANESE_MAJORITY, tie="revote"), 20, 5, 5) == "tie_revote"

    def test_other_rules_know_no_casting_vote(self) -> None:
        with pytest.raises(ValueError, match="casting vote"):
            count(JAPANESE_MAJORITY, a_roll(20), votes(5, 5), "for")


class TestProxies:
    def test_a_company_votes_for_another(self) -> None:
        cast = [CastVote("CO001", "for"), CastVote("CO002", "for", holder="CO001")]
        assert count(JAPANESE_MAJORITY, a_roll(4), cast).outcome == "carried"

    def test_the_holder_must_take_part_itself(self) -> None:
        cast = [CastVote("CO003", "for"), CastVote("CO002", "for", holder="CO001")]
        result = count(JAPANESE_MAJORITY, a_roll(4), cast)
        assert (result.outcome, result.for_, result.struck) == ("no_quorum", 1, 1)
        at_leisure = replace(JAPANESE_MAJORITY, proxies=Proxies(True, 1, False))
        assert count(at_leisure, a_roll(4), cast).for_ == 2

    def test_at_a_meeting_the_holder_must_be_there(self) -> None:
        cast = [CastVote("CO002", "for", holder="CO001")]
        assert count(JAPANESE_MAJORITY, a_roll(4, present=1), cast).for_ == 1
        assert count(JAPANESE_MAJORITY, a_roll(4, present=0), cast).for_ == 0

    def test_a_struck_vote_of_the_holder_takes_no_part(self) -> None:
        cast = [CastVote("CO001", "for", counted=False), CastVote("CO002", "for", holder="CO001")]
        assert count(JAPANESE_MAJORITY, a_roll(4), cast).struck == 2

    @pytest.mark.parametrize(
        ("cast", "told"),
        [
            ([CastVote("CO001", "for", holder="CO001")], "CO001 cannot vote for CO001"),
            ([CastVote("CO001", "for", holder="CO099")], "CO099 cannot vote"),
            ([CastVote("CO001", "for", holder="CO009")], "CO009 cannot vote"),
            ([CastVote("CO001", "for", holder="CO003"), CastVote("CO002", "for", holder="CO003")],
             "holds 2 proxies"),
            ([CastVote("CO001", "for", holder="CO002"), CastVote("CO002", "for", holder="CO003")],
             "gave its own vote"),
        ],
    )  # fmt: skip
    def test_what_a_proxy_may_not(self, cast: list[CastVote], told: str) -> None:
        with pytest.raises(ValueError, match=told):
            count(JAPANESE_MAJORITY, a_roll(9, recused=1), cast)

    def test_some_rules_have_none(self) -> None:
        with pytest.raises(ValueError, match="no proxies"):
            count(ROBERTS, a_roll(9), [CastVote("CO001", "for", holder="CO002")])


@pytest.mark.parametrize(
    ("cast", "told"),
    [
        ([CastVote("CO001", "for"), CastVote("CO001", "for")], "votes twice"),
        ([CastVote("CO001", "for"), CastVote("CO001", "for", counted=False)], "votes twice"),
        ([CastVote("CO010", "for")], "no vote"),
        ([CastVote("CO009", "for")], "no vote"),
        ([CastVote("CO001", "yes")], "no choice"),  # type: ignore[arg-type]
    ],
)
def test_votes_that_cannot_be(cast: list[CastVote], told: str) -> None:
    with pytest.raises(ValueError, match=told):
        count(JAPANESE_MAJORITY, a_roll(9, recused=1), cast)


@pytest.mark.parametrize("roll", [
    Roll(frozenset({"A"}), recused=frozenset({"B"})),
    Roll(frozenset({"A"}), present=frozenset({"B"})),
])  # fmt: skip
def test_rolls_that_cannot_be(roll: Roll) -> None:
    with pytest.raises(ValueError, match="no seat"):
        count(JAPANESE_MAJORITY, roll, [])


class TestMeetings:
    def test_attendance_makes_the_quorum(self) -> None:
        assert count(JAPANESE_MAJORITY, a_roll(20, present=9), votes(3, 2)).outcome == "no_quorum"
        assert count(JAPANESE_MAJORITY, a_roll(20, present=10), votes(3, 2)).outcome == "carried"

    def test_a_majority_of_those_present(self) -> None:
        rule = replace(
            JAPANESE_MAJORITY, majority=Majority("present", Fraction(1, 2), True), abstain="counted"
        )
        assert count(rule, a_roll(20, present=11), votes(5, 0)).outcome == "rejected"
        assert count(rule, a_roll(20, present=11), votes(6, 5)).outcome == "carried"

    def test_a_quorum_of_those_present(self) -> None:
        rule = replace(JAPANESE_MAJORITY, quorum=Quorum("present", Fraction(1, 2), False))
        assert count(rule, a_roll(20, present=9), votes(4)).outcome == "no_quorum"
        assert count(rule, a_roll(20, present=9), votes(4, 1)).outcome == "carried"

    def test_who_is_recused_is_not_present(self) -> None:
        result = count(JAPANESE_MAJORITY, a_roll(20, recused=12, present=20), votes(3, 2))
        assert (result.present, result.quorum_needed) == (8, 4)


@pytest.mark.parametrize(
    ("cast", "sentence", "outlook"),
    [
        ((4, 2), ("tally.no_quorum", {"present": 6, "needed": 10}),
         ("tally.needs_more_and_quorum", {"more": 4, "quorum": 4})),
        ((6, 4), ("tally.too_few_for",
                  {"for": 6, "against": 4, "needed": 7, "base": 10, "short": 1}),
         ("tally.needs_more", {"more": 2})),
        ((8, 4), ("tally.carried", {"for": 8, "against": 4, "needed": 8, "base": 12}),
         ("tally.would_carry", {})),
        ((1, 12), ("tally.too_few_for",
                   {"for": 1, "against": 12, "needed": 9, "base": 13, "short": 8}),
         ("tally.cannot_carry", {"left": 7})),
    ],
)  # fmt: skip
def test_what_is_said(cast: tuple[int, ...], sentence: object, outlook: object) -> None:
    result = count(TWO_THIRDS, a_roll(20), votes(*cast))
    assert result.sentence == sentence
    assert result.outlook == outlook


# An independent model: cross-multiplied whole numbers, one plain function, no shared code.


def rules() -> st.SearchStrategy[DecisionRule]:
    ratios = st.fractions(0, 1, max_denominator=9)
    counted = st.sampled_from(["excluded", "counted"])
    heads = st.tuples(st.sampled_from(["present", "entitled"]), st.just("counted"))
    based = st.tuples(st.sampled_from(["cast", "valid"]), counted) | heads
    return st.builds(
        lambda quorum, basis, q_strict, ratio, strict, base, negative, min_yes, tie: replace(
            JAPANESE_MAJORITY,
            quorum=Quorum(basis, quorum, q_strict and quorum < 1),
            majority=Majority(base[0], ratio or Fraction(1, 2), strict and 0 < ratio < 1),
            abstain=base[1],
            max_negative_ratio=negative,
            min_yes=min_yes,
            tie=tie,
        ),
        ratios, st.sampled_from(["seats", "present"]), st.booleans(), ratios, st.booleans(), based,
        st.none() | ratios, st.integers(0, 3), st.sampled_from(["rejected", "revote"]),
    )  # fmt: skip


def model(rule: DecisionRule, seats: int, present: int, y: int, n: int, a: int, x: int) -> bool:
    """Whether y for, n against, a abstaining and x struck of so many seats carry."""
    part, whole = (present, seats) if rule.quorum.basis == "seats" else (y + n + a, present)
    have, want = part * rule.quorum.ratio.denominator, whole * rule.quorum.ratio.numerator
    if have < want or (rule.quorum.strict and have == want):
        return False
    base = y + n + (a if rule.abstain == "counted" else 0)
    if rule.majority.base == "cast":
        base += x
    elif rule.majority.base != "valid":
        base = present if rule.majority.base == "present" else seats
    have, want = y * rule.majority.ratio.denominator, base * rule.majority.ratio.numerator
    if have < want or (rule.majority.strict and have == want):
        return False
    limit = rule.max_negative_ratio
    if limit is not None and n * limit.denominator > base * limit.numerator:
        return False
    return y >= max(1, rule.min_yes)


@given(rules(), st.data())
@settings(max_examples=600)
def test_the_engine_agrees_with_a_simple_model(rule: DecisionRule, data: st.DataObject) -> None:
    # Given any rule, and any ballot with or without a meeting
    seats = data.draw(st.integers(1, 14))
    recused = data.draw(st.integers(0, seats - 1))
    entitled = seats - recused
    cast = [data.draw(st.integers(0, left)) for left in shrinking(entitled, data)]
    there = data.draw(st.none() | st.integers(0, seats))
    result = count(rule, a_roll(seats, recused, there), votes(*cast))
    present = max(sum(cast[:3]), min(there or 0, entitled))
    # Then both say the same, and no vote is lost
    assert result.present == present
    assert (result.outcome == "carried") == model(rule, entitled, present, *cast)
    assert sum(cast) + result.not_cast == entitled
    check_more_for(rule, result, cast)


def shrinking(total: int, data: st.DataObject) -> Iterator[int]:
    """How many companies are left for each kind of vote, cut at random."""
    cuts = sorted(data.draw(st.lists(st.integers(0, total), min_size=3, max_size=3)))
    edges = [0, *cuts, total]
    return (after - before for before, after in zip(edges, edges[1:], strict=False))


def check_more_for(rule: DecisionRule, result: Result, cast: list[int]) -> None:
    y, n, a, x = cast
    carrying = [
        more
        for more in range(result.not_cast + 1)
        if model(rule, result.entitled, max(result.present, y + n + a + more), y + more, n, a, x)
    ]
    assert result.more_for == (carrying[0] if carrying else None)


# Properties, of every rule: see docs/ballots.md for what they mean and where they end.


def some_votes(seats: int, data: st.DataObject) -> list[CastVote]:
    said = data.draw(
        st.lists(
            st.sampled_from(["for", "against", "abstain", "struck", "silent"]),
            min_size=seats, max_size=seats,
        )
    )  # fmt: skip
    return [
        CastVote(f"CO{number:03}", "against" if one == "struck" else cast_as(one), None,
                 one != "struck")
        for number, one in enumerate(said, 1) if one != "silent"
    ]  # fmt: skip


@given(rules(), st.data())
@settings(max_examples=150)
def test_the_order_of_votes_does_not_matter(rule: DecisionRule, data: st.DataObject) -> None:
    cast = some_votes(9, data)
    assert count(rule, a_roll(9), data.draw(st.permutations(cast))) == count(rule, a_roll(9), cast)


@given(rules(), st.data())
@settings(max_examples=300)
def test_a_yes_more_never_turns_a_pass_into_a_fail(
    rule: DecisionRule, data: st.DataObject
) -> None:
    """Whether it comes from a company that was silent, abstained or was against."""
    cast = some_votes(8, data)
    before = count(rule, a_roll(8), cast)
    who = f"CO{data.draw(st.integers(1, 8)):03}"
    changed = [one for one in cast if one.company_id != who] + [CastVote(who, "for")]
    if before.outcome == "carried":
        assert count(rule, a_roll(8), changed).outcome == "carried"


def test_where_adding_is_not_monotone() -> None:
    """A vote against, or an abstention, may carry what silence would not: they make the quorum.
    And a yes may wake the proxy its company holds, which says no."""
    assert outcome(JAPANESE_MAJORITY, 20, 9, 0) == "no_quorum"
    assert outcome(JAPANESE_MAJORITY, 20, 9, 1) == "carried"
    assert outcome(JAPANESE_MAJORITY, 20, 9, 0, 1) == "carried"
    rule = replace(UNANIMITY, quorum=Quorum("seats", Fraction(0), False))
    cast = [CastVote("CO001", "for"), CastVote("CO002", "against", holder="CO003")]
    assert count(rule, a_roll(4), cast).outcome == "carried"
    assert count(rule, a_roll(4), [*cast, CastVote("CO003", "for")]).outcome == "rejected"


@given(rules(), st.data())
@settings(max_examples=150)
def test_a_sealed_count_is_the_same_count(rule: DecisionRule, data: st.DataObject) -> None:
    cast = some_votes(8, data)
    struck = sum(not one.counted for one in cast)
    sealed = count_sealed(rule, a_roll(8), [one.choice for one in cast if one.counted], struck)
    assert sealed == count(rule, a_roll(8), cast)


def test_more_sealed_votes_than_companies_are_refused() -> None:
    with pytest.raises(ValueError, match="can't be"):
        count_sealed(JAPANESE_MAJORITY, a_roll(2), ["for", "for"], struck=1)
    with pytest.raises(ValueError, match="can't be"):
        count_sealed(JAPANESE_MAJORITY, a_roll(2), ["no_objection"])
