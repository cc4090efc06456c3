"""Doors of ready wordings."""

from ministry.templates import forms, pages, views
from web.door import Act, Audience, Door, View

ROUTES: tuple[Door, ...] = (
    View("templates", "/templates", "ministry/templates.html", pages.listing,
         views.TemplatesView, Audience.ADMINISTRATOR),
    Act("add_template", "/templates", forms.Wording, pages.add, "templates",
        Audience.ADMINISTRATOR, creates=True),
    View("template", "/templates/{template_id:id}", "ministry/template.html", pages.edit,
         views.TemplateEditView, Audience.ADMINISTRATOR),
    Act("change_template", "/templates/{template_id:id}", forms.ChangedWording, pages.change,
        "template", Audience.ADMINISTRATOR),
)  # fmt: skip
