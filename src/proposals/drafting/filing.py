"""What a request is filed under: checked, changed while it is a draft, told apart."""

from committees.queries import body
from foundation.errors import Invalid, NotFound
from foundation.work import Work
from proposals.drafting.rules import fits_earlier
from proposals.drafting.wording import Filing
from proposals.models import Request
from proposals.queries import Seen, seen
from proposals.stages import State


def filing_of(request: Request) -> Filing:
    """What a request is filed under now."""
    return Filing(
        request.body_id, request.kind, request.novelty, request.priority, request.anonymity,
        request.earlier_id,
    )


def refile(work: Work, seen: Seen, filing: Filing) -> bool:
    """File it anew; answers whether it was filed otherwise before."""
    if filing == filing_of(seen.request):
        return False
    if seen.state is not State.DRAFT:
        raise Invalid(form="request.filing_settled")
    check_filing(work, filing, seen.request.id)
    for name, value in filing.columns().items():
        setattr(seen.request, name, value)
    seen.request.changed_at = work.now
    work.db.add(seen.request)
    return True


def check_filing(work: Work, filing: Filing, own_id: str = "") -> None:
    try:
        body(work.db, filing.body_id)
    except NotFound:
        raise Invalid(body="field.unknown_choice") from None
    fits = fits_earlier(filing.novelty, filing.earlier_id)
    if not fits:
        raise Invalid(earlier=fits.reason)
    if filing.earlier_id is None:
        return
    try:
        earlier = seen(work, filing.earlier_id).request
    except NotFound:
        raise Invalid(earlier="field.unknown_choice") from None
    if earlier.id == own_id or earlier.number is None:
        raise Invalid(earlier="field.unknown_choice")


def filed_apart(request: Request, filing: Filing | None) -> dict[str, tuple[str, str]]:
    """Filing has no versions, so nobody can say who changed it: told rather than overwritten."""
    if filing is None:
        return {}
    ours, theirs = filing.columns(), filing_of(request).columns()
    return {
        name.removesuffix("_id"): (ours[name] or "", theirs[name] or "")
        for name in ours
        if ours[name] != theirs[name]
    }
