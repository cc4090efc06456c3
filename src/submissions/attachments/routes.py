"""Doors of a review's files."""

from submissions.attachments import forms, pages, views
from web.door import Act, Audience, Door, Page, View
from web.form import NoFields

_OFFICER, _RELEASING = Audience.ANONYMITY, Audience.RELEASING
_PICTURE = "/reviews/{review_id:id}/pictures/{number:n}"
_LEAVING = "/releases/{review_id:id}/pictures/{number:n}"

ROUTES: tuple[Door, ...] = (
    Page("review_file", "/reviews/{review_id:id}/files/{number:n}", pages.review_file, _OFFICER),
    View("review_picture", _PICTURE, "submissions/picture.html", pages.picture,
         views.PictureView, _OFFICER),
    Page("review_picture_image", f"{_PICTURE}/image", pages.image, _OFFICER),
    Act("read_picture", f"{_PICTURE}/read", NoFields, pages.read_picture, "review_picture",
        _OFFICER, reads=True, ahead=pages.read_ahead),
    Act("decide_picture", _PICTURE, forms.DecidePicture, pages.decide_picture, "review_picture",
        _OFFICER),
    Page("consent_file", "/reviews/{review_id:id}/consent/files/{number:n}", pages.consent_file),
    Page("release_file", "/releases/{review_id:id}/files/{number:n}", pages.release_file,
         _RELEASING),
    View("leaving_picture", _LEAVING, "submissions/leaving_picture.html", pages.leaving_picture,
         views.LeavingPictureView, _RELEASING),
    Page("leaving_picture_image", f"{_LEAVING}/image", pages.leaving_image, _RELEASING),
    Act("second_picture", _LEAVING, forms.SecondPicture, pages.second_picture,
        "leaving_picture", _RELEASING),
    Page("submission_file",
         "/submissions/{letter_id:id}/items/{place:n}/files/{number:n}", pages.submission_file),
)  # fmt: skip
