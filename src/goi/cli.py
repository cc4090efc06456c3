"""The command line: `goi` alone lists the commands."""

import argparse
import os
import sys
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

from anonymizer import clean
from foundation.settings import BadSettings, Settings, read_settings
from goi import commands
from proposals.sealing import verify_standalone
from submissions import verify_authorship

BAD_START = 2


def main(argv: list[str] | None = None) -> int:
    """Run a command; answers the exit status: 2 where Gōi can't be run as it is set up."""
    from goi.server import AddressTaken
    from goi.stores import StoreFault

    arguments = _parser().parse_args(argv)
    do: Callable[[Settings, argparse.Namespace], int] = arguments.do
    try:
        return do(read_settings(**_given(arguments)), arguments)
    except (BadSettings, StoreFault, AddressTaken) as error:
        print(f"Gōi can't start:\n{error}", file=sys.stderr)
        return BAD_START
    except BrokenPipeError:  # whoever read what we print has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="goi", description="合意 Gōi")
    parser.add_argument("--version", action="version", version=version("goi"))
    parsers = parser.add_subparsers(required=True, metavar="command")

    def command(do: Callable[..., int], name: str, text: str) -> argparse.ArgumentParser:
        one = parsers.add_parser(name, help=text, description=text)
        one.set_defaults(do=do)
        return one

    receiver = command(
        commands.gateway_receiver, "gateway-receiver",
        "an example of the ministry's end of the gateway, to try and to test against",
    )  # fmt: skip
    receiver.add_argument("--host", help="address to listen on (GOI_HOST)")
    receiver.add_argument("--port", type=int, help="port to listen on (GOI_PORT)")
    receiver.add_argument("--folder", type=Path, default=Path("receiver"), help="what it keeps")
    receiver.add_argument("--address", help="where it is reached (otherwise host and port)")
    receiver.add_argument("--sender", default="", help="origin of the Gōi that sends")
    receiver.add_argument("--sender-keys", default="", help="its public keys: a file or an address")
    receiver.add_argument("--offer", type=Path, help="put the replies in this file up, and end")
    gateway_keys = command(commands.gateway_keys, "gateway-keys", "keys that sign for the gateway")
    gateway_keys.add_argument("what", choices=["show", "rotate"])
    gateway_keys.add_argument(
        "--days", type=int, default=30, help="how long the old key stays published"
    )
    for do, name, text in (
        (commands.run, "run", "try it: demo data, both applications, background work"),
        (commands.serve_members, "serve", "serve the members' side"),
        (commands.serve_ministry, "ministry", "serve METI's desk, over the release store only"),
    ):
        served = command(do, name, text)
        served.add_argument("--host", help="address to listen on (GOI_HOST)")
        served.add_argument("--port", type=int, help="port to listen on (GOI_PORT)")
    command(commands.work, "worker", "send mails, deliver letters, collect replies, close ballots")
    command(commands.migrate, "migrate", "bring both stores to the newest version")
    command(commands.reindex, "reindex", "index everything that can be searched anew")
    command(commands.demo, "demo", "load the demo data into empty stores")
    imports = command(commands.import_file, "import", "import companies, people, bodies or seats")
    imports.add_argument("kind", choices=["companies", "people", "bodies", "seats"])
    imports.add_argument("file", type=Path, help="a .csv or .xlsx file")
    imports.add_argument("--yes", action="store_true", help="do it (otherwise only say what)")
    password = command(commands.password, "password", "give a person a password, read from input")
    password.add_argument("email")
    password.add_argument("--administrator", action="store_true", help="and this office, today")
    official = command(commands.official, "official", "give an official an account at METI's desk")
    for name in ("email", "name_ja", "name_en"):
        official.add_argument(name)
    official.add_argument("--administrator", action="store_true", help="who keeps the others")
    api = command(commands.openapi, "openapi", "print the OpenAPI 3.1 description")
    api.add_argument("--ministry", action="store_true", help="of METI's desk")
    journal = command(commands.journal, "journal", "check the hash chains of both journals")
    journal.add_argument("what", choices=["verify"])
    check = command(commands.verify, "verify", "check a published record")
    kinds = check.add_subparsers(required=True, metavar="record", dest="what")
    certificate = kinds.add_parser("certificate", help="compute it again from the record")
    certificate.add_argument("id", nargs="?", help="of one (otherwise all)")
    ballot = kinds.add_parser("ballot", help="a secret ballot's bulletin, from its file alone")
    verify_standalone.options(ballot)
    receipt = kinds.add_parser("authorship", help="a company's receipt, from its file alone")
    verify_authorship.options(receipt)
    anonymize = command(
        commands.anonymize, "anonymize",
        "rebuild a file without what tells a member company, a person, a code",
    )  # fmt: skip
    clean.options(anonymize)
    trustee = command(commands.trustee, "trustee", "a trustee's key and steps of opening")
    steps = trustee.add_subparsers(required=True, metavar="step", dest="step")
    new = steps.add_parser("new", help="make a key; prints the public part to register")
    new.add_argument("key", type=Path, help="where the key file is to be")
    step = steps.add_parser("step", help="take the next step; prints what to hand over")
    step.add_argument("key", type=Path, help="the key file")
    step.add_argument("bulletin", type=Path, help="the ballot's bulletin as downloaded")
    command(commands.stages, "stages", "print docs/stages.md")
    command(commands.routes, "routes", "print docs/routes.md")
    command(commands.gateway_schema, "gateway-schema", "print docs/gateway.schema.json")
    return parser


def _given(arguments: argparse.Namespace) -> dict[str, object]:
    given = {name: getattr(arguments, name, None) for name in ("host", "port")}
    found = {name: value for name, value in given.items() if value is not None}
    if arguments.do is not commands.run:
        return found
    # Who tries Gōi out won't wait until Friday.
    soon = {} if "GOI_DEPARTURES" in os.environ else {"departures": "every 2 minutes"}
    return found | {"demo": True} | soon
