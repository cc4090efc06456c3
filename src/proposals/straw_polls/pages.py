"""Straw polls on the request's page: find, read the form, act, answer."""

from collections import Counter

from foundation.dates import day_in_japan
from proposals.deliberation.people import People
from proposals.queries import Seen, seen
from proposals.straw_polls import actions, forms, queries
from proposals.straw_polls.kinds import Feeling
from proposals.straw_polls.models import StrawPoll
from proposals.straw_polls.views import GroundLine, StrawPollsView, StrawPollView
from web.door import Done
from web.visit import Visit


def straw_polls(visit: Visit, of: Seen) -> StrawPollsView:
    """The polls of a request for its page."""
    t, people = visit.t, People(visit)
    found = queries.polls(visit.work.db, of.request.id)
    return StrawPollsView(
        may_open=visit.may(actions.may_open(visit.work, of)),
        choices=[
            (one.value, t(f"straw_poll.choice.{one}"), t(f"straw_poll.hint.{one}"))
            for one in Feeling
        ],
        polls=[_poll(visit, of, row, people) for row in found],
    )


def open_straw_poll(visit: Visit, form: forms.OpenStrawPoll, request_id: str) -> Done:
    row = actions.open_poll(visit.work, seen(visit.work, request_id), form)
    return Done(f"/requests/{request_id}", "done.straw_poll_opened", {"id": row.id})


def answer_straw_poll(
    visit: Visit, form: forms.AnswerStrawPoll, request_id: str, straw_poll_id: str
) -> Done:
    of = seen(visit.work, request_id)
    row = queries.poll(visit.work.db, of, straw_poll_id)
    actions.answer(visit.work, of, row, form)
    return Done(f"/requests/{request_id}", "done.straw_poll_answered")


def _poll(visit: Visit, of: Seen, row: StrawPoll, people: People) -> StrawPollView:
    answers = queries.answers(visit.work.db, row.id)
    running = visit.work.now <= row.closes_at
    own = visit.work.actor.company_id
    mine = next((one for one in answers if own and one.company_id == own), None)
    people.know([one.company_id for one in answers], [row.person_id])
    counted = Counter(one.choice for one in answers)
    by_company = {one.company_id: one for one in answers if one.reason}
    grounds = sorted(
        (by_company[one] for one in people.by_reading(by_company)),
        key=lambda one: list(Feeling).index(Feeling(one.choice)),
    )
    return StrawPollView(
        id=row.id,
        question=row.question or visit.t("straw_poll.question"),
        version=row.version,
        by=people.person(row.person_id) if row.person_id else visit.t("deliberation.requester"),
        opens=day_in_japan(row.opens_at),
        closes=day_in_japan(row.closes_at),
        running=running,
        asked=len(row.company_ids),
        answered=len(answers),
        mine=mine.choice if mine else "",
        mine_reason=mine.reason if mine else "",
        may_answer=visit.may(actions.may_answer(visit.work, of, row)),
        grounds=[] if running else [
            GroundLine(
                company=people.company(one.company_id), choice=one.choice,
                label=visit.t(f"straw_poll.choice.{one.choice}"), reason=one.reason,
            )
            for one in grounds
        ],
        counts=[] if running else [
            (visit.t(f"straw_poll.choice.{one}"), counted[one]) for one in Feeling
        ],
    )  # fmt: skip
