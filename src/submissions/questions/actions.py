"""The company's answer to a question of the ministry: it takes the same way as the request did."""

from collections.abc import Callable

from foundation.dates import day_in_japan
from foundation.errors import NotFound, Refused, require
from foundation.verdict import Verdict
from foundation.work import Work
from proposals import authorship
from proposals.attachments.actions import keep
from proposals.attachments.models import Attachment
from proposals.attachments.queries import by_ids, texts_of
from proposals.attachments.reading import Taken
from proposals.models import Request
from submissions import fields, news, queries
from submissions.consent.actions import reopen
from submissions.gathering import gather
from submissions.models import Question, Review
from submissions.reviews.actions import search_ahead, start
from submissions.reviews.marking import search
from submissions.rules import may_answer, may_attach_to_answer
from submissions.stages import Gate


def answering(work: Work, question: Question) -> Verdict:
    """Whether this actor may write the answer now, its text and what goes with it."""
    row = queries.review_of_question(work.db, question.id)
    return may_answer(
        work.actor,
        requester=authorship.is_requester(work.db, question.request_id, work.actor),
        answered=question.answer is not None,
        gate=Gate(row.state) if row else None,
    )


def attaching(work: Work, question: Question) -> Verdict:
    """Whether one more file may go with the answer."""
    return may_attach_to_answer(answering(work, question), len(question.files))


def search_answer_ahead(work: Work, question: Question, text: str) -> Callable[[], object]:
    """The search before the transaction, as for a request: files can be long."""
    request = work.db.get_one(Request, question.request_id)
    return search_ahead(work, request, _texts(work, question, text), question.files)


def answer(work: Work, question: Question, text: str) -> Review:
    """Hand an answer and its files to the anonymity officer; a later one takes the place of the one
    before, as long as the company has not consented to it.

    Raises Refused for whom it is not, and once it has been answered.
    """
    require(answering(work, question))
    request = work.db.get_one(Request, question.request_id)
    gathered = gather(work.db, request, day_in_japan(work.now))
    speaking = {"": gathered.open[""]} if "" in gathered.open else {}
    texts = _texts(work, question, text)
    row = queries.review_of_question(work.db, question.id)
    if row is None:
        row = start(work, request, texts, speaking, question.id, question.files)
    else:
        reopen(work, row, "")
        row.files = list(question.files)
        search(work, row, texts, speaking)
    work.record("question.draft_answer", ("question", question.id), after={"review": row.id})
    news.tell_officers(work, request, "mail.review_opened", f"/reviews/{row.id}")
    return row


def attach(work: Work, question: Question, taken: Taken) -> Attachment:
    """A file goes with the answer from when that is handed in the next time.

    Raises Refused for whom it is not, where there are enough files or this one already.
    """
    require(attaching(work, question))
    if any(one.sha256 == taken.sha256 for one in by_ids(work.db, question.files)):
        raise Refused("attachment.already")
    row = keep(work, work.db.get_one(Request, question.request_id), taken)
    question.files = [*question.files, row.id]
    work.db.add(question)
    work.record(
        "question.attach", ("question", question.id),
        after={"attachment": row.id, "sha256": row.sha256},
    )
    return row


def detach(work: Work, question: Question, attachment_id: str) -> None:
    """The file goes with the answer no longer, from when that is handed in the next time.

    Raises Refused for whom it is not, NotFound for a file that does not go with it.
    """
    require(answering(work, question))
    if attachment_id not in question.files:
        raise NotFound
    question.files = [one for one in question.files if one != attachment_id]
    work.db.add(question)
    work.record("question.detach", ("question", question.id), after={"attachment": attachment_id})


def _texts(work: Work, question: Question, text: str) -> dict[str, str]:
    files = texts_of(work.db, question.files)
    return {fields.ANSWER: text, **{name: said for name, said in files.items() if said.strip()}}
