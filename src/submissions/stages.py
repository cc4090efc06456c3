"""The gate between an approved text and the ministry, as a table.

    open ─▶ reviewing ─finish▶ awaiting_consent ─consent▶ awaiting_release
              ▲                   │    ▲                     │ ▲  │
              ├─decline, send_back┘    ├───withdraw_consent──┘ │  release
              │                        │                  recall  ▼
              └────────send_back───────┴───withdraw_consent── departing ─depart▶ released

A released text departs at the next fixed time, and can be taken back until then.
"""

from dataclasses import dataclass
from enum import StrEnum


class Gate(StrEnum):
    """Where a text stands on its way out."""

    REVIEWING = "reviewing"
    AWAITING_CONSENT = "awaiting_consent"
    AWAITING_RELEASE = "awaiting_release"
    DEPARTING = "departing"
    RELEASED = "released"


@dataclass(frozen=True)
class Step:
    """A line of the table; no step but these exists, and none leads past one of the three."""

    name: str
    sources: frozenset[Gate]
    target: Gate


_G = Gate
STEPS: tuple[Step, ...] = (
    Step("finish", frozenset({_G.REVIEWING}), _G.AWAITING_CONSENT),
    Step("consent", frozenset({_G.AWAITING_CONSENT}), _G.AWAITING_RELEASE),
    Step("decline_consent", frozenset({_G.AWAITING_CONSENT}), _G.REVIEWING),
    Step("withdraw_consent", frozenset({_G.AWAITING_RELEASE, _G.DEPARTING}), _G.AWAITING_CONSENT),
    Step(
        "send_back", frozenset({_G.AWAITING_CONSENT, _G.AWAITING_RELEASE, _G.DEPARTING}),
        _G.REVIEWING,
    ),
    Step("release", frozenset({_G.AWAITING_RELEASE}), _G.DEPARTING),
    Step("recall", frozenset({_G.DEPARTING}), _G.AWAITING_RELEASE),
    Step("depart", frozenset({_G.DEPARTING}), _G.RELEASED),
)  # fmt: skip
BY_NAME = {step.name: step for step in STEPS}

# Whose turn it is in each state of the gate.
TURN: dict[Gate, str] = {
    _G.REVIEWING: "officer",
    _G.AWAITING_CONSENT: "company",
    _G.AWAITING_RELEASE: "releaser",
    _G.DEPARTING: "clock",
    _G.RELEASED: "",
}
