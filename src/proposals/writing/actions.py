"""What is done to a shared text: begun, written on, cut into a version, forgotten."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import delete
from sqlmodel import col, select

from foundation.errors import Invalid, NotFound, Stale, require
from foundation.work import Work
from proposals.drafting import actions as drafting
from proposals.drafting.actions import Saved
from proposals.drafting.filing import filed_apart
from proposals.drafting.forms import Wording
from proposals.drafting.threeway import unite
from proposals.drafting.wording import FIELDS, Filing, Words, tidy
from proposals.models import Request
from proposals.queries import Seen, version
from proposals.sections import NAMES
from proposals.stages import EDITABLE, MOVES
from proposals.writing import queries
from proposals.writing.crdt import Malformed, SharedDocument
from proposals.writing.models import SharedText, SharedUpdate, Writer
from proposals.writing.rules import AWAY_AFTER, COMPACT_AFTER, has_room, may_write


@dataclass
class Opened:
    """A shared text at hand in a transaction: its row, and the document as it is now."""

    row: SharedText
    document: SharedDocument

    @property
    def request_id(self) -> str:
        return self.row.request_id


def open_text(work: Work, seen: Seen, document: SharedDocument | None = None) -> Opened:
    """The shared text of a request, begun from its newest version where nobody has yet, with
    what others have saved in the meantime. `document` spares reading what is at hand already.

    Raises Refused for whom it is not.
    """
    require(may_write(seen.relation, seen.state))
    row = work.db.get(SharedText, seen.request.id)
    if row is None:
        return _begun(work, seen.request)
    opened = Opened(row, document or queries.document(work.db, row))
    if row.version != seen.request.latest:
        _bring_in(work, seen.request, opened)
    return opened


def _begun(work: Work, request: Request) -> Opened:
    latest = Words.in_version(version(work.db, request.id, request.latest))
    document = SharedDocument.of(latest.texts())
    snapshot = document.since()
    row = SharedText(
        request_id=request.id,
        birth=work.id("shared_text"),
        snapshot=snapshot,
        size=len(snapshot),
        version=request.latest,
    )
    work.db.add(row)
    work.db.flush()
    return Opened(row, document)


def _bring_in(work: Work, request: Request, opened: Opened) -> None:
    row = opened.row
    texts, apart = queries.brought_in(work.db, request, row, opened.document.texts())
    row.version = request.latest
    row.unsettled = sorted({*row.unsettled, *apart}, key=FIELDS.index)
    rewrite(work, opened, texts)
    work.db.add(row)


def rewrite(work: Work, opened: Opened, texts: Mapping[str, str]) -> None:
    """Make the text read so, by edits that are kept as anybody's are."""
    before = opened.document.texts()
    if any(before[name] != text for name, text in texts.items()):
        _keep(work, opened, opened.document.rewrite(texts), origin="")


def write(work: Work, opened: Opened, update: bytes, origin: str) -> None:
    """Take in what somebody typed.

    Raises Refused for a text that is full, Malformed for what is no update: the document at
    hand is to be read anew then.
    """
    if not has_room(opened.row.size, len(update)):
        _compact(work, opened)
    require(has_room(opened.row.size, len(update)))
    opened.document.apply(update)
    _keep(work, opened, update, origin)


def _keep(work: Work, opened: Opened, update: bytes, origin: str) -> None:
    row = opened.row
    row.seq += 1
    row.size += len(update)
    work.db.add(row)
    work.db.add(
        SharedUpdate(request_id=row.request_id, seq=row.seq, origin=origin, data=update)
    )
    work.db.flush()


def compact(work: Work, opened: Opened) -> None:
    """Fold the updates into the snapshot where they have become many."""
    if opened.row.seq - opened.row.snapshot_seq >= COMPACT_AFTER:
        _compact(work, opened)


def _compact(work: Work, opened: Opened) -> None:
    """What was typed and taken back is gone then."""
    row = opened.row
    row.snapshot, row.snapshot_seq = opened.document.since(), row.seq
    row.size = len(row.snapshot)
    work.db.add(row)
    work.db.exec(  # type: ignore[call-overload]
        delete(SharedUpdate).where(col(SharedUpdate.request_id) == row.request_id)
    )


def note_writing(work: Work, request_id: str) -> None:
    """Journal that this person writes on the text."""
    work.record("request.written", ("request", request_id))


# --- versions ---------------------------------------------------------------------------------


def cut(
    work: Work, seen: Seen, update: bytes | None, base_version: int, summary: str,
    filing: Filing | None,
) -> Saved:
    """A version of the shared text as it is at this moment, `update` included.

    Raises Invalid, by field, where its words are no version yet, and Stale where the filing was
    changed meanwhile.
    """
    opened = open_text(work, seen)
    if update:
        try:
            write(work, opened, update, origin="")
        except Malformed:
            raise Invalid(form="field.not_understood") from None
    return _cut(work, seen, opened, base_version, summary, filing, united=False)


def save(
    work: Work, seen: Seen, words: Words, base: Mapping[str, str] | None, base_version: int,
    summary: str, filing: Filing | None, *, keep: bool,
) -> Saved:
    """Unite the words of a form with the shared text, and cut a version of it unless the text is
    only to be kept.

    Raises Stale where somebody else has changed the same sentence since the form was drawn.
    """
    opened = open_text(work, seen)
    now = tidy(opened.document.texts())
    then = Words.of(tidy(base)) if base else _in_version(work, seen.request, base_version)
    united = unite(then, words, Words.of(now))
    if united.conflicts:
        raise Stale(
            mine={name: ours for name, (ours, _) in united.conflicts.items()},
            theirs={name: theirs for name, (_, theirs) in united.conflicts.items()},
        )
    texts = united.words.texts()
    changed = {name: text for name, text in texts.items() if text != now[name]}
    rewrite(work, opened, changed)
    others = Words.of(now) != then
    if keep:
        if changed:
            note_writing(work, seen.request.id)
        compact(work, opened)
        return Saved(seen.request.latest, others, changed=bool(changed))
    return _cut(work, seen, opened, base_version, summary, filing, united=others)


def _in_version(work: Work, request: Request, number: int) -> Words:
    try:
        return Words.in_version(version(work.db, request.id, number))
    except NotFound:
        raise Invalid(base_version="field.unknown_choice") from None


def _cut(
    work: Work, seen: Seen, opened: Opened, base_version: int, summary: str,
    filing: Filing | None, *, united: bool,
) -> Saved:
    request = seen.request
    apart = filed_apart(request, filing) if base_version != request.latest else {}
    if apart:
        raise Stale(
            mine={name: ours for name, (ours, _) in apart.items()},
            theirs={name: theirs for name, (_, theirs) in apart.items()},
        )
    form = Wording.read(opened.document.texts())
    sent = form.model_dump(include={"title_ja", "title_en", "legal_references", *NAMES})
    words = Words.of({name: value for name, value in sent.items() if value is not None})
    saved = drafting.revise(work, seen, words, request.latest, summary, filing)
    opened.row.version, opened.row.unsettled = request.latest, []
    work.db.add(opened.row)
    compact(work, opened)
    return Saved(saved.version, united, saved.changed)


# --- who is there -----------------------------------------------------------------------------


def sit(
    work: Work, opened: Opened, seat: str, place: tuple[str, str, str], *, wrote: bool
) -> None:
    """Note that this person is there and where: field, anchor, head. A seat is one window.

    That somebody writes is journalled once a seat, not once a key. Raises NotFound for a seat of
    somebody else.
    """
    row = work.db.get(Writer, seat)
    if row is not None and (row.person_id, row.request_id) != (work.actor.id, opened.request_id):
        raise NotFound
    if row is None or (row.field, row.anchor, row.head) != place:
        opened.row.stir += 1
        work.db.add(opened.row)
    if row is None:
        row = Writer(
            id=seat, request_id=opened.request_id, person_id=work.actor.id, seen_at=work.now
        )
    if wrote and not row.wrote:
        row.wrote = True
        note_writing(work, opened.request_id)
    row.field, row.anchor, row.head = place
    row.seen_at = work.now
    work.db.add(row)
    work.db.flush()


def rise(work: Work, request_id: str, seats: Collection[str]) -> None:
    """These have gone, and with them those of whom there was no sign for long."""
    gone = (col(Writer.id).in_(list(seats))) | (col(Writer.seen_at) < work.now - 2 * AWAY_AFTER)
    done = work.db.exec(  # type: ignore[call-overload]
        delete(Writer).where(col(Writer.request_id) == request_id, gone)
    )
    row = work.db.get(SharedText, request_id)
    if row is not None and done.rowcount:
        row.stir += 1
        work.db.add(row)


# --- the end ----------------------------------------------------------------------------------

_MAY_BE_EDITED_AGAIN = set(EDITABLE)
while more := {
    source for move in MOVES if move.target in _MAY_BE_EDITED_AGAIN for source in move.sources
} - _MAY_BE_EDITED_AGAIN:
    _MAY_BE_EDITED_AGAIN |= more


def forget_ended(work: Work) -> None:
    """Remove the shared texts of requests that nobody can write on any more: what was typed on
    the way was never said."""
    alive = [state.value for state in _MAY_BE_EDITED_AGAIN]
    ended = select(Request.id).where(col(Request.state).not_in(alive))
    texts = select(SharedText.request_id).where(col(SharedText.request_id).in_(ended))
    ids = list(work.db.exec(texts).all())
    for table in (Writer, SharedUpdate, SharedText) if ids else ():
        work.db.exec(delete(table).where(col(table.request_id).in_(ids)))  # type: ignore[call-overload]
