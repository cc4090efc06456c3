"""Documents that are written from the code, so that they are always true."""

import json
from pathlib import Path

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from foundation.chance import Chance
from foundation.clock import Clock
from foundation.database import Database
from foundation.files import Files
from foundation.mail import MailboxMailer
from foundation.settings import Settings
from foundation.texts import texts
from goi import members
from ministry import application
from proposals.stages import MOVES, TURN, State
from submissions import package
from submissions.gateway import wire
from web.door import Act, Door, Live, View
from web.site import Site


def sites(settings: Settings) -> tuple[Site, Site]:
    """The members' side and METI's desk, to be described and not to be served: over stores in
    memory without a table."""
    clock, chance, nothing = Clock(), Chance(), Database("sqlite://")
    mailer = MailboxMailer(Files(Path("nowhere")), settings.mail_from)
    return (
        members.site(settings, clock, chance, nothing, mailer),
        application.site(settings, clock, chance, nothing),
    )


def stages() -> str:
    """docs/stages.md: the states and moves of a request, with a drawing."""
    ja, en = texts("ja").say, texts("en").say
    lines = [
        "# The way of a request",
        "",
        "Written by `goi stages` from `src/proposals/stages.py`; a test holds it to the code.",
        "",
        "```mermaid",
        "stateDiagram-v2",
        "    [*] --> draft",
        *(
            f"    {source.value} --> {move.target.value}: {move.name}"
            for move in MOVES
            for source in sorted(move.sources)
        ),
        "```",
        "",
        "## States",
        "",
        "| state | 日本語 | English | whose turn |",
        "|---|---|---|---|",
        *(
            f"| `{state.value}` | {ja(f'state.{state}')} | {en(f'state.{state}')} "
            f"| {en(f'turn.{TURN[state]}') if TURN[state] else '–'} |"
            for state in State
        ),
        "",
        "## Moves",
        "",
        "| move | 日本語 | from | to | who | only when | reason asked |",
        "|---|---|---|---|---|---|---|",
        *(
            f"| `{move.name}` | {ja(f'move.{move.name}')} "
            f"| {', '.join(sorted(move.sources))} | {move.target.value} "
            f"| {', '.join(sorted(move.movers))} | {', '.join(move.guards) or '–'} "
            f"| {'yes' if move.note else 'no'} |"
            for move in MOVES
        ),
        "",
    ]
    return "\n".join(lines)


def routes(*sites: Site) -> str:
    """docs/routes.md: every door of both applications with audience, methods and limits."""
    lines = [
        "# Doors",
        "",
        "Written by `goi routes` from the tables in `routes.py`; a test holds it to the code.",
        "What somebody sees behind a door is for queries and rules; hidden is not found.",
    ]
    for site in sites:
        lines += [
            "",
            f"## {site.name}",
            "",
            "| door | method | path | audience | body | idempotency key | API |",
            "|---|---|---|---|---|---|---|",
            *sorted(_line(door) for door in site.doors),
        ]
    return "\n".join([*lines, ""])


def gateway_schema() -> str:
    """docs/gateway.schema.json: what is signed at the gateway, as JSON Schema 2020-12."""
    kinds: tuple[tuple[str, type[BaseModel]], ...] = (
        ("letter", package.ReleasedLetter), ("answer", package.ReleasedAnswer),
        ("receipt", wire.Receipt), ("asking", wire.Asking), ("page", wire.Page),
        ("reply", wire.Reply), ("question", wire.Question), ("progress", wire.Progress),
    )  # fmt: skip
    places, definitions = models_json_schema(
        [(model, "validation") for _, model in kinds], ref_template="#/$defs/{model}"
    )
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "What is signed at the gateway; see gateway.md",
        "properties": {name: places[(model, "validation")] for name, model in kinds},
        "$defs": definitions["$defs"],
    }
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def _line(door: Door) -> str:
    body = f"{door.body_limit // 1024} KB" if isinstance(door, Act | Live) else "–"
    once = "yes" if isinstance(door, Act) and door.creates else "–"
    api = f"`/api{door.path}`" if isinstance(door, View | Act) and door.api else "–"
    return (
        f"| {door.name} | {', '.join(door.methods)} | `{door.path}` | {door.audience} "
        f"| {body} | {once} | {api} |"
    )
