"""Every door of this package."""

from committees.bodies.routes import ROUTES as BODIES
from committees.consensus_rules.routes import ROUTES as CONSENSUS_RULES
from committees.directory.routes import ROUTES as DIRECTORY
from committees.importing.routes import ROUTES as IMPORTING
from committees.offices.routes import ROUTES as OFFICES
from committees.seats.routes import ROUTES as SEATS
from web.door import Door

ROUTES: tuple[Door, ...] = (
    *BODIES, *CONSENSUS_RULES, *SEATS, *OFFICES, *DIRECTORY, *IMPORTING,
)  # fmt: skip
