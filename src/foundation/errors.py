"""Everything that can be said to have gone wrong.

    Problem                 status, stable type, text key
    ├── BadRequest     400  the message itself can't be read
    ├── SignInNeeded   401  nobody is signed in
    ├── Forbidden      403  a request that did not come from our own pages
    ├── NotFound       404  it is not there, or not for this reader: one answer for both
    ├── WrongMethod    405
    ├── Refused        409  a rule says no, with its reason
    ├── Stale          409  somebody saved meanwhile
    ├── TooLarge       413
    ├── Invalid        422  fields that can't be accepted
    ├── Reused         422  an idempotency key came back with another body
    ├── TooMany        429  slow down
    └── Unavailable    503  the database is busy or away
"""

from collections.abc import Mapping
from typing import Any, ClassVar

from foundation.verdict import Verdict


class Problem(Exception):
    """Base; `key` is the text key of what to tell the reader, with `params` filled in."""

    status: ClassVar[int] = 500
    type: ClassVar[str] = "internal"
    default_key: ClassVar[str] = "problem.internal"

    def __init__(self, key: str = "", **params: Any) -> None:
        self.key = key or self.default_key
        self.params = params
        super().__init__(self.key)


class BadRequest(Problem):
    status, type, default_key = 400, "bad-request", "problem.bad_request"


class SignInNeeded(Problem):
    status, type, default_key = 401, "sign-in-needed", "problem.sign_in_needed"


class Forbidden(Problem):
    status, type, default_key = 403, "forbidden", "problem.forbidden"


class NotFound(Problem):
    status, type, default_key = 404, "not-found", "problem.not_found"


class WrongMethod(Problem):
    status, type, default_key = 405, "wrong-method", "problem.wrong_method"


class Refused(Problem):
    """A rule refused; carries the rule's own reason."""

    status, type, default_key = 409, "refused", "problem.refused"


class Stale(Problem):
    """Somebody saved meanwhile. `mine` and `theirs` map field to text, so that nothing is lost."""

    status, type, default_key = 409, "stale", "problem.stale"

    def __init__(self, mine: Mapping[str, str], theirs: Mapping[str, str], **params: Any) -> None:
        super().__init__(**params)
        self.mine = dict(mine)
        self.theirs = dict(theirs)


class TooLarge(Problem):
    status, type, default_key = 413, "too-large", "problem.too_large"


class Invalid(Problem):
    """Fields that can't be accepted: field name to (text key, params)."""

    status, type, default_key = 422, "invalid", "problem.invalid"

    def __init__(self, /, **fields: str | tuple[str, Mapping[str, Any]]) -> None:
        super().__init__()  # a client may well send a field named "self"
        self.fields: dict[str, tuple[str, Mapping[str, Any]]] = {
            name: (what, {}) if isinstance(what, str) else what for name, what in fields.items()
        }


class Reused(Problem):
    status, type, default_key = 422, "key-reused", "problem.key_reused"


class TooMany(Problem):
    status, type, default_key = 429, "too-many", "problem.too_many"


class Unavailable(Problem):
    status, type, default_key = 503, "unavailable", "problem.unavailable"


PROBLEMS: tuple[type[Problem], ...] = (
    Problem, BadRequest, SignInNeeded, Forbidden, NotFound, WrongMethod, Refused, Stale,
    TooLarge, Invalid, Reused, TooMany, Unavailable,
)


def require(verdict: Verdict) -> None:
    """Raise `Refused` with the rule's reason unless the verdict is yes."""
    if not verdict:
        raise Refused(verdict.reason, **verdict.params)
