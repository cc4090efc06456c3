"""A letter put together: its head, its texts in an order that tells nothing, what goes along."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlmodel import func, select

from foundation.dates import day_in_japan, fiscal_year
from foundation.work import Work
from proposals.numbering import letter_number
from submissions import queries
from submissions.letters.annex import statistic
from submissions.letters.releasing import in_order
from submissions.models import Letter, Review
from submissions.package import PlacedItem, Rebuttal, ReleasedItem, ReleasedLetter, Repeat

# What an order puts first; within it, and by default, the words decide.
_FIRST: dict[str, Callable[[ReleasedItem], tuple[str, ...]]] = {
    "committee": lambda item: (item.committee_ja,),
    "kind": lambda item: (item.kind,),
    "provision": lambda item: item.legal_references[:1] or ("\uffff",),
}


@dataclass(frozen=True)
class Head:
    """What stands over a letter; `number` is the pattern of its number. `order` is committee, kind
    or provision; `repeats` maps ids of reviews to pairs of reason and comment; `annex`: figures by
    sector go along. Plain values, for it is kept with a departure."""

    title_ja: str
    title_en: str
    addressee: str
    sender: str
    number: str
    override_reason: str = ""
    kind: str = "item"
    copies: list[str] = field(default_factory=list)
    opening: str = ""
    attachments: list[str] = field(default_factory=list)
    order: str = "committee"
    annex: bool = False
    repeats: dict[str, list[list[str]]] = field(default_factory=dict)


def ordered(rows: Iterable[Review], order: str) -> list[Review]:
    """The texts in the order of the letter: of nothing but what the ministry reads."""
    first = _FIRST[order]
    return sorted(in_order(rows), key=lambda row: first(_item(row)))


def build(
    work: Work, drawn: Sequence[tuple[str, Review]], head: Head
) -> tuple[ReleasedLetter, int]:
    """The letter of these texts with their ids, and its running number in the fiscal year."""
    return _build(work, drawn, head, work.id)


def previewed(work: Work, rows: Iterable[Review], head: Head) -> ReleasedLetter:
    """The letter as it would leave now; its ids are none, they are drawn when it leaves."""
    texts = ordered(rows, head.order)
    letter, _ = _build(work, [(f"item-{n}", row) for n, row in enumerate(texts, 1)], head, str)
    return letter


def _build(
    work: Work, drawn: Sequence[tuple[str, Review]], head: Head, new_id: Callable[[str], str]
) -> tuple[ReleasedLetter, int]:
    day = day_in_japan(work.now)
    newest = select(func.max(Letter.serial)).where(Letter.fiscal_year == fiscal_year(day))
    serial = (work.db.exec(newest).one() or 0) + 1
    items = []
    for place, (item_id, row) in enumerate(drawn, 1):
        item = _item(row)
        items.append(
            PlacedItem(
                id=item_id, place=place, point_ids=tuple(new_id("point") for _ in item.points),
                commitment=row.commitment, item=item,
            )
        )  # fmt: skip
    letter = ReleasedLetter(
        id=new_id("letter"),
        number=letter_number(head.number, fiscal_year(day), serial),
        title_ja=head.title_ja,
        title_en=head.title_en,
        addressee=head.addressee,
        sender=head.sender,
        released_day=day,
        items=tuple(items),
        kind=head.kind,
        copies=tuple(head.copies),
        opening=head.opening,
        attachments=tuple(head.attachments),
        repeats=tuple(_repeats(work, drawn, head)),
        statistics=tuple(
            found for item_id, row in drawn if (found := statistic(work.db, item_id, row))
        ) if head.annex else (),
    )  # fmt: skip
    return letter, serial


def _repeats(
    work: Work, drawn: Iterable[tuple[str, Review]], head: Head
) -> Iterable[Repeat]:
    if head.kind != "repeat":
        return
    for item_id, row in drawn:
        pairs = head.repeats.get(row.id, [])
        if pairs:
            earlier = _earlier(work, row)
            yield Repeat(
                item_id=item_id, earlier=earlier[0], earlier_day=earlier[1],
                rebuttals=tuple(Rebuttal(reason=one, comment=other) for one, other in pairs),
            )  # fmt: skip


def _earlier(work: Work, row: Review) -> tuple[str, date | None]:
    """Number and day of the letter in which the request stood before."""
    earlier = queries.request_of(work.db, row).earlier_id
    before = queries.review_of_request(work.db, earlier) if earlier else None
    letter = work.db.get(Letter, before.letter_id) if before and before.letter_id else None
    return (letter.number, letter.released_day) if letter else ("", None)


def _item(row: Review) -> ReleasedItem:
    return ReleasedItem.model_validate(row.package)
