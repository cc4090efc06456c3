"""The doors of requests and their versions."""

from proposals.drafting import form_views, forms, pages, text_views, views
from web.door import Act, Door, Page, View

# Nine sections of 20,000 characters, each nine bytes in a form that is sent percent-encoded.
_TEXT_LIMIT = 2_000_000

ROUTES: tuple[Door, ...] = (
    View(
        "requests", "/requests", "proposals/request_list.html", pages.request_list,
        views.RequestList, query=forms.Wanted, partial="rows", kept=True,
    ),
    View(
        "request_new", "/requests/new", "proposals/request_new.html", pages.request_new,
        form_views.DraftForm,
    ),
    Act(
        "new_request", "/requests/new", forms.NewRequest, pages.new_request, "request_new",
        creates=True, body_limit=_TEXT_LIMIT,
    ),
    View(
        "request", "/requests/{request_id:id}", "proposals/request.html", pages.request,
        views.RequestView, query=forms.Look, kept=True,
    ),
    View(
        "request_versions", "/requests/{request_id:id}/versions", "proposals/versions.html",
        pages.versions, text_views.VersionList,
    ),
    View(
        "request_version", "/requests/{request_id:id}/versions/{number:n}",
        "proposals/version.html", pages.version, text_views.VersionView,
    ),
    View(
        "request_compare", "/requests/{request_id:id}/compare", "proposals/compare.html",
        pages.compare, text_views.CompareView, query=forms.Comparison,
    ),
    View(
        "request_compare_print", "/requests/{request_id:id}/compare/print",
        "proposals/compare_print.html", pages.compare_print, text_views.CompareView,
        query=forms.Comparison,
    ),
    Page("request_compare_docx", "/requests/{request_id:id}/compare.docx", pages.compare_docx),
    Act(
        "move", "/requests/{request_id:id}/moves/{move:word}", forms.MoveNote, pages.move,
        "request",
    ),
    Act(
        "merge_request", "/requests/{request_id:id}/merge", forms.Merge, pages.merge_request,
        "request",
    ),
    Act(
        "lift_anonymity", "/requests/{request_id:id}/lift-anonymity", forms.LiftAnonymity,
        pages.lift_anonymity, "request",
    ),
)  # fmt: skip
