"""Puts the applications together and serves them."""

import threading
from dataclasses import dataclass

import uvicorn
from starlette.requests import Request
from starlette.responses import RedirectResponse
from starlette.routing import BaseRoute, Mount, Route
from starlette.types import ASGIApp

from foundation.chance import Chance
from foundation.clock import Clock
from foundation.database import Database
from foundation.files import Files
from foundation.mail import Mailer, MailboxMailer, SmtpMailer
from foundation.settings import Settings
from goi import members, stores
from goi.desk import open_desk
from goi.worker import Parts, work_until
from web.application import build
from web.site import Site

DESK_PREFIX = "/ministry"


@dataclass(frozen=True)
class House:
    """Everything one process holds open."""

    settings: Settings
    clock: Clock
    chance: Chance
    main: Database
    release: Database
    mailer: Mailer

    @property
    def worker_parts(self) -> Parts:
        return Parts(
            settings=self.settings,
            main=self.main,
            release=self.release,
            mailer=self.mailer,
            clock=self.clock,
            chance=self.chance,
        )

    def members_site(self) -> Site:
        return members.site(self.settings, self.clock, self.chance, self.main, self.mailer)

    def desk_site(self) -> Site:
        return open_desk(self.settings, self.clock, self.chance)


def open_house(settings: Settings) -> House:
    """Open both stores and bring them up to date."""
    main, release = stores.open_main(settings), stores.open_release(settings)
    stores.upgrade(main, release)
    return House(settings, Clock(), Chance(), main, release, open_mailer(settings))


def open_mailer(settings: Settings) -> Mailer:
    """The mailer of GOI_MAIL_URL: smtp://…, smtps://…, or "mailbox" for files one can read."""
    if settings.mail_url == "mailbox":
        return MailboxMailer(Files(settings.data_dir / "mail"), settings.mail_from)
    return SmtpMailer(settings.mail_url, settings.mail_from)


def beside_each_other(house: House) -> ASGIApp:
    """The members' side with METI's desk mounted under /ministry: two applications, two stores,
    two sessions, one address. For development and small installations."""

    async def to_desk(request: Request) -> RedirectResponse:
        return RedirectResponse(f"{DESK_PREFIX}/", 303)

    desk: list[BaseRoute] = [
        Route(DESK_PREFIX, to_desk),
        Mount(DESK_PREFIX, app=build(house.desk_site())),
    ]
    return build(house.members_site(), desk)


def serve(app: ASGIApp, settings: Settings, *, house: House | None = None) -> None:
    """Serve until stopped; with a house also do its background work in a thread."""
    stop = threading.Event()
    worker = None
    if house:
        worker = threading.Thread(target=work_until, args=(stop, house.worker_parts), daemon=True)
        worker.start()
    try:
        uvicorn.run(
            app,
            host=settings.host,
            port=settings.port,
            log_level="warning",
            access_log=False,
            server_header=False,
            date_header=False,
            proxy_headers=False,
            h11_max_incomplete_event_size=16 * 1024,
            timeout_graceful_shutdown=5,
        )
    finally:
        stop.set()
        if worker:
            worker.join(timeout=5)
