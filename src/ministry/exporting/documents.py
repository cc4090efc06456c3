"""What is taken away, from rows of the release store. Pure but for reading."""

from collections.abc import Iterable
from typing import Any

from ministry import queries
from ministry.listing import Counted
from ministry.outcomes import PointState
from ministry.showing import Names
from submissions.release_store import (
    SECTIONS,
    Item,
    Point,
    Reply,
    TitledFileLine,
    answer_files,
    item_files,
)
from web.visit import Visit

# Columns of the table, as the government's own lists of proposals and answers have them.
COLUMNS = (
    "number", "released_day", "place", "committee", "kind", "title", "asked_by", "references",
    "point", "asked", "state", "reply", "reason", "measure", "measure_day", "provision",
    "effective_day", "replied_day", "section", "official", "due_day",
)  # fmt: skip


def table(visit: Visit, found: Iterable[Counted]) -> list[list[str | int | None]]:
    """A line a point under a line of headings, in the reader's language."""
    names = Names.of(visit)
    rows: list[list[str | int | None]] = [[visit.t(f"export.column.{one}") for one in COLUMNS]]
    for one, points in _with_points(visit, found):
        for point, replies in points:
            rows.append(_line(visit, names, one, point, replies[0] if replies else None))
    return rows


def document(visit: Visit, found: Iterable[Counted]) -> dict[str, Any]:
    """All of the items: texts by section, points with every answer, questions."""
    names = Names.of(visit)
    return {
        "items": [_item(visit, names, one, points) for one, points in _with_points(visit, found)]
    }


Points = list[tuple[Point, list[Reply]]]


def _with_points(visit: Visit, found: Iterable[Counted]) -> list[tuple[Counted, Points]]:
    told = []
    for one in found:
        rows = queries.points(visit.work.db, one.item.id)
        answers = queries.replies(visit.work.db, [row.id for row in rows])
        told.append((one, [(row, answers[row.id]) for row in rows]))
    return told


def _line(
    visit: Visit, names: Names, one: Counted, point: Point, reply: Reply | None
) -> list[str | int | None]:
    item, held = visit.work.db.get_one(Item, one.item.id), one.handling
    waiting = PointState.before_answer(one.progress)
    return [
        one.letter.number,
        one.letter.released_day.isoformat(),
        item.place,
        visit.name(item.committee_ja, item.committee_en),
        visit.t(f"request_kind.{item.kind}"),
        visit.name(item.title_ja, item.title_en),
        item.asked_by or visit.t("desk.item.anonymous"),
        "\n".join(item.legal_references),
        point.number,
        point.text,
        visit.t(f"outcome.{reply.outcome}" if reply else f"point.state.{waiting}"),
        reply.text if reply else "",
        reply.reason if reply else "",
        visit.t(f"measure.{reply.measure}") if reply and reply.measure else "",
        reply.measure_day if reply else "",
        reply.provision if reply else "",
        reply.effective_day.isoformat() if reply and reply.effective_day else "",
        reply.replied_day.isoformat() if reply else "",
        names.section(held.section_id if held else None),
        names.official(held.official_id if held else None),
        held.due_day.isoformat() if held and held.due_day else "",
    ]


def _item(visit: Visit, names: Names, one: Counted, points: Points) -> dict[str, Any]:
    item, letter, held = visit.work.db.get_one(Item, one.item.id), one.letter, one.handling
    return {
        "id": item.id,
        "letter": {
            "id": letter.id, "number": letter.number, "title_ja": letter.title_ja,
            "title_en": letter.title_en, "addressee": letter.addressee, "sender": letter.sender,
            "released_day": letter.released_day.isoformat(),
        },
        "place": item.place,
        "committee_ja": item.committee_ja,
        "committee_en": item.committee_en,
        "kind": item.kind,
        "novelty": item.novelty,
        "title_ja": item.title_ja,
        "title_en": item.title_en,
        "asked_by": item.asked_by,
        "legal_references": item.legal_references,
        "sections": {name: item.sections[name] for name in SECTIONS if name in item.sections},
        "minority": item.minority,
        "attachments": [
            _attached(one) for one in item_files(visit.work.db, item.id)
        ],
        "support": item.support,
        "points": [
            {
                "number": point.number,
                "text": point.text,
                "replies": [_reply(names, reply) for reply in replies],
            }
            for point, replies in points
        ],
        "questions": [
            {
                "text": asked.text, "asked_day": asked.asked_day.isoformat(),
                "answer": asked.answer,
                "answered_day": asked.answered_day.isoformat() if asked.answered_day else None,
                "attachments": [
                    _attached(one) for one in answer_files(visit.work.db, asked.id)
                ],
            }
            for asked in queries.questions(visit.work.db, item.id)
        ],
        "handling": {
            "section": names.section(held.section_id),
            "official": names.official(held.official_id),
            "due_day": held.due_day.isoformat() if held.due_day else None,
        } if held else None,
        "received_day": one.received_day.isoformat() if one.received_day else None,
        "study_day": (
            one.progress.study_day.isoformat() if one.progress and one.progress.study_day else None
        ),
    }  # fmt: skip


def _reply(names: Names, row: Reply) -> dict[str, Any]:
    return {
        "revision": row.revision, "outcome": row.outcome, "text": row.text, "reason": row.reason,
        "measure": row.measure, "measure_day": row.measure_day, "provision": row.provision,
        "effective_day": row.effective_day.isoformat() if row.effective_day else None,
        "replied_day": row.replied_day.isoformat(), "official": names.official(row.official_id),
    }  # fmt: skip


def _attached(one: TitledFileLine) -> dict[str, Any]:
    return {
        "name": one.name, "title": one.title, "media_type": one.media_type, "size": one.size,
        "sha256": one.sha256,
    }
