"""The seam between HTTP and the house: opens the transaction, finds the actor, calls the door,
commits before the answer leaves. Nobody inside commits."""

import hmac
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlmodel import Session
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from foundation import journal, once, sessions
from foundation.dates import day_in_japan
from foundation.errors import (
    BadRequest,
    Forbidden,
    Invalid,
    NotFound,
    Problem,
    Refused,
    SignInNeeded,
    Stale,
    TooMany,
)
from foundation.texts import LANGUAGES
from foundation.work import Work
from web.answers import problem_document, problem_page
from web.body import read_fields, read_json
from web.door import Act, Audience, Done, Door, View, admits
from web.form import Draft
from web.render import page
from web.site import Site
from web.visit import NOBODY, Visit

FLASH, LANG = "flash", "lang"


async def answer(site: Site, door: Door, request: Request, *, api: bool) -> Response:
    """The answer of a door to a request."""
    visit = _arrive(site, request)
    try:
        if isinstance(door, Act):
            response = await _act(visit, door, api=api)
        elif site.database.is_sqlite:
            # A read of an embedded database is shorter than the way to a worker thread and back.
            response = _show(visit, door, api=api)
        else:
            response = await run_in_threadpool(_show, visit, door, api=api)
    except Problem as problem:
        response = await run_in_threadpool(_tell, visit, problem, api=api)
    return _leave(visit, response)


async def answer_problem(site: Site, request: Request, problem: Problem, *, api: bool) -> Response:
    """The answer to a request for which there is no door."""
    visit = _arrive(site, request)
    return _leave(visit, await run_in_threadpool(_tell, visit, problem, api=api))


def _arrive(site: Site, request: Request) -> Visit:
    asked = request.query_params.get(LANG)
    accepted = request.headers.get("accept-language", "")[:2].lower()
    visit = Visit(site=site, request=request, lang=LANGUAGES[0], session=None, actor=None)
    for choice in (asked, request.cookies.get(_cookie(site, LANG)), accepted):
        if choice in LANGUAGES:
            visit.lang = choice
            break
    if asked in LANGUAGES:
        visit.cookies[LANG] = asked
    return visit


def _leave(visit: Visit, response: Response) -> Response:
    secure = visit.site.settings.secure
    for name, value in visit.cookies.items():
        cookie = visit.site.session_cookie if name == "session" else _cookie(visit.site, name)
        if value is None:
            response.delete_cookie(cookie, path="/", secure=secure, httponly=True, samesite="lax")
        else:
            response.set_cookie(
                cookie, value, path="/", secure=secure, httponly=True, samesite="lax"
            )
    return response


def _cookie(site: Site, name: str) -> str:
    plain = f"{site.cookie}-{name}"
    return f"__Host-{plain}" if site.settings.secure else plain


def _recognise(visit: Visit, db: Session, now: datetime) -> None:
    """Find session and actor, as they are in this very transaction."""
    site = visit.site
    token = visit.request.cookies.get(site.session_cookie)
    visit.session = sessions.find(db, site.sessions, token, now) if token else None
    visit.actor = (
        site.who(db, visit.session.person_id, day_in_japan(now)) if visit.session else None
    )
    if visit.actor is None:
        visit.session = None


def _admit(visit: Visit, door: Door) -> None:
    if admits(door.audience, visit.actor, demo=visit.site.settings.demo):
        return
    if visit.actor is None and door.audience is not Audience.DEMO:
        raise SignInNeeded
    raise NotFound


def _work(visit: Visit, db: Session, now: datetime) -> Work:
    return Work(db, visit.actor or NOBODY, now, visit.site.chance, visit.site.journal)


def _show(visit: Visit, door: Door, *, api: bool) -> Response:
    """A view or a hand-made page, in a session whose changes are thrown away."""
    now = visit.site.clock.now()
    with visit.site.database.reading() as db:
        _recognise(visit, db, now)
        _admit(visit, door)
        _take_flash(visit)
        visit.work = _work(visit, db, now)
        response = (
            _draw(visit, door, api=api)
            if isinstance(door, View)
            else door.answer(visit, **visit.request.path_params)  # type: ignore[union-attr]
        )
    if visit.session and sessions.is_due_for_touch(visit.session, now):
        with visit.site.database.writing() as db:
            sessions.touch(db, visit.site.sessions, visit.session.id, now)
    return response


def _draw(visit: Visit, view: View, *, api: bool = False, status: int = 200) -> Response:
    if view.query is not None:
        asked = visit.request.query_params if visit.request.method in ("GET", "HEAD") else {}
        plain = {k: v for k, v in asked.items() if k != LANG}
        if asked and len(asked.multi_items()) != len(asked):  # type: ignore[union-attr]
            raise BadRequest("problem.field_twice", field="?")
        visit.query = view.query.read(plain)
    wanted = {
        name: value for name, value in visit.request.path_params.items()
        if f"{{{name}" in view.path
    }
    found = view.find(visit, **wanted)
    if api:
        return JSONResponse(found.model_dump(mode="json"), status)
    alone = bool(view.partial) and visit.request.headers.get("hx-request") == "true"
    return page(visit, view.template, status, view.partial if alone else "", view=found)


async def _act(visit: Visit, act: Act, *, api: bool) -> Response:
    """An act: read what was sent before the transaction, then rule, change and commit in it."""
    _same_origin(visit)
    sent: dict[str, Any]
    if api:
        sent = await read_json(visit.request, act.body_limit)
        controls = {"_once": visit.request.headers.get("idempotency-key", "")}
    else:
        fields = await read_fields(visit.request, act.body_limit)
        controls = {name: str(fields.get(name, "")) for name in ("_csrf", "_once")}
        sent = act.form.gather(fields)
    return await run_in_threadpool(_perform, visit, act, sent, controls, api=api)


def _perform(
    visit: Visit, act: Act, sent: dict[str, Any], controls: Mapping[str, str], *, api: bool
) -> Response:
    try:
        done = (
            _alone(visit, act, sent) if act.own_transactions
            else _inside(visit, act, sent, controls, api=api)
        )
    except (Invalid, Refused, Stale, TooMany) as problem:
        if api:
            raise
        return _draw_again(visit, act, sent, problem)
    if api:
        body = {"location": visit.url(f"/api{done.to}"), **done.data}
        return JSONResponse(body, 201 if act.creates else 200)
    if done.say:
        visit.cookies[FLASH] = done.say
    return RedirectResponse(visit.url(done.to), 303)


def _alone(visit: Visit, act: Act, sent: dict[str, Any]) -> Done:
    now = visit.site.clock.now()
    with visit.site.database.reading() as db:
        _recognise(visit, db, now)
        _admit(visit, act)
    return act.do(visit, act.form.read(sent), **visit.request.path_params)


def _inside(
    visit: Visit, act: Act, sent: dict[str, Any], controls: Mapping[str, str], *, api: bool
) -> Done:
    site, key = visit.site, controls.get("_once", "")
    with site.database.writing() as db:
        # A clock that was set back must not reopen what has been closed.
        now = max(site.clock.now(), journal.last_moment(db, site.journal) or site.clock.now())
        _recognise(visit, db, now)
        _admit(visit, act)
        if not api:
            _genuine(visit, controls.get("_csrf", ""))
        where = f"{act.name} {visit.request.scope['path']}"
        who = visit.actor.id if visit.actor else "nobody"
        body = {name: value for name, value in sent.items() if isinstance(value, str | list)}
        if act.creates:
            if not 8 <= len(key) <= 100:
                raise BadRequest("problem.no_once")
            earlier = once.earlier_answer(db, site.once, who, where, key, body)
            if earlier is not None:
                return Done(**earlier)
        visit.work = _work(visit, db, now)
        done = act.do(visit, act.form.read(sent), **visit.request.path_params)
        if act.creates:
            kept = {"to": done.to, "say": done.say, "data": dict(done.data)}
            once.remember(db, site.once, who, where, key, body, kept, now)
    return done


def _draw_again(visit: Visit, act: Act, sent: dict[str, Any], problem: Problem) -> Response:
    """The page the form stood on, with everything the person had entered and what is wrong."""
    errors: dict[str, list[str]] = {}
    if isinstance(problem, Invalid):
        for name, (key, params) in problem.fields.items():
            errors.setdefault(name, []).append(visit.t(key, **params))
    refusal = None if errors else visit.t(problem.key, **problem.params)
    stale = problem if isinstance(problem, Stale) else None
    visit.draft = Draft(
        act=act.name,
        values={k: v for k, v in sent.items() if isinstance(v, str | list)},
        errors=errors,
        refusal=refusal,
        mine=stale.mine if stale else {},
        theirs=stale.theirs if stale else {},
    )
    now = visit.site.clock.now()
    with visit.site.database.reading() as db:
        _recognise(visit, db, now)
        visit.work = _work(visit, db, now)
        view = visit.site.view(act.shown_on)
        _admit(visit, view)
        return _draw(visit, view, status=problem.status)


def _tell(visit: Visit, problem: Problem, *, api: bool) -> Response:
    if api:
        return problem_document(visit, problem)
    if visit.actor is None and not isinstance(problem, SignInNeeded):
        try:
            with visit.site.database.reading() as db:
                _recognise(visit, db, visit.site.clock.now())
        except Problem:
            pass  # the database may be what is wrong; the page is drawn for nobody then
    return problem_page(visit, problem)


def _same_origin(visit: Visit) -> None:
    """Forms and calls come from our own pages only (Origin and Fetch Metadata, ASVS 3.5.1)."""
    headers, own = visit.request.headers, visit.site.origins
    origin, fetched = headers.get("origin"), headers.get("sec-fetch-site")
    if origin is None and fetched is None:
        raise Forbidden("problem.no_origin")
    if origin is not None and origin not in own:
        raise Forbidden("problem.foreign_origin")
    if fetched is not None and fetched != "same-origin":
        raise Forbidden("problem.foreign_origin")


def _genuine(visit: Visit, token: str) -> None:
    if visit.session and not hmac.compare_digest(visit.session.csrf.encode(), token.encode()):
        raise Forbidden("problem.csrf")


def _take_flash(visit: Visit) -> None:
    said = visit.request.cookies.get(_cookie(visit.site, FLASH))
    if said:
        visit.cookies[FLASH] = None
        if said.startswith("done.") and said in visit.texts:
            visit.flash = said

