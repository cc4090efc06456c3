"""Every text that the code names is written, and is given all that it needs to be filled in."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from foundation import errors
from foundation.errors import PROBLEMS
from foundation.texts import LANGUAGES, Texts, texts
from goi.members import DOORS
from ministry.routes import ROUTES as DESK_DOORS
from web.door import Page

SRC = Path(__file__).parents[2] / "src"
# Families of keys that are text keys wherever they stand.
FAMILIES = re.compile(r"(done|waiting|problem|field|text|mail)(\.[a-z0-9_]*[a-z0-9])+")
SAYING = {"t", "say", "no", "BadText"} | {problem.__name__ for problem in PROBLEMS}
PARAMS_GIVEN_ELSEWHERE = None


@dataclass(frozen=True)
class Said:
    """A text key in the code. `given` are the names of its values, None where only the running
    program knows; a key ending in "*" stands for every text that begins so."""

    key: str
    given: frozenset[str] | None
    where: str


def said_in(tree: ast.AST, where: str) -> Iterator[Said]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and FAMILIES.fullmatch(str(node.value)):
            key = f"{node.value}*" if node.value.startswith("mail.") else node.value
            yield Said(key, PARAMS_GIVEN_ELSEWHERE, f"{where}:{node.lineno}")
        if not isinstance(node, ast.Call):
            continue
        place = f"{where}:{node.lineno}"
        name = _name(node.func)
        given = _keywords(node)
        if name in SAYING and node.args:
            if len(node.args) > 1:
                given = _names(node.args[1])
            yield from (Said(key, given, place) for key in _keys(node.args[0]))
        elif name == "count" and node.args:
            yield from (Said(key, PARAMS_GIVEN_ELSEWHERE, place) for key in _keys(node.args[0]))
        elif name == "Invalid":
            for field in node.keywords:
                yield from _of_field(field.value, place)
        elif name == "Done":
            for keyword in node.keywords:
                if keyword.arg == "say":
                    yield from (Said(key, frozenset(), place) for key in _keys(keyword.value))
        elif name == "tell" and len(node.args) > 2:
            for key in _keys(node.args[2]):
                if not key.endswith("*"):
                    yield Said(f"{key}.subject", given, place)
                    yield Said(f"{key}.body", given, place)


def _of_field(value: ast.expr, place: str) -> Iterator[Said]:
    given: frozenset[str] | None = frozenset()
    if isinstance(value, ast.Tuple):
        given, value = _names(value.elts[1]), value.elts[0]
    yield from (Said(key, given, place) for key in _keys(value))


def _keys(value: ast.expr) -> Iterator[str]:
    """The keys an expression can be: a literal, a side of a choice, the head of an f-string."""
    if isinstance(value, ast.Constant) and re.match(r"\w+\.\w", str(value.value)):
        yield str(value.value)
    elif isinstance(value, ast.IfExp):
        yield from _keys(value.body)
        yield from _keys(value.orelse)
    elif isinstance(value, ast.JoinedStr) and isinstance(value.values[0], ast.Constant):
        yield f"{value.values[0].value}*"


def _name(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _keywords(call: ast.Call) -> frozenset[str] | None:
    names = [keyword.arg for keyword in call.keywords]
    return None if None in names else frozenset(filter(None, names))


def _names(value: ast.expr) -> frozenset[str] | None:
    if not isinstance(value, ast.Dict) or not all(isinstance(k, ast.Constant) for k in value.keys):
        return None
    return frozenset(str(key.value) for key in value.keys if isinstance(key, ast.Constant))


def everything_said() -> list[Said]:
    found = []
    for path in sorted(SRC.rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        found += said_in(tree, str(path.relative_to(SRC)))
    return found


def wanting(said: Said, known: Texts) -> str:
    """What is wrong with it, "" for nothing."""
    if said.key.endswith("*"):
        begins = said.key[:-1]
        return "" if any(key.startswith(begins) for key in known.keys()) else "no such texts"
    if said.key not in known:
        return "not written"
    needed = set(re.findall(r"\{(\w+)", known.say(said.key)))
    if said.given is not None and needed - said.given:
        return f"needs {', '.join(sorted(needed - said.given))}"
    return ""


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_text_the_code_names_is_written_and_filled_in(lang: str) -> None:
    known = texts(lang)
    faults = {
        f"{said.where} {said.key}: {fault}"
        for said in everything_said() if (fault := wanting(said, known))
    }
    assert not faults, "\n" + "\n".join(sorted(faults))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_door_and_every_problem_has_its_title(lang: str) -> None:
    keys = {f"door.{door.name}" for door in (*DOORS, *DESK_DOORS) if not isinstance(door, Page)}
    keys |= {f"problem.title.{problem.type}" for problem in PROBLEMS}
    keys |= {problem.default_key for problem in PROBLEMS}
    assert keys - texts(lang).keys() == set()


def test_every_problem_is_in_the_list_of_problems() -> None:
    declared = {one for one in vars(errors).values() if isinstance(one, type)}
    assert {one for one in declared if issubclass(one, errors.Problem)} == set(PROBLEMS)


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ('t("text.too_long", max=3, length=4)', ""),
        ('visit.t("text.too_long", max=3)', "needs length"),
        ('t("text.too_long", **found)', ""),
        ('say("text.too_long", {"max": 3, "length": 4})', ""),
        ('no("text.forgotten")', "not written"),
        ('raise Refused("problem.forgotten")', "not written"),
        ('Invalid(title="text.forgotten")', "not written"),
        ('Invalid(title=("text.too_long", {"max": 3}))', "needs length"),
        ('Done(to="/", say="done.forgotten")', "not written"),
        ('tell(work, people, "mail.forgotten", "/")', "not written"),
        ('t(f"text.{kind}")', ""),
        ('t(f"forgotten.{kind}")', "no such texts"),
        ('t("text.blank" if new else "text.forgotten")', "not written"),
        ('of(request, "waiting.forgotten")', "not written"),
        ('of(request, "mail.forgotten")', "no such texts"),
        ('work.record("request.forgotten", subject)', ""),
        ('run.count(".")', ""),
    ],
)
def test_the_search_for_texts_finds_what_is_wrong(line: str, fault: str) -> None:
    faults = {wanting(said, texts("en")) for said in said_in(ast.parse(line), "here")} - {""}
    assert fault in faults if fault else not faults
