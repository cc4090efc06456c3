"""Pages from templates: one environment, and the few names every template may use."""

import json
from datetime import date, datetime
from functools import cache, lru_cache
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape
from starlette.responses import HTMLResponse, Response

from foundation import dates
from foundation.characters import has_japanese
from foundation.places import frontend_dir
from foundation.texts import LANGUAGES
from web.visit import Visit


@cache
def environment() -> Environment:
    """Strict: an undefined name is an error, and everything is escaped."""
    return Environment(
        loader=FileSystemLoader(frontend_dir() / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )


@cache
def manifest() -> dict[str, str]:
    """Built file names by their plain names."""
    path = frontend_dir() / "dist" / "manifest.json"
    built: dict[str, str] = json.loads(path.read_text("utf-8"))
    return built


def page(
    visit: Visit, template: str, status: int = 200, block: str = "", /, **context: Any
) -> Response:
    """The template (or one of its blocks) drawn for this visit."""
    source = environment().get_template(template)
    given = names(visit) | context
    if block:
        html = "".join(source.blocks[block](source.new_context(given)))
    else:
        html = source.render(given)
    headers = {"Vary": "HX-Request", "Content-Language": visit.lang}
    return HTMLResponse(html, status, headers=headers)


def names(visit: Visit) -> dict[str, Any]:
    """The names every template may use."""
    scope = visit.request.scope

    def asset(name: str) -> str:
        return visit.url(f"/static/{manifest()[name]}")

    def t(key: str, **params: Any) -> str:
        """Where a value is HTML, as of `day`, it stays so; the text and its other values do not."""
        if not any(hasattr(value, "__html__") for value in params.values()):
            return visit.t(key, **params)
        text = visit.t(key, **{name: f"{{{name}}}" for name in params})
        return escape(text).format_map(params)

    def moment(value: datetime) -> Markup:
        local = dates.to_jst(value)
        return Markup('<time datetime="{}">{} {}</time>').format(
            local.isoformat(timespec="minutes"),
            dates.era_date(local.date(), visit.lang),
            local.strftime("%H:%M"),
        )

    def tongue(text: object) -> Markup:
        """The attribute that tells a screen reader of Japanese on an English page (WCAG 3.1.2)."""
        foreign = (
            visit.lang == "en" and not hasattr(text, "__html__") and has_japanese(str(text))
        )
        return Markup(' lang="ja"') if foreign else Markup("")

    def csrf() -> Markup:
        token = visit.session.csrf if visit.session else ""
        return Markup('<input type="hidden" name="_csrf" value="{}">').format(token)

    def once() -> Markup:
        visit.once_keys.append(visit.site.chance.id("once"))
        return Markup('<input type="hidden" name="_once" value="{}">').format(visit.once_keys[-1])

    return {
        "t": t,
        "tn": lambda key, n, **params: visit.texts.count(key, n, params),
        "has_text": lambda key: key in visit.texts,
        "lang": visit.lang,
        "languages": LANGUAGES,
        "url": visit.url,
        "path": scope["path"].removeprefix(scope.get("root_path", "")) or "/",
        "asset": asset,
        "actor": _shown_actor(visit),
        "nav": visit.site.nav(visit),
        "csrf": csrf,
        "once": once,
        "draft": visit.draft,
        "flash": visit.t(visit.flash) if visit.flash else None,
        "day": lambda value: _day(value, visit.lang),
        "moment": moment,
        "tongue": tongue,
        "days_left": lambda value: dates.days_left(value, visit.site.clock.now()),
        "site": visit.site.name,
        "demo": visit.site.settings.demo,
        "name": visit.name,
        "html": lambda text: Markup(text),  # only for HTML our own renderer stored
        "escape": escape,
    }


@lru_cache(maxsize=4096)
def _day(value: date, lang: str) -> Markup:
    return Markup('<time datetime="{}">{}</time>').format(
        value.isoformat(), dates.era_date(value, lang)
    )


def _shown_actor(visit: Visit) -> dict[str, Any] | None:
    actor = visit.actor
    if actor is None:
        return None
    shown = visit.name(actor.name_ja, actor.name_en)
    return {
        "id": actor.id,
        "name": shown,
        "initial": shown[:1],
        "role_label": visit.site.role_label(visit),
        "offices": actor.offices,
        "company_id": actor.company_id,
    }
