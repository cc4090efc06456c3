"""The doors of an application, found by walking the application itself and not its table."""

import re
from collections.abc import Iterable
from typing import Any

from starlette.applications import Starlette
from starlette.routing import Mount, Route, WebSocketRoute
from starlette.staticfiles import StaticFiles

from web.door import Door, View
from web.guard import Guard

ID = re.compile(r"(?<![a-z2-7])[a-z2-7]{16}(?![a-z2-7])")
PARAM = re.compile(r"\{(\w+):(\w+)\}")


def walk(app: Guard, prefix: str = "") -> list[str]:
    """Paths of every route, with their parameters as declared.

    Raises AssertionError for a kind of route nobody has thought about (a host).
    """
    inner = app._app
    assert isinstance(inner, Starlette), inner
    found = []
    for route in inner.router.routes:
        if isinstance(route, Mount) and isinstance(route.app, StaticFiles):
            assert route.path == "/static"
        elif isinstance(route, Mount):
            found += walk(route.app, prefix + route.path)  # type: ignore[arg-type]
        else:
            assert isinstance(route, Route | WebSocketRoute), route
            found.append(prefix + route.path)
    return found


def declared(doors: Iterable[Door]) -> set[str]:
    """Paths of the table, those of the API included."""
    return {
        path for door in doors
        for path in (door.path, *([f"/api{door.path}"] if door.api else []))
    }  # fmt: skip


def filled(path: str, **values: Any) -> str:
    """The path with its parameters filled in: `values` by convertor name."""
    return PARAM.sub(lambda found: str(values[found[2]]), path)


def query_of(doors: Iterable[Door], path: str) -> type | None:
    """The query form of the view that stands at a path, page or API."""
    plain = path.removeprefix("/api")
    views = [door for door in doors if isinstance(door, View) and door.path == plain]
    return views[0].query if views else None
