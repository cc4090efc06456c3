"""The description of the API is valid, whole, and true of what is answered."""

import json
import re
from functools import cache
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator

from crawling import crawl
from foundation.errors import PROBLEMS
from foundation.settings import Settings
from foundation.texts import LANGUAGES
from goi.cli import main
from goi.demo.story import STORY
from goi.papers import sites
from web.door import Act, View
from web.openapi import document
from web.site import Site
from world import Client, World, says

MEMBERS, DESK = sites(Settings())
BOTH = pytest.mark.parametrize("site", [MEMBERS, DESK], ids=lambda site: site.name)
PARTS = [part.part for part in STORY if part.part != "meti"]


@cache
def described(name: str) -> dict[str, Any]:
    return document({"members": MEMBERS, "desk": DESK}[name], "1")


def doors(site: Site) -> list[View | Act]:
    return [door for door in site.doors if isinstance(door, View | Act) and door.api]


@BOTH
@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_description_is_valid(site: Site, lang: str) -> None:
    told = document(site, "1", lang)
    OpenAPIV31SpecValidator(told).validate()
    assert told["openapi"] == "3.1.0"


@BOTH
def test_every_view_and_every_act_is_described_once(site: Site) -> None:
    operations = [
        (method, operation["operationId"])
        for methods in described(site.name)["paths"].values()
        for method, operation in methods.items()
    ]
    assert sorted(operations) == sorted(
        ("get" if isinstance(door, View) else "post", door.name) for door in doors(site)
    )


@BOTH
def test_what_creates_wants_an_idempotency_key_and_answers_created(site: Site) -> None:
    told = described(site.name)["paths"]
    acts = [door for door in doors(site) if isinstance(door, Act)]
    for act in acts:
        operation = next(
            one["post"] for one in told.values()
            if one.get("post", {}).get("operationId") == act.name
        )  # fmt: skip
        headers = {one["name"] for one in operation.get("parameters", []) if one["in"] == "header"}
        assert ("Idempotency-Key" in headers) is act.creates
        assert ("201" in operation["responses"]) is act.creates
    assert any(act.creates for act in acts)


@pytest.mark.parametrize("arguments", [["openapi"], ["openapi", "--ministry"]])
def test_the_command_prints_it(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 0
    printed = json.loads(capsys.readouterr().out)
    name = "desk" if "--ministry" in arguments else "members"
    assert set(printed["paths"]) == set(described(name)["paths"])


# --- what is answered is what is described ----------------------------------------------------


def validator(site: Site, door: View | None) -> Draft202012Validator:
    """Checks an answer of this view; without a view, a problem document."""
    told = described(site.name)
    schema: dict[str, Any] = {"$ref": "#/components/schemas/Problem"}
    if door is not None:
        operation = next(
            one["get"] for one in told["paths"].values()
            if one.get("get", {}).get("operationId") == door.name
        )  # fmt: skip
        schema = operation["responses"]["200"]["content"]["application/json"]["schema"]
    return Draft202012Validator(
        {**schema, "components": told["components"]},
        format_checker=Draft202012Validator.FORMAT_CHECKER,
    )


def check(site: Site, client: Client, paths: list[str]) -> set[str]:
    """Ask the API for every page that was found; answers the names of the views that spoke."""
    spoken: set[str] = set()
    by_shape = {pattern(door.path): door for door in doors(site) if isinstance(door, View)}
    for path in paths:
        plain, _, query = path.partition("?")
        door = next((door for regex, door in by_shape.items() if regex.fullmatch(plain)), None)
        if door is None:
            continue
        answer = client.get(f"/api{plain}?{query}")
        assert answer.status_code == 200, (path, answer.text)
        faults = [
            f"{'/'.join(map(str, fault.absolute_path))}: {fault.message[:200]}"
            for fault in validator(site, door).iter_errors(answer.json())
        ]
        assert faults == [], (path, door.name)
        spoken.add(door.name)
    return spoken


def pattern(path: str) -> Any:
    kinds = {"id": "[a-z2-7]{16}", "n": r"\d+", "word": "[a-z][a-z0-9_-]*",
             "provision": "[0-9A-Z].*"}
    return re.compile(re.sub(r"\{\w+:(\w+)\}", lambda found: kinds[found[1]], path))


@pytest.mark.parametrize("part", PARTS)
def test_every_answer_of_the_demonstration_is_as_described(sqlite_demo: World, part: str) -> None:
    client = sqlite_demo.as_(part)
    found = [path for path in crawl(client, of_a_shape=3).statuses if "lang=" not in path]
    spoken = check(sqlite_demo.site, client, found)
    assert {"home", "requests", "request", "committee", "company", "submission"} <= spoken


def test_every_answer_at_the_desk_is_as_described(sqlite_demo: World) -> None:
    client = sqlite_demo.at_desk("meti")
    found = [path for path in crawl(client, of_a_shape=4).statuses if "lang=" not in path]
    assert check(sqlite_demo.desk_site, client, found) >= {"inbox", "letter", "item"}


@pytest.mark.parametrize(
    ("path", "kind"), [("/requests/aaaaaaaaaaaaaaaa", "not-found"), ("/nowhere", "not-found")]
)
def test_a_problem_is_a_document_as_described(sqlite_demo: World, path: str, kind: str) -> None:
    answer = sqlite_demo.as_("chair").api(path)
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    validator(sqlite_demo.site, None).validate(problem)
    assert problem["type"] == f"/problems/{kind}"
    assert sqlite_demo.anyone().get(problem["type"]).status_code == 200


@pytest.mark.parametrize(
    ("path", "body", "kind"),
    [
        ("/requests/new", {}, "invalid"),
        ("/requests/new", {"unknown": 1}, "invalid"),
        ("/ballots/aaaaaaaaaaaaaaaa/vote", {"choice": "for"}, "not-found"),
    ],
)
def test_so_is_what_an_act_refuses(
    sqlite_demo: World, path: str, body: dict[str, Any], kind: str
) -> None:
    problem = sqlite_demo.as_("chair").api(path, body).json()
    validator(sqlite_demo.site, None).validate(problem)
    assert problem["type"] == f"/problems/{kind}", problem
    assert kind != "invalid" or problem["errors"]


def test_nobody_signed_in_is_told_so(sqlite_demo: World) -> None:
    for client, site in (
        (sqlite_demo.anyone(), sqlite_demo.site),
        (sqlite_demo.nobody_at_desk(), sqlite_demo.desk_site),
    ):
        path = "/requests" if site.name == "members" else "/"
        problem = client.api(path).json()
        validator(site, None).validate(problem)
        assert problem["type"] == "/problems/sign-in-needed"


def test_the_types_of_problems_are_for_ever() -> None:
    """A client keeps these words: one may be added, none may change."""
    assert {problem.type for problem in PROBLEMS} == {
        "internal", "bad-request", "sign-in-needed", "forbidden", "not-found", "wrong-method",
        "refused", "stale", "too-large", "invalid", "key-reused", "too-many", "unavailable",
    }  # fmt: skip


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("path", ["/api", "/problems"])
def test_both_pages_are_drawn_in_both_languages(sqlite_demo: World, path: str, lang: str) -> None:
    answer = sqlite_demo.anyone().get(f"{path}?lang={lang}")
    assert answer.status_code == 200 and f'<html lang="{lang}"' in answer.text
    told = says(answer)
    if path == "/problems":
        assert all(problem.type in answer.text for problem in PROBLEMS)
    else:
        assert all(door.name in answer.text for door in doors(MEMBERS)), told[:500]
