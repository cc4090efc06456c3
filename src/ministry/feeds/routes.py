"""Doors of the feed and of what one wants to be told."""

from ministry.feeds import forms, pages, views
from web.door import Act, Audience, Door, Page, View
from web.form import NoFields

ROUTES: tuple[Door, ...] = (
    Page("feed", "/feed.atom", pages.feed, Audience.ANYONE),
    View("notices", "/notices", "ministry/notices.html", pages.notices, views.NoticesView),
    Act("keep_notices", "/notices", forms.Notices, pages.keep_notices, "notices"),
    Act("renew_feed", "/notices/feed", NoFields, pages.renew, "notices"),
    Act("close_feed", "/notices/feed/close", NoFields, pages.close, "notices"),
)
