"""Doors of the playground."""

from goi.playground import forms, pages, views
from web.door import Act, Audience, Door, Page, View

ROUTES: tuple[Door, ...] = (
    View("playground", "/demo/anonymizer", "goi/playground.html", pages.playground,
         views.TriedView, Audience.DEMO),
    Act("try_anonymizer", "/demo/anonymizer", forms.Try, pages.try_anonymizer, "playground",
        Audience.DEMO, own_transactions=True, body_limit=forms.FILE_BYTES + 200_000),
    Page("playground_picture", "/demo/anonymizer/pictures/{digest}", pages.playground_picture,
         Audience.DEMO),
)  # fmt: skip
