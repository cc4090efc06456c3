"""Doors of the review."""

from submissions.reviews import forms, pages, views
from web.door import Act, Audience, Door, View
from web.form import NoFields

_ONE = "/reviews/{review_id:id}"
_OFFICER = Audience.ANONYMITY

ROUTES: tuple[Door, ...] = (
    View("reviews", "/reviews", "submissions/reviews.html", pages.reviews, views.ReviewsView,
         Audience.SECRETARIAT),
    View("review", _ONE, "submissions/review.html", pages.review, views.ReviewView, _OFFICER),
    Act("open_review", "/reviews/of/{request_id:id}", NoFields, pages.open_review, "reviews",
        Audience.SECRETARIAT, creates=True, ahead=pages.ahead_of_opening),
    Act("search_again", f"{_ONE}/search", NoFields, pages.search_again, "review", _OFFICER,
        ahead=pages.ahead_of_searching),
    Act("decide_finding", f"{_ONE}/findings/{{finding_id:id}}", forms.Decide, pages.decide,
        "review", _OFFICER),
    Act("decide_certain", f"{_ONE}/certain", NoFields, pages.decide_certain, "review", _OFFICER),
    Act("add_finding", f"{_ONE}/findings", forms.AddFinding, pages.add_finding, "review",
        _OFFICER, creates=True),
    Act("choose_form", f"{_ONE}/form", forms.ChooseForm, pages.choose_form, "review", _OFFICER),
    Act("finish_review", f"{_ONE}/finish", NoFields, pages.finish, "review", _OFFICER),
    Act("look_behind", f"{_ONE}/behind", forms.LookBehind, pages.look_behind, "review", _OFFICER),
)  # fmt: skip
