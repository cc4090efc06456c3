"""Comments as the request's page shows them: threads in the order of the text."""

from collections import defaultdict
from functools import lru_cache

from foundation.dates import day_in_japan
from foundation.markdown import plain
from proposals.deliberation import anchors, queries
from proposals.deliberation.anchors import Anchor, Place
from proposals.deliberation.kinds import CommentKind, Visibility
from proposals.deliberation.reader import Reader
from proposals.deliberation.views import CommentView, Options, ThreadView
from proposals.models import Comment
from proposals.queries import version
from proposals.sections import NAMES

Texts = dict[str, str]


# Versions never change, so neither do the words of their sections.
_words = lru_cache(maxsize=1024)(plain)


def threads(reader: Reader) -> list[ThreadView]:
    """The threads this reader may read, numbered as they read them: a gap would tell of others."""
    rows = queries.comments(reader.visit.work, reader.seen, reader.who)
    reader.people.know([row.company_id for row in rows], [row.person_id for row in rows])
    roots = queries.roots_of(rows)
    said: dict[str, list[Comment]] = defaultdict(list)
    for row in rows:
        said[roots[row.id].id].append(row)
    texts = _texts(reader, rows)
    latest = texts.get(reader.request.latest, {})
    placed = [
        (anchors.resolve(_anchor(row), texts.get(row.version, {}), latest), row)
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
    """The sections of the newest version."""
    row = version(reader.visit.work.db, reader.request.id, reader.request.latest)
    return [(name, _label(reader, name), "") for name in NAMES if row.sections.get(name)]


def _texts(reader: Reader, rows: list[Comment]) -> dict[int, Texts]:
    """The texts that anchors were set in, and the newest; none where nothing is quoted."""
    wanted = {row.version for row in rows if row.section}
    if not wanted:
        return {}
    wanted.add(reader.request.latest)
    return {
        one.number: {name: _words(text) for name, text in one.sections.items()}
        for one in queries.versions(reader.visit.work.db, reader.request, wanted)
    }


def _anchor(row: Comment) -> Anchor:
    return Anchor(row.section, row.quote, row.prefix, row.suffix)


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
        secretariat_only=root.visibility == Visibility.SECRETARIAT,
        comments=[_comment(reader, row, root, by_id) for row in rows],
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
    """The author's name; whoever asks without a name is 「要望者」."""
    if row.as_requester or row.person_id is None:
        return reader.visit.t("deliberation.requester")
    return reader.people.person(row.person_id)


def _of(reader: Reader, row: Comment) -> str:
    if row.as_requester or row.person_id is None:
        return ""
    return reader.people.place(row.person_id, row.company_id)


def _mine(reader: Reader, row: Comment) -> bool:
    if row.as_requester:
        return reader.who.relation.requester
    return row.person_id == reader.visit.work.actor.id
