"""Builds the ASGI application of a site from its doors."""

from collections import defaultdict
from collections.abc import Iterable

from starlette.applications import Starlette
from starlette.convertors import Convertor, register_url_convertor
from starlette.requests import Request
from starlette.routing import BaseRoute, Mount, Route, WebSocketRoute
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocket

from foundation.chance import ID_PATTERN
from foundation.errors import NotFound, Problem, WrongMethod
from foundation.places import frontend_dir
from web.door import Door, Live
from web.guard import Guard
from web.live import converse
from web.seam import answer, answer_problem
from web.site import Site


class _Id(Convertor[str]):
    regex = ID_PATTERN

    def convert(self, value: str) -> str:
        return value

    def to_string(self, value: str) -> str:
        return value


class _Number(Convertor[int]):
    regex = "[1-9][0-9]{0,5}"

    def convert(self, value: str) -> int:
        return int(value)

    def to_string(self, value: int) -> str:
        return str(value)


class _Word(_Id):
    regex = "[a-z][a-z0-9_-]{0,39}"


register_url_convertor("id", _Id())
register_url_convertor("n", _Number())
register_url_convertor("word", _Word())


class _Place:
    """One path: chooses the door by method."""

    def __init__(self, site: Site, doors: Iterable[Door], *, api: bool) -> None:
        self._site = site
        self._api = api
        self._doors = {method: door for door in doors for method in door.methods}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        door = self._doors.get(request.method)
        if door is None:
            problem: Problem = WrongMethod()
            response = await answer_problem(self._site, request, problem, api=self._api)
            response.headers["Allow"] = ", ".join(sorted(self._doors))
        else:
            response = await answer(self._site, door, request, api=self._api)
        await response(scope, receive, send)


def _conversation(site: Site, door: Live) -> WebSocketRoute:
    """The route of a conversation; what it keeps in memory is the application's own."""
    attend = door.open(site)

    async def answer_socket(socket: WebSocket) -> None:
        await converse(site, door, attend, socket)

    return WebSocketRoute(door.path, answer_socket)


class _Nowhere:
    """Every other path."""

    def __init__(self, site: Site) -> None:
        self._site = site

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        path = scope["path"].removeprefix(scope.get("root_path", ""))
        api = path.startswith("/api/")
        response = await answer_problem(self._site, request, NotFound(), api=api)
        await response(scope, receive, send)


class _Kept(StaticFiles):
    """Built files: their names carry their content's hash, so they may be kept for ever. They
    need no validators, and METI's desk gives none."""

    def file_response(self, *args, **kwargs):  # type: ignore[no-untyped-def]
        response = super().file_response(*args, **kwargs)
        response.headers["cache-control"] = "public, max-age=31536000, immutable"
        for validator in ("etag", "last-modified"):
            if validator in response.headers:
                del response.headers[validator]
        return response


def build(site: Site, mounts: Iterable[BaseRoute] = ()) -> ASGIApp:
    """The application: guard, built files, one route a path, a catch-all that is not found."""
    places: dict[tuple[str, bool], list[Door]] = defaultdict(list)
    routes: list[BaseRoute] = []
    for door in site.doors:
        if isinstance(door, Live):
            routes.append(_conversation(site, door))
            continue
        places[door.path, False].append(door)
        if door.api:
            places[f"/api{door.path}", True].append(door)
    routes += [
        Route(path, _Place(site, doors, api=api), include_in_schema=False)
        for (path, api), doors in places.items()
    ]
    static = Mount("/static", _Kept(directory=frontend_dir() / "dist", check_dir=False))
    app = Starlette(routes=[static, *mounts, *routes, Route("/{rest:path}", _Nowhere(site))])
    app.router.redirect_slashes = False
    app.state.site = site
    return Guard(app, site.hosts, secure=site.secure)
