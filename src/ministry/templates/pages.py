"""Pages of ready wordings, for the ministry's administrators."""

from ministry.models import ReplyTemplate
from ministry.templates import actions, queries
from ministry.templates.filling import IN_JAPANESE, Place
from ministry.templates.forms import ChangedWording, Wording
from ministry.templates.views import PlaceView, TemplateEditView, TemplatesView, TemplateView
from web.door import Done
from web.visit import Visit


def listing(visit: Visit) -> TemplatesView:
    found = queries.templates(visit.work.db)
    return TemplatesView(templates=[shown(row) for row in found], places=_places(visit))


def edit(visit: Visit, template_id: str) -> TemplateEditView:
    row = queries.template(visit.work, template_id)
    return TemplateEditView(template=shown(row), places=_places(visit))


def add(visit: Visit, form: Wording) -> Done:
    actions.add(visit.work, form)
    return Done(to="/templates", say="done.template_kept")


def change(visit: Visit, form: ChangedWording, template_id: str) -> Done:
    actions.change(visit.work, queries.template(visit.work, template_id), form)
    return Done(to="/templates", say="done.template_kept")


def shown(row: ReplyTemplate) -> TemplateView:
    return TemplateView(
        id=row.id, name=row.name, outcome=row.outcome, text_ja=row.text_ja, text_en=row.text_en,
        reason_ja=row.reason_ja, reason_en=row.reason_en, active=row.active,
    )


def _places(visit: Visit) -> list[PlaceView]:
    return [
        PlaceView(
            name=f"{{{IN_JAPANESE[place] if visit.lang == 'ja' else place.value}}}",
            meaning=visit.t(f"template.place.{place}"),
        )
        for place in Place
    ]
