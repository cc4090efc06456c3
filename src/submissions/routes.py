"""All doors of the way to the ministry."""

import submissions.attachments.routes
import submissions.candidates.routes
import submissions.consent.routes
import submissions.departures.routes
import submissions.docket.routes
import submissions.figures.routes
import submissions.gateway.routes
import submissions.letter_drafts.routes
import submissions.letters.routes
import submissions.questions.routes
import submissions.reports.routes
import submissions.reviews.routes
import submissions.yearly.routes
from web.door import Door

ROUTES: tuple[Door, ...] = (
    *submissions.reviews.routes.ROUTES,
    *submissions.attachments.routes.ROUTES,
    *submissions.candidates.routes.ROUTES,
    *submissions.reports.routes.ROUTES,
    *submissions.consent.routes.ROUTES,
    *submissions.letter_drafts.routes.ROUTES,
    *submissions.letters.routes.ROUTES,
    *submissions.departures.routes.ROUTES,
    *submissions.questions.routes.ROUTES,
    *submissions.gateway.routes.ROUTES,
    *submissions.docket.routes.ROUTES,
    *submissions.figures.routes.ROUTES,
    *submissions.yearly.routes.ROUTES,
)
