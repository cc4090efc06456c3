"""The page of one request, put together from all that is known of it."""

from proposals import authorship
from proposals.attachments.queries import of_version
from proposals.drafting import queries, road
from proposals.drafting.classification import TextView
from proposals.drafting.comparing import shown_text
from proposals.drafting.counts import counts
from proposals.drafting.moving import known_facts
from proposals.drafting.naming import Names, deadline, ref, reply, title, turn, version_ref
from proposals.drafting.text_views import VersionRef
from proposals.drafting.views import MergeFile, RequestRef, RequestView
from proposals.models import Version
from proposals.queries import Seen, version
from proposals.rules import Facts, may_edit, may_lift_anonymity, may_move
from proposals.stages import BY_NAME
from web.visit import Visit

Pair = tuple[Version, VersionRef]


def versions_shown(visit: Visit, seen: Seen, names: Names) -> list[Pair]:
    """The versions this reader may read with how they are called, the newest first."""
    db, request = visit.work.db, seen.request
    authors = authorship.shown_authors(db, request, visit.work.actor)
    names.load(authors.values())
    return [
        (row, version_ref(visit, names, row, authors[row.id])) for row in queries.versions(db, seen)
    ]


def draw(visit: Visit, seen: Seen, view: TextView | None) -> RequestView:
    """The view model, without the parts that others add."""
    db, request, names = visit.work.db, seen.request, Names(visit)
    known = known_facts(visit.work, seen)
    figures = counts(db, [request.id])[request.id]
    pairs = versions_shown(visit, seen, names)
    changes = queries.story(db, request.id)
    newest, before = pairs[0], pairs[1] if len(pairs) > 1 else None
    asker = authorship.shown_requesters(db, [request], visit.work.actor)[request.id]
    return RequestView(
        id=request.id,
        number=request.number,
        title=title(visit, request),
        title_ja=request.title_ja,
        title_en=request.title_en,
        state=seen.state,
        state_label=visit.t(f"state.{seen.state}"),
        body=names.body(request.body_id),
        kind=request.kind,
        kind_label=visit.t(f"request_kind.{request.kind}"),
        novelty=request.novelty,
        novelty_label=visit.t(f"novelty.{request.novelty}"),
        priority=request.priority,
        anonymity=request.anonymity,
        anonymity_label=visit.t(f"anonymity.{request.anonymity}"),
        legal_references=newest[0].legal_references,
        requester=names.asker(asker),
        is_mine=seen.relation.requester,
        version=newest[1],
        versions=[one for _, one in pairs],
        deadline=deadline(visit, seen.state, figures),
        facts=road.facts_strip(visit, seen, figures),
        steps=road.steps(visit, request, changes, figures),
        turn=turn(visit, seen.state),
        next=road.coming(visit, seen),
        moves=road.moves(visit, seen, known),
        text=shown_text(visit, view or TextView.CLEAN, newest, before),
        story=road.told(visit, seen, names, changes, pairs),
        replies=[reply(visit, row) for row in queries.replies(db, request.id)],
        links=_links(visit, seen),
        may_edit=visit.may(may_edit(seen.relation, seen.state)),
        may_lift=visit.may(may_lift_anonymity(seen.relation, request.anonymity, seen.state)),
        **_merging(visit, seen, known),
    )


def _merging(visit: Visit, seen: Seen, known: Facts) -> dict[str, object]:
    verdict = may_move(seen.relation, seen.state, BY_NAME["merge"], known)
    targets = queries.merge_targets(visit.work, seen.request) if verdict else []
    latest = version(visit.work.db, seen.request.id, seen.request.latest)
    files = of_version(visit.work.db, latest) if verdict else []
    return {
        "may_merge": visit.may(verdict),
        "merge_targets": [ref(visit, target) for target in targets],
        "merge_files": [
            MergeFile(id=one.id, title=one.title, unseen=0 if one.looked else len(one.pictures))
            for one in files
        ],
    }


def _links(visit: Visit, seen: Seen) -> list[RequestRef]:
    """The chain of requests this one stands in, as far as the reader may see it."""
    work, request = visit.work, seen.request
    led = [
        (queries.linked(work, request.earlier_id), "earlier"),
        (queries.linked(work, request.merged_into_id), "merged_into"),
    ]
    links = [(one.request, relation) for one, relation in led if one]
    links += [(one, "later") for one in queries.later(work, request)]
    links += [(one, "merged_here") for one in queries.merged_here(work, request)]
    return [ref(visit, one, visit.t(f"request.link.{relation}")) for one, relation in links]
