"""A place in the law in its normal form: "ETCO:table1:item7:sub1", "3A001.a.2.c", "WA"."""

import re
from dataclasses import dataclass
from functools import cached_property

from legislation.instruments import BY_KEY, REGIMES, Instrument

_EU = re.compile(r"[0-9][A-E][0-9]{3}(?:\.[a-z0-9]+)*")
_STEP = re.compile(r"(table|item|sub|art|para|no|iro|loc)(.+)")
_EGOV = (("art", "At"), ("para", "Pr"), ("no", "It"))
_SHOWN_JA = {"item": "{}の項", "sub": "({})", "art": "第{}条", "para": "第{}項", "no": "第{}号"}
_SHOWN_EN = {
    "table": "Appended Table {}", "item": "row {}", "sub": "({})", "art": "Article {}",
    "para": "paragraph {}", "no": "item {}", "iro": "{}", "loc": "{}",
}


class NoProvision(ValueError):
    """Not a normal form."""


@dataclass(frozen=True, order=True)
class Provision:
    """A provision by its normal form. Raises NoProvision for what is none."""

    key: str

    def __post_init__(self) -> None:
        head, *steps = self.key.split(":")
        if head in BY_KEY:
            sound = all(_STEP.fullmatch(step) for step in steps)
        else:
            sound = not steps and bool(head in REGIMES or _EU.fullmatch(head))
        if not sound:
            raise NoProvision(self.key)

    @cached_property
    def instrument(self) -> Instrument | None:
        """The instrument it stands in; None for EU numbers and regimes."""
        return BY_KEY.get(self.key.partition(":")[0])

    @property
    def is_eu(self) -> bool:
        return bool(_EU.fullmatch(self.key))

    @property
    def steps(self) -> list[tuple[str, str]]:
        """Kind and number of each step below the instrument: [("art", "48"), ("para", "1")]."""
        matches = (_STEP.fullmatch(step) for step in self.key.split(":")[1:])
        return [(match[1], match[2]) for match in matches if match]

    @property
    def above(self) -> "Provision | None":
        """The provision it is a part of."""
        separator = "." if self.is_eu else ":"
        head, found, _ = self.key.rpartition(separator)
        return Provision(head) if found else None

    @property
    def lineage(self) -> "tuple[Provision, ...]":
        """Itself and all it is a part of, itself first."""
        return (self, *(self.above.lineage if self.above else ()))

    def is_part_of(self, other: "Provision") -> bool:
        return other in self.lineage

    @property
    def row(self) -> str:
        """The row of the control list it stands in ("3-2"), empty outside the lists."""
        steps = self.steps
        is_list = len(steps) > 1 and steps[0] == ("table", "1") and steps[1][0] == "item"
        return steps[1][1] if is_list else ""

    @property
    def link(self) -> str:
        """The article, paragraph and item at e-Gov, where the instrument stands there: its pages
        mark them "Mp-At_55_10-Pr_1-It_5". Tables and what stands in them lead to the instrument.
        Empty for notices, EU numbers and regimes.
        """
        if self.instrument is None or not self.instrument.link:
            return ""
        steps = dict(self.steps)
        if "art" not in steps:
            return self.instrument.link
        # An article without numbered paragraphs has one all the same.
        if "no" in steps:
            steps.setdefault("para", "1")
        parts = [
            f"{mark}_{steps[kind].replace('-', '_')}" for kind, mark in _EGOV if kind in steps
        ]
        return f"{self.instrument.link}#Mp-{'-'.join(parts)}"

    def named(self, lang: str) -> str:
        """How it is written: 輸出令別表第1の7の項(1); Export Trade Control Order, …"""
        if self.instrument is None:
            return self.key
        return self._japanese() if lang == "ja" else self._english()

    def _japanese(self) -> str:
        assert self.instrument is not None
        parts = [self.instrument.short]
        for kind, number in self.steps:
            if kind == "table":
                sole = self.instrument.sole_table
                parts.append("別表" if sole else f"別表第{number.replace('-', 'の')}")
            elif kind == "iro":
                parts.append(_iroha(number))
            elif kind == "loc":
                parts.append(_location(number))
            elif kind == "item":
                parts.append(f"の{number.replace('-', 'の')}の項")
            elif kind in ("art", "no") and "-" in number:
                first, _, rest = number.partition("-")
                parts.append(_SHOWN_JA[kind].format(first) + "の" + rest.replace("-", "の"))
            else:
                parts.append(_SHOWN_JA[kind].format(number.replace("-", "の")))
        return "".join(parts)

    def _english(self) -> str:
        assert self.instrument is not None
        parts = [self.instrument.name_en]
        for kind, number in self.steps:
            if kind == "table" and self.instrument.sole_table:
                parts.append("Appended Table")
            elif kind == "loc":
                parts.append(_location(number))
            elif kind == "iro":
                parts.append(_iroha(number))
            else:
                parts.append(_SHOWN_EN[kind].format(number))
        return ", ".join(parts).replace(", (", " (")


def _iroha(number: str) -> str:
    return f"{number[0]}({number[1:]})" if len(number) > 1 else number


def _location(path: str) -> str:
    """1/3/サ as 1(3)サ."""
    first, *rest = path.split("/")
    return first + "".join(f"({one})" if one.isdigit() else one for one in rest)
