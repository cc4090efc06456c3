"""Puts the applications together and serves them."""

import gc
import signal
import socket
import threading
from dataclasses import dataclass
from typing import Self

import uvicorn
from starlette.requests import Request
from starlette.responses import RedirectResponse
from starlette.routing import BaseRoute, Mount, Route
from starlette.types import ASGIApp

from foundation.chance import Chance
from foundation.clock import Clock
from foundation.database import Database
from foundation.files import Files
from foundation.mail import MailboxMailer, Mailer, SmtpMailer
from foundation.settings import Settings
from foundation.tokens import assert_backend
from goi import members, stores
from goi.desk import open_desk
from goi.reindexing import reindex
from goi.worker import Parts, work_until
from ministry.mails.jobs import Jobs, run_until
from proposals.writing.forms import MESSAGE_LIMIT
from web.application import build
from web.site import Site

DESK_PREFIX = "/ministry"


class AddressTaken(Exception):
    """Nobody can listen there; the words are for whoever runs Gōi."""


@dataclass(frozen=True)
class House:
    """Everything one process holds open; closed where a `with` ends."""

    settings: Settings
    clock: Clock
    chance: Chance
    main: Database
    release: Database
    mailer: Mailer

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self.main.dispose()
        self.release.dispose()

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
    """Open both stores and bring them and the search up to date. Raises StoreFault."""
    assert_backend()
    with stores.in_words(settings.main_url):
        main = stores.open_main(settings)
    with stores.in_words(settings.release_url):
        release = stores.open_release(settings)
    house = House(settings, Clock(), Chance(), main, release, open_mailer(settings))
    try:
        stores.upgrade(main, release)
        reindex(main, house.clock, house.chance)
    except BaseException:
        house.close()
        raise
    return house


def open_mailer(settings: Settings, *, of_desk: bool = False) -> Mailer:
    """The mailer of GOI_MAIL_URL: smtp://…, smtps://…, or "mailbox" for files one can read. The
    desk may have one of its own, GOI_DESK_MAIL_URL."""
    url, sender = settings.mail_url, settings.mail_from
    if of_desk:
        url, sender = settings.desk_mail_url or url, settings.desk_mail_from or sender
    if url == "mailbox":
        return MailboxMailer(Files(settings.data_dir / "mail"), sender)
    return SmtpMailer(url, sender)


def desk_jobs(settings: Settings, release: Database, prefix: str = "") -> Jobs:
    """What the desk does unasked; `prefix` is where it is mounted."""
    address = f"{settings.desk_origin or settings.public_origin}{prefix}"
    mailer = open_mailer(settings, of_desk=True)
    return Jobs(release, mailer, Clock(), Chance(), address)


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


def listen(settings: Settings) -> socket.socket:
    """A socket at the address of the settings, already listening. Raises AddressTaken."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    try:
        return socket.create_server((settings.host, settings.port), family=family, backlog=1024)
    except OSError as error:
        raise AddressTaken(
            f"can't listen on {settings.host} port {settings.port}: "
            f"{str(error.strerror).partition(' (while')[0]}\n"
            "Choose another with --port or GOI_PORT."
        ) from error


def serve(
    app: ASGIApp, listening: socket.socket, *, proxies: str = "", house: House | None = None,
    desk: Jobs | None = None,
) -> None:
    """Serve until told to stop; with a house also do its background work in a thread, and that of
    the desk beside it in another; with a desk alone the desk's. `proxies` are the addresses whose
    X-Forwarded-For is believed: tries to sign in are counted by it."""
    stop = threading.Event()
    workers = []
    if house:
        workers.append(
            threading.Thread(target=work_until, args=(stop, house.worker_parts), daemon=True)
        )
        desk = desk_jobs(house.settings, house.release, DESK_PREFIX)
    if desk:
        workers.append(threading.Thread(target=run_until, args=(stop, desk), daemon=True))
    for worker in workers:
        worker.start()
    server = uvicorn.Server(
        uvicorn.Config(
            app,
            log_level="warning",
            access_log=False,
            server_header=False,
            date_header=False,
            proxy_headers=bool(proxies),
            forwarded_allow_ips=proxies,
            lifespan="off",
            h11_max_incomplete_event_size=16 * 1024,
            timeout_graceful_shutdown=5,
            ws="websockets-sansio",
            ws_max_size=MESSAGE_LIMIT,
            ws_max_queue=8,
            # What compression keeps for each connection would be most of its memory.
            ws_per_message_deflate=False,
        )
    )
    # The server raises the signal that ended it once more: it shall not end us before we are done.
    stop_at_signal(stop)
    spare_the_collector()
    try:
        server.run([listening])
    finally:
        stop.set()
        for worker in workers:
            worker.join(timeout=5)


def spare_the_collector() -> None:
    """Take all that is loaded out of garbage collection: it stays, and looking through it once more
    takes longer than several pages."""
    gc.collect()
    gc.freeze()


def stop_at_signal(stop: threading.Event) -> None:
    """Set the event when the process is asked to end, in place of ending it at once."""
    for one in (signal.SIGINT, signal.SIGTERM):
        signal.signal(one, lambda *_: stop.set())
