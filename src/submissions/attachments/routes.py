"""Doors of a review's files."""

from submissions.attachments import forms, pages, views
from web.door import Act, Audience, Door, Page, View

_OFFICER = Audience.ANONYMITY
_PICTURE = "/reviews/{review_id:id}/pictures/{number:n}"

ROUTES: tuple[Door, ...] = (
    Page("review_file", "/reviews/{review_id:id}/files/{number:n}", pages.review_file, _OFFICER),
    View("review_picture", _PICTURE, "submissions/picture.html", pages.picture,
         views.PictureView, _OFFICER),
    Page("review_picture_image", f"{_PICTURE}/image", pages.image, _OFFICER),
    Act("decide_picture", _PICTURE, forms.DecidePicture, pages.decide_picture, "review_picture",
        _OFFICER),
    Page("consent_file", "/reviews/{review_id:id}/consent/files/{number:n}", pages.consent_file),
    Page("release_file", "/releases/{review_id:id}/files/{number:n}", pages.release_file,
         Audience.RELEASING),
    Page("submission_file",
         "/submissions/{letter_id:id}/items/{place:n}/files/{number:n}", pages.submission_file),
)  # fmt: skip
