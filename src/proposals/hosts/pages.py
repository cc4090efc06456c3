"""Joint work on the request's page: find, read the form, act, answer."""

from committees.models import Body
from committees.queries import bodies, lineage
from foundation.errors import NotFound, require
from foundation.verdict import YES, Verdict, first_no, no
from foundation.work import Work
from proposals.certificates.issuing import issue
from proposals.certificates.queries import of_records
from proposals.deliberation.queries import records
from proposals.hosts import actions, forms, queries
from proposals.hosts.models import HostBody
from proposals.hosts.signing import sign
from proposals.hosts.views import HostLine, HostsView
from proposals.models import ConsensusRecord
from proposals.queries import Seen, seen
from proposals.stages import State
from web.door import Done
from web.form import NoFields
from web.visit import Visit


def hosts(visit: Visit, of: Seen) -> HostsView:
    """The hosts of a request for its page."""
    db, request = visit.work.db, of.request
    asked = queries.invitations(db, request.id)
    joint = len(queries.hosts(db, request)) > 1
    record = _unsigned_record(visit.work, of) if joint else None
    awaited = queries.unsigned(db, request, record.id if record else None) if joint and (
        record or of.state is State.RECONCILING
    ) else []
    taken = {row.body_id for row in asked} | set(lineage(db, request.body_id))
    may_invite = actions.may_invite(of)
    return HostsView(
        own=_name(visit, request.body_id),
        hosts=[_host(visit, of, row) for row in asked],
        may_invite=visit.may(may_invite),
        bodies=[
            (row.id, visit.name(row.name_ja, row.name_en))
            for row in (bodies(db) if may_invite else ()) if row.id not in taken
        ],
        awaited=[_name(visit, one) for one in awaited],
        record=record.id if record else "",
        may_sign=visit.may(_may_sign(visit.work, of, record)),
    )


def invite_host(visit: Visit, form: forms.InviteHost, request_id: str) -> Done:
    row = actions.invite(visit.work, seen(visit.work, request_id), form.body, form.reason)
    return Done(f"/requests/{request_id}", "done.host_invited", {"id": row.id})


def answer_invitation(
    visit: Visit, form: forms.AnswerInvitation, request_id: str, host_body_id: str
) -> Done:
    of = seen(visit.work, request_id)
    row = queries.invitation(visit.work.db, request_id, host_body_id)
    actions.answer(visit.work, of, row, form.answer)
    return Done(f"/requests/{request_id}", "done.host_answered")


def sign_record(
    visit: Visit, form: NoFields, request_id: str, consensus_record_id: str
) -> Done:
    """Another host's chair signs; with the last signature the certificate is issued."""
    work, of = visit.work, seen(visit.work, request_id)
    row = work.db.get(ConsensusRecord, consensus_record_id)
    if row is None or row.request_id != request_id:
        raise NotFound
    record = _unsigned_record(work, of)
    require(_may_sign(work, of, record if record and record.id == row.id else None))
    if not sign(work, of.request, row.id):
        issue(work, of, row)
    return Done(f"/requests/{request_id}", "done.record_signed")


def _unsigned_record(work: Work, of: Seen) -> ConsensusRecord | None:
    """The newest record while it waits for a signature."""
    newest = next(iter(records(work.db, of.request.id)), None)
    if newest is None or of.state is not State.CONSENSUS_CHECK:
        return None
    return None if newest.id in of_records(work.db, of.request.id) else newest


def _may_sign(work: Work, of: Seen, record: ConsensusRecord | None) -> Verdict:
    if record is None:
        return no("hosts.nothing_to_sign")
    awaited = queries.unsigned(work.db, of.request, record.id)
    theirs = any(work.actor.presides(lineage(work.db, one)) for one in awaited)
    return first_no(YES if theirs else no("hosts.not_your_body"))


def _host(visit: Visit, of: Seen, row: HostBody) -> HostLine:
    return HostLine(
        id=row.id,
        body=_name(visit, row.body_id),
        state=row.state,
        state_label=visit.t(f"hosts.state.{row.state}"),
        reason=row.reason,
        may_answer=visit.may(actions.may_answer(visit.work, of, row)),
    )


def _name(visit: Visit, body_id: str) -> str:
    row = visit.work.db.get_one(Body, body_id)
    return visit.name(row.name_ja, row.name_en)
