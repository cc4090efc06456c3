"""Telling people: rows written with the change itself, carried by the worker afterwards."""

from collections.abc import Iterable
from typing import Any

from sqlmodel import select

from foundation.work import Work
from notifications import wording
from notifications.models import Message


def tell(work: Work, person_ids: Iterable[str], text_key: str, link: str, **params: Any) -> None:
    """Write a message to each person, in the caller's transaction.

    Subject and body are the texts "<text_key>.subject" and "<text_key>.body"; `params` fill them
    in: strings, whole numbers, dates, and `wording.both(ja, en)` where the words differ by
    language. `link` is a local path. The actor is not told of their own act, and nobody is told
    the same thing again while the first message still waits to be sent.

    Raises ValueError for a link that leaves our pages and TypeError for another kind of param.
    """
    if not link.startswith("/") or link.startswith("//"):
        raise ValueError(f"not a local path: {link}")
    stored = wording.stored(params)
    wanted = sorted(set(person_ids) - {work.actor.id})
    waiting = _waiting(work, wanted, text_key, link, stored)
    for person_id in wanted:
        if person_id not in waiting:
            work.db.add(
                Message(
                    id=work.id("message"),
                    person_id=person_id,
                    text_key=text_key,
                    params=stored,
                    link=link,
                    created_at=work.now,
                    due_at=work.now,
                )
            )


def _waiting(
    work: Work, person_ids: list[str], text_key: str, link: str, params: dict[str, Any]
) -> set[str]:
    if not person_ids:
        return set()
    rows = work.db.exec(
        select(Message).where(
            Message.person_id.in_(person_ids),  # type: ignore[attr-defined]
            Message.text_key == text_key,
            Message.link == link,
            Message.sent_at == None,  # noqa: E711
        )
    )
    return {row.person_id for row in rows if row.params == params}
