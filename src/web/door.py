"""Declarations of what can be asked of an application: the one table from which routes, API,
OpenAPI, the permission sweep and the printed list of routes are all made.

A `View` finds a value; the page renders it and the API sends it as JSON. An `Act` reads a form and
changes something; the page redirects and the API answers with JSON. So pages and API are two doors
to the same rooms, and no rule stands twice. A `Page` is for the few answers that are neither, a
`Live` for a conversation over a WebSocket.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from pydantic import BaseModel
from starlette.responses import Response

from foundation.actor import Actor, Office
from web.form import Form

DEFAULT_BODY_LIMIT = 256 * 1024


class Audience(StrEnum):
    """Who may come to a door at all; what they see behind it is for queries and rules."""

    ANYONE = "anyone"
    SIGNED_IN = "signed_in"
    SECRETARIAT = "secretariat"
    ANONYMITY = "anonymity"
    RELEASING = "releasing"
    ADMINISTRATOR = "administrator"
    DEMO = "demo"


OFFICES_OF: Mapping[Audience, frozenset[Office]] = {
    Audience.SECRETARIAT: frozenset(Office),
    Audience.ANONYMITY: frozenset({Office.ANONYMITY_OFFICER}),
    Audience.RELEASING: frozenset({Office.RELEASING_OFFICER, Office.ANONYMITY_OFFICER}),
    Audience.ADMINISTRATOR: frozenset({Office.ADMINISTRATOR}),
}


def admits(audience: Audience, actor: Actor | None, *, demo: bool) -> bool:
    """Whether this audience includes the actor (None: nobody signed in)."""
    if audience is Audience.ANYONE:
        return True
    if audience is Audience.DEMO:
        return demo
    if actor is None:
        return False
    if audience is Audience.SIGNED_IN:
        return True
    return bool(actor.offices & OFFICES_OF[audience])


@dataclass(frozen=True)
class Done:
    """What an act answers: where to go next, the text key of what to say, data for the API.

    `shown` is drawn at once on the act's own view (or that named by `shown_on`) instead of going
    anywhere: for what is kept nowhere, so that no address could show it again.
    """

    to: str
    say: str = ""
    data: Mapping[str, Any] = field(default_factory=dict)
    shown: BaseModel | None = None
    shown_on: str = ""


@dataclass(frozen=True)
class View:
    """A page and a GET endpoint over the same value. `partial` names the template block that is
    sent alone to an htmx request; `query` the form of its query string. `kept`: what it shows comes
    of nothing but what is journalled, the reader and the minute, so that it need not be drawn anew
    while these are the same."""

    name: str
    path: str
    template: str
    find: Callable[..., BaseModel]
    model: type[BaseModel]
    audience: Audience = Audience.SIGNED_IN
    query: type[Form] | None = None
    partial: str = ""
    kept: bool = False
    api: bool = True
    methods: tuple[str, ...] = ("GET", "HEAD")


@dataclass(frozen=True)
class Act:
    """A form and a POST endpoint over the same action. `shown_on` is the view that is drawn again
    with the person's input when it can't be done. `creates`: needs an idempotency key.
    `own_transactions`: the act opens its own (a slow step must not hold the writer).
    `ahead(visit, form, **path parameters)`: a slow step done before the writing transaction. In a
    reading one it refuses what can be refused already and answers what is to be done once that is
    closed; what comes of it is handed to `do` in the place of the form. `reads`: it only looks
    something up, in a form that is too long for an address or too private, so no writing
    transaction is opened."""

    name: str
    path: str
    form: type[Form]
    do: Callable[..., Done]
    shown_on: str
    audience: Audience = Audience.SIGNED_IN
    creates: bool = False
    own_transactions: bool = False
    reads: bool = False
    ahead: Callable[..., Callable[[], Any]] | None = None
    body_limit: int = DEFAULT_BODY_LIMIT
    api: bool = True
    methods: tuple[str, ...] = ("POST",)


@dataclass(frozen=True)
class Page:
    """A hand-made answer: a download, a redirect, the OpenAPI document. `own_transactions`: it
    asks somebody outside and must not hold the store meanwhile; it has no open transaction."""

    name: str
    path: str
    answer: Callable[..., Response]
    audience: Audience = Audience.SIGNED_IN
    own_transactions: bool = False
    api: bool = False
    methods: tuple[str, ...] = ("GET", "HEAD")


@dataclass(frozen=True)
class Live:
    """A conversation over a WebSocket. `open` is called once an application, with its site, and
    answers what attends each conversation: `attend(attendance, **path parameters)`. A message is
    JSON text of at most `body_limit` bytes."""

    name: str
    path: str
    open: Callable[..., Callable[..., Awaitable[None]]]
    audience: Audience = Audience.SIGNED_IN
    body_limit: int = DEFAULT_BODY_LIMIT
    api: bool = False
    methods: tuple[str, ...] = ("WEBSOCKET",)


Door = View | Act | Page | Live
