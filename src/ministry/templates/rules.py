"""What a ready wording may be. Pure: facts in, verdict out."""

from foundation.verdict import YES, Verdict, no
from ministry.templates.filling import unknown


def may_be_wording(text: str) -> Verdict:
    """Every name in braces is one that can be filled in: a slip would go out to the asking side."""
    names = unknown(text)
    return no("template.unknown_place", name=names[0]) if names else YES
