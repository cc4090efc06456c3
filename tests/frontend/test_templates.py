"""Every template of every package: strict, free of inline code, complete in both languages."""

import re
from collections.abc import Iterator
from string import Formatter

import polib
import pytest
from jinja2 import StrictUndefined, nodes

from foundation.places import frontend_dir
from web.render import environment

TEMPLATES = frontend_dir() / "templates"
LOCALES = frontend_dir() / "locales"
NAMES = sorted(str(path.relative_to(TEMPLATES)) for path in TEMPLATES.rglob("*.html"))
PACKAGES = sorted({path.name for path in LOCALES.glob("*/LC_MESSAGES/*.po")})

HTMX = {"hx-get", "hx-post", "hx-select", "hx-target", "hx-swap", "hx-trigger", "hx-push-url"}
JINJA = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
FORBIDDEN = {
    "inline style": r"<[^>]*\sstyle\s*=|<style|[\"']style[\"']\s*:",
    "inline handler": r"<[^>]*\son[a-z]+\s*=|[\"']on[a-z]+[\"']\s*:\s*[\"']",
    "script without src": r"<script(?![^>]*\ssrc=)",
    "new window that keeps its opener": r"target=[\"']_blank[\"'](?![^>]*\srel=)",
    "address without url()": r"(?:href|action|src)=[\"']/",
    "javascript address": r"javascript:",
}


def faults(source: str) -> list[str]:
    """What a template holds that no template may hold."""
    source = re.sub(r"\{#.*?#\}", "", source, flags=re.DOTALL)
    html = JINJA.sub("x", source)
    found = [
        what for what, pattern in FORBIDDEN.items()
        if re.search(pattern, html) or (":" in pattern and re.search(pattern, source))
    ]
    return found + sorted(set(re.findall(r"hx-[a-z-]+(?=\s*=)", html)) - HTMX)


def keys_of(expression: nodes.Node) -> Iterator[tuple[str, bool]]:
    """Text keys an expression may stand for: (key, whole) or (beginning of the key, not whole)."""
    match expression:
        case nodes.Const(value=str(key)):
            yield key, True
        case nodes.Concat(nodes=[nodes.Const(value=str(start)), *_]):
            yield start, False
        case nodes.Add(left=nodes.Const(value=str(start))):
            yield start, False
        case nodes.CondExpr(expr1=first, expr2=second):
            yield from keys_of(first)
            if second is not None:
                yield from keys_of(second)


def texts_of(source: str) -> Iterator[tuple[str, str, bool]]:
    """Calls of t() and tn() in a template: (function, key, whole)."""
    for call in environment().parse(source).find_all(nodes.Call):
        if isinstance(call.node, nodes.Name) and call.node.name in ("t", "tn") and call.args:
            for key, whole in keys_of(call.args[0]):
                yield call.node.name, key, whole


def catalogue(lang: str) -> dict[str, polib.POEntry]:
    return {
        entry.msgid: entry
        for path in sorted((LOCALES / lang / "LC_MESSAGES").glob("*.po"))
        for entry in polib.pofile(str(path))
    }


def read(name: str) -> str:
    return (TEMPLATES / name).read_text("utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_a_template_compiles_in_the_strict_environment(name: str) -> None:
    assert environment().undefined is StrictUndefined
    assert environment().autoescape is True
    environment().get_template(name)


@pytest.mark.parametrize("name", NAMES)
def test_a_template_holds_nothing_the_content_security_policy_refuses(name: str) -> None:
    assert faults(read(name)) == []


@pytest.mark.parametrize(
    ("source", "fault"),
    [
        ('<p style="color:red">', "inline style"),
        ('{{ field(attrs={"style": "color:red"}) }}', "inline style"),
        ('<a onclick="go()">', "inline handler"),
        ('{{ field(attrs={"onclick": "go()"}) }}', "inline handler"),
        ("<script>go()</script>", "script without src"),
        ('<a target="_blank" href="{{ x }}">', "new window that keeps its opener"),
        ('<a href="/requests">', "address without url()"),
        ('<div hx-on="x">', "hx-on"),
    ],
)
def test_a_forbidden_thing_is_found(source: str, fault: str) -> None:
    assert faults(source) == [fault]


@pytest.mark.parametrize(
    "source",
    [
        '{% set only = "style=" %}<p class="on">once = "twice"</p>',
        '<script src="{{ asset("app.js") }}" defer></script>',
        '<a href="{{ url("/requests") }}" target="_blank" rel="noopener">',
        '<a hx-get="{{ x }}" hx-push-url="true">',
        "{# <p style='x'> #}",
    ],
)
def test_what_only_looks_like_it_is_let_pass(source: str) -> None:
    assert faults(source) == []


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize("name", NAMES)
def test_every_text_of_a_template_exists(name: str, lang: str) -> None:
    entries = catalogue(lang)
    missing = [
        key for function, key, whole in texts_of(read(name))
        if not (
            (key in entries and bool(entries[key].msgid_plural) == (function == "tn"))
            if whole
            else any(known.startswith(key) for known in entries)
        )
    ]
    assert missing == []


def test_keys_are_found_in_every_way_they_are_written() -> None:
    source = '{{ t("a") }}{{ x(t("b" if y else "c")) }}{{ tn("d", 2) }}{{ t("e." ~ z) }}{{ t(w) }}'
    assert set(texts_of(source)) == {
        ("t", "a", True), ("t", "b", True), ("t", "c", True), ("tn", "d", True), ("t", "e.", False),
    }


@pytest.mark.parametrize("package", PACKAGES)
def test_both_languages_say_the_same_things_with_the_same_values(package: str) -> None:
    ja, en = (polib.pofile(str(LOCALES / lang / "LC_MESSAGES" / package)) for lang in ("ja", "en"))
    assert placeholders(ja) == placeholders(en)


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize("package", PACKAGES)
def test_no_text_of_a_catalogue_is_empty(package: str, lang: str) -> None:
    entries = polib.pofile(str(LOCALES / lang / "LC_MESSAGES" / package))
    empty = [
        entry.msgid for entry in entries
        if not all(entry.msgstr_plural.values() if entry.msgid_plural else [entry.msgstr])
    ]
    assert empty == []


def placeholders(entries: polib.POFile) -> dict[str, set[str]]:
    """The {names} of each text; a plural may leave its number out ("one day")."""
    found = {}
    for entry in entries:
        texts = entry.msgstr_plural.values() if entry.msgid_plural else [entry.msgstr]
        names = {field for text in texts for _, field, _, _ in Formatter().parse(text) if field}
        found[entry.msgid] = names - {"n"} if entry.msgid_plural else names
    return found
