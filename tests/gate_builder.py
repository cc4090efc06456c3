"""Texts at the gate for tests: approved requests taken as far as a test needs them, by the house's
own actions; what a test is about goes through the doors."""

from typing import Any

from sqlmodel import select

from proposals.drafting import actions as drafting
from proposals.drafting.wording import Filing, Words
from proposals.models import MinorityOpinion
from proposals.queries import seen
from proposals.stages import State
from request_builder import WORDS
from submissions import queries
from submissions.attachments import queries as attachments
from submissions.attachments.actions import decide_picture, second_picture
from submissions.consent import actions as consenting
from submissions.departures.leaving import depart_due
from submissions.departures.queries import waiting
from submissions.departures.rules import batches
from submissions.models import Review, ReviewFinding
from submissions.reviews import actions as reviews
from submissions.reviews import marking
from submissions.reviews.marking import Choice
from world import World, says

TELLING = {
    "title_ja": "少額特例の見直し",
    "title_en": "Review of the small-value exception",
    "problem": "青葉精工では月に40件を扱い、AobaMillの部品は判定をやり直している。",
    "request": "(1) 金額を見直すこと。(2) 包括の対象とすること。",
    "reason": "問い合わせは 03-1234-5678 の石橋 浩二へ。",
}


def approved(
    world: World, who: str = "volunteer", anonymity: str = "authority", **text: str
) -> str:
    """An approved request; its id."""
    words = {**WORDS, **TELLING, **text}
    body_id = words.pop("body", world.bodies["regulations"])
    with world.work(who) as work:
        filing = Filing(body_id, "operation", "new", "B", anonymity)
        request = drafting.create(work, filing, Words.of(words))
        # A number is given, and members find it, when its consultation opens.
        request.shared_from, request.state = 1, State.APPROVED.value
        work.db.add(request)
        drafting.give_number(work, request)
        return request.id


def opened(world: World, request_id: str) -> str:
    """The id of the review an officer has opened."""
    with world.work("officer") as work:
        return reviews.open_review(work, seen(work, request_id)).id


DECISIONS = {
    "accept": {"decision": "accept"},
    "replace": {"decision": "replace", "replacement": "相当数"},
    "keep": {"decision": "keep", "reason": "社名を出す要望"},
}


def decided(world: World, review_id: str) -> None:
    """Every finding as it is proposed."""
    with world.work("officer") as work:
        row = work.db.get_one(Review, review_id)
        for finding in queries.findings(work.db, review_id):
            if not finding.decision:
                marking.decide(work, row, finding.id, Choice(**DECISIONS[finding.proposal]))


def pictures_shown(world: World, review_id: str) -> None:
    """Every picture nobody has decided about may leave."""
    with world.work("officer") as work:
        row = work.db.get_one(Review, review_id)
        for one in attachments.pictures(work.db, row):
            if one.decision is None:
                decide_picture(work, row, one.number, one.digest, shown=True)


def finished(world: World, request_id: str) -> str:
    """A review that waits for consent; its id."""
    review_id = opened(world, request_id)
    decided(world, review_id)
    pictures_shown(world, review_id)
    with world.work("officer") as work:
        reviews.finish(work, work.db.get_one(Review, review_id))
    return review_id


def pictures_seconded(world: World, *review_ids: str) -> None:
    """The second officer has looked at every picture that leaves."""
    with world.work("releaser") as work:
        for review_id in review_ids:
            row = work.db.get_one(Review, review_id)
            for one in attachments.leaving(work.db, row):
                second_picture(work, row, one.number, one.digest)


def consented(world: World, request_id: str, who: str = "representative") -> str:
    """A review that waits for release; its id."""
    review_id = finished(world, request_id)
    with world.work(who) as work:
        row = queries.own_review(work, review_id)
        consenting.consent(work, row, row.package_hash)
    pictures_seconded(world, review_id)
    return review_id


def consent(world: World, review_id: str, who: str = "representative", package_hash: str = ""):
    """The answer to a consent, which shows the receipt; to what the page shows unless another
    hash is given."""
    shown = package_hash or row(world, review_id).package_hash
    return world.as_(who).post(f"/reviews/{review_id}/consent", package_hash=shown)


def release(world: World, *review_ids: str, who: str = "releaser", **fields: Any):
    """The answer to a release of these texts."""
    head = {
        "title_ja": "要望書", "addressee": "経済産業省 御中", "override_reason": "期限が迫るため",
    }  # fmt: skip
    return world.as_(who).post("/releases", reviews=list(review_ids), **{**head, **fields})


def released(world: World, *review_ids: str) -> str:
    """The id of the letter in which these texts have left."""
    answer = release(world, *review_ids)
    assert answer.status_code == 303, says(answer)
    depart(world)
    letter_id = row(world, review_ids[0]).letter_id
    assert letter_id is not None, "it has left"
    return letter_id


def depart(world: World) -> int:
    """The clock goes on to the time for which the first of all waits, and what may leave does;
    how many did."""
    rules = batches(world.settings)
    with world.main.reading() as db:
        times = [one.leaves_at for one in waiting(db)]
    world.clock.set(max([world.clock.now(), *times[:1]]))
    return depart_due(world.main, world.clock, world.chance, rules)


def read(world: World, who: str, path: str) -> dict[str, Any]:
    """What this person's API reads."""
    answer = world.as_(who).api(path)
    assert answer.status_code == 200, (path, answer.text)
    found: dict[str, Any] = answer.json()
    return found


def row(world: World, review_id: str) -> Review:
    with world.reading() as work:
        return work.db.get_one(Review, review_id)


def findings(world: World, review_id: str) -> list[ReviewFinding]:
    with world.reading() as work:
        rows = work.db.exec(select(ReviewFinding).where(ReviewFinding.review_id == review_id))
        return list(rows.all())


def dissent(world: World, request_id: str, company: str, text: str, *, named: bool) -> None:
    """A minority opinion on a request."""
    with world.work() as work:
        work.db.add(
            MinorityOpinion(
                id=work.id("minority_opinion"), request_id=request_id, text=text, named=named,
                company_id=world.companies[company], person_id=world.people["fourth"],
                created_at=work.now,
            )
        )  # fmt: skip
