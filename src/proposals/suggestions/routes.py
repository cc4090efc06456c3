"""Doors of suggestions."""

from proposals.suggestions import forms, pages, views
from web.door import Act, Door, View
from web.form import NoFields

_ALL = "/requests/{request_id:id}/suggestions"
_ONE = f"{_ALL}/{{suggestion_id:id}}"
_PAGE = "suggestions"

ROUTES: tuple[Door, ...] = (
    View(_PAGE, _ALL, "proposals/suggestions.html", pages.suggestions, views.SuggestionsView,
         query=forms.Looking),
    Act("suggest", _ALL, forms.NewSuggestion, pages.suggest, _PAGE, creates=True),
    Act("take_up_comment", "/requests/{request_id:id}/comments/{comment_id:id}/suggestion",
        NoFields, pages.take_up, _PAGE, creates=True),
    Act("merge_suggestions", f"{_ALL}/merge", forms.MergeSuggestions, pages.merge_suggestions,
        _PAGE, creates=True),
    Act("accept_in_part", f"{_ONE}/part", forms.AcceptInPart, pages.accept_in_part, _PAGE,
        creates=True),
    Act("decline_suggestion", f"{_ONE}/refusal", forms.Decline, pages.decline, _PAGE),
    Act("withdraw_suggestion", f"{_ONE}/withdrawal", NoFields, pages.withdraw, _PAGE),
    Act("rebase_suggestion", f"{_ONE}/base", forms.Rebase, pages.rebase, _PAGE),
)  # fmt: skip
