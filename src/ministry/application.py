"""METI's desk as an application of its own: over the release store, and nothing else of ours."""

from foundation.chance import Chance
from foundation.clock import Clock
from foundation.database import Database
from foundation.settings import Settings
from ministry.people import who
from ministry.routes import ROUTES
from submissions.release_store import DeskJournal, DeskOnceKey, DeskSession
from web.site import NavItem, Site
from web.visit import Visit


def site(settings: Settings, clock: Clock, chance: Chance, release: Database) -> Site:
    """The desk over the release store. `settings` may name the members' database; nothing here
    reads it, and a process of its own is started without it."""
    return Site(
        name="desk",
        settings=settings,
        clock=clock,
        chance=chance,
        database=release,
        doors=ROUTES,
        who=who,
        nav=nav,
        role_label=role_label,
        sessions=DeskSession,
        once=DeskOnceKey,
        journal=DeskJournal,
        cookie="desk",
        origin=settings.desk_origin or settings.public_origin,
    )


def nav(visit: Visit) -> list[NavItem]:
    """Two lists: everything, and what waits for an answer."""
    if visit.actor is None:
        return []
    here = visit.request.scope["path"].removeprefix(visit.request.scope.get("root_path", ""))
    waiting = visit.request.query_params.get("show") == "waiting"
    return [
        NavItem(visit.url("/"), visit.t("desk.nav.all"), here == "/" and not waiting),
        NavItem(visit.url("/?show=waiting"), visit.t("desk.nav.waiting"), here == "/" and waiting),
    ]


def role_label(visit: Visit) -> str:
    """Officials are shown under their ministry."""
    return visit.t("desk.ministry")
