"""Every door of this package."""

from web.door import Door

ROUTES: tuple[Door, ...] = ()
