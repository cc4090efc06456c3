"""When what was released leaves: a table. Pure: facts in, fate out."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from foundation.actor import Actor
from foundation.settings import Settings
from foundation.timetable import Timetable
from foundation.verdict import YES, Verdict, first_no, no
from submissions.rules import may_batch, may_handle_release

WAITING, LEFT, ENDED = "waiting", "left", "ended"


@dataclass(frozen=True)
class Batches:
    """How batches leave: at these times, and from how many companies on."""

    times: Timetable
    smallest: int


def batches(settings: Settings) -> Batches:
    """As GOI_DEPARTURES and GOI_SMALLEST_BATCH say."""
    return Batches(Timetable.read(settings.departures), settings.smallest_batch)


class Fate(StrEnum):
    """What becomes of a departure now."""

    ENDS = "ends"
    WAITS = "waits"
    LEAVES = "leaves"


@dataclass(frozen=True)
class DepartureFacts:
    """A departure as the table sees it.

    `texts` counts those that may still leave; `anonymous` those among them that hide a company,
    `companies` the companies behind the anonymous ones of the batch (of the letter; of all answers
    that leave at the same time); `residue`: a hidden company can be read in the whole.
    """

    texts: int
    due: bool
    anonymous: int = 0
    companies: int = 0
    smallest: int = 3
    override_reason: str = ""
    residue: bool = False


@dataclass(frozen=True)
class Rule:
    """A line of the table: the first that applies decides. `reason` is a text key."""

    name: str
    applies: Callable[[DepartureFacts], bool]
    fate: Fate
    reason: str = ""


def _is_small(facts: DepartureFacts) -> bool:
    return not may_batch(
        facts.anonymous, facts.companies, facts.override_reason, facts.smallest
    )


RULES: tuple[Rule, ...] = (
    Rule("nothing is left to leave", lambda facts: not facts.texts, Fate.ENDS),
    Rule("its time has not come", lambda facts: not facts.due, Fate.WAITS),
    Rule(
        "a hidden company can still be read", lambda facts: facts.residue, Fate.WAITS,
        "release.residue",
    ),
    Rule(
        "too few companies, and no officer's reason", _is_small, Fate.WAITS,
        "departure.small_batch",
    ),
    Rule("whatever is left", lambda facts: True, Fate.LEAVES),
)  # fmt: skip


def fate(facts: DepartureFacts) -> Rule:
    """The line of the table that decides."""
    return next(rule for rule in RULES if rule.applies(facts))


def may_override(actor: Actor, state: str, override_reason: str) -> Verdict:
    """A releasing officer lets a small batch leave; the reason is recorded, once."""
    return first_no(
        may_handle_release(actor),
        _waiting(state),
        no("departure.already_overridden") if override_reason else YES,
    )


def may_recall(actor: Actor, state: str) -> Verdict:
    """A releasing officer takes a departure back until it has left."""
    return first_no(may_handle_release(actor), _waiting(state))


def is_due(leaves_at: datetime, now: datetime) -> bool:
    return leaves_at <= now


def _waiting(state: str) -> Verdict:
    return YES if state == WAITING else no(f"departure.is.{state}")
