"""The form of a new request and of a new version, with what is still missing and what would tell
who asks."""

import json
from collections.abc import Mapping
from dataclasses import replace

from committees.queries import bodies
from foundation.verdict import Verdict
from proposals.directory import directory, identifying
from proposals.drafting import queries
from proposals.drafting.classification import Anonymity, Novelty, Priority, RequestKind
from proposals.drafting.form_views import Choice, DraftForm, Found, SectionField
from proposals.drafting.naming import title
from proposals.drafting.rules import may_draft
from proposals.drafting.threeway import unite
from proposals.drafting.wording import FIELDS, Words, tidy
from proposals.models import Request
from proposals.queries import Seen, version
from proposals.rules import NOT_HIDDEN, may_edit
from proposals.sections import SECTIONS, missing
from proposals.stages import State
from web.visit import Visit

_FILED = ("body", "kind", "novelty", "priority", "anonymity", "earlier")


def new(visit: Visit) -> DraftForm:
    """An empty form; nothing is chosen in it."""
    return _form(visit, may_draft(visit.work.actor), {})


def begun(visit: Visit, sent: Mapping[str, str]) -> DraftForm:
    """The form of a new request with what somebody has filled in so far."""
    form = _form(visit, may_draft(visit.work.actor), dict(sent))
    form.values |= {name: sent.get(name, "") for name in form.values}
    return form


def edit(
    visit: Visit, seen: Seen, texts: dict[str, str] | None = None, base: Words | None = None
) -> DraftForm:
    """The form over the newest version, or over `texts` by field where that is what people are
    writing on. After a conflict it holds both people's changes since `base` (the version that was
    sent along where it is None), mine where they meet, upon what is the newest now."""
    request = seen.request
    latest = version(visit.work.db, request.id, request.latest)
    now = texts or Words.in_version(latest).texts()
    form = _form(visit, may_edit(seen.relation, seen.state), now)
    if visit.draft.mine:
        _take_both(visit, request, Words.of(tidy(now)), base, form)
    form.id, form.number, form.title = request.id, request.number, title(visit, request)
    form.state = request.state
    form.base_version = request.latest
    form.whole = seen.state is State.DRAFT
    form.values |= {
        "title_ja": now["title_ja"],
        "title_en": now["title_en"],
        "legal_references": now["legal_references"],
        "body": request.body_id,
        "kind": request.kind,
        "novelty": request.novelty,
        "priority": request.priority,
        "anonymity": request.anonymity,
        "earlier": request.earlier_id or "",
    }
    form.earlier = [one for one in form.earlier if one.value != request.id]
    lacking = missing(now["title_ja"], now)
    form.missing = [visit.t(f"section.{name}") for name in lacking]
    if seen.relation.requester and request.anonymity != NOT_HIDDEN:
        form.found = _found(visit, request, now | {"summary": latest.summary})
    return form


def _take_both(
    visit: Visit, request: Request, now: Words, base: Words | None, form: DraftForm
) -> None:
    draft = visit.draft
    sent = {name: value for name, value in draft.values.items() if isinstance(value, str)}
    then = base or Words.in_version(
        version(visit.work.db, request.id, int(sent["base_version"]))
    )
    united = unite(then, Words.of(tidy(sent)), now)
    visit.draft = replace(
        draft,
        values={
            **sent, **united.words.texts(), "base_version": str(request.latest),
            "base": as_sent(now.texts()) if base else "",
        },
        mine={name: _readable(form, name, value) for name, value in draft.mine.items()},
        theirs={name: _readable(form, name, value) for name, value in draft.theirs.items()},
    )  # fmt: skip


def as_sent(texts: dict[str, str]) -> str:
    """Texts by field as a form carries along what it was drawn with."""
    return json.dumps(texts, ensure_ascii=False, separators=(",", ":"))


def _readable(form: DraftForm, name: str, value: str) -> str:
    """A choice by its label, a text as it is."""
    choices = {
        "body": form.bodies,
        "kind": form.kinds,
        "novelty": form.novelties,
        "priority": form.priorities,
        "anonymity": form.anonymities,
        "earlier": form.earlier,
    }.get(name, [])
    return next((choice.label.strip() for choice in choices if choice.value == value), value)


def _found(visit: Visit, request: Request, texts: dict[str, str]) -> list[Found]:
    work = visit.work
    return [
        Found(
            section=one.field,
            label=visit.t(f"section.{one.field}"),
            text=one.text,
            reason=visit.t(
                f"found.{one.reason}" if f"found.{one.reason}" in visit.texts else "found.other"
            ),
            replacement=one.replacement,
        )
        for one in identifying(work.db, request.id, texts, directory(work.db))
    ]


def _form(visit: Visit, verdict: Verdict, texts: dict[str, str]) -> DraftForm:
    t = visit.t
    sections = [
        SectionField(
            name=section.name,
            label=t(f"section.{section.name}"),
            hint=t(f"section_hint.{section.name}"),
            required=section.required,
            text=texts.get(section.name, ""),
        )
        for section in SECTIONS
    ]
    labels = {name: t(f"request.{name}") for name in _FILED}
    labels |= {name: t(f"section.{name}") for name in (*FIELDS, "summary")}
    return DraftForm(
        may=visit.may(verdict),
        values=dict.fromkeys(("title_ja", "title_en", "legal_references", *_FILED), ""),
        labels=labels,
        sections=sections,
        bodies=body_choices(visit),
        kinds=[Choice(value=one, label=t(f"request_kind.{one}")) for one in RequestKind],
        novelties=[Choice(value=one, label=t(f"novelty.{one}")) for one in Novelty],
        priorities=[Choice(value=one, label=t(f"priority.{one}")) for one in Priority],
        anonymities=[Choice(value=one, label=t(f"anonymity.{one}")) for one in Anonymity],
        earlier=[
            Choice(value=one.id, label=f"{one.number} {title(visit, one)}")
            for one in queries.earlier_choices(visit.work)
        ],
    )


def body_choices(visit: Visit) -> list[Choice]:
    """All bodies in the order of the tree."""
    return [
        Choice(value=row.id, label=("　" if row.parent_id else "") + name)
        for row in bodies(visit.work.db)
        if (name := visit.name(row.name_ja, row.name_en))
    ]
