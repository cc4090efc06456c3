"""Doors of certificates and of appeals against them."""

from proposals.certificates import forms, pages, views
from web.door import Act, Door, Page, View

_ONE = "/certificates/{certificate_id:id}"

ROUTES: tuple[Door, ...] = (
    View("certificate", _ONE, "proposals/certificate.html", pages.certificate,
         views.CertificateView),
    Page("certificate_json", f"{_ONE}/certificate.json", pages.download),
    Act("appeal", f"{_ONE}/appeals", forms.NewAppeal, pages.appeal, "certificate", creates=True),
    Act("decide_appeal", f"{_ONE}/appeals/{{appeal_id:id}}/decision", forms.DecideAppeal,
        pages.decide_appeal, "certificate"),
)  # fmt: skip
