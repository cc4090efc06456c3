"""Who may vote on a ballot, and which of the votes handed in are votes at all."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, get_args

from proposals.decision_rule import DecisionRule

Choice = Literal["for", "no_objection", "against", "abstain"]
CHOICES: tuple[Choice, ...] = get_args(Choice)


@dataclass(frozen=True)
class Roll:
    """The companies with a seat, those of them recused, and those present at the meeting.

    `present` is None where no meeting is held: then whoever votes is present. `groups` maps a
    company to its group where the rule asks for a part of each.
    """

    eligible: frozenset[str]
    recused: frozenset[str] = frozenset()
    present: frozenset[str] | None = None
    groups: Mapping[str, str] = field(default_factory=dict)

    @property
    def entitled(self) -> frozenset[str]:
        return self.eligible - self.recused


@dataclass(frozen=True)
class CastVote:
    """A company's vote. `holder` is the company that cast it under a proxy.

    `counted` is False for a vote that was struck out, such as one without its reason where the
    rules ask for one.
    """

    company_id: str
    choice: Choice
    holder: str | None = None
    counted: bool = True


def cast_as(stored: str) -> Choice:
    """A stored choice as what it is. Raises ValueError for one that is none."""
    return CHOICES[CHOICES.index(stored)]  # type: ignore[arg-type]


def choices_of(rule: DecisionRule) -> tuple[Choice, ...]:
    """What a company may say under the rule."""
    return tuple(one for one in CHOICES if one != "no_objection" or rule.no_objection)


def check(rule: DecisionRule, roll: Roll, votes: Sequence[CastVote]) -> None:
    """Refuse votes that cannot be on this ballot.

    Raises:
        ValueError: a company votes twice or without a right to, or a proxy breaks the rule.
    """
    if not roll.recused <= roll.eligible or not (roll.present or frozenset()) <= roll.eligible:
        raise ValueError("the roll names companies that have no seat")
    by_company: dict[str, CastVote] = {}
    for vote in votes:
        if vote.company_id in by_company:
            raise ValueError(f"{vote.company_id} votes twice")
        if vote.company_id not in roll.entitled:
            raise ValueError(f"{vote.company_id} has no vote here")
        if vote.choice not in choices_of(rule):
            raise ValueError(f"{vote.choice!r} is no choice")
        by_company[vote.company_id] = vote
    _check_proxies(rule, roll, by_company)


def _check_proxies(rule: DecisionRule, roll: Roll, votes: dict[str, CastVote]) -> None:
    held = Counter(vote.holder for vote in votes.values() if vote.holder is not None)
    if held and not rule.proxies.allowed:
        raise ValueError("this rule allows no proxies")
    for vote in votes.values():
        if vote.holder == vote.company_id or vote.holder not in {None, *roll.entitled}:
            raise ValueError(f"{vote.holder} cannot vote for {vote.company_id}")
    for holder, number in held.items():
        if number > (rule.proxies.max_per_holder or number):
            raise ValueError(f"{holder} holds {number} proxies")
        own = votes.get(holder)
        if own is not None and own.holder is not None:
            raise ValueError(f"{holder} gave its own vote to {own.holder} and holds a proxy")


def struck_out(rule: DecisionRule, roll: Roll, votes: Sequence[CastVote]) -> frozenset[str]:
    """Companies whose vote does not count: struck out, or cast under a proxy by an absent holder.

    A holder is there if it is present at the meeting or, without a meeting, votes itself.
    """
    there = roll.present
    if there is None:
        there = frozenset(own.company_id for own in votes if own.counted)
    absent_counts = not rule.proxies.presence_required
    return frozenset(
        vote.company_id
        for vote in votes
        if not (vote.counted and (absent_counts or vote.holder is None or vote.holder in there))
    )
