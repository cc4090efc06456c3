"""Kept answers that are drawn anew all the same, and must be what was kept.

The worlds of all tests keep their answers so, for a person rather than a session: whatever a test
changes, what would have been shown as it was is what is drawn.
"""

import re
from collections.abc import Callable

from foundation.database import Database
from identity.models import SignInSession
from web.kept import Kept, KeptAnswers, Place

_CSRF = re.compile(rb'name="_csrf" value="[^"]*"')


class CheckedAnswers(KeptAnswers):
    def __init__(self, main: Database) -> None:
        super().__init__()
        self._main = main
        self._told: dict[Place, bytes] = {}

    def answer(self, place: Place, draw: Callable[[], Kept]) -> Kept:
        with self._main.reading() as db:
            reader = db.get_one(SignInSession, place[1]).person_id
        drawn = draw()
        now = _CSRF.sub(b"", b"".join(drawn.pieces))
        before = self._told.setdefault((place[0], reader, *place[2:]), now)
        assert before == now, f"{place[-2]} changed, and the journal did not"
        return drawn
