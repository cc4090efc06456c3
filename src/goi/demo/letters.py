"""Loads the invented letters: what left on the days of the data, and what came back to the desk.

Written as rows in both stores, like the requests: released long ago, by those who held the
offices, and nobody is to be told of it today.
"""

import json
import re
from dataclasses import replace
from datetime import date, timedelta
from importlib.resources import files
from typing import Any

from sqlmodel import Session, select

from foundation.chance import Chance
from foundation.dates import day_in_japan, fiscal_year
from foundation.work import Work
from goi.demo.answered import answers
from goi.demo.organisation import Ids
from goi.demo.requests import proposals
from goi.demo.timeline import at
from proposals.models import Request
from search import index
from search.audiences import MEMBERS
from submissions import models
from submissions.gathering import Gathered, gather
from submissions.models import Review, ReviewFinding
from submissions.package import PlacedItem, ReleasedItem, ReleasedLetter, digest, package
from submissions.release_store import Item, Letter, Official, Point, Progress, Reply
from submissions.rendering.files import make_all
from submissions.stages import Gate

FRIDAY = 4
REVIEWER, RELEASER = "P102", "P103"
SENDER = "安全保障輸出管理センター（デモ）"
TITLES = ("安全保障輸出管理に関する要望について", "Requests concerning security export control")

# The data's requests by the ids of their items in the release store.
Told = dict[str, dict[str, Any]]
Drawn = list[tuple[str, dict[str, Any], Request, ReleasedItem]]


def load_letters(work: Work, ids: Ids, requests: dict[str, str]) -> Told:
    """Load the letters with their reviews, to be carried to the ministry; answers what each of
    their items tells."""
    by_key = {proposal["id"]: proposal for proposal in proposals()}
    told: Told = {}
    for submission in _submissions():
        proposed = [by_key[item["proposal_id"]] for item in submission["items"]]
        told |= _load_letter(work, ids, requests, submission, proposed)
    return told


def load_replies(desk: Session, chance: Chance, told: Told) -> None:
    """Load what an official wrote at the desk of letters that have arrived: that they have been
    received, and the answers to their points."""
    official = desk.exec(select(Official.id).order_by(Official.email).limit(1)).one()
    for item_id, proposal in told.items():
        letter = desk.get_one(Letter, desk.get_one(Item, item_id).letter_id)
        desk.add(Progress(item_id=item_id, received_day=received(letter.released_day)))
        rows = desk.exec(select(Point).where(Point.item_id == item_id)).all()
        points = {point.number: point.id for point in rows}
        for answer in answers(proposal):
            desk.add(
                Reply(
                    id=chance.id("id/reply"), point_id=points[answer.point], revision=1,
                    outcome=answer.outcome, text=answer.text, reason=answer.reason,
                    measure=answer.measure, effective_day=answer.effective_day,
                    replied_day=date.fromisoformat(answer.replied_day), official_id=official,
                )
            )  # fmt: skip
    desk.flush()


def received(released: date) -> date:
    """When the ministry says that it has a letter: the next day, after a weekend on Monday."""
    day = released + timedelta(days=1)
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > FRIDAY else 0)


def _submissions() -> list[dict[str, Any]]:
    text = files("goi.demo").joinpath("data/proposals.json").read_text("utf-8")
    found: list[dict[str, Any]] = json.loads(text)["submissions"]
    return sorted(found, key=lambda one: one["date"])


def _load_letter(
    work: Work, ids: Ids, requests: dict[str, str], submission: dict[str, Any],
    proposed: list[dict[str, Any]],
) -> Told:
    hands = replace(work, now=at(submission["date"]))
    reviews = {}
    drawn: Drawn = []
    for proposal in proposed:
        request = work.db.get_one(Request, requests[proposal["id"]])
        gathered = gather(work.db, request, day_in_japan(work.now))
        review = _load_review(hands, ids, proposal, request, gathered)
        item_id = work.id("item")
        drawn.append((item_id, proposal, request, ReleasedItem.model_validate(review.package)))
        reviews[item_id] = review
    drawn.sort(key=lambda one: one[0])
    letter = _frozen(work, submission, drawn)
    row = _keep(hands, ids, submission, letter)
    for item_id, review in reviews.items():
        review.letter_id, review.item_id = row.id, item_id
        review.received_day = received(row.released_day)
        work.db.add(review)
    work.db.flush()
    return {item_id: proposal for item_id, proposal, _, _ in drawn}


def _load_review(
    hands: Work, ids: Ids, proposal: dict[str, Any], request: Request, gathered: Gathered
) -> Review:
    released = dict(gathered.texts)
    review = Review(
        id=hands.id("review"), request_id=request.id, version=request.latest,
        state=Gate.RELEASED.value, original=gathered.texts, released=released,
        reviewer_id=ids.people[REVIEWER], reviewed_at=hands.now,
        consent_by_id=ids.people[proposal["submitter"]["person_id"]], consented_at=hands.now,
        created_at=hands.now,
    )  # fmt: skip
    hands.db.add(review)
    hands.db.flush()
    for span in proposal["anonymity"]["identifying_spans"]:
        _replace(hands, ids, review, released, span)
    item = package(released, gathered.circumstances)
    review.released, review.package = released, item.model_dump(mode="json")
    review.package_hash = review.consent_hash = digest(item)
    return review


def _replace(
    hands: Work, ids: Ids, review: Review, released: dict[str, str], span: dict[str, Any]
) -> None:
    """A passage that told who asked, and what was written in its place."""
    field = next(name for name, text in review.original.items() if span["text"] in text)
    start = review.original[field].index(span["text"])
    released[field] = released[field].replace(span["text"], span["replacement_ja"])
    hands.db.add(
        ReviewFinding(
            id=hands.id("finding"), review_id=review.id, field=field, start=start,
            end=start + len(span["text"]), text=span["text"], kind="hand", source="hand",
            certainty="certain", reason="hand.marked", replacement=span["replacement_ja"],
            decision="replace", decided_by_id=ids.people[span["confirmed_by"]],
            decided_at=hands.now,
        )
    )  # fmt: skip


def _frozen(work: Work, submission: dict[str, Any], drawn: Drawn) -> ReleasedLetter:
    return ReleasedLetter(
        id=work.id("letter"),
        number=submission["letter_number"],
        title_ja=TITLES[0],
        title_en=TITLES[1],
        addressee=submission["addressee_ja"],
        sender=SENDER,
        released_day=date.fromisoformat(submission["date"]),
        items=tuple(
            PlacedItem(
                id=item_id, place=place, item=item,
                point_ids=tuple(work.id("point") for _ in item.points),
            )
            for place, (item_id, _, _, item) in enumerate(drawn, 1)
        ),
    )  # fmt: skip


def _keep(
    hands: Work, ids: Ids, submission: dict[str, Any], letter: ReleasedLetter
) -> models.Letter:
    row = models.Letter(
        id=letter.id, number=letter.number, fiscal_year=fiscal_year(letter.released_day),
        serial=_serial(letter.number), title_ja=letter.title_ja, title_en=letter.title_en,
        addressee=letter.addressee, released_day=letter.released_day,
        released_by_id=ids.people[RELEASER], override_reason="",
        package=letter.model_dump(mode="json"), package_hash=digest(letter), created_at=hands.now,
    )  # fmt: skip
    hands.db.add(row)
    hands.db.flush()
    for made in make_all(letter):
        hands.db.add(
            models.LetterFile(
                letter_id=row.id, name=made.name, media_type=made.media_type,
                size=len(made.content), sha256=made.sha256, content=made.content,
            )
        )  # fmt: skip
    hands.record(
        "letter.release", ("letter", row.id),
        after={"number": row.number, "hash": row.package_hash},
    )
    index.put(
        hands, kind="letter", subject_id=row.id, audience=MEMBERS,
        title=f"{row.number} {row.title_ja}",
        body="\n".join(placed.item.title_ja for placed in letter.items),
        link=f"/submissions/{row.id}",
    )  # fmt: skip
    return row


def _serial(number: str) -> int:
    found = re.search(r"第(\d+)号", number)
    assert found, f"no running number in {number}"
    return int(found[1])
