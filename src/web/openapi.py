"""OpenAPI 3.1 from the doors."""

import re
from functools import lru_cache
from typing import Any

from pydantic.json_schema import models_json_schema

from foundation.errors import PROBLEMS
from foundation.texts import texts
from web.answers import PROBLEM_TYPES
from web.door import Act, Audience, View
from web.site import Site

_PARAM = re.compile(r"\{(\w+)(?::(\w+))?\}")
_PARAM_SCHEMAS: dict[str, dict[str, Any]] = {
    "id": {"type": "string", "pattern": "^[a-z2-7]{16}$"},
    "n": {"type": "integer", "minimum": 1},
    "word": {"type": "string"},
    "provision": {"type": "string", "pattern": "^[0-9A-Z]"},
    "": {"type": "string"},
}
_REF = "#/components/schemas/{model}"
_Wanted = tuple[type, str]  # a model, and whether it is read ("validation") or written


def document(site: Site, version: str, lang: str = "en") -> dict[str, Any]:
    """The description of everything under /api."""
    say = texts(lang).say
    doors = [door for door in site.doors if door.api and isinstance(door, View | Act)]
    wanted: dict[_Wanted, None] = {}
    for door in doors:
        if isinstance(door, View):
            wanted[door.model, "serialization"] = None
            if door.query:
                wanted[door.query, "validation"] = None
        else:
            wanted[door.form, "validation"] = None
    keys, components = _schemas(tuple(wanted))
    paths: dict[str, Any] = {}
    for door in doors:
        path = "/api" + _PARAM.sub(lambda match: "{" + match[1] + "}", door.path)
        operation = _operation(door, keys, components, say(f"door.{door.name}"))
        paths.setdefault(path, {})["get" if isinstance(door, View) else "post"] = operation
    return {
        "openapi": "3.1.0",
        "info": {"title": say(f"api.title.{site.name}"), "version": version},
        "servers": [{"url": site.origin}],
        "paths": dict(sorted(paths.items())),
        "components": {
            "schemas": dict(sorted(components.items())),
            "securitySchemes": {
                "session": {"type": "apiKey", "in": "cookie", "name": site.session_cookie}
            },
        },
    }


@lru_cache(maxsize=4)
def _schemas(wanted: tuple[_Wanted, ...]) -> tuple[dict[Any, Any], dict[str, Any]]:
    """References by model, and what they refer to. Kept, for it takes many times longer than any
    page, and anybody may ask for it; nobody changes what is kept."""
    keys, schema = models_json_schema(list(wanted), ref_template=_REF)  # type: ignore[arg-type]
    return keys, _without_empty(schema.get("$defs", {})) | {"Problem": _problem_schema()}


def _operation(
    door: View | Act, keys: dict[Any, Any], components: dict[str, Any], summary: str
) -> dict[str, Any]:
    parameters = [
        {
            "name": name,
            "in": "path",
            "required": True,
            "schema": _PARAM_SCHEMAS[kind],
        }
        for name, kind in _PARAM.findall(door.path)
    ]
    operation: dict[str, Any] = {
        "operationId": door.name,
        "summary": summary,
        "x-audience": door.audience.value,
        "responses": {
            "default": {
                "description": "Problem (RFC 9457)",
                "content": {"application/problem+json": {"schema": _ref("Problem")}},
            }
        },
    }
    if door.audience is not Audience.ANYONE:
        operation["security"] = [{"session": []}]
    if isinstance(door, View):
        operation["responses"]["200"] = _json(keys[door.model, "serialization"])
        if door.query:
            query = components[keys[door.query, "validation"]["$ref"].rpartition("/")[2]]
            parameters += [
                {
                    "name": name,
                    "in": "query",
                    "required": name in query.get("required", ()),
                    "schema": schema,
                }
                for name, schema in query.get("properties", {}).items()
            ]
    else:
        operation["requestBody"] = {"required": True, **_json(keys[door.form, "validation"])}
        del operation["requestBody"]["description"]
        operation["responses"]["201" if door.creates else "200"] = _json(
            {"type": "object", "required": ["location"],
             "properties": {"location": {"type": "string"}}}
        )
        if door.creates:
            parameters.append(
                {"name": "Idempotency-Key", "in": "header", "required": True,
                 "schema": {"type": "string", "minLength": 8, "maxLength": 100}}
            )
    if parameters:
        operation["parameters"] = parameters
    return operation


def _without_empty(schemas: dict[str, Any]) -> dict[str, Any]:
    """Without defaults that say no more than that an empty field is an absent one: they need not
    fit the field's own pattern."""
    for schema in schemas.values():
        for field in schema.get("properties", {}).values():
            if field.get("default") == "":
                del field["default"]
    return schemas


def _json(schema: dict[str, Any]) -> dict[str, Any]:
    return {"description": "OK", "content": {"application/json": {"schema": schema}}}


def _ref(name: str) -> dict[str, str]:
    return {"$ref": _REF.format(model=name)}


def _problem_schema() -> dict[str, Any]:
    return {
        "type": "object",
        "required": ["type", "title", "status", "detail"],
        "properties": {
            "type": {
                "type": "string",
                "enum": [PROBLEM_TYPES + problem.type for problem in PROBLEMS],
            },
            "title": {"type": "string"},
            "status": {"type": "integer"},
            "detail": {"type": "string"},
            "key": {"type": "string"},
            "errors": {
                "type": "array",
                "items": {
                    "type": "object",
                    "properties": {
                        "field": {"type": "string"},
                        "key": {"type": "string"},
                        "detail": {"type": "string"},
                    },
                },
            },
        },
    }
