"""What is sent to make and change a body, and to give it a rule."""

from typing import Annotated, Any, Literal

from pydantic import Field

from committees.bodies.facts import BodyFacts, BodyKind, Positions, Silence
from web.form import Form, Id, Line, Prose, Tick

Code = Annotated[str, Field(pattern=r"^[A-Z0-9][A-Z0-9-]{0,11}$")]
Days = Annotated[int, Field(ge=0, le=365)]
Count = Annotated[int, Field(ge=0, le=10_000)]


class BodyForm(Form):
    """A body's names, place and remit; `seen` marks the state the editor began from."""

    code: Code
    kind: BodyKind
    name_ja: Line(60)
    reading: Line(80)
    name_en: Line(120)
    parent: Id | None = None
    remit_ja: Prose(2000) | None = None
    remit_en: Prose(2000) | None = None
    position: Annotated[int, Field(ge=0, le=999)] = 0
    silence: Silence
    positions: Positions = Positions.SEALED
    seen: Annotated[str, Field(max_length=64)] = ""

    def facts(self) -> BodyFacts:
        """The body as it is stated here."""
        return BodyFacts(
            code=self.code, kind=self.kind, name_ja=self.name_ja, reading=self.reading,
            name_en=self.name_en, parent_id=self.parent, remit_ja=self.remit_ja or "",
            remit_en=self.remit_en or "", position=self.position, silence=self.silence,
            positions=self.positions,
        )


class RuleQuery(Form):
    """`preset`: a known rule to begin from."""

    preset: Annotated[str, Field(pattern=r"^[a-z_]{1,40}$")] | None = None


class RuleForm(Form):
    """A decision rule, part by part."""

    mode: Literal["consensus", "consent", "vote", "written"]
    quorum_basis: Literal["seats", "present"]
    quorum_ratio: Line(9)
    quorum_strict: Tick = False
    majority_base: Literal["cast", "valid", "entitled", "present"]
    majority_ratio: Line(9)
    majority_strict: Tick = False
    max_negative_ratio: Line(9) | None = None
    min_yes: Count = 0
    group_ratio: Line(9) | None = None
    no_objection: Tick = False
    negative_reason: Literal["optional", "required"] = "optional"
    abstain: Literal["excluded", "counted"]
    tie: Literal["rejected", "chair_casts", "revote"]
    proxies_allowed: Tick = False
    proxies_max: Annotated[int, Field(ge=1, le=10_000)] | None = None
    proxies_presence: Tick = False
    secrecy: Literal["open", "hidden_until_close", "secret"]
    min_reply_days: Days = 0
    confirm_days: Days = 0

    def rule(self) -> dict[str, Any]:
        """The rule object that is stated here."""
        return {
            "mode": self.mode,
            "seat_basis": "company",
            "quorum": {
                "basis": self.quorum_basis,
                "ratio": self.quorum_ratio,
                "strict": self.quorum_strict,
            },
            "majority": {
                "base": self.majority_base,
                "ratio": self.majority_ratio,
                "strict": self.majority_strict,
            },
            "max_negative_ratio": self.max_negative_ratio,
            "min_yes": self.min_yes,
            "per_group_min": (
                {"group_by": "sector", "ratio": self.group_ratio} if self.group_ratio else None
            ),
            "no_objection": self.no_objection,
            "negative_reason": self.negative_reason,
            "abstain": self.abstain,
            "recuse": "shrinks_base",
            "tie": self.tie,
            "proxies": {
                "allowed": self.proxies_allowed,
                "max_per_holder": self.proxies_max,
                "presence_required": self.proxies_presence,
            },
            "secrecy": self.secrecy,
            "silence": "none",
            "min_reply_days": self.min_reply_days,
            "confirm_days": self.confirm_days,
        }


def flat(rule: dict[str, Any]) -> dict[str, Any]:
    """A rule object as the form's fields."""
    plain = {name: value for name, value in rule.items() if name in RuleForm.model_fields}
    for name in ("quorum", "majority"):
        plain |= {f"{name}_{part}": value for part, value in rule[name].items()}
    proxies, group = rule["proxies"], rule["per_group_min"]
    return plain | {
        "group_ratio": group["ratio"] if group else None,
        "proxies_allowed": proxies["allowed"],
        "proxies_max": proxies["max_per_holder"],
        "proxies_presence": proxies["presence_required"],
    }
