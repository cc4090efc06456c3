"""What a client of the API needs to read: the description, a page to browse it, the problems, the
schemas of files."""

import re
from importlib.resources import files
from typing import Any

from starlette.responses import JSONResponse, Response

from foundation.errors import PROBLEMS, NotFound
from web.door import Audience, Door, Page
from web.openapi import document
from web.render import page
from web.visit import Visit


def doors(version: str) -> tuple[Door, ...]:
    """The reference's doors, for an application of this version."""

    def described(visit: Visit) -> dict[str, Any]:
        return document(visit.site, version, visit.lang)

    def openapi(visit: Visit) -> Response:
        return JSONResponse(described(visit))

    def browse(visit: Visit) -> Response:
        return page(visit, "site/api.html", operations=_operations(described(visit)))

    return (
        Page("openapi", "/api/openapi.json", openapi, Audience.ANYONE),
        Page("api_reference", "/api", browse, Audience.ANYONE),
        Page("problems", "/problems", problems, Audience.ANYONE),
        Page("problem", "/problems/{slug:word}", problem, Audience.ANYONE),
        Page("letter_schema", "/schemas/letter-1.json", letter_schema, Audience.ANYONE),
    )


def problems(visit: Visit) -> Response:
    """Every type of problem document."""
    return page(visit, "site/problems.html", problems=[_told(visit, one) for one in PROBLEMS])


def problem(visit: Visit, slug: str) -> Response:
    """One type of problem document: its address is the problem's `type`."""
    found = [_told(visit, one) for one in PROBLEMS if one.type == slug]
    if not found:
        raise NotFound
    return page(visit, "site/problems.html", problems=found)


def letter_schema(visit: Visit) -> Response:
    """The shape of a letter's JSON file. It lies here because both applications publish it."""
    content = files("web").joinpath("schemas/letter-1.json").read_bytes()
    return Response(content, media_type="application/schema+json")


def _told(visit: Visit, kind: Any) -> dict[str, Any]:
    return {
        "type": kind.type,
        "status": kind.status,
        "title": visit.t(f"problem.title.{kind.type}"),
    }


def _operations(described: dict[str, Any]) -> list[dict[str, Any]]:
    schemas = described["components"]["schemas"]
    found = []
    for path, by_method in described["paths"].items():
        for method, operation in by_method.items():
            body = operation.get("requestBody", {})
            found.append(
                {
                    "id": operation["operationId"],
                    "method": method.upper(),
                    "path": path,
                    "summary": operation["summary"],
                    "audience": operation["x-audience"],
                    "parameters": operation.get("parameters", []),
                    "fields": _fields(schemas, body),
                    "answer": _answer(operation),
                }
            )
    return found


def _fields(schemas: dict[str, Any], body: dict[str, Any]) -> list[dict[str, Any]]:
    if not body:
        return []
    reference = body["content"]["application/json"]["schema"]["$ref"]
    schema = schemas[reference.rpartition("/")[2]]
    required = schema.get("required", [])
    return [
        {"name": name, "kind": _kind(one), "required": name in required}
        for name, one in schema.get("properties", {}).items()
    ]


def _kind(schema: dict[str, Any]) -> str:
    if "enum" in schema:
        return " | ".join(str(value) for value in schema["enum"])
    if "const" in schema:
        return str(schema["const"])
    if "anyOf" in schema:
        kinds = [_kind(one) for one in schema["anyOf"] if one.get("type") != "null"]
        return " | ".join(kinds)
    if "$ref" in schema:
        return re.sub(r".*/", "", schema["$ref"])
    return str(schema.get("format", schema.get("type", "")))


def _answer(operation: dict[str, Any]) -> str:
    for status in ("200", "201"):
        content = operation["responses"].get(status, {}).get("content", {})
        reference = content.get("application/json", {}).get("schema", {}).get("$ref", "")
        if reference:
            return str(reference.rpartition("/")[2])
    return ""
