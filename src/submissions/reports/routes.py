"""Doors of reports."""

from submissions.reports import pages, views
from web.door import Audience, Door, Page, View

_OFFICER = Audience.ANONYMITY

ROUTES: tuple[Door, ...] = (
    View("review_report", "/reviews/{review_id:id}/report", "submissions/report.html",
         pages.report, views.ReportView, _OFFICER),
    Page("review_report_file", "/reviews/{review_id:id}/report.json", pages.report_file,
         _OFFICER),
)  # fmt: skip
