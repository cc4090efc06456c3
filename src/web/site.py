"""An application's parts, named once and handed to the seam."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sqlmodel import Session

from foundation.actor import Actor
from foundation.chance import Chance
from foundation.clock import Clock
from foundation.database import Database
from foundation.journal import JournalColumns
from foundation.once import OnceColumns
from foundation.sessions import SessionColumns
from foundation.settings import Settings
from web.door import Door, View

if TYPE_CHECKING:
    from datetime import date

    from web.kept import KeptAnswers
    from web.visit import Visit


@dataclass(frozen=True)
class NavItem:
    """A link of the main navigation."""

    href: str
    label: str
    current: bool = False


@dataclass(frozen=True)
class Site:
    """One ASGI application: its doors, its store and how it knows people.

    `who` turns a person id into the Actor of a day, None for somebody who may no longer come in.
    `tools` holds what single pages need beside (a mailer for the development mailbox); `kept` the
    answers of doors that may be kept, None where nothing is.
    """

    name: str
    settings: Settings
    clock: Clock
    chance: Chance
    database: Database
    doors: tuple[Door, ...]
    who: Callable[[Session, str, "date"], Actor | None]
    nav: Callable[["Visit"], list[NavItem]]
    role_label: Callable[["Visit"], str]
    sessions: type[SessionColumns]
    once: type[OnceColumns]
    journal: type[JournalColumns]
    cookie: str
    origin: str
    tools: Mapping[str, Any] = field(default_factory=dict)
    kept: "KeptAnswers | None" = None

    def view(self, name: str) -> View:
        """The view of this name. Raises KeyError."""
        for door in self.doors:
            if isinstance(door, View) and door.name == name:
                return door
        raise KeyError(name)

    @property
    def secure(self) -> bool:
        """Whether pages are served under TLS: cookies are then `__Host-` and Secure."""
        return self.origin.startswith("https://")

    @property
    def session_cookie(self) -> str:
        return f"__Host-{self.cookie}" if self.secure else self.cookie

    def named_cookie(self, name: str) -> str:
        """The name under which a cookie of this site is kept in the browser."""
        plain = f"{self.cookie}-{name}"
        return f"__Host-{plain}" if self.secure else plain

    @property
    def origins(self) -> frozenset[str]:
        """Origins our own pages have: on a developer's machine both names of it."""
        if "://127.0.0.1" in self.origin:
            return frozenset({self.origin, self.origin.replace("127.0.0.1", "localhost")})
        return frozenset({self.origin})

    @property
    def hosts(self) -> frozenset[str]:
        return frozenset(origin.partition("://")[2] for origin in self.origins)
