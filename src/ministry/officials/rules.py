"""What administrators may do with accounts. Pure: facts in, verdict out."""

from foundation.verdict import YES, Verdict, no


def may_stay_administered(*, was: bool, stays: bool, others: int) -> Verdict:
    """The last administrator can't be ended or made an ordinary official: nobody could undo it."""
    return no("official.last_administrator") if was and not stays and not others else YES
