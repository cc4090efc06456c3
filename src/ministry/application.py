"""METI's desk as an application of its own: over the release store, and nothing else of ours."""

from foundation.actor import Office
from foundation.chance import Chance
from foundation.clock import Clock
from foundation.database import Database
from foundation.openid import Provider, Registration
from foundation.settings import Settings
from ministry.people import who
from ministry.routes import ROUTES
from submissions.release_store import DeskJournal, DeskOnceKey, DeskSession
from web.site import NavItem, Site
from web.visit import Visit


def site(settings: Settings, clock: Clock, chance: Chance, release: Database) -> Site:
    """The desk over the release store. `settings` may name the members' database; nothing here
    reads it, and a process of its own is started without it."""
    openid = provider(settings, clock)
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
        tools={"openid": openid} if openid else {},
    )


def provider(settings: Settings, clock: Clock) -> Provider | None:
    """The ministry's own sign-in, where it is set up."""
    if not settings.desk_oidc_issuer:
        return None
    hosts = frozenset(one.strip() for one in settings.desk_oidc_hosts.split(",") if one.strip())
    return Provider(
        Registration(
            issuer=settings.desk_oidc_issuer, client_id=settings.desk_oidc_client_id,
            client_secret=settings.desk_oidc_client_secret, alg=settings.desk_oidc_alg,
            hosts=hosts,
        ),
        clock,
    )  # fmt: skip


def nav(visit: Visit) -> list[NavItem]:
    """What was received, what waits; for administrators also what they keep."""
    if visit.actor is None:
        return []
    here = visit.request.scope["path"].removeprefix(visit.request.scope.get("root_path", ""))
    show = visit.request.query_params.get("show") if here == "/" else None
    places = [
        ("/", "desk.nav.all", here == "/" and show in (None, "all")),
        ("/?show=waiting", "desk.nav.waiting", show == "waiting"),
        ("/?show=mine", "desk.nav.mine", show == "mine"),
        ("/notices", "desk.nav.notices", here == "/notices"),
    ]
    if visit.actor.holds(Office.ADMINISTRATOR):
        places += [
            (path, key, here == path or here.startswith(f"{path}/"))
            for path, key in (
                ("/templates", "desk.nav.templates"), ("/officials", "desk.nav.officials"),
            )
        ]
    return [NavItem(visit.url(path), visit.t(key), current) for path, key, current in places]


def role_label(visit: Visit) -> str:
    """Officials are shown under their ministry."""
    return visit.t("desk.ministry")
