"""Pages of a review's files: find, read the form, act, answer."""

from collections.abc import Callable
from functools import partial

from starlette.responses import Response

from anonymizer.files import ocr
from foundation.errors import NotFound
from identity.models import Person
from proposals.attachments.kinds import MEDIA_TYPES
from proposals.attachments.queries import content
from proposals.attachments.reading import unpacked
from proposals.attachments.wording import place_in_words
from proposals.directory import directory
from submissions import queries as gate
from submissions.attachments import actions, forms, queries
from submissions.attachments.making import outgoing
from submissions.attachments.rules import may_second_picture
from submissions.attachments.views import LeavingPictureView, PictureToSecond, PictureView
from submissions.models import Letter, Review
from submissions.package import ReleasedFile, ReleasedLetter, WithFiles
from submissions.rules import may_decide
from submissions.stages import Gate
from web.door import Done
from web.downloads import attachment
from web.form import NoFields
from web.visit import Visit


def review_file(visit: Visit, review_id: str, number: int) -> Response:
    """A file as it would leave, for the officer."""
    return _file(visit, gate.officers_review(visit.work, review_id), number)


def consent_file(visit: Visit, review_id: str, number: int) -> Response:
    """A file as it would leave, for the asking company; none while the officer is at work."""
    return _frozen(visit, gate.own_review(visit.work, review_id), number)


def release_file(visit: Visit, review_id: str, number: int) -> Response:
    """A file as it would leave, for whoever releases it."""
    return _frozen(visit, gate.review(visit.work.db, review_id), number)


def submission_file(visit: Visit, letter_id: str, place: int, number: int) -> Response:
    """A file of an item of a letter that has left, for everybody. Raises NotFound."""
    row: Letter = gate.letter(visit.work.db, letter_id)
    for placed_item in ReleasedLetter.model_validate(row.package).items:
        if placed_item.place == place:
            return left_file(visit, placed_item.item, number)
    raise NotFound


def left_file(visit: Visit, sent: WithFiles, number: int) -> Response:
    """A file of a text that has left. Raises NotFound."""
    file = _numbered(sent, number)
    kept = queries.contents(visit.work.db, [file.sha256])
    if file.sha256 not in kept:
        raise NotFound
    return attachment(kept[file.sha256], file.media_type, file.name)


def picture(visit: Visit, review_id: str, number: int) -> PictureView:
    row = gate.officers_review(visit.work, review_id)
    db, request = visit.work.db, gate.request_of(visit.work.db, row)
    every = queries.pictures(db, row)
    one = queries.numbered(every, number)
    person = db.get(Person, one.decision.person_id) if one.decision else None
    return PictureView(
        review_id=row.id,
        request_number=request.number or "",
        number=number,
        of=len(every),
        file=one.file,
        title=queries.files(db, row)[one.file - 1].title,
        place=place_in_words(visit, one.place),
        digest=one.digest,
        width=one.width,
        height=one.height,
        decision=one.choice,
        decided_by=visit.name(person.name_ja, person.name_en) if person else "",
        decided_at=one.decision.at if one.decision else None,
        may_decide=visit.may(
            may_decide(visit.work.actor, gate.gate_facts(db, row, visit.work.actor))
        ),
        next=next(
            (one.number for one in every if one.decision is None and one.number != number), None
        ),
        readable=ocr.there(),
    )


def image(visit: Visit, review_id: str, number: int) -> Response:
    """The picture itself, in pixels of ours."""
    row = gate.officers_review(visit.work, review_id)
    return _image(visit, queries.numbered(queries.pictures(visit.work.db, row), number))


def read_ahead(
    visit: Visit, form: NoFields, review_id: str, number: int
) -> Callable[[], ocr.Seen | None]:
    """Before the transaction: reading takes seconds."""
    row = gate.officers_review(visit.work, review_id)
    one = queries.numbered(queries.pictures(visit.work.db, row), number)
    return partial(ocr.seen, _pixels(visit, one), directory(visit.work.db))


def read_picture(
    visit: Visit, seen: ocr.Seen | None, review_id: str, number: int
) -> Done:
    """The words a program reads in the picture: a help, which decides nothing and is kept nowhere.
    """
    told = {
        "read": seen.text if seen else "",
        "told": sorted({one.text for one in seen.findings}) if seen else [],
    }
    shown = picture(visit, review_id, number).model_copy(update=told)
    return Done(f"/reviews/{review_id}/pictures/{number}", shown=shown)


def decide_picture(
    visit: Visit, form: forms.DecidePicture, review_id: str, number: int
) -> Done:
    row = gate.officers_review(visit.work, review_id)
    actions.decide_picture(
        visit.work, row, number, form.digest, shown=form.decision == "show"
    )
    left = [one for one in queries.pictures(visit.work.db, row) if one.decision is None]
    to = f"/reviews/{review_id}/pictures/{left[0].number}" if left else f"/reviews/{review_id}"
    return Done(to, "done.picture_decided", {"left": len({one.digest for one in left})})


def _image(visit: Visit, one: queries.Pictured) -> Response:
    return Response(
        _pixels(visit, one), media_type=MEDIA_TYPES[one.kind],
        headers={"Cache-Control": "no-store"},
    )


def _pixels(visit: Visit, one: queries.Pictured) -> bytes:
    parsed = unpacked(content(visit.work.db, one.attachment_id).parsed)
    return parsed.pictures[one.index].data


def leaving_picture(visit: Visit, review_id: str, number: int) -> LeavingPictureView:
    db = visit.work.db
    row = gate.out_of_review(db, review_id)
    one = queries.numbered(queries.leaving(db, row), number)
    decided_by = one.decision.person_id if one.decision else ""
    verdict = may_second_picture(
        visit.work.actor, gate.gate_facts(db, row, visit.work.actor), decided_by, "", ""
    )
    return LeavingPictureView(
        review_id=row.id,
        number=number,
        digest=one.digest,
        width=one.width,
        height=one.height,
        seconded=one.seconded(row),
        may_second=visit.may(verdict),
        next=_next_to_second(visit, row, number),
    )


def leaving_image(visit: Visit, review_id: str, number: int) -> Response:
    """The picture itself, for the second officer."""
    row = gate.out_of_review(visit.work.db, review_id)
    return _image(visit, queries.numbered(queries.leaving(visit.work.db, row), number))


def second_picture(
    visit: Visit, form: forms.SecondPicture, review_id: str, number: int
) -> Done:
    row = gate.out_of_review(visit.work.db, review_id)
    actions.second_picture(visit.work, row, number, form.digest)
    left = _next_to_second(visit, row, number)
    to = f"/releases/{review_id}/pictures/{left}" if left else "/releases"
    return Done(to, "done.picture_seconded")


def to_second(visit: Visit, row: Review) -> list[PictureToSecond]:
    """The pictures that whoever releases has to look at."""
    return [
        PictureToSecond(number=one.number, seconded=one.seconded(row))
        for one in queries.leaving(visit.work.db, row)
    ]


def _next_to_second(visit: Visit, row: Review, number: int) -> int | None:
    return next(
        (one.number for one in queries.leaving(visit.work.db, row)
         if one.number != number and not one.seconded(row)), None
    )


def _file(visit: Visit, row: Review, number: int) -> Response:
    if row.state != Gate.REVIEWING:
        return _frozen(visit, row, number)
    for place, one in enumerate(outgoing(visit.work.db, row), 1):
        if place == number:
            return attachment(one.content, one.file.media_type, one.file.name)
    raise NotFound


def _frozen(visit: Visit, row: Review, number: int) -> Response:
    sent = gate.thaw(row)
    if sent is None or row.state == Gate.REVIEWING:
        raise NotFound
    file = _numbered(sent, number)
    kept = queries.frozen_content(visit.work.db, row, file)
    return attachment(kept, file.media_type, file.name)


def _numbered(sent: WithFiles, number: int) -> ReleasedFile:
    """The file of this number, from 1. Raises NotFound."""
    if not 1 <= number <= len(sent.attachments):
        raise NotFound
    return sent.attachments[number - 1]
