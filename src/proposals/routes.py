"""Every door of this package."""

import proposals.ballots.routes
import proposals.drafting.routes
from web.door import Door

ROUTES: tuple[Door, ...] = (
    *proposals.drafting.routes.ROUTES,
    *proposals.ballots.routes.ROUTES,
)
