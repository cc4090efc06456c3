"""Doors of the law."""

from foundation.spreadsheets import MAX_FILE
from proposals.provisions import forms, pages, views
from web.door import Act, Audience, Door, View
from web.form import NoFields

_KEEPERS = Audience.SECRETARIAT

ROUTES: tuple[Door, ...] = (
    View(
        "provisions", "/provisions", "proposals/provisions.html", pages.provisions,
        views.ProvisionsView, query=forms.Which,
    ),
    View(
        "correlation_table", "/provisions/correlation", "proposals/correlation.html",
        pages.correlation_table, views.CorrelationTable,
    ),
    Act(
        "keep_pair", "/provisions/correlation", forms.NewPair, pages.keep_pair,
        "correlation_table", audience=_KEEPERS,
    ),
    Act(
        "import_pairs", "/provisions/correlation/import", forms.PairsFile, pages.import_pairs,
        "correlation_table", audience=_KEEPERS, body_limit=MAX_FILE + 64 * 1024,
    ),
    View(
        "correlation_row", "/provisions/correlation/{correlation_id:id}",
        "proposals/correlation_row.html", pages.correlation_row, views.CorrelationRow,
        audience=_KEEPERS,
    ),
    Act(
        "amend_pair", "/provisions/correlation/{correlation_id:id}", forms.NewPair,
        pages.amend_pair, "correlation_row", audience=_KEEPERS,
    ),
    Act(
        "remove_pair", "/provisions/correlation/{correlation_id:id}/remove", NoFields,
        pages.remove_pair, "correlation_table", audience=_KEEPERS,
    ),
    View(
        "provision", "/provisions/{key:provision}", "proposals/provision.html", pages.provision,
        views.ProvisionView,
    ),
    Act(
        "record_change", "/provisions/{key:provision}/changes", forms.NewChange,
        pages.record_change, "provision", audience=_KEEPERS, creates=True,
    ),
    Act(
        "judge_change", "/provisions/{key:provision}/changes/{provision_change_id:id}/judgement",
        forms.Judgement, pages.judge_change, "provision", audience=_KEEPERS,
    ),
)  # fmt: skip
