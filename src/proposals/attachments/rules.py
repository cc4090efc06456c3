"""How much may go with a request, and who may change it. Pure."""

from dataclasses import dataclass

from foundation.verdict import YES, Verdict, first_no, no
from proposals.rules import HIDDEN_FROM_MEMBERS, Relation, may_edit
from proposals.stages import State

MOST_FILES = 5
MOST_BYTES = 10_000_000
# An officer reads every passage and looks at every picture of it before anything leaves.
MOST_PASSAGES = 3_000
MOST_CHARACTERS = 60_000
MOST_PICTURES = 20
# Members have no position yet on a text in triage, and none that stands while it is reconciled.
TAKES_MERGED = frozenset({State.TRIAGE, State.RECONCILING})


@dataclass(frozen=True)
class Size:
    """What a file holds: passages and characters of text, pictures, bytes made anew."""

    passages: int
    characters: int
    pictures: int
    size: int


def may_attach(relation: Relation, state: State, attached: int) -> Verdict:
    """Whoever may write a new version, until there are enough."""
    return first_no(may_edit(relation, state), has_room(attached))


def has_room(attached: int) -> Verdict:
    """Whether one more file may go with what these go with."""
    return YES if attached < MOST_FILES else no("attachment.too_many", most=MOST_FILES)


def may_bring(relation: Relation, state: State, attached: int, coming: int) -> Verdict:
    """The files of a request that is merged into this one: while its text still changes, and no
    more than go with a request."""
    room = MOST_FILES - attached
    return first_no(
        YES if relation.secretary else no("request.not_yours"),
        YES if state in TAKES_MERGED else no("merge.text_stands"),
        YES if coming <= room else no("merge.too_many_files", most=MOST_FILES, room=room),
    )


def fits(size: Size) -> Verdict:
    """Whether a person can still look through the file."""
    for held, most, reason in (
        (size.passages, MOST_PASSAGES, "attachment.too_many_passages"),
        (size.characters, MOST_CHARACTERS, "attachment.too_much_text"),
        (size.pictures, MOST_PICTURES, "attachment.too_many_pictures"),
    ):
        if held > most:
            return no(reason, most=f"{most:,}")
    if size.size > MOST_BYTES:
        return no("attachment.too_large", most=MOST_BYTES // 1_000_000)
    return YES


def pictures_vouched_for(anonymity: str, pictures: int, *, looked_at: bool) -> Verdict:
    """No program sees who is shown in a picture: a company hidden from members has looked."""
    if anonymity == HIDDEN_FROM_MEMBERS and pictures and not looked_at:
        return no("attachment.look_at_pictures", n=pictures)
    return YES
