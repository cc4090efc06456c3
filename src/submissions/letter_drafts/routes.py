"""Doors of letters being prepared."""

from submissions.letter_drafts import forms, pages, views
from web.door import Act, Audience, Door, Page, View

_OFFICES = Audience.SECRETARIAT

ROUTES: tuple[Door, ...] = (
    View("letter_drafts", "/letter-drafts", "submissions/letter_drafts.html", pages.drafts,
         views.DraftsView, _OFFICES),
    Act("prepare_letter", "/letter-drafts", forms.Draft, pages.prepare, "letter_drafts", _OFFICES,
        creates=True),
    View("letter_draft", "/letter-drafts/{draft_id:id}", "submissions/letter_draft.html",
         pages.draft, views.DraftView, _OFFICES),
    Act("edit_letter", "/letter-drafts/{draft_id:id}", forms.Draft, pages.edit, "letter_draft",
        _OFFICES),
    Act("gather_texts", "/letter-drafts/{draft_id:id}/texts", forms.Chosen, pages.gather,
        "letter_draft", _OFFICES),
    Act("answer_reason", "/letter-drafts/{draft_id:id}/texts/{review_id:id}/answers",
        forms.Rebuttal, pages.answer_reason, "letter_draft", _OFFICES),
    Act("remove_answer", "/letter-drafts/{draft_id:id}/texts/{review_id:id}/answers/remove",
        forms.Which, pages.remove_answer, "letter_draft", _OFFICES),
    Act("release_letter", "/letter-drafts/{draft_id:id}/release", forms.ReleaseDraft,
        pages.release, "letter_draft", Audience.RELEASING, creates=True),
    View("letter_preview", "/letter-drafts/{draft_id:id}/preview",
         "submissions/letter_preview.html", pages.preview, views.PreviewView, _OFFICES,
         forms.Language),
    Page("letter_preview_file", "/letter-drafts/{draft_id:id}/files/{which:word}",
         pages.preview_file, _OFFICES),
)  # fmt: skip
