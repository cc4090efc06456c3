"""Suggesting, deciding, setting anew: rule, change, journal, news, in that order."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from foundation.errors import Invalid, Refused, require
from foundation.work import Work
from notifications.outbox import tell
from proposals.blocks import Blocks, identified
from proposals.deliberation import queries as deliberation
from proposals.deliberation.discretion import keep_unnamed, speaks_unnamed
from proposals.drafting import news
from proposals.drafting.actions import revise
from proposals.drafting.wording import Words
from proposals.queries import Seen, version
from proposals.stages import State
from proposals.suggestions import forms, queries, rules
from proposals.suggestions.applying import (
    AROUND,
    Edit,
    conflicts,
    edit,
    found,
    section_with,
)
from proposals.suggestions.models import Suggestion
from proposals.suggestions.queries import Text
from proposals.suggestions.stages import BY_NAME, SuggestionState


def suggest(work: Work, seen: Seen, form: forms.NewSuggestion) -> Suggestion:
    """Words for a passage, or for the words of another suggestion.

    Raises Refused for who may not suggest, Invalid for words that do not stand there.
    """
    who = queries.party(work, seen)
    require(rules.may_suggest(who))
    keep_unnamed(work, seen, replacement=form.replacement or "", reason=form.reason)
    private = seen.state is State.DRAFT
    # A draft's company may yet ask to be hidden: whose words they are is not kept with them.
    unnamed = private or speaks_unnamed(seen)
    row = Suggestion(
        id=work.id("suggestion"), request_id=seen.request.id,
        number=queries.next_number(work.db, seen.request.id), version=seen.request.latest,
        section="", block="", quote="", begins=0, ends=0,
        replacement=form.replacement or "", reason=form.reason,
        state=SuggestionState.OPEN.value, private=private,
        as_requester=unnamed,
        person_id=None if unnamed else work.actor.id,
        company_id=None if unnamed else work.actor.company_id,
        created_at=work.now,
    )  # fmt: skip
    if form.counter:
        other = queries.one(work, seen, who, form.counter)
        require(rules.may_counter(who, other.made))
        row.counter_to_id = other.row.id
        _set(row, queries.newest(work.db, seen), other.block, other.start, other.row.quote)
    else:
        text = _read_text(work, seen, form.version)
        row.version = form.version
        _set_quoted(row, text, form.block, form.quote, form.prefix or "", form.suffix or "")
    if row.quote == row.replacement:
        raise Invalid(replacement="suggestion.same_words")
    work.db.add(row)
    work.db.flush()
    work.record("suggestion.make", ("suggestion", row.id), after=_journalled(row))
    _tell(work, seen, news.requester(work, seen.request), "mail.suggestion_made")
    return row


def take_up(work: Work, seen: Seen, comment_id: str) -> Suggestion:
    """Make a suggestion of the words a comment proposes: it is held by whoever wrote the comment.

    Raises NotFound for a comment this actor may not read, Refused for who may not, and where the
    words would change nothing.
    """
    who = queries.party(work, seen)
    comment = deliberation.comment(work, seen, who, comment_id)
    text = queries.text_of(version(work.db, seen.request.id, comment.version))
    taken = comment.id in queries.of_comments(work.db, seen.request.id)
    require(rules.may_take_up(who, queries.proposal(work, seen, who, comment, text, taken)))
    row = Suggestion(
        id=work.id("suggestion"), request_id=seen.request.id,
        number=queries.next_number(work.db, seen.request.id), version=comment.version,
        section="", block="", quote="", begins=0, ends=0, replacement=comment.proposed,
        reason=comment.text, state=SuggestionState.OPEN.value,
        comment_id=comment.id,
        as_requester=comment.as_requester, person_id=comment.person_id,
        company_id=comment.company_id, created_at=work.now,
    )  # fmt: skip
    start, end = queries.passage(comment, text) or (0, 0)
    _set(row, text, comment.block, start, text.sources[comment.block][start:end])
    if row.quote == row.replacement:
        raise Refused("suggestion.same_words")
    work.db.add(row)
    work.db.flush()
    work.record("suggestion.make", ("suggestion", row.id), after=_journalled(row))
    people = {*news.requester(work, seen.request), *([row.person_id] if row.person_id else [])}
    _tell(work, seen, sorted(people), "mail.suggestion_made")
    return row


def merge(
    work: Work, seen: Seen, ids: Sequence[str], base_version: int, summary: str
) -> int:
    """Take suggestions as they are into one new version; its number.

    Raises Refused where two of them overlap, one's words have changed, or the text would break.
    """
    who = queries.party(work, seen)
    require(rules.may_merge(who))
    chosen = [queries.one(work, seen, who, one) for one in dict.fromkeys(ids)]
    for one in chosen:
        require(rules.may_step(who, work.actor.id, one.made, BY_NAME["accept"]))
    edits = [one.edit for one in chosen]
    if meeting := conflicts(edits):
        numbers = "・".join(str(number) for number in sorted(meeting))
        raise Refused("suggestion.overlap", numbers=numbers)
    number = _write(work, seen, edits, base_version, summary)
    for one in chosen:
        _decide(work, seen, one.row, SuggestionState.ACCEPTED, "", merged=number)
    return number


def accept_in_part(
    work: Work, seen: Seen, suggestion_id: str, form: forms.AcceptInPart, summary: str
) -> int:
    """Take other words in than those suggested, in the same place; the new version's number."""
    who = queries.party(work, seen)
    one = queries.one(work, seen, who, suggestion_id)
    require(rules.may_step(who, work.actor.id, one.made, BY_NAME["accept_in_part"]))
    final = form.final or ""
    if final in (one.row.quote, one.row.replacement):
        raise Invalid(final="suggestion.same_words")
    keep_unnamed(work, seen, answer=form.answer)
    change = edit(one.row.number, one.block, one.start, one.row.quote, final)
    number = _write(work, seen, [change], form.base_version, summary)
    one.row.final = final
    _decide(work, seen, one.row, SuggestionState.IN_PART, form.answer, merged=number)
    return number


def decline(work: Work, seen: Seen, suggestion_id: str, answer: str) -> None:
    """Leave the text as it is, and say why."""
    who = queries.party(work, seen)
    one = queries.one(work, seen, who, suggestion_id)
    require(rules.may_step(who, work.actor.id, one.made, BY_NAME["decline"]))
    keep_unnamed(work, seen, answer=answer)
    _decide(work, seen, one.row, SuggestionState.DECLINED, answer)


def withdraw(work: Work, seen: Seen, suggestion_id: str) -> None:
    """Its holder takes a suggestion back; it stays to be read."""
    who = queries.party(work, seen)
    one = queries.one(work, seen, who, suggestion_id)
    require(rules.may_step(who, work.actor.id, one.made, BY_NAME["withdraw"]))
    _decide(work, seen, one.row, SuggestionState.WITHDRAWN, "")


def rebase(work: Work, seen: Seen, suggestion_id: str, form: forms.Rebase) -> None:
    """Set a suggestion whose words have changed on words of the newest version; by default on
    those that stand in their place."""
    who = queries.party(work, seen)
    one = queries.one(work, seen, who, suggestion_id)
    require(rules.may_step(who, work.actor.id, one.made, BY_NAME["rebase"]))
    keep_unnamed(work, seen, replacement=form.replacement or "")
    row, before = one.row, _journalled(one.row)
    text = queries.newest(work.db, seen)
    block = form.block or one.block
    if not block:
        raise Invalid(block="field.required")
    kept = form.block in (None, one.block) and not form.quote and one.start >= 0
    if kept:
        _set(row, text, one.block, one.start, one.words)
    else:
        _set_quoted(row, text, block, form.quote, "", "")
    row.version = seen.request.latest
    row.replacement = form.replacement or ""
    if row.quote == row.replacement:
        raise Invalid(replacement="suggestion.same_words")
    work.db.add(row)
    work.record("suggestion.rebase", ("suggestion", row.id), before, _journalled(row))


def _read_text(work: Work, seen: Seen, number: int) -> Text:
    request = seen.request
    first = 1 if seen.relation.requester else request.shared_from or request.latest
    if not first <= number <= request.latest:
        raise Invalid(version="field.unknown_choice")
    return queries.text_of(version(work.db, request.id, number))


def _set_quoted(
    row: Suggestion, text: Text, block: str | None, quote: str | None, prefix: str, suffix: str
) -> None:
    if not block:
        raise Invalid(block="field.required")
    if block not in text.sources:
        raise Invalid(block="field.unknown_choice")
    source = text.sources[block]
    place = found(quote, prefix, suffix, source) if quote else (0, len(source))
    if place is None:
        raise Invalid(quote="suggestion.quote_not_there")
    _set(row, text, block, place[0], source[place[0] : place[1]])


def _set(row: Suggestion, text: Text, block: str, start: int, quote: str) -> None:
    source, end = text.sources[block], start + len(quote)
    row.section, row.block, row.quote = text.section(block), block, quote
    row.begins, row.ends = start, end
    row.prefix, row.suffix = source[max(0, start - AROUND) : start], source[end : end + AROUND]


def _write(
    work: Work, seen: Seen, edits: Sequence[Edit], base_version: int, summary: str
) -> int:
    """One new version with the edits made. Raises Refused where it is no longer that version, or
    where more than the edited blocks would change."""
    if base_version != seen.request.latest:
        raise Refused("suggestion.newer_version", version=seen.request.latest)
    text = queries.newest(work.db, seen)
    by_section: dict[str, list[Edit]] = defaultdict(list)
    for one in edits:
        by_section[text.section(one.block)].append(one)
    sections = dict(text.row.sections)
    for name, own in by_section.items():
        sections[name] = section_with(sections[name], text.spans, own)
    if not sections or _breaks(text.blocks, sections, {one.block for one in edits}):
        raise Refused("suggestion.breaks_text")
    words = replace(
        Words.in_version(text.row),
        sections={name: source for name, source in sections.items() if source.strip()},
    )
    return revise(work, seen, words, base_version, summary).version


def _breaks(before: Blocks, sections: dict[str, str], edited: set[str]) -> bool:
    """Whether any other block would read differently: a mark put in can reach beyond its own."""
    after = {one.id: one.text for one in identified(sections, before).all}
    return any(after.get(one.id) != one.text for one in before.all if one.id not in edited)


def _decide(
    work: Work, seen: Seen, row: Suggestion, state: SuggestionState, answer: str,
    merged: int | None = None,
) -> None:
    before = _journalled(row)
    row.state, row.answer, row.merged, row.decided_at = state.value, answer, merged, work.now
    work.db.add(row)
    work.record(f"suggestion.{state}", ("suggestion", row.id), before, _journalled(row))
    if state is SuggestionState.WITHDRAWN:
        return
    holder = news.requester(work, seen.request) if row.as_requester else [row.person_id or ""]
    _tell(work, seen, [one for one in holder if one], "mail.suggestion_decided")


def _tell(work: Work, seen: Seen, people: Iterable[str], key: str) -> None:
    request = seen.request
    tell(
        work, people, key, f"/requests/{request.id}/suggestions", title=news.named(request)
    )


def _journalled(row: Suggestion) -> dict[str, object]:
    names = ("request_id", "number", "version", "block", "quote", "replacement", "state", "answer",
             "final", "merged", "counter_to_id", "comment_id")  # fmt: skip
    return {name: getattr(row, name) for name in names}
