"""The decision rule object of a body: its shape, checked before it is kept.

What a rule means is known where ballots are counted; this side keeps it and says it in words.
"""

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from foundation.errors import Invalid


def _share(text: str) -> str:
    top, _, bottom = text.partition("/")
    if not (top.isascii() and top.isdigit() and bottom.isascii() and bottom.isdigit()):
        raise ValueError("not a ratio")
    if len(text) > 9 or int(bottom) == 0 or Fraction(text) > 1:
        raise ValueError("not a ratio")
    return text


Share = Annotated[str, AfterValidator(_share)]
Count = Annotated[int, Field(ge=0, le=10_000)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Quorum(_Part):
    basis: Literal["seats", "present"]
    ratio: Share
    strict: bool


class Majority(_Part):
    base: Literal["cast", "valid", "entitled", "present"]
    ratio: Share
    strict: bool


class Proxies(_Part):
    allowed: bool
    max_per_holder: Annotated[int, Field(ge=1, le=10_000)] | None
    presence_required: bool


class GroupMinimum(_Part):
    group_by: Literal["sector"]
    ratio: Share


class RuleObject(_Part):
    """A rule with every figure written out (fields: the decision rule of the ballots)."""

    mode: Literal["consensus", "consent", "vote", "written"]
    seat_basis: Literal["company"]
    quorum: Quorum
    majority: Majority
    max_negative_ratio: Share | None
    min_yes: Count
    per_group_min: GroupMinimum | None
    no_objection: bool
    negative_reason: Literal["optional", "required"]
    abstain: Literal["excluded", "counted"]
    recuse: Literal["shrinks_base"]
    tie: Literal["rejected", "chair_casts", "revote"]
    proxies: Proxies
    secrecy: Literal["open", "hidden_until_close", "secret"]
    silence: Literal["none"]
    min_reply_days: Count
    confirm_days: Count


def checked(rule: Any) -> dict[str, Any]:
    """The rule as plain values.

    Raises Invalid with a text key for each part that is missing, unknown or out of range, and
    where parts contradict each other.
    """
    try:
        found = RuleObject.model_validate(rule)
    except ValidationError as error:
        names = {"_".join(str(part) for part in one["loc"]) or "rule" for one in error.errors()}
        raise Invalid(**dict.fromkeys(sorted(names), "body_rule.not_understood")) from None
    if found.majority.base in ("present", "entitled") and found.abstain == "excluded":
        raise Invalid(abstain="body_rule.abstain_must_count")
    if not Fraction(found.majority.ratio):
        raise Invalid(majority_ratio="body_rule.nothing_needed")
    for name, part in (("majority", found.majority), ("quorum", found.quorum)):
        if part.strict and Fraction(part.ratio) == 1:
            raise Invalid(**{f"{name}_ratio": "body_rule.more_than_all"})
    if found.secrecy == "secret" and found.negative_reason == "required":
        raise Invalid(negative_reason="body_rule.secret_has_no_reasons")
    if found.secrecy == "secret" and found.per_group_min is not None:
        raise Invalid(group_ratio="body_rule.secret_has_no_groups")
    return found.model_dump()


def in_words(rule: Mapping[str, Any], t: Callable[..., str]) -> list[tuple[str, str]]:
    """The rule as pairs of what is ruled and how, in the language of `t`."""
    found = RuleObject.model_validate(rule)
    quorum, majority, proxies = found.quorum, found.majority, found.proxies
    said = [
        ("mode", t(f"body_rule.mode.{found.mode}")),
        (
            "quorum",
            t(
                "body_rule.quorum.said",
                basis=t(f"body_rule.quorum.{quorum.basis}"), share=_said(quorum, t),
            )
            if Fraction(quorum.ratio) else t("body_rule.quorum.none"),
        ),
        (
            "majority",
            t(
                "body_rule.majority.said",
                base=t(f"body_rule.base.{majority.base}"), share=_said(majority, t),
            ),
        ),
    ]
    if found.max_negative_ratio is not None:
        said.append(("negative", t("body_rule.negative.said", share=found.max_negative_ratio)))
    if found.min_yes:
        said.append(("min_yes", t("body_rule.min_yes.said", n=found.min_yes)))
    if found.per_group_min is not None:
        said.append(("group", t("body_rule.group.said", share=found.per_group_min.ratio)))
    if found.no_objection:
        said.append(("no_objection", t("body_rule.no_objection.said")))
    if found.negative_reason == "required":
        said.append(("negative_reason", t("body_rule.negative_reason.required")))
    said += [
        ("abstain", t(f"body_rule.abstain.{found.abstain}")),
        ("tie", t(f"body_rule.tie.{found.tie}")),
        ("proxies", _proxies(proxies, t)),
        ("secrecy", t(f"body_rule.secrecy.{found.secrecy}")),
    ]
    if found.min_reply_days:
        said.append(("min_reply_days", t("body_rule.days", n=found.min_reply_days)))
    if found.confirm_days:
        said.append(("confirm_days", t("body_rule.days", n=found.confirm_days)))
    return [(t(f"body_rule.label.{name}"), words) for name, words in said]


def _said(part: Quorum | Majority, t: Callable[..., str]) -> str:
    if part.strict and Fraction(part.ratio) == Fraction(1, 2):
        return t("body_rule.share.more_than_half")
    if Fraction(part.ratio) == 1:
        return t("body_rule.share.all")
    key = "more_than" if part.strict else "at_least"
    return t(f"body_rule.share.{key}", share=part.ratio)


def _proxies(proxies: Proxies, t: Callable[..., str]) -> str:
    if not proxies.allowed:
        return t("body_rule.proxies.none")
    if proxies.max_per_holder is None:
        return t("body_rule.proxies.unlimited")
    return t("body_rule.proxies.limited", n=proxies.max_per_holder)
