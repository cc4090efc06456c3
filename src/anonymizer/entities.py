"""Which spellings outside the directory are one and the same, so that they get one pseudonym."""

from anonymizer.legal_forms import bare
from anonymizer.views import fold


def entity(name: str) -> str:
    """The letters of a name without its legal form, whatever found it and as what."""
    return fold(bare(name))
