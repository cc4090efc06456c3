"""The figures of a ballot under a rule, and what one vote more would change."""

from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil, floor

from proposals.decision_rule import DecisionRule


@dataclass(frozen=True)
class Group:
    """Numbers of companies of one group; `left` have not voted."""

    in_favour: int
    against: int
    left: int

    def more_for(self, ratio: Fraction) -> int | None:
        """How many further votes in favour give the group its part; None if it can't have it.
        A group in which nobody took a side holds nobody up."""
        if not self.in_favour + self.against:
            return 0
        short = (
            more for more in range(self.left + 1)
            if self.in_favour + more >= ratio * (self.in_favour + self.against + more)
        )
        return next(short, None)


@dataclass(frozen=True)
class Standing:
    """Numbers of companies. Those whose vote counts are among those present."""

    rule: DecisionRule
    entitled: int
    present: int
    for_: int
    against: int
    abstain: int
    struck: int
    no_objection: int = 0
    groups: tuple[Group, ...] = ()

    @property
    def in_favour(self) -> int:
        return self.for_ + self.no_objection

    @property
    def voted(self) -> int:
        return self.in_favour + self.against + self.abstain

    @property
    def left(self) -> int:
        return self.entitled - self.voted - self.struck

    @property
    def base(self) -> int:
        abstain = self.abstain if self.rule.abstain == "counted" else 0
        valid = self.in_favour + self.against + abstain
        return {
            "valid": valid,
            "cast": valid + self.struck,
            "present": self.present,
            "entitled": self.entitled,
        }[self.rule.majority.base]

    @property
    def needed(self) -> int:
        """Votes in favour: never none at all, whatever the base."""
        majority = self.rule.majority
        return max(1, self.rule.min_yes, _at_least(majority.ratio * self.base, majority.strict))

    @property
    def yes_missing(self) -> int:
        """Votes "for" that the least number of them still lacks; "no objection" is none."""
        return max(0, self.rule.min_yes - self.for_)

    @property
    def groups_short(self) -> int:
        """How many groups have less in favour than the rule asks of each."""
        least = self.rule.per_group_min
        return 0 if least is None else sum(one.more_for(least.ratio) != 0 for one in self.groups)

    @property
    def allowed_against(self) -> int | None:
        limit = self.rule.max_negative_ratio
        return None if limit is None else floor(limit * self.base)

    @property
    def quorum_reached(self) -> int:
        return self.present if self.rule.quorum.basis == "seats" else self.voted

    @property
    def quorum_needed(self) -> int:
        quorum = self.rule.quorum
        whole = self.entitled if quorum.basis == "seats" else self.present
        return _at_least(quorum.ratio * whole, quorum.strict)

    @property
    def quorum_missing(self) -> int:
        return max(0, self.quorum_needed - self.quorum_reached)

    @property
    def too_many_against(self) -> bool:
        return self.allowed_against is not None and self.against > self.allowed_against

    @property
    def carries(self) -> bool:
        return self._carries_as_a_whole and not self.groups_short

    @property
    def _carries_as_a_whole(self) -> bool:
        enough = self.in_favour >= self.needed and not self.yes_missing
        return not self.quorum_missing and enough and not self.too_many_against

    @property
    def tied(self) -> bool:
        """As many for as against, and a single vote would decide it."""
        even = self.in_favour == self.against and not self.carries
        return even and replace(self, for_=self.for_ + 1).carries

    def more_for(self) -> int | None:
        """How many further votes in favour would carry it; None if all that are left would not."""
        among_groups = self._more_for_groups()
        if among_groups is None:
            return None
        enough = (
            more for more in range(among_groups, self.left + 1)
            if self._with(more)._carries_as_a_whole
        )
        return next(enough, None)

    def _more_for_groups(self) -> int | None:
        least = self.rule.per_group_min
        lacking = [one.more_for(least.ratio) for one in self.groups] if least else []
        return None if None in lacking else sum(one or 0 for one in lacking)

    def _with(self, more: int) -> "Standing":
        return replace(self, for_=self.for_ + more, present=max(self.present, self.voted + more))


def _at_least(amount: Fraction, strict: bool) -> int:
    return floor(amount) + 1 if strict else ceil(amount)
