"""Macros of frontend/templates/site drawn alone, with the names the house gives every template."""

from collections.abc import Callable
from typing import Any

import pytest
from markupsafe import Markup

from foundation.texts import LANGUAGES, texts
from web.form import Draft
from web.render import environment

Draw = Callable[..., str]


@pytest.fixture
def draw() -> Draw:
    """draw(source, lang="ja", draft=…, …): the HTML of a template source."""

    def drawn(source: str, lang: str = "ja", **given: Any) -> str:
        said = texts(lang)
        names: dict[str, Any] = {
            "t": lambda key, **params: said.say(key, params),
            "tn": lambda key, n, **params: said.count(key, n, params),
            "lang": lang,
            "languages": LANGUAGES,
            "url": lambda path: path,
            "path": "/",
            "asset": lambda name: f"/static/{name}",
            "actor": None,
            "nav": [],
            "csrf": lambda: Markup('<input type="hidden" name="_csrf" value="c">'),
            "once": lambda: Markup('<input type="hidden" name="_once" value="o">'),
            "draft": Draft(),
            "flash": None,
            "site": "members",
            "demo": False,
        }
        return environment().from_string(source).render(names | given)

    return drawn
