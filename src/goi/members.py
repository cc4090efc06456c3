"""The members' application: its doors joined into one table, and how it knows people."""

from collections.abc import Mapping
from datetime import date
from importlib.metadata import version
from typing import Any

from sqlmodel import Session

import committees.routes
import identity.routes
import proposals.attachments.routes
import proposals.ballots.routes
import proposals.certificates.routes
import proposals.comment_table.routes
import proposals.deadlocks.routes
import proposals.deliberation.routes
import proposals.drafting.routes
import proposals.hosts.routes
import proposals.memory.routes
import proposals.provisions.routes
import proposals.rooms.routes
import proposals.rounds.routes
import proposals.spellings.routes
import proposals.straw_polls.routes
import proposals.suggestions.routes
import proposals.writing.routes
import search.routes
import submissions.routes
from committees.queries import actor_of
from foundation.actor import Actor, Kind, Office
from foundation.chance import Chance
from foundation.clock import Clock
from foundation.database import Database
from foundation.journal import JournalEntry
from foundation.mail import Mailer
from foundation.once import OnceKey
from foundation.settings import Settings
from goi import help, home, mailbox
from goi.demo.story import parts_by_address
from goi.playground.routes import ROUTES as PLAYGROUND
from identity.models import Company, SignInSession
from proposals.attachments.pages import card as attachments
from proposals.decision_rule import PRESETS
from proposals.finding import filters
from proposals.provisions.pages import card as law
from proposals.rounds.pages import card as rounds
from proposals.writing.pages import card as writing
from submissions.cards import card as gate
from submissions.docket.pages import card as docket
from web import reference
from web.door import Door
from web.kept import KeptAnswers
from web.site import NavItem, Site
from web.visit import Visit

DOORS: tuple[Door, ...] = (
    *identity.routes.ROUTES,
    *committees.routes.ROUTES,
    *search.routes.ROUTES,
    *proposals.drafting.routes.ROUTES,
    *proposals.attachments.routes.ROUTES,
    *proposals.writing.routes.ROUTES,
    *proposals.deliberation.routes.ROUTES,
    *proposals.suggestions.routes.ROUTES,
    *proposals.comment_table.routes.ROUTES,
    *proposals.ballots.routes.ROUTES,
    *proposals.rounds.routes.ROUTES,
    *proposals.rooms.routes.ROUTES,
    *proposals.certificates.routes.ROUTES,
    *proposals.straw_polls.routes.ROUTES,
    *proposals.spellings.routes.ROUTES,
    *proposals.deadlocks.routes.ROUTES,
    *proposals.hosts.routes.ROUTES,
    *proposals.provisions.routes.ROUTES,
    *proposals.memory.routes.ROUTES,
    *submissions.routes.ROUTES,
    *home.ROUTES,
    *mailbox.ROUTES,
    *PLAYGROUND,
    *help.ROUTES,
    *reference.doors(version("goi")),
)

_NAV = (
    ("/", "nav.home"),
    ("/requests", "nav.requests"),
    ("/rounds", "nav.rounds"),
    ("/provisions", "nav.provisions"),
    ("/committees", "nav.committees"),
    ("/submissions", "nav.submissions"),
    ("/companies", "nav.companies"),
)
_OFFICES = (
    Office.ANONYMITY_OFFICER, Office.RELEASING_OFFICER, Office.ADMINISTRATOR, Office.SECRETARY,
)


def site(
    settings: Settings, clock: Clock, chance: Chance, main: Database, mailer: Mailer
) -> Site:
    """The members' side over the members' store."""
    return Site(
        name="members",
        settings=settings,
        clock=clock,
        chance=chance,
        database=main,
        doors=DOORS,
        who=who,
        nav=nav,
        role_label=role_label,
        sessions=SignInSession,
        once=OnceKey,
        journal=JournalEntry,
        cookie="goi",
        origin=settings.public_origin,
        tools=_tools(settings, mailer),
        kept=KeptAnswers(),
    )


def _tools(settings: Settings, mailer: Mailer) -> Mapping[str, Any]:
    """What single pages are given from outside their package. The desk's address is known only
    where both sides share one, in the demonstration."""
    tools: dict[str, Any] = {
        "mailer": mailer,
        "search_filters": filters,
        "request_cards": (attachments, writing, docket, rounds, law, gate),
        "rule_presets": {name: rule.to_json() for name, rule in PRESETS.items()},
    }
    if settings.demo:
        tools |= {"story": parts_by_address(), "desk": "/ministry/"}
    return tools


def who(db: Session, person_id: str, day: date) -> Actor | None:
    """The actor of a day. People of the ministry have no way in here: what they may read stands
    at their own desk, and a page of ours could tell them more."""
    actor = actor_of(db, person_id, day)
    return None if actor is None or actor.kind is Kind.METI else actor


def nav(visit: Visit) -> list[NavItem]:
    """The main navigation; nothing for somebody not signed in."""
    if visit.actor is None:
        return []
    path = visit.request.scope["path"]
    return [
        NavItem(visit.url(href), visit.t(key), path == href or path.startswith(href + "/"))
        for href, key in _NAV
    ]


def role_label(visit: Visit) -> str:
    """What the person is here, in a word: the office, else the company."""
    actor = visit.actor
    if actor is None:
        return ""
    for office in _OFFICES:
        if actor.holds(office):
            return visit.t(f"site.office.{office}")
    if actor.company_id:
        with visit.reading() as db:
            company = db.get(Company, actor.company_id)
        if company:
            return visit.name(company.short_ja, company.name_en)
    return visit.t(f"kind.{actor.kind}")
