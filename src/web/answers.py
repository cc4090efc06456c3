"""How a problem is told: as a page to a person, as a problem document to a client (RFC 9457)."""

import re
from typing import Any
from urllib.parse import quote

from starlette.responses import JSONResponse, RedirectResponse, Response

from foundation.errors import Invalid, Problem, SignInNeeded, Stale, TooMany, Unavailable
from web.render import page
from web.visit import Visit

PROBLEM_TYPES = "/problems/"
_LOCAL = re.compile(r"/(?![/\\])[A-Za-z0-9._~%!$&'()*+,;=:@/?-]*\Z")


def problem_document(visit: Visit, problem: Problem) -> Response:
    """application/problem+json with a stable type, in the reader's language."""
    body: dict[str, Any] = {
        "type": PROBLEM_TYPES + problem.type,
        "title": visit.t(f"problem.title.{problem.type}"),
        "status": problem.status,
        "detail": visit.t(problem.key, **problem.params),
    }
    if isinstance(problem, Invalid):
        body["errors"] = [
            {"field": name, "key": key, "detail": visit.t(key, **params)}
            for name, (key, params) in problem.fields.items()
        ]
    elif problem.key != problem.default_key:
        body["key"] = problem.key
    if isinstance(problem, Stale):
        body["theirs"] = problem.theirs
    return JSONResponse(
        body,
        problem.status,
        headers=extra_headers(problem) | {"Content-Language": visit.lang},
        media_type="application/problem+json",
    )


def problem_page(visit: Visit, problem: Problem) -> Response:
    """A page that says what is wrong and what to do; to the sign-in page where that is it."""
    if isinstance(problem, SignInNeeded):
        wanted = visit.request.scope["path"].removeprefix(
            visit.request.scope.get("root_path", "")
        )
        target = "/sign-in"
        if visit.request.method == "GET" and wanted not in ("", "/") and is_local(wanted):
            target += f"?next={quote(wanted)}"
        return RedirectResponse(visit.url(target), 303)
    response = page(
        visit,
        "site/problem.html",
        problem.status,
        title=visit.t(f"problem.title.{problem.type}"),
        detail=visit.t(problem.key, **problem.params),
        status=problem.status,
        fields=[
            visit.t(key, **params) for key, params in problem.fields.values()
        ] if isinstance(problem, Invalid) else [],
    )
    response.headers.update(extra_headers(problem))
    return response


def is_local(path: str) -> bool:
    """Whether a path leads nowhere but to our own pages."""
    return bool(_LOCAL.match(path))


def extra_headers(problem: Problem) -> dict[str, str]:
    """When to try again, where waiting helps."""
    if isinstance(problem, Unavailable):
        return {"Retry-After": "5"}
    if isinstance(problem, TooMany):
        return {"Retry-After": str(problem.params.get("seconds", 60))}
    return {}
