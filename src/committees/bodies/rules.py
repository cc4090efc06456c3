"""What must hold of the tree of bodies."""

from foundation.verdict import YES, Verdict, no

DEEPEST = 4


def may_stand_under(depth_of_parent: int, depth_beneath: int, *, inside_itself: bool) -> Verdict:
    """Whether a body (with `depth_beneath` storeys under it) may stand under a parent."""
    if inside_itself:
        return no("body.under_itself")
    if depth_of_parent + 1 + depth_beneath > DEEPEST:
        return no("body.too_deep", most=DEEPEST)
    return YES
