"""Doors of the docket."""

from submissions.docket import forms, pages, views
from web.door import Act, Door, View

ROUTES: tuple[Door, ...] = (
    View("chain", "/requests/{request_id:id}/chain", "submissions/chain.html", pages.chain,
         views.ChainView),
    Act("repeat", "/requests/{request_id:id}/repeat", forms.Repeat, pages.repeat, "chain",
        creates=True),
)  # fmt: skip
