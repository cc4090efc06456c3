"""Who may suggest, decide, withdraw and set anew. Pure: facts in, verdict out."""

from dataclasses import dataclass

from foundation.verdict import YES, Verdict, first_no, no
from proposals.deliberation.rules import Party, may_comment
from proposals.stages import State
from proposals.suggestions.stages import BY_NAME, SUGGESTABLE, Side, Step, SuggestionState


@dataclass(frozen=True)
class Made:
    """What the rules ask about a suggestion. `fits`: the words it is on stand as they were."""

    state: SuggestionState
    person_id: str | None
    company_id: str | None
    as_requester: bool
    fits: bool


def may_suggest(who: Party) -> Verdict:
    """Whoever may comment while comments are open; in a draft its own people."""
    if who.state not in SUGGESTABLE:
        return no("suggestion.wrong_state")
    if who.state is State.DRAFT:
        return YES if who.relation.requester else no("suggestion.not_yours.suggest")
    return may_comment(who)


@dataclass(frozen=True)
class Proposed:
    """What the rules ask about the words a comment proposes. `own`: the actor's side wrote it;
    `words`: it proposes any; `to_all`: not to the secretariat alone; `taken`: they are a suggestion
    already; `stood`: they replace words of a block of the version it was written on."""

    own: bool
    words: bool
    to_all: bool
    taken: bool
    stood: bool


def may_take_up(who: Party, proposed: Proposed) -> Verdict:
    """Whose comment it is and the drafters make a suggestion of the words it proposes."""
    return first_no(
        may_suggest(who),
        YES if proposed.own or drafts(who) else no("suggestion.not_yours.take_up"),
        YES if proposed.words else no("suggestion.no_words"),
        YES if proposed.to_all else no("suggestion.to_secretariat"),
        no("suggestion.taken_up") if proposed.taken else YES,
        YES if proposed.stood else no("suggestion.no_passage"),
    )


def may_read(who: Party, *, private: bool) -> Verdict:
    """What was suggested in a draft stays the asking company's own."""
    return YES if who.relation.requester or not private else no("suggestion.private")


def drafts(who: Party) -> bool:
    """Whether the actor is among those who write the next version: whoever asks, and while views
    are being reconciled who presides."""
    return who.relation.requester or (who.relation.presides and who.state is State.RECONCILING)


def holds(who: Party, actor_id: str, made: Made) -> bool:
    """A suggestion is held by who made it and by their company's voices."""
    if made.as_requester:
        return who.relation.requester
    own_company = made.company_id is not None and made.company_id == who.company_id
    return made.person_id == actor_id or (own_company and who.speaks)


def may_step(who: Party, actor_id: str, made: Made, step: Step) -> Verdict:
    """Whether this actor may take this step with a suggestion now."""
    sides = {Side.DRAFTER: drafts(who), Side.HOLDER: holds(who, actor_id, made)}
    theirs = any(sides[side] for side in step.sides)
    return first_no(
        YES if made.state is SuggestionState.OPEN else no("suggestion.decided"),
        YES if theirs else no(f"suggestion.not_yours.{step.name}"),
        YES if who.state in step.states else no("suggestion.wrong_state"),
        no("suggestion.base_changed") if step.fits and not made.fits else YES,
        no("suggestion.base_stands") if step.changed and made.fits else YES,
    )


def may_counter(who: Party, made: Made) -> Verdict:
    """Other words in the same place, as long as it is undecided and stands where it stood."""
    return first_no(
        YES if made.state is SuggestionState.OPEN else no("suggestion.decided"),
        may_suggest(who),
        YES if made.fits else no("suggestion.base_changed"),
    )


def may_merge(who: Party) -> Verdict:
    """Whether the actor may take suggestions into the text at all."""
    step = BY_NAME["accept"]
    return first_no(
        YES if drafts(who) else no("suggestion.not_yours.accept"),
        YES if who.state in step.states else no("suggestion.wrong_state"),
    )
