"""Doors of deliberation; all forms stand on the request's page."""

from proposals.deliberation import forms, pages
from web.door import Act, Door
from web.form import NoFields

_ONE = "/requests/{request_id:id}"
_OBJECTION = f"{_ONE}/objections/{{objection_id:id}}"
_PAGE = "request"

ROUTES: tuple[Door, ...] = (
    Act("open_consultation", f"{_ONE}/consultation", forms.OpenConsultation,
        pages.open_consultation, _PAGE, creates=True),
    Act("extend_consultation", f"{_ONE}/consultation/extension", forms.ExtendConsultation,
        pages.extend_consultation, _PAGE),
    Act("comment", f"{_ONE}/comments", forms.NewComment, pages.comment, _PAGE, creates=True),
    Act("reply_to_comment", f"{_ONE}/comments/{{comment_id:id}}/replies", forms.Reply,
        pages.reply, _PAGE, creates=True),
    Act("take_position", f"{_ONE}/position", forms.TakePosition, pages.take_position, _PAGE,
        creates=True),
    Act("raise_objection", f"{_ONE}/objections", forms.RaiseObjection, pages.raise_objection,
        _PAGE, creates=True),
    Act("answer_objection", f"{_OBJECTION}/answer", forms.AnswerObjection,
        pages.answer_objection, _PAGE),
    Act("withdraw_objection", f"{_OBJECTION}/withdrawal", NoFields, pages.withdraw_objection,
        _PAGE),
    Act("accept_answer", f"{_OBJECTION}/acceptance", NoFields, pages.accept_answer, _PAGE),
    Act("reopen_objection", f"{_OBJECTION}/reopening", forms.ReopenObjection,
        pages.reopen_objection, _PAGE),
    Act("end_objection", f"{_OBJECTION}/end", forms.EndObjection, pages.end_objection, _PAGE),
    Act("give_opinion", f"{_ONE}/minority-opinion", forms.GiveOpinion, pages.give_opinion, _PAGE,
        creates=True),
    Act("withdraw_opinion", f"{_ONE}/minority-opinion/end", NoFields, pages.withdraw_opinion,
        _PAGE),
    Act("record_consensus", f"{_ONE}/consensus", forms.RecordConsensus, pages.record_consensus,
        _PAGE, creates=True),
)  # fmt: skip
