"""Who disposes of comments and who sends tables in. Pure: facts in, verdict out."""

from foundation.verdict import YES, Verdict, first_no, no
from proposals.comment_table.stages import LINES, Line
from proposals.deliberation.rules import Party, may_comment
from proposals.stages import DISCUSSED, Mover


def may_dispose(who: Party, line: Line) -> Verdict:
    """Whether the actor may give this disposition now."""
    return first_no(
        YES if who.state in DISCUSSED else no("disposition.wrong_state"),
        YES if who.relation.movers() & line.sides else no("disposition.not_yours"),
    )


def may_dispose_at_all(who: Party) -> Verdict:
    verdicts = [may_dispose(who, line) for line in LINES]
    return YES if any(verdicts) else verdicts[0]


def side(who: Party, line: Line) -> Mover:
    """The side a disposition is given by; of several the least interested one."""
    order = (Mover.PRESIDER, Mover.SECRETARY, Mover.REQUESTER)
    return next(one for one in order if one in who.relation.movers() & line.sides)


def may_refer(same: bool, elsewhere: bool) -> Verdict:
    """A duplicate is of another comment of this table, and that one is no duplicate itself."""
    return first_no(
        no("disposition.of_itself") if same else YES,
        no("disposition.of_duplicate") if elsewhere else YES,
    )


def enters_for_others(who: Party) -> bool:
    """The secretariat enters what companies have sent by mail."""
    return who.relation.secretary


def may_send_table(who: Party) -> Verdict:
    """Whoever may comment for a company sends its table in, the secretariat those of all, and
    whoever says what becomes of comments a table in which that is written."""
    return YES if may_dispose_at_all(who) else may_enter_rows(who)


def may_enter_rows(who: Party) -> Verdict:
    """Whether rows of a table may become comments now."""
    if enters_for_others(who) or who.company_id is not None:
        return may_comment(who)
    return no("table.no_company")


def lacks_change(kind: str, proposed: str) -> bool:
    """A technical comment without proposed words may be returned (ISO/IEC Directives 1, 2.5)."""
    return kind == "technical" and not proposed.strip()
