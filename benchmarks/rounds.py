"""The demonstration's large round (491 companies, 50 statements): loading it, counting it, and
drawing its results for a member, in wall and processor time.

usage: python benchmarks/rounds.py
"""

import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Any

from measuring import ORIGIN, ROOT  # noqa: F401
from sqlmodel import select

from foundation.chance import SeededChance
from foundation.clock import Clock
from foundation.files import Files
from foundation.mail import MailboxMailer
from foundation.settings import Settings
from goi import members, stores
from goi.demo.loading import load
from identity.models import Person, SignInSession
from proposals.rounds.counting import count_due
from proposals.rounds.models import Round
from web.application import build
from world import Client, sessions

DRAWN = 20


def timed(do: Any) -> tuple[float, float]:
    """Milliseconds by the wall and of the processor."""
    wall, own = time.perf_counter(), time.process_time()
    do()
    return (time.perf_counter() - wall) * 1000, (time.process_time() - own) * 1000


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(data_dir=Path(folder), public_origin=ORIGIN)
        main_store, release = stores.open_main(settings), stores.open_release(settings)
        stores.upgrade(main_store, release)
        clock, chance = Clock(), SeededChance("benchmark")
        print("whole demo loaded: {:.0f} ms ({:.0f} processor)".format(
            *timed(lambda: load(main_store, release, clock, chance))))  # fmt: skip
        print("round counted: {:.0f} ms ({:.0f} processor)".format(
            *timed(lambda: count_due(main_store, clock, chance))))  # fmt: skip
        mailer = MailboxMailer(Files(Path(folder) / "mail"), "goi@goi.test")
        site = members.site(settings, clock, chance, main_store, mailer)
        client = Client(build(site))
        with main_store.writing() as db:
            person = db.exec(
                select(Person).where(Person.email == "kenichi.shinohara@toha.example.com")
            ).one()
            row, token = sessions.start(
                db, SignInSession, person.id, "benchmark", clock.now(), chance
            )
            large = db.exec(select(Round.id).where(Round.state == "closed")).one()
        client.cookies.set(site.session_cookie, token)
        for path in (f"/rounds/{large}/results", f"/rounds/{large}", f"/rounds/{large}/room",
                     "/rounds", "/companies", "/"):  # fmt: skip
            size = len(client.get(path).content)
            runs = [timed(lambda path=path: client.get(path)) for _ in range(DRAWN)]
            wall, own = (median(one[part] for one in runs) for part in (0, 1))
            shown = path.replace(large, "…")
            print(f"{shown}: median {wall:.0f} ms ({own:.0f} processor), {size:,} bytes")
        main_store.dispose()
        release.dispose()


if __name__ == "__main__":
    main()
