"""The company's answer to a question of the ministry: it takes the same way as the request did."""

from foundation.dates import day_in_japan
from foundation.errors import require
from foundation.work import Work
from proposals import authorship
from proposals.models import Request
from submissions import news, queries
from submissions.consent.actions import reopen
from submissions.gathering import gather
from submissions.models import Question, Review
from submissions.reviews.actions import start
from submissions.reviews.marking import search
from submissions.rules import may_answer
from submissions.stages import Gate


def answer(work: Work, question: Question, text: str) -> Review:
    """Hand an answer to the anonymity officer; a later one takes the place of the one before,
    as long as the company has not consented to it.

    Raises Refused for whom it is not, and once it has been answered.
    """
    row = queries.review_of_question(work.db, question.id)
    require(
        may_answer(
            work.actor,
            requester=authorship.is_requester(work.db, question.request_id, work.actor),
            answered=question.answer is not None,
            gate=Gate(row.state) if row else None,
        )
    )
    request = work.db.get_one(Request, question.request_id)
    gathered = gather(work.db, request, day_in_japan(work.now))
    speaking = {"": gathered.open[""]} if "" in gathered.open else {}
    texts = {"answer": text}
    if row is None:
        row = start(work, request, texts, speaking, question.id)
    else:
        reopen(work, row, "")
        search(work, row, texts, speaking)
    work.record("question.draft_answer", ("question", question.id), after={"review": row.id})
    news.tell_officers(work, request, "mail.review_opened", f"/reviews/{row.id}")
    return row
