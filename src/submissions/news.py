"""Whom the gate tells of what. No message carries a text, and none names a company: a mail passes
through many hands."""

from collections.abc import Iterable

from committees.queries import company_people, members, officers
from foundation.actor import Office, Standing
from foundation.dates import day_in_japan
from foundation.work import Work
from notifications.outbox import tell
from proposals import authorship
from proposals.drafting.news import named
from proposals.models import Request
from submissions.models import Letter


def asking_side(work: Work, request: Request) -> set[str]:
    """Those who wrote for the asking company, and its representatives."""
    return authorship.writers(work.db, request.id) | _representatives(work, request)


def anonymity_officers(work: Work) -> set[str]:
    return set(officers(work.db, Office.ANONYMITY_OFFICER, day_in_japan(work.now)))


def tell_officers(work: Work, request: Request, key: str, link: str) -> None:
    """Tell the anonymity officers."""
    tell(work, anonymity_officers(work), key, link, title=named(request))


def tell_releasers(work: Work, request: Request) -> None:
    """Tell the releasing officers that a text waits for them."""
    people = officers(work.db, Office.RELEASING_OFFICER, day_in_japan(work.now))
    tell(work, people, "mail.release_wanted", "/releases", title=named(request))


def tell_releasers_of_departure(work: Work) -> None:
    """Tell the releasing officers that something did not leave at its time."""
    people = officers(work.db, Office.RELEASING_OFFICER, day_in_japan(work.now))
    tell(work, people, "mail.departure_held", "/departures")


def tell_asking_side(work: Work, request: Request, key: str, link: str) -> None:
    """Tell those behind a request."""
    tell(work, asking_side(work, request), key, link, title=named(request))


def tell_of_letter(work: Work, letter: Letter, requests: Iterable[Request]) -> None:
    """Tell the members of the bodies of a letter that it has left."""
    day = day_in_japan(work.now)
    people = {one for request in requests for one in members(work.db, request.body_id, day)}
    tell(work, people, "mail.letter_released", f"/submissions/{letter.id}", number=letter.number)


def tell_following(work: Work, request: Request, key: str) -> None:
    """Tell those behind a request and the members of its body what the ministry did: one message
    for all, so that it tells nobody apart."""
    people = _following(work, request)
    tell(work, people, key, f"/requests/{request.id}", title=named(request))


def tell_of_receipt(work: Work, letter: Letter, requests: Iterable[Request]) -> None:
    """Tell those who follow these requests of a letter that the ministry has received them: one
    message for all."""
    people = {one for request in requests for one in _following(work, request)}
    tell(work, people, "mail.letter_received", f"/submissions/{letter.id}", number=letter.number)


def _following(work: Work, request: Request) -> set[str]:
    body = members(work.db, request.body_id, day_in_japan(work.now))
    return asking_side(work, request) | set(body)


def _representatives(work: Work, request: Request) -> set[str]:
    company = authorship.company_for_machine(work.db, request.id)
    if company is None:
        return set()
    day = day_in_japan(work.now)
    return set(company_people(work.db, company, day, Standing.REPRESENTATIVE))
