"""The seam between HTTP and the house: opens the transaction, finds the actor, calls the door,
commits before the answer leaves. Nobody inside commits."""

import logging
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from pydantic import BaseModel
from sqlmodel import Session
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from foundation import journal, once, sessions
from foundation.errors import (
    BadRequest,
    Invalid,
    Problem,
    Refused,
    SignInNeeded,
    Stale,
    TooMany,
)
from foundation.work import Work
from web import kept
from web.answers import extra_headers, problem_document, problem_page
from web.arrival import (
    FLASH,
    LANG,
    admit,
    arrive,
    genuine,
    leave,
    recognise,
    same_origin,
    take_back_session,
    take_flash,
    touch,
)
from web.body import read_fields, read_json
from web.door import Act, Done, Door, Page, View
from web.form import Draft
from web.render import page
from web.site import Site
from web.visit import NOBODY, Visit

log = logging.getLogger("goi.web")


async def answer(site: Site, door: Door, request: Request, *, api: bool) -> Response:
    """The answer of a door to a request."""
    visit = arrive(site, request)
    try:
        if isinstance(door, Act):
            response = await _act(visit, door, api=api)
        elif isinstance(door, Page) and door.own_transactions:
            response = await run_in_threadpool(_outside, visit, door)
        elif site.database.is_sqlite:
            # A read of an embedded database is shorter than the way to a worker thread and back.
            response = _show(visit, door, api=api)
        else:
            response = await run_in_threadpool(_show, visit, door, api=api)
        if visit.session and sessions.is_due_for_touch(visit.session, site.clock.now()):
            await run_in_threadpool(touch, visit)
    except Problem as problem:
        response = await run_in_threadpool(_tell, visit, problem, api=api)
    except Exception:
        # The transaction is rolled back; the reader gets constant words, the log the traceback.
        log.exception("unexpected error at the door %s", door.name)
        response = await run_in_threadpool(_tell, visit, Problem(), api=api)
    return leave(visit, response)


async def answer_problem(site: Site, request: Request, problem: Problem, *, api: bool) -> Response:
    """The answer to a request for which there is no door."""
    visit = arrive(site, request)
    return leave(visit, await run_in_threadpool(_tell, visit, problem, api=api))


def _work(visit: Visit, db: Session, now: datetime) -> Work:
    return Work(db, visit.actor or NOBODY, now, visit.site.chance, visit.site.journal)


def _show(visit: Visit, door: Door, *, api: bool) -> Response:
    """What is kept of a view where nothing has changed, else what it shows now."""
    site, now = visit.site, visit.site.clock.now()
    # The place is looked up first: what is drawn for it is then never older than its name says.
    place = kept.place(visit, door, now, api=api) if site.kept else None
    if site.kept is None or place is None:
        return _shown_now(visit, door, now, api=api)

    def draw() -> kept.Kept:
        drawn = _shown_now(visit, door, now, api=api)
        return kept.Kept.of(drawn, visit.once_keys, api=api)

    known = visit.request.headers.get("if-none-match", "")
    return site.kept.answer(place, draw).response(site.chance, known)


def _shown_now(visit: Visit, door: Door, now: datetime, *, api: bool) -> Response:
    """A view or a hand-made page, in a session whose changes are thrown away."""
    with visit.site.database.reading() as db:
        recognise(visit, db, now)
        admit(visit, door)
        take_flash(visit)
        visit.work = _work(visit, db, now)
        response = (
            _draw(visit, door, api=api)
            if isinstance(door, View)
            else door.answer(visit, **visit.request.path_params)  # type: ignore[union-attr]
        )
    return response


def _outside(visit: Visit, door: Page) -> Response:
    """A page that opens its own transactions."""
    with visit.site.database.reading() as db:
        recognise(visit, db, visit.site.clock.now())
        admit(visit, door)
    return door.answer(visit, **visit.request.path_params)


def _draw(visit: Visit, view: View, *, api: bool = False, status: int = 200) -> Response:
    if view.query is not None:
        # A page that is drawn again answers a form, whose address is not the page's own.
        drawn_again = visit.request.method not in view.methods
        asked = {} if drawn_again else view.query.gather(visit.request.query_params)
        visit.query = view.query.read({k: v for k, v in asked.items() if k != LANG})
    wanted = {
        name: value for name, value in visit.request.path_params.items()
        if f"{{{name}:" in view.path
    }
    found = view.find(visit, **wanted)
    if api:
        return JSONResponse(found.model_dump(mode="json"), status)
    alone = bool(view.partial) and visit.request.headers.get("hx-request") == "true"
    return page(visit, view.template, status, view.partial if alone else "", view=found)


async def _act(visit: Visit, act: Act, *, api: bool) -> Response:
    """An act: read what was sent before the transaction, then rule, change and commit in it."""
    same_origin(visit)
    sent: dict[str, Any]
    if api:
        sent = await read_json(visit.request, act.body_limit)
        controls = {"_once": visit.request.headers.get("idempotency-key", "")}
    else:
        fields = await read_fields(visit.request, act.body_limit)
        controls = {name: str(fields.get(name, "")) for name in ("_csrf", "_once")}
        sent = act.form.gather(fields)
    try:
        return await run_in_threadpool(_perform, visit, act, sent, controls, api=api)
    finally:
        for value in sent.values():
            if isinstance(value, UploadFile):
                value.file.close()  # a refusal may have come before anybody read it


def _perform(
    visit: Visit, act: Act, sent: dict[str, Any], controls: Mapping[str, str], *, api: bool
) -> Response:
    try:
        done = (
            _alone(visit, act, sent, controls, api=api) if act.own_transactions
            else _inside(visit, act, sent, controls, api=api)
        )
    except (Invalid, Refused, Stale, TooMany) as problem:
        if api:
            raise
        return _draw_again(visit, act, sent, problem)
    if done.shown is not None:
        template = visit.site.view(done.shown_on or act.shown_on).template
        return _draw_shown(visit, act, sent, template, done.shown, api=api)
    if api:
        body = {"location": visit.url(f"/api{done.to}"), **done.data}
        return JSONResponse(body, 201 if act.creates else 200)
    if done.say:
        visit.cookies[FLASH] = done.say
    return RedirectResponse(visit.url(done.to), 303)


def _alone(
    visit: Visit, act: Act, sent: dict[str, Any], controls: Mapping[str, str], *, api: bool
) -> Done:
    with visit.site.database.reading() as db:
        _let_in(visit, db, act, controls, visit.site.clock.now(), api=api)
    return act.do(visit, act.form.read(sent), **visit.request.path_params)


def _let_in(
    visit: Visit, db: Session, act: Act, controls: Mapping[str, str], now: datetime, *, api: bool
) -> None:
    """Whoever sends is known, the act is for them, and the form was one of ours."""
    recognise(visit, db, now)
    admit(visit, act)
    if not api:
        genuine(visit, controls.get("_csrf", ""))


def _ahead(
    visit: Visit, act: Act, sent: dict[str, Any], controls: Mapping[str, str], *, api: bool
) -> Any:
    """What takes its time, for those who may come in, while no session is held."""
    assert act.ahead is not None, "asked for by whoever calls"
    now = visit.site.clock.now()
    with visit.site.database.reading() as db:
        _let_in(visit, db, act, controls, now, api=api)
        visit.work = _work(visit, db, now)
        step = act.ahead(visit, act.form.read(sent), **visit.request.path_params)
    return step()


def _inside(
    visit: Visit, act: Act, sent: dict[str, Any], controls: Mapping[str, str], *, api: bool
) -> Done:
    site, key = visit.site, controls.get("_once", "")
    ready = None if act.ahead is None else _ahead(visit, act, sent, controls, api=api)
    with site.database.reading() if act.reads else site.database.writing() as db:
        now = journal.not_before(db, site.journal, site.clock.now())
        _let_in(visit, db, act, controls, now, api=api)
        where = f"{act.name} {visit.request.scope['path']}"
        who = visit.actor.id if visit.actor else "nobody"
        body = {name: _comparable(value) for name, value in sent.items()}
        if act.creates:
            if not 8 <= len(key) <= 100:
                raise BadRequest("problem.no_once")
            earlier = once.earlier_answer(db, site.once, who, where, key, body)
            if earlier is not None:
                return Done(**earlier)
        visit.work = _work(visit, db, now)
        form = act.form.read(sent) if act.ahead is None else ready
        done = act.do(visit, form, **visit.request.path_params)
        if act.creates:
            kept = {"to": done.to, "say": done.say, "data": dict(done.data)}
            once.remember(db, site.once, who, where, key, body, kept, now)
    return done


def _comparable(value: Any) -> Any:
    """What tells one body from another; of a file its name and size."""
    return [value.filename, value.size] if isinstance(value, UploadFile) else value


def _draw_shown(
    visit: Visit, act: Act, sent: dict[str, Any], template: str, found: BaseModel, *, api: bool
) -> Response:
    """What an act found, on its own view, with the form as it was sent."""
    if api:
        return JSONResponse(found.model_dump(mode="json"))
    visit.draft = Draft(act=act.name, values=_typed(sent))
    with visit.site.database.reading() as db:
        visit.work = _work(visit, db, visit.site.clock.now())
        return page(visit, template, 200, view=found)


def _typed(sent: Mapping[str, Any]) -> dict[str, Any]:
    """What can be put back into a form: files can't."""
    return {k: v for k, v in sent.items() if isinstance(v, str | list)}


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
        values=_typed(sent),
        errors=errors,
        refusal=refusal,
        mine=stale.mine if stale else {},
        theirs=stale.theirs if stale else {},
    )
    take_back_session(visit)
    now = visit.site.clock.now()
    with visit.site.database.reading() as db:
        recognise(visit, db, now)
        visit.work = _work(visit, db, now)
        view = visit.site.view(act.shown_on)
        admit(visit, view)
        response = _draw(visit, view, status=problem.status)
    response.headers.update(extra_headers(problem))
    return response


def _tell(visit: Visit, problem: Problem, *, api: bool) -> Response:
    visit.work = None  # type: ignore[assignment]  # its transaction is over
    take_back_session(visit)
    if api:
        return problem_document(visit, problem)
    if visit.actor is None and not isinstance(problem, SignInNeeded):
        try:
            with visit.site.database.reading() as db:
                recognise(visit, db, visit.site.clock.now())
        except Problem:
            pass  # the database may be what is wrong; the page is drawn for nobody then
    return problem_page(visit, problem)
