"""Every door of this package."""

from identity.access.routes import ROUTES as ACCESS
from web.door import Door

ROUTES: tuple[Door, ...] = (*ACCESS,)
