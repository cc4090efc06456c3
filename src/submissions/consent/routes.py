"""Doors of the consent: open to everybody signed in, found by the asking company's people only."""

from submissions.consent import forms, pages, views
from web.door import Act, Door, Page, View
from web.form import NoFields

_ONE = "/reviews/{review_id:id}/consent"

ROUTES: tuple[Door, ...] = (
    View("consent_page", _ONE, "submissions/consent.html", pages.consent_page, views.ConsentView),
    Act("consent", _ONE, forms.Consent, pages.consent, "consent_page"),
    Act("decline_consent", f"{_ONE}/decline", forms.Decline, pages.decline, "consent_page"),
    View("receipt_page", f"{_ONE}/receipt", "submissions/receipt.html", pages.receipt_page,
         views.ReceiptView),
    Page("authorship_verifier", "/submissions/verify_authorship.py", pages.verifier),
    Act("withdraw_consent", f"{_ONE}/withdraw", NoFields, pages.withdraw, "consent_page"),
)  # fmt: skip
