"""Counting a ballot: who may vote, what was cast, and what the body's rule makes of it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from proposals.decision_rule import PRESETS, DecisionRule
from proposals.roll import CastVote, Choice, Roll, check, struck_out
from proposals.standing import Standing

__all__ = ["PRESETS", "CastVote", "Choice", "DecisionRule", "Outcome", "Result", "Roll", "count"]

Outcome = Literal["carried", "rejected", "no_quorum", "tie_revote", "tie_chair"]
Sentence = tuple[str, dict[str, Any]]


@dataclass(frozen=True)
class Result:
    """What was counted and what follows; all figures are numbers of companies.

    `entitled` leaves the recused out; `cast` is every vote handed in, `struck` those of them that
    do not count. The majority is measured on `base` and takes `needed` votes in favour, with at
    most `allowed_against` (None: no limit). `more_for` is how many further votes in favour would
    carry it, None if all that are left would not. Outcome "tie_chair" awaits the casting vote.

    `sentence` says how it ended, `outlook` what is missing while the ballot is open: text key and
    params.
    """

    entitled: int
    recused: int
    present: int
    cast: int
    struck: int
    for_: int
    against: int
    abstain: int
    not_cast: int
    quorum_needed: int
    quorum_met: bool
    base: int
    needed: int
    allowed_against: int | None
    more_for: int | None
    outcome: Outcome
    sentence: Sentence
    outlook: Sentence


def count(
    rule: DecisionRule, roll: Roll, votes: Iterable[CastVote], chair_vote: Choice | None = None
) -> Result:
    """The result of a ballot as it stands. `chair_vote` matters only when there is a tie.

    Raises:
        ValueError: a company votes twice or without a right to, a proxy breaks the rule, or the
            rule knows no casting vote.
    """
    votes = tuple(votes)
    check(rule, roll, votes)
    if chair_vote is not None and rule.tie != "chair_casts":
        raise ValueError("this rule gives the chair no casting vote")
    standing = _standing(rule, roll, votes)
    more_for = standing.more_for()
    outcome, sentence = _outcome(standing, chair_vote)
    return Result(
        entitled=standing.entitled,
        recused=len(roll.recused),
        present=standing.present,
        cast=len(votes),
        struck=standing.struck,
        for_=standing.for_,
        against=standing.against,
        abstain=standing.abstain,
        not_cast=standing.left,
        quorum_needed=standing.quorum_needed,
        quorum_met=standing.quorum_missing == 0,
        base=standing.base,
        needed=standing.needed,
        allowed_against=standing.allowed_against,
        more_for=more_for,
        outcome=outcome,
        sentence=sentence,
        outlook=_outlook(standing, more_for),
    )


def _standing(rule: DecisionRule, roll: Roll, votes: Sequence[CastVote]) -> Standing:
    struck = struck_out(rule, roll, votes)
    counted = [vote for vote in votes if vote.company_id not in struck]
    choices = Counter(vote.choice for vote in counted)
    present = {vote.company_id for vote in counted} | (roll.present or frozenset())
    return Standing(
        rule=rule,
        entitled=len(roll.entitled),
        present=len(present & roll.entitled),
        for_=choices["for"],
        against=choices["against"],
        abstain=choices["abstain"],
        struck=len(struck),
    )


def _outcome(standing: Standing, chair_vote: Choice | None) -> tuple[Outcome, Sentence]:
    figures = {
        "for": standing.for_,
        "against": standing.against,
        "needed": standing.needed,
        "base": standing.base,
    }
    if standing.quorum_missing:
        reached = {"present": standing.quorum_reached, "needed": standing.quorum_needed}
        return "no_quorum", ("tally.no_quorum", reached)
    if standing.carries:
        return "carried", ("tally.carried", figures)
    if standing.tied:
        return _tie(standing.rule, figures, chair_vote)
    if standing.too_many_against:
        limit = {**figures, "allowed": standing.allowed_against}
        return "rejected", ("tally.too_many_against", limit)
    return "rejected", ("tally.too_few_for", {**figures, "short": standing.needed - standing.for_})


def _tie(
    rule: DecisionRule, figures: dict[str, Any], chair_vote: Choice | None
) -> tuple[Outcome, Sentence]:
    if rule.tie == "revote":
        return "tie_revote", ("tally.tie_revote", figures)
    if rule.tie == "rejected":
        return "rejected", ("tally.tie_rejected", figures)
    if chair_vote is None:
        return "tie_chair", ("tally.tie_chair", figures)
    if chair_vote == "for":
        return "carried", ("tally.carried_by_chair", figures)
    return "rejected", ("tally.rejected_by_chair", figures)


def _outlook(standing: Standing, more_for: int | None) -> Sentence:
    if more_for is None:
        return "tally.cannot_carry", {"left": standing.left}
    if more_for == 0:
        return "tally.would_carry", {}
    if standing.quorum_missing:
        missing = {"more": more_for, "quorum": standing.quorum_missing}
        return "tally.needs_more_and_quorum", missing
    return "tally.needs_more", {"more": more_for}
