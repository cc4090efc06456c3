"""What each command does; answers its exit status. Imports stand where they are needed, so that
`goi --help` need not wait for all of Gōi."""

import argparse
import json
import sys
import threading
import time
from importlib.metadata import version

from foundation.settings import Settings

SHORTEST_PASSPHRASE = 12


def run(settings: Settings, arguments: argparse.Namespace) -> int:
    """Everything in one process, with demo data where the stores are empty."""
    from goi.demo.apart import load_apart
    from goi.demo.loading import is_empty
    from goi.gateway import check
    from goi.server import beside_each_other, listen, open_house, serve

    check(settings)
    started = time.monotonic()
    _say("Opening the stores and bringing them up to date")
    with listen(settings) as listening, open_house(settings) as house:
        if is_empty(house.main):
            _say("Loading the demo data (once, some seconds)")
            load_apart(settings)
        app = beside_each_other(house)
        _say(f"Ready after {time.monotonic() - started:.1f} s")
        _welcome(settings)
        serve(app, listening, proxies=settings.proxies, house=house)
    return 0


def serve_members(settings: Settings, arguments: argparse.Namespace) -> int:
    from goi.server import listen, open_house, serve
    from web.application import build

    with listen(settings) as listening, open_house(settings) as house:
        serve(build(house.members_site()), listening, proxies=settings.proxies)
    return 0


def serve_ministry(settings: Settings, arguments: argparse.Namespace) -> int:
    """METI's desk alone: the members' store is neither opened nor looked for."""
    from foundation.chance import Chance
    from foundation.clock import Clock
    from goi.desk import open_desk
    from goi.server import desk_jobs, listen, serve
    from web.application import build

    with listen(settings) as listening:
        desk = open_desk(settings, Clock(), Chance())
        jobs = desk_jobs(settings, desk.database)
        serve(build(desk), listening, proxies=settings.proxies, desk=jobs)
        desk.database.dispose()
    return 0


def work(settings: Settings, arguments: argparse.Namespace) -> int:
    from goi.gateway import check
    from goi.server import open_house, stop_at_signal
    from goi.worker import work_until

    check(settings)
    stop = threading.Event()
    with open_house(settings) as house:
        stop_at_signal(stop)
        work_until(stop, house.worker_parts)
    return 0


def migrate(settings: Settings, arguments: argparse.Namespace) -> int:
    from goi.server import open_house

    with open_house(settings):
        _say("Both stores are at the newest version")
    return 0


def reindex(settings: Settings, arguments: argparse.Namespace) -> int:
    from goi.reindexing import reindex
    from goi.server import open_house

    with open_house(settings) as house:
        count = reindex(house.main, house.clock, house.chance, whole=True)
    _say(f"{count} entries of the search indexed anew")
    return 0


def demo(settings: Settings, arguments: argparse.Namespace) -> int:
    from goi.demo.loading import is_empty, load
    from goi.server import open_house

    with open_house(settings) as house:
        if not is_empty(house.main):
            print("The members' store is not empty: demo data goes into empty stores only.",
                  file=sys.stderr)  # fmt: skip
            return 1
        load(house.main, house.release, house.clock, house.chance)
    return 0


def import_file(settings: Settings, arguments: argparse.Namespace) -> int:
    from goi.importing import import_from
    from goi.server import open_house

    with open_house(settings) as house:
        return import_from(house, arguments.kind, arguments.file, really=arguments.yes)


def password(settings: Settings, arguments: argparse.Namespace) -> int:
    from goi.accounts import give_password
    from goi.server import open_house

    with open_house(settings) as house:
        return give_password(house, arguments.email, arguments.administrator)


def official(settings: Settings, arguments: argparse.Namespace) -> int:
    from goi.accounts import add_official
    from goi.server import open_house

    with open_house(settings) as house:
        return add_official(
            house, arguments.email, arguments.name_ja, arguments.name_en,
            administrator=arguments.administrator,
        )  # fmt: skip


def openapi(settings: Settings, arguments: argparse.Namespace) -> int:
    from goi.papers import sites
    from web.openapi import document

    members, desk = sites(settings)
    site = desk if arguments.ministry else members
    print(json.dumps(document(site, version("goi")), ensure_ascii=False, indent=2))
    return 0


def journal(settings: Settings, arguments: argparse.Namespace) -> int:
    from goi.journal import verify
    from goi.server import open_house

    with open_house(settings) as house:
        faults = verify(house.main, house.release)
    for fault in faults:
        print(fault)
    print("The journals are whole." if not faults else f"{len(faults)} faults.")
    return 1 if faults else 0


def verify(settings: Settings, arguments: argparse.Namespace) -> int:
    if arguments.what == "ballot":  # what is published is enough: no store is opened
        from proposals.sealing import verify_standalone

        return verify_standalone.check(arguments)
    if arguments.what == "authorship":
        from submissions import verify_authorship

        return verify_authorship.check(arguments)
    from goi.certificates import verify
    from goi.server import open_house

    with open_house(settings) as house:
        lines, sound = verify(house.main, arguments.id)
    for line in lines:
        print(line)
    return 0 if sound else 1


def anonymize(settings: Settings, arguments: argparse.Namespace) -> int:
    """Clean a file: neither store is opened and nothing is sent."""
    from anonymizer import clean

    return clean.run(arguments)


def trustee(settings: Settings, arguments: argparse.Namespace) -> int:
    """On the trustee's own machine: neither store is opened and nothing is sent."""
    import secrets
    from getpass import getpass

    from proposals.sealing import trustee as sealing

    if sys.stdin.isatty():
        passphrase = getpass("Passphrase: ")
    else:
        passphrase = sys.stdin.readline().rstrip("\n")
    if arguments.step == "new":
        if len(passphrase) < SHORTEST_PASSPHRASE:
            print(f"A passphrase has {SHORTEST_PASSPHRASE} characters or more.", file=sys.stderr)
            return 1
        key = sealing.new_key(secrets.token_bytes)
        locked = sealing.lock(key, passphrase, secrets.token_bytes(16), secrets.token_bytes(12))
        try:
            with arguments.key.open("x") as file:  # never over a key that may still be needed
                arguments.key.chmod(0o600)
                file.write(locked)
        except OSError as error:
            print(f"The key file can't be made: {error.strerror}.", file=sys.stderr)
            return 1
        print(key.public)
        return 0
    try:
        key = sealing.unlock(arguments.key.read_text("utf-8"), passphrase)
        print(json.dumps(sealing.next_step(key, json.loads(arguments.bulletin.read_bytes()))))
    except sealing.WrongKey:
        print("The passphrase is wrong, or it is not this ballot's key.", file=sys.stderr)
        return 1
    except OSError as error:
        print(f"{error.filename} can't be read: {error.strerror}.", file=sys.stderr)
        return 1
    except (ValueError, KeyError, TypeError):
        print("The bulletin is none, or it is damaged: download it again.", file=sys.stderr)
        return 1
    return 0


def gateway_keys(settings: Settings, arguments: argparse.Namespace) -> int:
    from goi.gateway import sealer
    from goi.server import open_house
    from submissions.gateway import keys
    from submissions.gateway.outbox import as_system

    with open_house(settings) as house:
        with house.main.writing() as db:
            work = as_system(db, house.clock, house.chance)
            if arguments.what == "rotate":
                keys.rotate(work, sealer(settings), max(arguments.days, 0))
            else:
                keys.signing_key(work, sealer(settings))
            found = keys.jwks(db, work.now)
    print(json.dumps(found, indent=2))
    return 0


def gateway_receiver(settings: Settings, arguments: argparse.Namespace) -> int:
    """The ministry's end: neither of our stores is opened."""
    from gateway_receiver.application import OWN_KEYS, application, open_receiver
    from goi.server import listen, serve

    address = arguments.address or f"http://{settings.host}:{settings.port}"
    sender = arguments.sender or settings.public_origin
    source = arguments.sender_keys or f"{sender}/.well-known/jwks.json"
    receiver = open_receiver(
        arguments.folder, address=address, sender=sender, senders_keys=source
    )
    if arguments.offer:
        print(receiver.store.offer(json.loads(arguments.offer.read_bytes())))
        return 0
    with listen(settings) as listening:
        _say(f"Receiving at {address} what {sender} signs")
        _say(f"Public keys for GOI_GATEWAY_JWKS: {arguments.folder / OWN_KEYS}")
        serve(application(receiver), listening)
    receiver.store.close()
    return 0


def stages(settings: Settings, arguments: argparse.Namespace) -> int:
    from goi import papers

    print(papers.stages(), end="")
    return 0


def gateway_schema(settings: Settings, arguments: argparse.Namespace) -> int:
    from goi import papers

    print(papers.gateway_schema(), end="")
    return 0


def routes(settings: Settings, arguments: argparse.Namespace) -> int:
    from goi import papers

    print(papers.routes(*papers.sites(settings)), end="")
    return 0


def _say(text: str) -> None:
    print(f"▸ {text}", flush=True)


def _welcome(settings: Settings) -> None:
    from goi.demo.story import PASSWORD, STORY

    print(f"\n  合意 Gōi      {settings.public_origin}/")
    print(f"  経済産業省    {settings.public_origin}/ministry/\n")
    print(f"  Demo accounts (password {PASSWORD}; or one click on the sign-in page):")
    for part in STORY:
        print(f"    {part}")
    print("\n  Ctrl+C stops.", flush=True)
