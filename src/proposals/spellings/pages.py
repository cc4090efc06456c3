"""Pages of spellings: a company's own, and where those of two companies meet."""

import re
from collections import defaultdict

from sqlmodel import select

from anonymizer import Directory
from anonymizer.keys import KINDS
from foundation.errors import NotFound
from identity.companies import actions
from identity.companies.queries import company as find_company
from identity.companies.rules import may_edit_names, may_keep_attributes, may_see_spellings
from identity.models import Company
from proposals.directory import directory
from proposals.spellings.forms import KeepAttributes
from proposals.spellings.views import Clash, ClashesView, Origin, Prefix, Spelling, SpellingsView
from web.door import Done
from web.visit import Visit

_SEVERAL = re.compile(r"[;；、\n]+")
MOST = 300


def spellings(visit: Visit, company_id: str) -> SpellingsView:
    row, actor = _seen(visit, company_id), visit.work.actor
    origins = _origins(visit, directory(visit.work.db), company_id)
    return SpellingsView(
        id=row.id,
        name=visit.name(row.name_ja, row.name_en),
        origins=origins,
        total=sum(len(one.spellings) for one in origins),
        place=row.place,
        parent_group=row.parent_group,
        items="、".join(row.items),
        may_add=visit.may(may_edit_names(actor, company_id)),
        may_keep=visit.may(may_keep_attributes(actor)),
    )


def keep_attributes(visit: Visit, form: KeepAttributes, company_id: str) -> Done:
    items = (part.strip() for part in _SEVERAL.split(form.items or ""))
    actions.keep_attributes(
        visit.work, _seen(visit, company_id), form.place or "",
        form.parent_group or "", tuple(dict.fromkeys(filter(None, items))),
    )
    return Done(f"/companies/{company_id}/spellings", "done.attributes_kept")


def clashes(visit: Visit) -> ClashesView:
    may_read = visit.may(may_keep_attributes(visit.work.actor))
    if not may_read.ok:
        return ClashesView(
            may_read=may_read, clashes=[], prefixes=[], everyday=[], without_attributes=0
        )
    members = directory(visit.work.db)
    rows = visit.work.db.exec(select(Company)).all()
    named = {row.id: (row.id, visit.name(row.short_ja, row.name_en)) for row in rows}
    everyday: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for letters, keys in members.keys.items():
        for key in keys:
            if key.kind != "person" and members.everyday(letters):
                everyday[key.spelling].append(named[key.member_id])
    return ClashesView(
        may_read=may_read,
        clashes=[
            Clash(
                spelling=members.keys[letters][0].spelling,
                companies=[named[one] for one in owners],
            )
            for letters, owners in members.reports.clashes
        ][:MOST],
        prefixes=[
            Prefix(
                shorter=members.keys[shorter][0].spelling, longer=members.keys[longer][0].spelling,
                company=named[members.keys[shorter][0].member_id],
                other=named[members.keys[longer][0].member_id],
            )
            for shorter, longer in members.reports.prefixes
        ][:MOST],
        everyday=[
            Clash(spelling=spelling, companies=sorted(set(owners)))
            for spelling, owners in sorted(everyday.items())
        ][:MOST],
        without_attributes=sum(not row.place and not row.items for row in rows),
    )


def _seen(visit: Visit, company_id: str) -> Company:
    """Raises NotFound for whom its spellings are not: one company's are no other's business."""
    row = find_company(visit.work.db, company_id)
    if not may_see_spellings(visit.work.actor, company_id):
        raise NotFound
    return row


def _origins(visit: Visit, members: Directory, company_id: str) -> list[Origin]:
    found: dict[str, dict[str, bool]] = defaultdict(dict)
    for letters, keys in members.keys.items():
        for key in keys:
            if key.member_id == company_id:
                told = letters if key.kind in ("romaji", "derived") else key.spelling
                found[key.kind][told] = members.everyday(letters)
    for domain, owner in members.domains.items():
        if owner == company_id:
            found["domain"][domain] = False
    for number, owner in members.numbers.items():
        if owner == company_id:
            found["code"][number] = False
    for prefix, owner in members.prefixes.items():
        if owner == company_id:
            found["model"][prefix] = False
    return [
        Origin(
            origin=origin, label=visit.t(f"spelling.origin.{origin}"),
            spellings=[
                Spelling(text=text, everyday=everyday)
                for text, everyday in sorted(found[origin].items())
            ],
        )
        for origin in (*KINDS, "domain", "code", "model") if origin in found
    ]
