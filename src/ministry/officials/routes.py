"""Doors of accounts and sections."""

from ministry.officials import forms, pages, views
from web.door import Act, Audience, Door, View
from web.form import NoFields

_ADMIN = Audience.ADMINISTRATOR

ROUTES: tuple[Door, ...] = (
    View("officials", "/officials", "ministry/officials.html", pages.listing,
         views.OfficialsView, _ADMIN),
    Act("add_official", "/officials", forms.Person, pages.add, "officials", _ADMIN, creates=True),
    View("official", "/officials/{official_id:id}", "ministry/official.html", pages.official,
         views.OfficialView, _ADMIN),
    Act("change_official", "/officials/{official_id:id}", forms.ChangedPerson, pages.change,
        "official", _ADMIN),
    Act("invite_official", "/officials/{official_id:id}/link", NoFields, pages.invite,
        "official", _ADMIN),
    Act("add_desk_section", "/sections", forms.NewSection, pages.add_section, "officials",
        _ADMIN, creates=True),
    Act("change_desk_section", "/sections/{section_id:id}", forms.ChangedSection,
        pages.change_section, "officials", _ADMIN),
    View("welcome", "/welcome", "ministry/welcome.html", pages.welcome, views.WelcomeView,
         Audience.ANYONE, forms.WelcomeQuery),
    Act("set_desk_password", "/welcome", forms.Welcome, pages.set_password, "welcome",
        Audience.ANYONE, own_transactions=True),
)  # fmt: skip
