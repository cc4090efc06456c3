"""The rows of a fiscal year's results: a row for each numbered point of every letter."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from proposals.models import PointReply
from submissions import queries
from submissions.models import Letter
from submissions.package import ReleasedLetter

UNANSWERED = "unanswered"
OUTCOMES = ("adopted", "partly", "under_study", "explained", "not_adopted", UNANSWERED)


@dataclass(frozen=True)
class Row:
    """A point as it was asked and answered; `outcome` is the ministry's, or UNANSWERED. `place` is
    the item's place in its letter, `point` the point's number in its item."""

    letter: str
    letter_id: str
    day: date
    place: int
    point: int
    committee_ja: str
    committee_en: str
    kind: str
    title_ja: str
    title_en: str
    asked: str
    outcome: str
    text: str
    reason: str
    measure: str
    measure_day: str
    effective_day: date | None
    provision: str
    replied: date | None


@dataclass(frozen=True)
class Year:
    """A fiscal year by its first calendar year. `letters` are those of these rows."""

    year: int
    rows: tuple[Row, ...]

    @property
    def letters(self) -> list[tuple[str, str, date]]:
        """Number, id and day of each letter, in the order they left."""
        return list(dict.fromkeys((row.letter, row.letter_id, row.day) for row in self.rows))

    @property
    def told_outcomes(self) -> list[str]:
        """The outcomes a table of the year has columns for: the usual ones, and what else there
        is."""
        return [*OUTCOMES, *sorted({row.outcome for row in self.rows} - set(OUTCOMES))]

    @property
    def items(self) -> int:
        return len({(row.letter_id, row.place) for row in self.rows})

    @property
    def committees(self) -> list[tuple[str, str]]:
        """Names in both languages, in the order of the Japanese ones."""
        return sorted({(row.committee_ja, row.committee_en) for row in self.rows})

    def outcomes(self, committee_ja: str | None = None) -> Counter[str]:
        """How many points had which outcome."""
        return Counter(
            row.outcome for row in self.rows if committee_ja in (None, row.committee_ja)
        )

    def of(self, committee_ja: str) -> "Year":
        """The rows of one committee."""
        return Year(self.year, tuple(r for r in self.rows if r.committee_ja == committee_ja))


def years(db: Session) -> list[int]:
    """Fiscal years with letters, newest first."""
    return list(
        db.exec(
            select(Letter.fiscal_year).distinct().order_by(col(Letter.fiscal_year).desc())
        ).all()
    )


def results(db: Session, year: int) -> Year:
    """What every member may read of the letters of a fiscal year, in the order they left."""
    rows = db.exec(
        select(Letter).where(Letter.fiscal_year == year)
        .order_by(col(Letter.released_day), col(Letter.serial))
    ).all()
    return Year(year, tuple(row for letter in rows for row in _of_letter(db, letter)))


def _of_letter(db: Session, letter: Letter) -> Iterable[Row]:
    sent = ReleasedLetter.model_validate(letter.package)
    requests = queries.requests_of_letter(db, letter.id)
    replies = _replies(db, [one.id for one in requests.values()])
    for placed in sent.items:
        for n, asked in enumerate(placed.item.points, 1):
            reply = replies.get((requests[placed.id].id, n))
            yield Row(
                letter=letter.number, letter_id=letter.id, day=letter.released_day,
                place=placed.place, point=n, committee_ja=placed.item.committee_ja,
                committee_en=placed.item.committee_en, kind=placed.item.kind,
                title_ja=placed.item.title_ja, title_en=placed.item.title_en, asked=asked,
                outcome=reply.outcome if reply else UNANSWERED, text=reply.text if reply else "",
                reason=reply.reason if reply else "", measure=reply.measure if reply else "",
                measure_day=reply.measure_day if reply else "",
                effective_day=reply.effective_day if reply else None,
                provision=reply.provision if reply else "",
                replied=date.fromisoformat(reply.replied_day) if reply else None,
            )  # fmt: skip


def _replies(db: Session, request_ids: Sequence[str]) -> dict[tuple[str, int], PointReply]:
    rows = db.exec(select(PointReply).where(col(PointReply.request_id).in_(request_ids))).all()
    return {(row.request_id, row.point): row for row in rows}
