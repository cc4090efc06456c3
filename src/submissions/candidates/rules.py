"""When too few companies fit, and who may stand up for an exception. Pure."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from anonymizer.k import K
from foundation.actor import Actor
from foundation.verdict import YES, Verdict, first_no, no
from submissions.rules import GateFacts, is_officer, may_decide, may_handle_release
from submissions.stages import Gate

SMALLEST_GROUP = K
# A body that settles for fewer has no anonymity to promise; for more, hardly a text would pass.
LEAST, MOST = 3, 50

Pair = tuple[str, str]


class ExceptionKind(StrEnum):
    """What an officer can stand up for."""

    CONSENT = "consent"  # the company agrees that few fit
    NOT_STATED = "not_stated"  # these words say nothing of the company
    STATED = "stated"  # the text says something that no search found
    FALSE_HIT = "false_hit"  # the last look took other words for a name


# What a single person must not settle alone: it takes something out of sight.
TO_CONFIRM = frozenset({ExceptionKind.NOT_STATED, ExceptionKind.FALSE_HIT})


@dataclass(frozen=True)
class Few:
    """What one hidden company says of itself: pairs of attribute and value that count, with the
    number of groups of companies that fit all of them (None where nothing is said), and phrases
    of singularity that stay in the text."""

    stated: frozenset[Pair] = frozenset()
    groups: int | None = None
    singular: frozenset[str] = frozenset()


def is_too_few(few: Few, smallest: int, consented: Collection[Few] = ()) -> bool:
    """Whether fewer companies fit than the body settled for and the company has not agreed to
    just this or to saying more than this."""
    enough = (few.groups is None or few.groups >= smallest) and not few.singular
    return not enough and not any(
        few.stated <= one.stated and few.singular <= one.singular for one in consented
    )


def may_record(actor: Actor, facts: GateFacts) -> Verdict:
    """The officer at work on the review."""
    return may_decide(actor, facts)


def may_confirm(actor: Actor, facts: GateFacts, recorded_by: str) -> Verdict:
    """A second officer, who has had no hand in the review and has not looked who asks."""
    return first_no(
        may_handle_release(actor),
        YES if facts.state is Gate.AWAITING_RELEASE else no(f"gate.is.{facts.state.value}"),
        no("release.same_person") if actor.id in {recorded_by, *facts.hands} else YES,
        no("release.knows_who") if facts.knowing else YES,
    )


def may_settle(actor: Actor) -> Verdict:
    """How many companies are enough is for the anonymity officer."""
    return YES if is_officer(actor) else no("review.officer_only")
