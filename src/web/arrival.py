"""How a request becomes a visit, and what goes back with its answer: language, cookies, session,
who may come to a door, and whether a form came from our own pages."""

import hmac
from contextlib import suppress
from datetime import datetime
from typing import cast

from sqlmodel import Session
from starlette.requests import HTTPConnection, Request
from starlette.responses import Response

from foundation import sessions
from foundation.dates import day_in_japan
from foundation.errors import Forbidden, NotFound, SignInNeeded, Unavailable
from foundation.texts import LANGUAGES
from web.door import Audience, Door, admits
from web.site import Site
from web.visit import Visit

FLASH, LANG = "flash", "lang"


def arrive(site: Site, request: HTTPConnection) -> Visit:
    """A visit by nobody yet, in the language asked for, kept or accepted."""
    asked = request.query_params.get(LANG)
    accepted = request.headers.get("accept-language", "")[:2].lower()
    # The handshake of a conversation has cookies, headers and path, as a request has.
    made = cast(Request, request)
    visit = Visit(site=site, request=made, lang=LANGUAGES[0], session=None, actor=None)
    for choice in (asked, request.cookies.get(site.named_cookie(LANG)), accepted):
        if choice in LANGUAGES:
            visit.lang = choice
            break
    if asked in LANGUAGES:
        visit.cookies[LANG] = asked
    return visit


def leave(visit: Visit, response: Response) -> Response:
    """Set and delete the cookies of the visit."""
    secure = visit.site.secure
    for name, value in visit.cookies.items():
        cookie = visit.site.session_cookie if name == "session" else visit.site.named_cookie(name)
        if value is None:
            response.delete_cookie(cookie, path="/", secure=secure, httponly=True, samesite="lax")
        else:
            response.set_cookie(
                cookie, value, path="/", secure=secure, httponly=True, samesite="lax"
            )
    return response


def recognise(visit: Visit, db: Session, now: datetime) -> None:
    """Find session and actor, as they are in this very transaction."""
    site = visit.site
    token = visit.request.cookies.get(site.session_cookie)
    visit.session = sessions.find(db, site.sessions, token, now) if token else None
    visit.actor = (
        site.who(db, visit.session.person_id, day_in_japan(now)) if visit.session else None
    )
    if visit.actor is None:
        visit.session = None


def admit(visit: Visit, door: Door) -> None:
    """Raises SignInNeeded or NotFound where the door is not for this actor."""
    if admits(door.audience, visit.actor, demo=visit.site.settings.demo):
        return
    if visit.actor is None and door.audience is not Audience.DEMO:
        raise SignInNeeded
    raise NotFound


def same_origin(visit: Visit) -> None:
    """Forms and calls come from our own pages only (Origin and Fetch Metadata, ASVS 3.5.1)."""
    headers, own = visit.request.headers, visit.site.origins
    origin, fetched = headers.get("origin"), headers.get("sec-fetch-site")
    if origin is None and fetched is None:
        raise Forbidden("problem.no_origin")
    if origin is not None and origin not in own:
        raise Forbidden("problem.foreign_origin")
    if fetched is not None and fetched != "same-origin":
        raise Forbidden("problem.foreign_origin")


def genuine(visit: Visit, token: str) -> None:
    """The form carries the session's own token. Raises Forbidden."""
    if visit.session and not hmac.compare_digest(visit.session.csrf.encode(), token.encode()):
        raise Forbidden("problem.csrf")


def take_flash(visit: Visit) -> None:
    """What the last act had to say, once."""
    said = visit.request.cookies.get(visit.site.named_cookie(FLASH))
    if said:
        visit.cookies[FLASH] = None
        if said.startswith("done.") and said in visit.texts:
            visit.flash = said


def take_back_session(visit: Visit) -> None:
    """What was not committed has not happened: the browser keeps the session that it had."""
    visit.cookies.pop("session", None)


def touch(visit: Visit) -> None:
    """Note that the session is in use. A busy database does not spoil a page for this."""
    with suppress(Unavailable), visit.site.database.writing() as db:
        sessions.touch(db, visit.site.sessions, visit.session.id, visit.site.clock.now())  # type: ignore[union-attr]
