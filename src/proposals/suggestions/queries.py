"""Suggestions as an actor may find them, each with its place in the newest version."""

from dataclasses import dataclass

from sqlmodel import Session, col, func, select

from foundation.errors import NotFound
from foundation.work import Work
from proposals.blocks import Blocks
from proposals.deliberation import queries as deliberation
from proposals.deliberation.anchors import Fate, follow, reading
from proposals.deliberation.kinds import Visibility
from proposals.deliberation.rules import Party
from proposals.models import Comment, Version
from proposals.queries import Seen, version
from proposals.suggestions import rules
from proposals.suggestions.applying import Edit, edit, found
from proposals.suggestions.models import Suggestion
from proposals.suggestions.rules import Made, Proposed
from proposals.suggestions.stages import SuggestionState

# So many letters around words must agree for them to be the same passage in another block.
_CONVINCING = 8


@dataclass(frozen=True)
class Text:
    """A version's blocks with the source of each, as it can be rewritten."""

    row: Version
    blocks: Blocks
    sources: dict[str, str]

    @property
    def spans(self) -> dict[str, tuple[int, int]]:
        return {one.id: (one.start, one.end) for one in self.blocks.all}

    def section(self, block_id: str) -> str:
        block = self.blocks.find(block_id)
        return block.section if block else ""


@dataclass(frozen=True)
class Placed:
    """A suggestion with where its words are in the newest version: found, changed (`words` are
    what stands there now) or gone."""

    row: Suggestion
    fate: Fate
    block: str
    start: int
    words: str

    @property
    def made(self) -> Made:
        row = self.row
        return Made(
            SuggestionState(row.state), row.person_id, row.company_id, row.as_requester,
            self.fate is Fate.FOUND,
        )  # fmt: skip

    @property
    def open(self) -> bool:
        return self.row.state == SuggestionState.OPEN

    @property
    def edit(self) -> Edit:
        return edit(self.row.number, self.block, self.start, self.row.quote, self.row.replacement)


def text_of(row: Version) -> Text:
    blocks = Blocks.from_json(row.blocks)
    sources = {one.id: row.sections[one.section][one.start : one.end] for one in blocks.all}
    return Text(row, blocks, sources)


def party(work: Work, seen: Seen) -> Party:
    return deliberation.party_of(work, seen, deliberation.newest_round(work.db, seen.request.id))


def newest(db: Session, seen: Seen) -> Text:
    return text_of(version(db, seen.request.id, seen.request.latest))


def suggestions(work: Work, seen: Seen, who: Party) -> list[Suggestion]:
    """The suggestions this actor may read, by number."""
    rows = work.db.exec(
        select(Suggestion)
        .where(Suggestion.request_id == seen.request.id)
        .order_by(col(Suggestion.number))
    ).all()
    return [row for row in rows if rules.may_read(who, private=row.private)]


def placed(work: Work, seen: Seen, rows: list[Suggestion]) -> list[Placed]:
    """Each with its place in the newest version; decided ones stand where they were made."""
    wanted = {row.version for row in rows} | {seen.request.latest}
    texts = {
        row.number: text_of(row) for row in deliberation.versions(work.db, seen.request, wanted)
    }
    return [_placed(row, texts[row.version], texts[seen.request.latest]) for row in rows]


def one(work: Work, seen: Seen, who: Party, suggestion_id: str) -> Placed:
    """A suggestion on this request that the actor may read. Raises NotFound."""
    rows = [row for row in suggestions(work, seen, who) if row.id == suggestion_id]
    if not rows:
        raise NotFound
    return placed(work, seen, rows)[0]


def next_number(db: Session, request_id: str) -> int:
    top = select(func.max(Suggestion.number)).where(Suggestion.request_id == request_id)
    return (db.exec(top).one() or 0) + 1


def of_comments(db: Session, request_id: str) -> dict[str, int]:
    """The number of the suggestion that was made of each comment's words, by its id."""
    rows = db.exec(
        select(Suggestion.comment_id, Suggestion.number).where(
            Suggestion.request_id == request_id, col(Suggestion.comment_id).is_not(None)
        )
    )
    return {str(comment_id): number for comment_id, number in rows.all()}


def passage(comment: Comment, text: Text) -> tuple[int, int] | None:
    """Where the words a comment is about stand in the source of its block, in the version it was
    written on; None where they are those of no one block."""
    source, block = text.sources.get(comment.block), text.blocks.find(comment.block)
    if source is None or block is None:
        return None
    if comment.quote == reading(block.text):
        return 0, len(source)
    return found(comment.quote, comment.prefix, comment.suffix, source)


def proposal(
    work: Work, seen: Seen, who: Party, comment: Comment, text: Text, taken: bool
) -> Proposed:
    """What the rules ask about the words a comment proposes."""
    if comment.as_requester:
        own = who.relation.requester
    else:
        same = comment.company_id is not None and comment.company_id == who.company_id
        own = comment.person_id == work.actor.id or (same and who.speaks)
    return Proposed(
        own, bool(comment.proposed), comment.visibility == Visibility.COMMITTEE, taken,
        comment.parent_id is None and passage(comment, text) is not None,
    )  # fmt: skip


def _placed(row: Suggestion, was: Text, now: Text) -> Placed:
    if row.state != SuggestionState.OPEN or was.row.number == now.row.number:
        return Placed(row, Fate.FOUND, row.block, row.begins, row.quote)
    before, after = was.sources[row.block], now.sources.get(row.block)
    place = follow(row.quote, row.begins, before, after) if after is not None else None
    if place and place.fate is Fate.FOUND:
        return Placed(row, Fate.FOUND, row.block, place.start, row.quote)
    if moved := _elsewhere(row, now):
        return moved
    if place:
        return Placed(row, Fate.CHANGED, row.block, place.start, place.words)
    return Placed(row, Fate.GONE, "", -1, "")


def _elsewhere(row: Suggestion, now: Text) -> Placed | None:
    """The words with convincing surroundings in any block."""
    head, tail = row.prefix[-_CONVINCING:], row.suffix[:_CONVINCING]
    if len(head + tail) < _CONVINCING:
        return None
    for block_id, source in now.sources.items():
        at = source.find(head + row.quote + tail)
        if at >= 0:
            return Placed(row, Fate.FOUND, block_id, at + len(head), row.quote)
    return None
