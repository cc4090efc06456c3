"""Doors of ballots."""

from proposals.ballots import forms, pages, record_pages, secret_pages, secret_views, views
from web.door import Act, Door, Page, View
from web.form import NoFields

_ONE = "/ballots/{ballot_id:id}"

ROUTES: tuple[Door, ...] = (
    View("ballots", "/ballots", "proposals/ballots.html", pages.ballots, views.BallotsView),
    View("ballot", _ONE, "proposals/ballot.html", pages.ballot, views.BallotView),
    Act("open_ballot", "/requests/{request_id:id}/ballot", forms.OpenBallot, pages.open_ballot,
        "request", creates=True),
    Act("reopen_ballot", f"{_ONE}/reopen", forms.ReopenBallot, pages.reopen, "ballot",
        creates=True),
    Act("cast_vote", f"{_ONE}/vote", forms.CastVote, pages.vote, "ballot", creates=True),
    Act("enter_paper_vote", f"{_ONE}/paper-votes", forms.EnterPaperVote, pages.enter_paper_vote,
        "ballot", creates=True),
    Act("check_paper_vote", f"{_ONE}/paper-votes/{{company_id:id}}/check", NoFields,
        pages.check_paper_vote, "ballot"),
    View("ballot_record", f"{_ONE}/record", "proposals/ballot_record.html", record_pages.record_of,
         views.BallotRecordView),
    Page("ballot_record_file", f"{_ONE}/record.json", record_pages.record_file),
    Act("cast_secret_vote", f"{_ONE}/secret-vote", forms.CastSecret, secret_pages.cast, "ballot"),
    View("ballot_receipt", f"{_ONE}/receipt", "proposals/ballot_receipt.html", secret_pages.receipt,
         secret_views.ReceiptView),
    View("ballot_bulletin", f"{_ONE}/bulletin", "proposals/ballot_bulletin.html",
         secret_pages.bulletin, secret_views.BulletinView, query=forms.BulletinQuery),
    Page("ballot_bulletin_file", f"{_ONE}/bulletin.json", secret_pages.bulletin_file),
    Page("ballot_verifier", "/ballots/verify_standalone.py", secret_pages.verifier),
    View("ballot_box", f"{_ONE}/trustee", "proposals/ballot_box.html", secret_pages.box,
         secret_views.BoxView),
    Act("open_box", f"{_ONE}/trustee", forms.HandOver, secret_pages.hand_over, "ballot_box"),
    View("trustee_key", "/trustee-key", "proposals/trustee_key.html", secret_pages.trustee_key,
         secret_views.TrusteeKeyView),
    Act("hand_key", "/trustee-key", forms.HandKey, secret_pages.hand_key, "trustee_key"),
    Act("recuse", f"{_ONE}/recusal", forms.Reason, pages.recuse, "ballot", creates=True),
    Act("give_proxy", f"{_ONE}/proxy", forms.GiveProxy, pages.give_proxy, "ballot", creates=True),
    Act("take_back_proxy", f"{_ONE}/proxy/end", NoFields, pages.take_back_proxy, "ballot"),
    Act("close_ballot", f"{_ONE}/close", NoFields, pages.close, "ballot"),
    Act("break_tie", f"{_ONE}/casting-vote", forms.CastingVote, pages.break_tie, "ballot"),
    Act("void_ballot", f"{_ONE}/void", forms.Reason, pages.void, "ballot"),
)  # fmt: skip
