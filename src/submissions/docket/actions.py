"""Asking again: a new draft that carries the reasons of refusal and goes back to its request."""

from collections.abc import Sequence

from foundation.errors import require
from foundation.work import Work
from proposals.drafting.actions import create
from proposals.drafting.wording import Filing, Words
from proposals.models import PointReply, Request
from proposals.queries import Seen, version
from proposals.sections import NAMES
from submissions.docket.queries import chain
from submissions.docket.rules import AGAIN, may_repeat
from submissions.package import ReleasedItem
from submissions.queries import review_of_request, thaw

_GIVEN = ("adopted",)
_HEAD = "| 不採用の理由 | コメント |\n| --- | --- |\n"
_MOST = 20_000


def repeat(work: Work, seen: Seen, anonymity: str) -> Request:
    """A draft that asks again for what was not given. Raises Refused.

    Another company gets the text as it left, in which nobody can be recognised; the company's own
    draft begins from its own words.
    """
    require(may_repeat(work.actor, seen.state))
    earlier = seen.request
    filing = Filing(
        earlier.body_id, earlier.kind, AGAIN[seen.state].value, earlier.priority, anonymity,
        earlier.id,
    )  # fmt: skip
    link = next(one for one in chain(work, earlier) if one.request.id == earlier.id)
    texts = _texts(work, seen) | {"request": _asked(link.points, link.replies)}
    own_reason = texts.get("reason", "")
    texts["reason"] = f"{refusals(link.replies)}\n{own_reason}"[:_MOST].strip()
    drafted = create(work, filing, Words.of(texts))
    work.record("request.repeats", ("request", drafted.id), after={"earlier": earlier.id})
    return drafted


def refusals(replies: Sequence[PointReply]) -> str:
    """The two-column answer to the reasons of refusal, its right column empty."""
    rows = [
        f"| ({row.point}) {_cell(row.reason or row.text)} | |\n"
        for row in replies if row.outcome not in _GIVEN
    ]  # fmt: skip
    return _HEAD + "".join(rows) if rows else ""


def _texts(work: Work, seen: Seen) -> dict[str, str]:
    """The words the new draft begins with, by field."""
    if seen.relation.requester:
        latest = version(work.db, seen.request.id, seen.request.latest)
        return Words.in_version(latest).texts()
    row = review_of_request(work.db, seen.request.id)
    left = thaw(row) if row else None
    if not isinstance(left, ReleasedItem):
        return {"title_ja": seen.request.title_ja, "title_en": seen.request.title_en}
    sections = {one.name: one.markdown for one in left.sections if one.name in NAMES}
    return {
        "title_ja": left.title_ja, "title_en": left.title_en,
        "legal_references": "\n".join(left.legal_references), **sections,
    }  # fmt: skip


def _asked(points: Sequence[str], replies: Sequence[PointReply]) -> str:
    """The points that were not given, numbered anew."""
    given = {row.point for row in replies if row.outcome in _GIVEN}
    asked = dict(enumerate(points, 1)) or {row.point: row.asked for row in replies}
    open_points = [text for n, text in asked.items() if n not in given]
    if len(open_points) == 1:
        return open_points[0]
    return "\n\n".join(f"({n}) {text}" for n, text in enumerate(open_points, 1))


def _cell(text: str) -> str:
    return " ".join(text.replace("|", "｜").split())
