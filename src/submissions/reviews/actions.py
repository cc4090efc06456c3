"""What is done with a review: opened, searched anew, finished."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from foundation.dates import day_in_japan
from foundation.errors import Refused, require
from foundation.work import Work
from proposals import authorship
from proposals.directory import directory
from proposals.models import Request
from proposals.queries import Seen
from submissions import news, queries
from submissions.attachments.actions import freeze
from submissions.attachments.queries import labels
from submissions.candidates.actions import count
from submissions.gathering import gather, is_current
from submissions.models import Review, ReviewFinding
from submissions.package import digest
from submissions.preview import Preview, files_tell, preview
from submissions.reports.making import keep as keep_report
from submissions.reviews import marking, searching
from submissions.reviews.style import examine
from submissions.rules import may_decide, may_finish, may_open
from submissions.stages import Gate


def open_review(work: Work, seen: Seen) -> Review:
    """Search an approved request for whatever tells a company.

    Raises Refused for whom it is not, and where a review is open already.
    """
    request = seen.request
    opened = queries.review_of_request(work.db, request.id) is not None
    require(may_open(work.actor, request.anonymity, seen.state, opened=opened))
    gathered = gather(work.db, request, day_in_japan(work.now))
    row = start(work, request, gathered.texts, gathered.open, files=gathered.files)
    work.record("review.open", ("review", row.id), after={"request": request.id})
    news.tell_officers(work, request, "mail.review_opened", f"/reviews/{row.id}")
    return row


def search_ahead(
    work: Work, request: Request, texts: dict[str, str] | None = None, files: Sequence[str] = ()
) -> Callable[[], object]:
    """The search as it can be made before the transaction in which the findings are written down:
    with long files it takes seconds, and meanwhile nobody else could write. `texts` and `files`
    are those of an answer, which is not gathered."""
    gathered = gather(work.db, request, day_in_japan(work.now))
    beside = labels(work.db, files if texts else gathered.files)
    return partial(
        searching.search, texts or gathered.texts, gathered.open, directory(work.db), beside
    )


def start(
    work: Work, request: Request, texts: dict[str, str], speaking: dict[str, str],
    question_id: str | None = None, files: Sequence[str] = (),
) -> Review:
    """A review of these texts with what is found in them."""
    row = Review(
        id=work.id("review"), request_id=request.id, question_id=question_id,
        version=request.latest, state=Gate.REVIEWING.value, original=texts, released=texts,
        files=list(files), created_at=work.now,
    )  # fmt: skip
    work.db.add(row)
    work.db.flush()
    marking.search(work, row, texts, speaking)
    return row


def search_again(work: Work, row: Review) -> None:
    """Search anew: the directory of members or the text that goes along has changed.

    Passages that were marked by hand and still stand where they stood stay marked, unless
    something was found now that they would cut through.
    """
    require(may_decide(work.actor, queries.gate_facts(work.db, row, work.actor)))
    request = queries.request_of(work.db, row)
    gathered = gather(work.db, request, day_in_japan(work.now))
    texts = row.original if row.question_id else gathered.texts
    row.files = row.files if row.question_id else gathered.files
    by_hand = [one for one in queries.findings(work.db, row.id) if one.source == "hand"]
    kept = [one.model_dump() for one in by_hand]
    marking.search(work, row, texts, gathered.open)
    for one in kept:
        field, start, end = one["field"], one["start"], one["end"]
        cut = marking.cut_by(work, row, field, start, end)
        if texts.get(field, "")[start:end] == one["text"] and not cut:
            marking.clear(work, row, field, start, end)
            work.db.add(ReviewFinding(**one))
    work.db.flush()
    marking.rewrite(work, row)
    work.record(
        "review.search_again", ("review", row.id), after={"directory": row.directory_version}
    )


def finish(work: Work, row: Review) -> None:
    """Freeze exactly what the ministry would get, and ask the company for its consent.

    Raises Refused while something is undecided or a hidden company can still be read.
    """
    facts = queries.gate_facts(work.db, row, work.actor)
    require(may_decide(work.actor, facts))
    request = queries.request_of(work.db, row)
    if not is_current(row, gather(work.db, request, day_in_japan(work.now))):
        raise Refused("review.text_changed")
    # What is cheap to see first: making the files and looking through them takes a while.
    require(may_finish(work.actor, facts))
    shown = preview(work, row)
    assert shown.value is not None, "it is current"
    if shown.residue:
        raise Refused("review.residue_at", n=len(shown.residue), place=_first(shown))
    if files_tell(work.db, row, shown.parties, shown.files):
        raise Refused("review.residue_in_file")
    few = sum(one.too_few for one in count(work, row))
    require(may_finish(work.actor, replace(facts, too_few=few)))
    row.package = shown.value.model_dump(mode="json")
    row.package_hash = digest(shown.value)
    freeze(work, row, shown.files)
    row.reviewer_id, row.reviewed_at = work.actor.id, work.now
    row.state, row.return_reason = Gate.AWAITING_CONSENT.value, ""
    row.style = examine(work.db, row)
    work.db.add(row)
    keep_report(work, row, shown)
    work.record("review.finish", ("review", row.id), after={"hash": row.package_hash})
    news.tell_asking_side(work, request, "mail.consent_wanted", f"/reviews/{row.id}/consent")


def look_behind(work: Work, row: Review, reason: str) -> None:
    """See who asks. The look is written down with its reason. Raises Refused."""
    authorship.look(work, queries.request_of(work.db, row), reason)


def _first(shown: Preview) -> str:
    return shown.residue[0].excerpt
