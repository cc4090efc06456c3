"""Keeping ready wordings. What was answered with one stays as it was sent."""

from foundation.errors import Invalid
from foundation.work import Work
from ministry.models import ReplyTemplate
from ministry.templates.forms import ChangedWording, Wording
from ministry.templates.rules import may_be_wording

_TEXTS = ("text_ja", "text_en", "reason_ja", "reason_en")


def add(work: Work, form: Wording) -> ReplyTemplate:
    """A new wording. Raises Invalid for a place in it that nobody can fill in."""
    row = ReplyTemplate(id=work.id("reply_template"), name=form.name, text_ja=form.text_ja)
    return _write(work, row, form, active=True)


def change(work: Work, row: ReplyTemplate, form: ChangedWording) -> ReplyTemplate:
    """The wording as it is from now on. Raises Invalid as `add` does."""
    return _write(work, row, form, active=form.active)


def _write(work: Work, row: ReplyTemplate, form: Wording, *, active: bool) -> ReplyTemplate:
    for name in _TEXTS:
        verdict = may_be_wording(getattr(form, name) or "")
        if not verdict:
            raise Invalid(**{name: (verdict.reason, verdict.params)})
    row.name, row.outcome, row.active = form.name, form.outcome or "", active
    for name in _TEXTS:
        setattr(row, name, getattr(form, name) or "")
    work.db.add(row)
    work.db.flush()
    told = {"name": row.name, "outcome": row.outcome, "active": row.active}
    work.record("template", ("reply_template", row.id), after=told | {"text": row.text_ja})
    return row
