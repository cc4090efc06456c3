"""The answer of a rule: yes, or no with the key of its reason."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Verdict:
    """`reason` is a text key; button, page, API and log use the same one."""

    reason: str = ""
    params: Mapping[str, Any] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return not self.reason


YES = Verdict()


def no(reason: str, **params: Any) -> Verdict:
    """Refuse with the text key of the reason."""
    return Verdict(reason, params)


def first_no(*verdicts: Verdict) -> Verdict:
    """The first refusal among several verdicts, else yes."""
    return next((verdict for verdict in verdicts if not verdict), YES)
