"""Doors of the count."""

from submissions.candidates import forms, pages
from web.door import Act, Audience, Door
from web.form import NoFields

_ONE = "/reviews/{review_id:id}"
_OFFICER = Audience.ANONYMITY

ROUTES: tuple[Door, ...] = (
    Act("consent_to_few", f"{_ONE}/candidates/consent", forms.Consent, pages.consent_to_few,
        "review", _OFFICER, creates=True),
    Act("dismiss_stated", f"{_ONE}/candidates/dismiss", forms.Dismiss, pages.dismiss_stated,
        "review", _OFFICER, creates=True),
    Act("add_stated", f"{_ONE}/candidates", forms.AddStated, pages.add_stated, "review",
        _OFFICER, creates=True),
    Act("generalise", f"{_ONE}/candidates/generalise", forms.Generalise, pages.generalise,
        "review", _OFFICER),
    Act("record_false_hit", f"{_ONE}/false-hits", forms.FalseHit, pages.record_false_hit,
        "review", _OFFICER, creates=True),
    Act("withdraw_exception", f"{_ONE}/exceptions/{{exception_id:id}}/withdraw", NoFields,
        pages.withdraw_exception, "review", _OFFICER),
    Act("confirm_exception", "/releases/{review_id:id}/exceptions/{exception_id:id}/confirm",
        NoFields, pages.confirm_exception, "releases", Audience.RELEASING),
    Act("settle_smallest", "/reviews/setting", forms.Settle, pages.settle_smallest, "reviews",
        _OFFICER),
)  # fmt: skip
