"""Pages of suggestions: find, read the form, act, answer."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from foundation.dates import day_in_japan
from proposals.boundaries import Change
from proposals.deliberation import queries as deliberation
from proposals.deliberation.anchors import Fate, reading
from proposals.deliberation.comments_page import threads
from proposals.deliberation.people import People
from proposals.deliberation.reader import reader
from proposals.deliberation.rules import Party
from proposals.deliberation.views import Options, ThreadView
from proposals.diff import redline
from proposals.drafting.text_views import ChangeView, RowView
from proposals.queries import Seen, seen
from proposals.sections import NAMES
from proposals.suggestions import actions, forms, queries, rules
from proposals.suggestions.applying import AROUND, conflicts, in_context, overlaid
from proposals.suggestions.models import Suggestion
from proposals.suggestions.queries import Placed, Text
from proposals.suggestions.stages import BY_NAME, SuggestionState
from proposals.suggestions.views import (
    BlockView,
    PartView,
    PieceView,
    SuggestionsCard,
    SuggestionsView,
    SuggestionView,
)
from web.door import Done
from web.form import NoFields
from web.visit import Visit

_BEGINNING = 28


def suggestions(visit: Visit, request_id: str) -> SuggestionsView:
    asked: forms.Looking = visit.query
    found = seen(visit.work, request_id)
    work, request = visit.work, found.request
    who = queries.party(work, found)
    all_placed = queries.placed(work, found, queries.suggestions(work, found, who))
    standing = [one for one in all_placed if one.open and one.fate is Fate.FOUND]
    text = queries.newest(work.db, found)
    shown = [one for one in all_placed if asked.state in (None, one.row.state)]
    told = _Told(visit, found, who, all_placed, standing)
    counter = next((one for one in all_placed if one.row.id == asked.counter), None)
    return SuggestionsView(
        id=request.id,
        number=request.number,
        title=visit.name(request.title_ja, request.title_en),
        version=request.latest,
        version_label=visit.t("request.version", n=request.latest),
        parts=_parts(visit, text, standing),
        suggestions=[told.view(one) for one in shown],
        states=[(one.value, visit.t(f"suggestion.state.{one}"), "") for one in SuggestionState],
        state=asked.state or "",
        open=sum(one.open for one in all_placed),
        may_suggest=visit.may(rules.may_suggest(who)),
        may_merge=visit.may(rules.may_merge(who)),
        places=_places(visit, text),
        chosen=_chosen(asked, counter),
        counter=counter.row.number if counter else None,
    )


def card(visit: Visit, of: Seen) -> SuggestionsCard:
    """The suggestions as the request's page shows them."""
    who = queries.party(visit.work, of)
    rows = queries.suggestions(visit.work, of, who)
    may = rules.may_suggest(who)
    return SuggestionsCard(
        open=sum(row.state == SuggestionState.OPEN for row in rows),
        all=len(rows),
        may=visit.may(may),
        places=_places(visit, queries.newest(visit.work.db, of)) if may else [],
    )


def by_block(visit: Visit, of: Seen) -> dict[str, list[int]]:
    """The numbers of the open suggestions on each block of the newest version."""
    rows = queries.suggestions(visit.work, of, queries.party(visit.work, of))
    wanted = [row for row in rows if row.state == SuggestionState.OPEN]
    on: dict[str, list[int]] = defaultdict(list)
    for one in queries.placed(visit.work, of, wanted) if wanted else ():
        if one.block:
            on[one.block].append(one.row.number)
    return dict(on)


def suggest(visit: Visit, form: forms.NewSuggestion, request_id: str) -> Done:
    row = actions.suggest(visit.work, seen(visit.work, request_id), form)
    return _done(
        f"/requests/{request_id}/suggestions#suggestion-{row.number}", "done.suggestion_made",
        id=row.id, number=row.number,
    )  # fmt: skip


def take_up(visit: Visit, form: NoFields, request_id: str, comment_id: str) -> Done:
    row = actions.take_up(visit.work, seen(visit.work, request_id), comment_id)
    return _done(
        f"/requests/{request_id}/suggestions#suggestion-{row.number}", "done.suggestion_made",
        id=row.id, number=row.number,
    )  # fmt: skip


def link_threads(visit: Visit, of: Seen, threads: Iterable[ThreadView]) -> None:
    """Tell each thread which suggestion was made of the words it proposes, or whether it may be."""
    proposing = [one for one in threads if one.proposed]
    if not proposing:
        return
    work, who = visit.work, queries.party(visit.work, of)
    taken = queries.of_comments(work.db, of.request.id)
    rows = {row.id: row for row in deliberation.comments(work, of, who)}
    texts = {
        row.number: queries.text_of(row)
        for row in deliberation.versions(work.db, of.request, {one.version for one in proposing})
    }
    for one in proposing:
        comment = rows[one.comments[0].id]
        one.suggestion = taken.get(comment.id)
        proposal = queries.proposal(
            work, of, who, comment, texts[comment.version], comment.id in taken
        )
        one.may_take_up = visit.may(rules.may_take_up(who, proposal))


def merge_suggestions(visit: Visit, form: forms.MergeSuggestions, request_id: str) -> Done:
    found = seen(visit.work, request_id)
    who = queries.party(visit.work, found)
    rows = [row for row in queries.suggestions(visit.work, found, who) if row.id in form.chosen]
    number = actions.merge(
        visit.work, found, form.chosen, form.base_version, form.summary or _summary(visit, rows)
    )
    return _done(f"/requests/{request_id}/suggestions", "done.suggestions_merged", version=number)


def accept_in_part(
    visit: Visit, form: forms.AcceptInPart, request_id: str, suggestion_id: str
) -> Done:
    found = seen(visit.work, request_id)
    one = queries.one(visit.work, found, queries.party(visit.work, found), suggestion_id)
    summary = visit.t("suggestion.merged_in_part", number=one.row.number)
    number = actions.accept_in_part(visit.work, found, suggestion_id, form, summary)
    return _done(f"/requests/{request_id}/suggestions", "done.suggestions_merged", version=number)


def decline(visit: Visit, form: forms.Decline, request_id: str, suggestion_id: str) -> Done:
    actions.decline(visit.work, seen(visit.work, request_id), suggestion_id, form.answer)
    return _done(f"/requests/{request_id}/suggestions", "done.suggestion_declined")


def withdraw(visit: Visit, form: NoFields, request_id: str, suggestion_id: str) -> Done:
    actions.withdraw(visit.work, seen(visit.work, request_id), suggestion_id)
    return _done(f"/requests/{request_id}/suggestions", "done.suggestion_withdrawn")


def rebase(visit: Visit, form: forms.Rebase, request_id: str, suggestion_id: str) -> Done:
    actions.rebase(visit.work, seen(visit.work, request_id), suggestion_id, form)
    return _done(f"/requests/{request_id}/suggestions", "done.suggestion_rebased")


class _Told:
    """Suggestions in the reader's language; names are looked up once."""

    def __init__(
        self, visit: Visit, found: Seen, who: Party, all_placed: Sequence[Placed],
        standing: Sequence[Placed],
    ) -> None:
        self.visit, self.found, self.who = visit, found, who
        self.people = People(visit)
        rows = [one.row for one in all_placed]
        self.people.know([row.company_id for row in rows], [row.person_id for row in rows])
        self.meeting = conflicts([one.edit for one in standing])
        self.numbers = {row.id: row.number for row in rows}
        self.counters: dict[str, list[int]] = defaultdict(list)
        for row in rows:
            if row.counter_to_id:
                self.counters[row.counter_to_id].append(row.number)
        taken = {row.comment_id for row in rows if row.comment_id}
        self.threads = {
            one.comments[0].id: one.number for one in threads(reader(visit, found))
        } if taken else {}  # fmt: skip

    def view(self, one: Placed) -> SuggestionView:
        row, visit = one.row, self.visit
        may = {
            name: visit.may(rules.may_step(self.who, visit.work.actor.id, one.made, step))
            for name, step in BY_NAME.items()
        }
        changes, sides = self._changes(one)
        return SuggestionView(
            id=row.id,
            number=row.number,
            by=self._by(row),
            of=self._of(row),
            day=day_in_japan(row.created_at),
            mine=rules.holds(self.who, visit.work.actor.id, one.made),
            private=row.private,
            version=row.version,
            state=row.state,
            state_label=visit.t(f"suggestion.state.{row.state}"),
            block=one.block if one.open else "",
            place=visit.t(f"section.{row.section}"),
            fate=one.fate,
            fate_label="" if one.fate is Fate.FOUND else visit.t(f"suggestion.fate.{one.fate}"),
            quote=row.quote,
            words=one.words if one.fate is Fate.CHANGED else "",
            replacement=row.replacement,
            reason=row.reason,
            changes=changes,
            row=sides,
            conflicts=self.meeting.get(row.number, []),
            counter_to=self.numbers.get(row.counter_to_id or ""),
            counters=self.counters.get(row.id, []),
            comment=self.threads.get(row.comment_id or ""),
            final=row.final,
            answer=row.answer,
            merged=row.merged,
            may_accept=may["accept"],
            may_accept_in_part=may["accept_in_part"],
            may_decline=may["decline"],
            may_withdraw=may["withdraw"],
            may_rebase=may["rebase"],
            may_counter=visit.may(rules.may_counter(self.who, one.made)),
        )

    def _changes(self, one: Placed) -> tuple[list[ChangeView], RowView]:
        """The redline of a suggestion in its surroundings; of one accepted in part what came in."""
        row = one.row
        before = ("…" if row.begins > len(row.prefix) else "") + row.prefix
        after = row.suffix + ("…" if len(row.suffix) == AROUND else "")
        source, start = before + row.quote + after, len(before)
        wanted = row.final if row.state == SuggestionState.IN_PART else row.replacement
        end = start + len(row.quote)
        changes = in_context(source, start, end, redline(row.quote, wanted))
        return _views(changes), RowView(
            new=_views(one for one in changes if one.kind != "delete"),
            old=_views(one for one in changes if one.kind != "insert"),
        )

    def _by(self, row: Suggestion) -> str:
        if row.as_requester or (row.person_id is None and row.company_id is None):
            return self.visit.t("deliberation.requester")
        if row.person_id is None:
            return self.people.company(str(row.company_id))
        return self.people.person(row.person_id)

    def _of(self, row: Suggestion) -> str:
        if row.as_requester or row.person_id is None:
            return ""
        return self.people.place(row.person_id, row.company_id)


def _views(changes: Iterable[Change]) -> list[ChangeView]:
    return [ChangeView(kind=one.kind, text=one.text) for one in changes]


def _parts(visit: Visit, text: Text, standing: Sequence[Placed]) -> list[PartView]:
    by_block: dict[str, list[Placed]] = defaultdict(list)
    for one in standing:
        by_block[one.block].append(one)
    return [
        PartView(
            name=name,
            label=visit.t(f"section.{name}"),
            blocks=[
                BlockView(
                    id=block.id,
                    kind=block.kind,
                    pieces=[
                        PieceView(kind=piece.kind, text=piece.text, number=piece.number)
                        for piece in overlaid(
                            text.sources[block.id], [one.edit for one in by_block[block.id]]
                        )
                    ],
                    numbers=[one.row.number for one in by_block[block.id]],
                )
                for block in text.blocks.all
                if block.section == name
            ],
        )
        for name in NAMES
        if text.row.sections.get(name)
    ]


def _places(visit: Visit, text: Text) -> Options:
    counted: dict[str, int] = defaultdict(int)
    out: Options = []
    for block in text.blocks.all:
        counted[block.section] += 1
        line = reading(text.sources[block.id])
        begun = line if len(line) <= _BEGINNING else f"{line[:_BEGINNING]}…"
        label = visit.t(f"section.{block.section}")
        out.append((block.id, f"{label} {counted[block.section]} {begun}", ""))
    return out


def _chosen(asked: forms.Looking, counter: Placed | None) -> dict[str, str]:
    if counter:
        return {
            "counter": counter.row.id, "block": counter.block, "quote": counter.row.quote,
            "replacement": counter.row.replacement,
        }  # fmt: skip
    return {"block": asked.block or "", "quote": asked.quote or "", "counter": "",
            "replacement": asked.quote or ""}  # fmt: skip


def _summary(visit: Visit, rows: Sequence[Suggestion]) -> str:
    """What a version says that took suggestions in: their numbers, as many as there is room for."""
    numbers = [str(row.number) for row in rows]
    shown = visit.t("suggestion.and").join(numbers[:20]) + ("…" if len(numbers) > 20 else "")
    return visit.t("suggestion.merged_summary", numbers=shown)


def _done(to: str, say: str, **data: object) -> Done:
    return Done(to, say, data)
