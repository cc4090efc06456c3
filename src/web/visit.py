"""What a page or an act is handed: one visit by one person, inside one transaction."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel
from sqlmodel import Session
from starlette.requests import Request

from foundation.actor import Actor, Kind
from foundation.sessions import SessionColumns
from foundation.texts import Texts, texts
from foundation.verdict import Verdict
from foundation.work import Work
from web.form import Draft
from web.site import Site

NOBODY = Actor(id="nobody", kind=Kind.SYSTEM)


class May(BaseModel):
    """A verdict told to the reader: whether they may, else why not in their language."""

    ok: bool
    reason: str = ""


@dataclass
class Visit:
    """`work` is the open transaction (None where there is none: an act that opens its own, a
    problem); `query` the view's query form; `cookies` are set on the answer, None as value deletes
    one; `once_keys` are the idempotency keys that its page was drawn with."""

    site: Site
    request: Request
    lang: str
    session: SessionColumns | None
    actor: Actor | None
    work: Work = None  # type: ignore[assignment]
    query: Any = None
    draft: Draft = field(default_factory=Draft)
    flash: str = ""
    once_keys: list[str] = field(default_factory=list)
    cookies: dict[str, str | None] = field(default_factory=dict)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """The open transaction's session; one of its own where none is open. A page that asked for
        a second connection while it holds one could wait for ever for those who do the same."""
        work: Work | None = self.work
        if work is not None:
            yield work.db
        else:
            with self.site.database.reading() as db:
                yield db

    @property
    def texts(self) -> Texts:
        return texts(self.lang)

    def t(self, key: str, **params: Any) -> str:
        """The text of a key in the reader's language."""
        return self.texts.say(key, params)

    def may(self, verdict: Verdict) -> May:
        """A rule's verdict in the reader's language."""
        if verdict:
            return May(ok=True)
        return May(ok=False, reason=self.t(verdict.reason, **verdict.params))

    def name(self, ja: str, en: str) -> str:
        """The name in the reader's language, the other where one is missing."""
        return (ja or en) if self.lang == "ja" else (en or ja)

    def url(self, path: str) -> str:
        """A local path under the prefix where this application is mounted."""
        return f"{self.request.scope.get('root_path', '')}{path}"

