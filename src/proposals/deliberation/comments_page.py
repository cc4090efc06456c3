"""Comments as the request's page shows them: threads in the order of the text."""

from collections import defaultdict
from functools import lru_cache

from foundation.dates import day_in_japan
from proposals.blocks import Blocks
from proposals.deliberation import anchors, queries
from proposals.deliberation.anchors import Anchor, Layout, Place
from proposals.deliberation.kinds import CommentKind, Visibility
from proposals.deliberation.reader import Reader
from proposals.deliberation.views import CommentView, Options, ThreadView
from proposals.models import Comment
from proposals.queries import version
from proposals.sections import NAMES

# So much of a block tells which one it is.
_BEGINNING = 28
_NOWHERE = Layout()
# Versions never change, so neither does where the words of one are in another.
_resolved = lru_cache(maxsize=8192)(anchors.resolve)


def threads(reader: Reader) -> list[ThreadView]:
    """The threads this reader may read, numbered as they read them: a gap would tell of others."""
    rows = queries.comments(reader.visit.work, reader.seen, reader.who)
    reader.people.know([row.company_id for row in rows], [row.person_id for row in rows])
    roots = {row.id: root for row, root in queries.said(reader.visit.work.db, reader.request.id)}
    said: dict[str, list[Comment]] = defaultdict(list)
    for row in rows:
        said[roots[row.id].id].append(row)
    texts = _texts(reader, rows)
    latest = texts.get(reader.request.latest, _NOWHERE)
    placed = [
        (_resolved(anchor_of(row), texts.get(row.version, _NOWHERE), latest), row)
        for row in rows
        if roots[row.id] is row
    ]
    placed.sort(key=lambda one: (_order(one[0]), one[0].start, one[1].created_at, one[1].id))
    return [
        _thread(reader, number, root, place, said[root.id])
        for number, (place, root) in enumerate(placed, start=1)
    ]


def kinds(reader: Reader) -> Options:
    t = reader.visit.t
    return [(one.value, t(f"comment.kind.{one}"), "") for one in CommentKind]


def places(reader: Reader) -> Options:
    """The sections of the newest version, each with its blocks."""
    row = version(reader.visit.work.db, reader.request.id, reader.request.latest)
    blocks = Blocks.from_json(row.blocks).all
    out: Options = []
    for name in NAMES:
        if row.sections.get(name):
            own = [block for block in blocks if block.section == name]
            out.append((name, _label(reader, name), ""))
            out += [(one.id, f"　{n} {_begun(one.text)}", "") for n, one in enumerate(own, 1)]
    return out


def _begun(text: str) -> str:
    line = anchors.reading(text)
    return line if len(line) <= _BEGINNING else f"{line[:_BEGINNING]}…"


def _texts(reader: Reader, rows: list[Comment]) -> dict[int, Layout]:
    """The texts that anchors were set in, and the newest; none where nothing is quoted."""
    wanted = {row.version for row in rows if row.section}
    if not wanted:
        return {}
    wanted.add(reader.request.latest)
    return {
        one.number: queries.lies(one)
        for one in queries.versions(reader.visit.work.db, reader.request, wanted)
    }


def anchor_of(row: Comment) -> Anchor:
    """Where a comment was set."""
    return Anchor(
        row.section, row.quote, row.prefix, row.suffix, row.block, row.begins, row.ends
    )


def _order(place: Place) -> int:
    return NAMES.index(place.section) if place.section else -1


def _label(reader: Reader, section: str) -> str:
    return reader.visit.t(f"section.{section}") if section else ""


def _thread(
    reader: Reader, number: int, root: Comment, place: Place, rows: list[Comment]
) -> ThreadView:
    t = reader.visit.t
    by_id = {row.id: row for row in rows}
    return ThreadView(
        number=number,
        kind=root.kind,
        kind_label=t(f"comment.kind.{root.kind}"),
        version=root.version,
        section=place.section,
        place=_label(reader, place.section),
        quote=root.quote,
        fate=place.fate,
        fate_label="" if place.fate is anchors.Fate.FOUND else t(f"comment.fate.{place.fate}"),
        words=place.words if place.fate is anchors.Fate.CHANGED else "",
        start=place.start,
        block=place.block,
        proposed=root.proposed,
        secretariat_only=root.visibility == Visibility.SECRETARIAT,
        # Of what was said in one moment the ids decide, and a thread begins with its root.
        comments=[
            _comment(reader, row, root, by_id)
            for row in (root, *(one for one in rows if one is not root))
        ],
    )


def _comment(
    reader: Reader, row: Comment, root: Comment, by_id: dict[str, Comment]
) -> CommentView:
    parent = by_id.get(row.parent_id or "")
    by = _by(reader, row)
    return CommentView(
        id=row.id,
        by=by,
        of=_of(reader, row),
        initial=by[:1],
        day=day_in_japan(row.created_at),
        html=row.html,
        mine=_mine(reader, row),
        replying_to=_by(reader, parent) if parent and parent is not root else "",
    )


def _by(reader: Reader, row: Comment) -> str:
    """The author's name; whoever asks without a name is 「要望者」. What was entered for a company
    has no person."""
    if row.as_requester or (row.person_id is None and row.company_id is None):
        return reader.visit.t("deliberation.requester")
    if row.person_id is None:
        return reader.people.company(str(row.company_id))
    return reader.people.person(row.person_id)


def _of(reader: Reader, row: Comment) -> str:
    if row.as_requester or (row.person_id is None and row.company_id is None):
        return ""
    if row.person_id is None:
        return reader.visit.t("comment.entered")
    return reader.people.place(row.person_id, row.company_id)


def _mine(reader: Reader, row: Comment) -> bool:
    if row.as_requester:
        return reader.who.relation.requester
    return row.person_id == reader.visit.work.actor.id
