"""The command line: `goi` alone lists the commands."""

import argparse
import json
import sys
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

from foundation.settings import BadSettings, Settings, read_settings


def main(argv: list[str] | None = None) -> int:
    """Run a command; answers the exit status."""
    arguments = _parser().parse_args(argv)
    try:
        settings = read_settings(**_given(arguments))
    except BadSettings as error:
        print(f"Gōi can't start:\n{error}", file=sys.stderr)
        return 2
    answer: Callable[[Settings, argparse.Namespace], int] = arguments.do
    return answer(settings, arguments)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="goi", description="合意 Gōi")
    parser.add_argument("--version", action="version", version=version("goi"))
    commands = parser.add_subparsers(required=True, metavar="command")

    def command(name: str, do: Callable[..., int], text: str) -> argparse.ArgumentParser:
        one = commands.add_parser(name, help=text, description=text)
        one.set_defaults(do=do)
        return one

    for name, do, text in (
        ("run", run, "try it: demo data, both applications, background work, one address"),
        ("serve", serve_members, "serve the members' side"),
        ("ministry", serve_ministry, "serve METI's desk, over the release store only"),
    ):
        served = command(name, do, text)
        served.add_argument("--host", help="address to listen on (GOI_HOST)")
        served.add_argument("--port", type=int, help="port to listen on (GOI_PORT)")
    command("worker", work, "send mails, deliver letters, collect replies, close ballots")
    command("migrate", migrate, "bring both stores to the newest version")
    command("demo", demo, "load the demo data into empty stores")
    imports = command("import", import_file, "import companies, people, bodies or seats")
    imports.add_argument("kind", choices=["companies", "people", "bodies", "seats"])
    imports.add_argument("file", type=Path, help="a .csv or .xlsx file")
    imports.add_argument("--yes", action="store_true", help="do it (otherwise only say what)")
    api = command("openapi", openapi, "print the OpenAPI 3.1 description")
    api.add_argument("--ministry", action="store_true", help="of METI's desk")
    journal = command("journal", verify_journal, "check the hash chains of both journals")
    journal.add_argument("what", choices=["verify"])
    command("stages", print_stages, "print docs/stages.md")
    command("routes", print_routes, "print docs/routes.md")
    return parser


def _given(arguments: argparse.Namespace) -> dict[str, object]:
    given = {name: getattr(arguments, name, None) for name in ("host", "port")}
    found = {name: value for name, value in given.items() if value is not None}
    if arguments.do is run:
        found["demo"] = True
        if "port" in found:
            found["public_origin"] = f"http://127.0.0.1:{found['port']}"
    return found


def run(settings: Settings, arguments: argparse.Namespace) -> int:
    """Everything in one process, with demo data where the stores are empty."""
    from goi.demo.loading import is_empty, load
    from goi.server import beside_each_other, open_house, serve

    started = time.monotonic()
    _say("Opening the stores and bringing them up to date")
    house = open_house(settings)
    if is_empty(house.main):
        _say("Loading the demo data (once, some seconds)")
        load(house.main, house.release)
    app = beside_each_other(house)
    _say(f"Ready after {time.monotonic() - started:.1f} s")
    _welcome(settings)
    serve(app, settings, house=house)
    return 0


def serve_members(settings: Settings, arguments: argparse.Namespace) -> int:
    from goi.server import open_house, serve
    from web.application import build

    serve(build(open_house(settings).members_site()), settings)
    return 0


def serve_ministry(settings: Settings, arguments: argparse.Namespace) -> int:
    from foundation.chance import Chance
    from foundation.clock import Clock
    from goi.desk import open_desk
    from goi.server import serve
    from web.application import build

    serve(build(open_desk(settings, Clock(), Chance())), settings)
    return 0


def work(settings: Settings, arguments: argparse.Namespace) -> int:
    import threading

    from goi.server import open_house
    from goi.worker import work_until

    stop = threading.Event()
    try:
        work_until(stop, open_house(settings).worker_parts)
    except KeyboardInterrupt:
        stop.set()
    return 0


def migrate(settings: Settings, arguments: argparse.Namespace) -> int:
    from goi.server import open_house

    open_house(settings)
    _say("Both stores are at the newest version")
    return 0


def demo(settings: Settings, arguments: argparse.Namespace) -> int:
    from goi.demo.loading import is_empty, load
    from goi.server import open_house

    house = open_house(settings)
    if not is_empty(house.main):
        print("The members' store is not empty; demo data goes into empty stores only.",
              file=sys.stderr)  # fmt: skip
        return 1
    load(house.main, house.release)
    return 0


def import_file(settings: Settings, arguments: argparse.Namespace) -> int:
    from goi.importing import import_from
    from goi.server import open_house

    return import_from(open_house(settings), arguments.kind, arguments.file, really=arguments.yes)


def openapi(settings: Settings, arguments: argparse.Namespace) -> int:
    from goi.server import open_house
    from web.openapi import document

    house = open_house(settings)
    site = house.desk_site() if arguments.ministry else house.members_site()
    print(json.dumps(document(site, version("goi")), ensure_ascii=False, indent=2))
    return 0


def verify_journal(settings: Settings, arguments: argparse.Namespace) -> int:
    from goi.journal import verify
    from goi.server import open_house

    house = open_house(settings)
    faults = verify(house.main, house.release)
    for fault in faults:
        print(fault)
    print("The journals are whole." if not faults else f"{len(faults)} faults.")
    return 1 if faults else 0


def print_stages(settings: Settings, arguments: argparse.Namespace) -> int:
    from goi.papers import stages

    print(stages(), end="")
    return 0


def print_routes(settings: Settings, arguments: argparse.Namespace) -> int:
    from goi.papers import routes
    from goi.server import open_house

    house = open_house(settings)
    print(routes(house.members_site(), house.desk_site()), end="")
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
