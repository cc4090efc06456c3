"""How rows of the release store are shown: views for pages and API alike."""

from dataclasses import dataclass
from datetime import date
from typing import Self

from foundation.dates import days_left as days_until
from ministry import queries
from ministry.listing import Counted
from ministry.models import Handling
from ministry.outcomes import Outcome, PointState
from ministry.views import (
    AttachedView,
    Choice,
    HandlingView,
    ItemLine,
    PointView,
    QuestionView,
    ReplyView,
    StepView,
)
from submissions import release_store
from submissions.release_store import Official, Progress
from web.visit import Visit


@dataclass(frozen=True)
class Names:
    """Names of sections and officials in the reader's language."""

    sections: dict[str, str]
    officials: dict[str, str]

    @classmethod
    def of(cls, visit: Visit) -> Self:
        db = visit.work.db
        return cls(
            {row.id: visit.name(row.name_ja, row.name_en) for row in queries.sections(db)},
            {
                row.id: visit.name(row.name_ja, row.name_en)
                for row in queries.officials(db).values()
            },
        )

    def section(self, section_id: str | None) -> str:
        return self.sections[section_id] if section_id else ""

    def official(self, official_id: str | None) -> str:
        return self.officials[official_id] if official_id else ""


def choice(visit: Visit, row: release_store.Section) -> Choice:
    return Choice(value=row.id, label=visit.name(row.name_ja, row.name_en))


def line(visit: Visit, one: Counted, names: Names) -> ItemLine:
    handling = one.handling
    return ItemLine(
        id=one.item.id,
        title=visit.name(one.item.title_ja, one.item.title_en),
        committee=visit.name(one.item.committee_ja, one.item.committee_en),
        kind=one.item.kind,
        letter_number=one.letter.number,
        released_day=one.letter.released_day,
        points=one.points,
        answered=one.answered,
        outcomes=[outcome for outcome in Outcome if outcome in one.outcomes],
        is_new=one.is_new,
        section=names.section(handling.section_id if handling else None),
        official=names.official(handling.official_id if handling else None),
        due_day=one.due_day,
        days_left=days_left(visit, one.due_day),
    )


def days_left(visit: Visit, due_day: date | None) -> int | None:
    return days_until(due_day, visit.work.now) if due_day else None


def handling(
    visit: Visit, item_id: str, row: Handling | None, progress: Progress
) -> HandlingView:
    names = Names.of(visit)
    row = row or Handling(item_id=item_id)
    return HandlingView(
        section_id=row.section_id or "",
        section=names.section(row.section_id),
        official_id=row.official_id or "",
        official=names.official(row.official_id),
        due_day=row.due_day,
        days_left=days_left(visit, row.due_day),
        acknowledged_day=progress.received_day,
        study_day=progress.study_day,
        steps=[
            StepView(
                kind=step.kind,
                day=step.day,
                by=names.official(step.by_id),
                section=names.section(step.section_id),
                official=names.official(step.official_id),
                due_day=step.due_day,
                note=step.note,
            )
            for step in queries.steps(visit.work.db, item_id)
        ],
    )


def point(
    progress: Progress | None, row: release_store.Point, answers: list[ReplyView]
) -> PointView:
    newest = answers[0] if answers else None
    waiting = PointState.before_answer(progress)
    return PointView(
        id=row.id, number=row.number, text=row.text, reply=newest, earlier=answers[1:],
        state=newest.outcome if newest else waiting.value,
    )


def reply(
    visit: Visit, row: release_store.Reply, officials: dict[str, Official]
) -> ReplyView:
    by = officials[row.official_id]
    return ReplyView(
        revision=row.revision,
        outcome=row.outcome,
        text=row.text,
        reason=row.reason,
        measure=row.measure,
        measure_day=row.measure_day,
        effective_day=row.effective_day,
        provision=row.provision,
        replied_day=row.replied_day,
        official=visit.name(by.name_ja, by.name_en),
    )


def question(
    visit: Visit, row: release_store.Question, officials: dict[str, Official]
) -> QuestionView:
    by = officials[row.official_id]
    return QuestionView(
        id=row.id,
        text=row.text,
        asked_day=row.asked_day,
        official=visit.name(by.name_ja, by.name_en),
        answer=row.answer,
        answer_html=row.answer_html,
        answered_day=row.answered_day,
        files=[attached(one) for one in release_store.answer_files(visit.work.db, row.id)],
    )


def attached(one: release_store.TitledFileLine) -> AttachedView:
    return AttachedView(name=one.name, title=one.title, size=one.size, sha256=one.sha256)
