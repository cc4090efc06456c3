"""Doors of spellings."""

from proposals.spellings import forms, pages, views
from web.door import Act, Audience, Door, View

_ONE = "/companies/{company_id:id}"

ROUTES: tuple[Door, ...] = (
    View("company_spellings", f"{_ONE}/spellings", "proposals/spellings.html", pages.spellings,
         views.SpellingsView),
    Act("keep_attributes", f"{_ONE}/attributes", forms.KeepAttributes, pages.keep_attributes,
        "company_spellings", Audience.SECRETARIAT),
    View("clashes", "/directory/clashes", "proposals/clashes.html", pages.clashes,
         views.ClashesView, Audience.SECRETARIAT),
)  # fmt: skip
