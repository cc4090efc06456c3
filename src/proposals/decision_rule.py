"""How a body decides, as data: quorum, majority, abstentions, ties, proxies, secrecy; and known
rules, each with where it is written. docs/ballots.md tells the same to the reader."""

import re
from collections.abc import Mapping
from dataclasses import asdict, replace
from fractions import Fraction
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, ConfigDict, Field, Strict, ValidationError, model_validator
from pydantic.dataclasses import dataclass

_WRITTEN = re.compile(r"\d{1,4}/[1-9]\d{0,3}", re.ASCII)
_CLOSED = ConfigDict(extra="forbid")


def _exact(value: object) -> Fraction:
    if isinstance(value, Fraction):
        return value
    if isinstance(value, str) and _WRITTEN.fullmatch(value):
        return Fraction(value)
    raise ValueError("a ratio is written as two whole numbers, such as 2/3")


Secrecy = Literal["open", "hidden_until_close", "secret"]
# From what everybody sees at once to what nobody ever sees: a ballot may be stricter than its
# body's rule, never laxer.
SECRECIES: tuple[Secrecy, ...] = ("open", "hidden_until_close", "secret")
Ratio = Annotated[Fraction, BeforeValidator(_exact), Field(ge=0, le=1)]
Flag = Annotated[bool, Strict()]
Count = Annotated[int, Strict(), Field(ge=0, le=10_000)]


@dataclass(frozen=True, config=_CLOSED)
class Quorum:
    """The part that must take part: of the seats, or of those present at the meeting.

    A ratio of 0 asks for no quorum. `strict` asks for more than the ratio, not for as much.
    """

    basis: Literal["seats", "present"]
    ratio: Ratio
    strict: Flag


@dataclass(frozen=True, config=_CLOSED)
class Majority:
    """The part of the base that must be in favour.

    Bases: "valid": votes that count; "cast": votes handed in, also those struck out; "present"
    and "entitled": heads, whether they voted or not.
    """

    base: Literal["cast", "valid", "entitled", "present"]
    ratio: Ratio
    strict: Flag


@dataclass(frozen=True, config=_CLOSED)
class Proxies:
    """Whether a company may vote for others, for how many, and only if it takes part itself."""

    allowed: Flag
    max_per_holder: Annotated[int, Strict(), Field(ge=1, le=10_000)] | None
    presence_required: Flag


@dataclass(frozen=True, config=_CLOSED)
class GroupMinimum:
    """The part that must be in favour within each group that took a side: no sector is outvoted."""

    group_by: Literal["sector"]
    ratio: Ratio


@dataclass(frozen=True, config=_CLOSED)
class DecisionRule:
    """One body's rule. Every figure of it is exact, and nothing of it is implied.

    `seat_basis` is always "company": one company, one vote. `max_negative_ratio` is the greatest
    part of the base that may be against. `min_yes` counts votes "for" alone, while the majority
    counts "no objection" with them where `no_objection` offers that choice. With `negative_reason`
    "required" a vote against that gives no reason is not counted. `silence` is always "none": who
    says nothing is never counted as being in favour. A recused company leaves seats and base.
    `min_reply_days` is the shortest time to vote, `confirm_days` how long a decision stays
    provisional.
    """

    mode: Literal["consensus", "consent", "vote", "written"]
    seat_basis: Literal["company"]
    quorum: Quorum
    majority: Majority
    max_negative_ratio: Ratio | None
    min_yes: Count
    per_group_min: GroupMinimum | None
    no_objection: Flag
    negative_reason: Literal["optional", "required"]
    abstain: Literal["excluded", "counted"]
    recuse: Literal["shrinks_base"]
    tie: Literal["rejected", "chair_casts", "revote"]
    proxies: Proxies
    secrecy: Secrecy
    silence: Literal["none"]
    min_reply_days: Count
    confirm_days: Count

    @model_validator(mode="after")
    def _makes_sense(self) -> Self:
        heads = self.majority.base in {"present", "entitled"}
        if heads and self.abstain == "excluded":
            raise ValueError("a base of heads holds those who abstain: abstain must be counted")
        if not self.majority.ratio:
            raise ValueError("majority.ratio of 0 would carry everything")
        for name, part in (("majority", self.majority), ("quorum", self.quorum)):
            if part.strict and part.ratio == 1:
                raise ValueError(f"{name}: nobody can be more than all")
        if self.secrecy == "secret":
            if self.negative_reason == "required":
                raise ValueError("secrecy: a sealed vote carries no reason")
            if self.per_group_min is not None:
                raise ValueError("secrecy: a sealed vote belongs to no group")
        return self

    def to_json(self) -> dict[str, Any]:
        """The rule as plain values for a JSON column, ratios as text such as "2/3"."""
        return {name: _plain(value) for name, value in asdict(self).items()}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """The rule that a mapping of plain values describes.

        Raises:
            ValueError: naming each field that is missing, unknown or out of its range.
        """
        if not isinstance(data, Mapping) or not all(isinstance(name, str) for name in data):
            raise ValueError("a rule is an object with named fields")
        try:
            return cls(**data)
        except ValidationError as refused:
            told = (
                f"{'.'.join(map(str, error['loc'])) or 'rule'}: {error['msg']}"
                for error in refused.errors(include_url=False)
            )
            raise ValueError("; ".join(told)) from None


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _plain(part) for name, part in value.items()}
    return f"{value.numerator}/{value.denominator}" if isinstance(value, Fraction) else value


_NO_QUORUM = Quorum("seats", Fraction(0), False)
_NO_PROXIES = Proxies(False, None, True)

# 過半数: more than half of the votes for and against, half of the seats taking part (定足数).
JAPANESE_MAJORITY = DecisionRule(
    mode="written",
    seat_basis="company",
    quorum=Quorum("seats", Fraction(1, 2), False),
    majority=Majority("valid", Fraction(1, 2), True),
    max_negative_ratio=None,
    min_yes=0,
    per_group_min=None,
    no_objection=False,
    negative_reason="optional",
    abstain="excluded",
    recuse="shrinks_base",
    tie="rejected",
    proxies=Proxies(True, 1, True),
    secrecy="hidden_until_close",
    silence="none",
    min_reply_days=14,
    confirm_days=0,
)
TWO_THIRDS = replace(JAPANESE_MAJORITY, majority=Majority("valid", Fraction(2, 3), False))
# 全会一致: nobody against; who abstains does not stand in the way.
UNANIMITY = replace(
    JAPANESE_MAJORITY,
    majority=Majority("valid", Fraction(1), False),
    max_negative_ratio=Fraction(0),
)
# ISO/IEC Directives Part 1, enquiry stage: two thirds in favour, no more than a quarter negative,
# abstentions and negative votes without technical reasons aside; an enquiry lasts twelve weeks.
ISO_DIS = replace(
    TWO_THIRDS,
    quorum=_NO_QUORUM,
    max_negative_ratio=Fraction(1, 4),
    negative_reason="required",
    proxies=_NO_PROXIES,
    min_reply_days=84,
)
# IESG Statement on Ballot Procedures and the Datatracker's rule: a Yes, no Discuss (here: nobody
# against), and two thirds of those not recused who say Yes or No Objection.
IESG = replace(
    JAPANESE_MAJORITY,
    mode="vote",
    quorum=_NO_QUORUM,
    majority=Majority("entitled", Fraction(2, 3), False),
    max_negative_ratio=Fraction(0),
    min_yes=1,
    no_objection=True,
    negative_reason="required",
    abstain="counted",
    proxies=_NO_PROXIES,
    secrecy="open",
    min_reply_days=7,
)
# 3GPP Working Procedures, article 25: 71 % of the votes cast, abstentions aside.
THREE_GPP = replace(
    JAPANESE_MAJORITY,
    mode="vote",
    quorum=_NO_QUORUM,
    majority=Majority("cast", Fraction(71, 100), False),
)
# Robert's Rules of Order: quorum of more than half of the members unless by-laws differ, more
# than half of the votes cast, no proxies; decided in the meeting.
ROBERTS = replace(
    JAPANESE_MAJORITY,
    mode="vote",
    quorum=Quorum("seats", Fraction(1, 2), True),
    majority=Majority("cast", Fraction(1, 2), True),
    proxies=_NO_PROXIES,
    secrecy="open",
    min_reply_days=0,
)
# Consent: one objection that stands is enough to stop.
CONSENT = replace(
    JAPANESE_MAJORITY,
    mode="consent",
    quorum=_NO_QUORUM,
    majority=Majority("valid", Fraction(1), False),
    max_negative_ratio=Fraction(0),
    negative_reason="required",
    proxies=_NO_PROXIES,
)

PRESETS: Mapping[str, DecisionRule] = {
    "japanese_majority": JAPANESE_MAJORITY,
    "two_thirds": TWO_THIRDS,
    "unanimity": UNANIMITY,
    "consent": CONSENT,
    "iesg": IESG,
    "iso_dis": ISO_DIS,
    "three_gpp": THREE_GPP,
    "roberts": ROBERTS,
}
