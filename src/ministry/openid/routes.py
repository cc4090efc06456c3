"""Doors of the ministry's own sign-in."""

from ministry.openid import pages
from web.door import Audience, Door, Page

ROUTES: tuple[Door, ...] = (
    Page("openid_begin", "/sign-in/openid", pages.begin, Audience.ANYONE, own_transactions=True),
    Page("openid_back", "/sign-in/openid/back", pages.come_back, Audience.ANYONE,
         own_transactions=True),
    Page("openid_out", "/sign-in/openid/out", pages.leave, Audience.ANYONE,
         own_transactions=True),
)  # fmt: skip
