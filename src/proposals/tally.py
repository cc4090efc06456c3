"""Counting a ballot: who may vote, what was cast, and what the body's rule makes of it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from proposals.decision_rule import PRESETS, DecisionRule
from proposals.roll import CastVote, Choice, Roll, check, choices_of, struck_out
from proposals.standing import Group, Standing

__all__ = [
    "PRESETS", "CastVote", "Choice", "DecisionRule", "Outcome", "Result", "Roll", "count",
    "count_sealed",
]

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
    no_objection: int
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
    return _result(_standing(rule, roll, votes), len(roll.recused), chair_vote)


def count_sealed(
    rule: DecisionRule,
    roll: Roll,
    choices: Iterable[Choice],
    struck: int = 0,
    chair_vote: Choice | None = None,
) -> Result:
    """The result of a secret ballot, whose votes belong to nobody. `struck`: could not be opened.

    Raises:
        ValueError: more votes than companies entitled, or a choice the rule does not offer.
    """
    found = Counter(choices)
    unknown = set(found) - set(choices_of(rule))
    if unknown or found.total() + struck > len(roll.entitled):
        raise ValueError("votes that can't be on this ballot")
    standing = Standing(
        rule=rule,
        entitled=len(roll.entitled),
        present=found.total(),
        for_=found["for"],
        no_objection=found["no_objection"],
        against=found["against"],
        abstain=found["abstain"],
        struck=struck,
    )
    return _result(standing, len(roll.recused), chair_vote)


def _result(standing: Standing, recused: int, chair_vote: Choice | None) -> Result:
    if chair_vote is not None and standing.rule.tie != "chair_casts":
        raise ValueError("this rule gives the chair no casting vote")
    more_for = standing.more_for()
    outcome, sentence = _outcome(standing, chair_vote)
    return Result(
        entitled=standing.entitled,
        recused=recused,
        present=standing.present,
        cast=standing.voted + standing.struck,
        struck=standing.struck,
        for_=standing.for_,
        no_objection=standing.no_objection,
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
        no_objection=choices["no_objection"],
        against=choices["against"],
        abstain=choices["abstain"],
        struck=len(struck),
        groups=_groups(rule, roll, counted, struck),
    )


def _groups(
    rule: DecisionRule, roll: Roll, counted: Sequence[CastVote], struck: frozenset[str]
) -> tuple[Group, ...]:
    if rule.per_group_min is None:
        return ()
    choices = {vote.company_id: vote.choice for vote in counted}
    found = []
    for group in sorted({roll.groups.get(one, "") for one in roll.entitled}):
        own = [one for one in roll.entitled - struck if roll.groups.get(one, "") == group]
        said = Counter(choices.get(one) for one in own)
        found.append(Group(said["for"] + said["no_objection"], said["against"], said[None]))
    return tuple(found)


def _outcome(standing: Standing, chair_vote: Choice | None) -> tuple[Outcome, Sentence]:
    figures = {
        "for": standing.in_favour,
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
    short = standing.needed - standing.in_favour
    if short > 0:
        return "rejected", ("tally.too_few_for", {**figures, "short": short})
    if standing.yes_missing:
        return "rejected", ("tally.too_few_yes", {**figures, "yes": standing.for_})
    return "rejected", ("tally.group_short", {**figures, "groups": standing.groups_short})


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
