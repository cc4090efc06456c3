"""Doors of letters."""

from submissions.letters import downloads, forms, pages, views
from web.door import Act, Audience, Door, Page, View

_RELEASING = Audience.RELEASING

ROUTES: tuple[Door, ...] = (
    View("releases", "/releases", "submissions/releases.html", pages.releases,
         views.ReleasesView, _RELEASING),
    Act("release", "/releases", forms.Release, pages.release, "releases", _RELEASING,
        creates=True),
    Act("release_answer", "/releases/{review_id:id}/answer", forms.ReleaseAnswer,
        pages.release_answer, "releases", _RELEASING, creates=True),
    Act("send_back", "/releases/{review_id:id}/back", forms.SendBack, pages.send_back,
        "releases", _RELEASING),
    View("submissions", "/submissions", "submissions/submissions.html", pages.submissions,
         views.SubmissionsView),
    View("submission", "/submissions/{letter_id:id}", "submissions/submission.html",
         pages.submission, views.LetterView),
    Page("letter_file", "/submissions/{letter_id:id}/files/{which:word}", downloads.letter_file),
)  # fmt: skip
