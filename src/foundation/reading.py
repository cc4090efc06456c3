"""Within one reading session the same question has the same answer: it is asked once.

A page is put together from parts that know nothing of each other and ask the same things. Nothing
changes under a reading session, so an answer is good until the session ends. In a writing one every
question is asked anew.
"""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlmodel import Session

from foundation.work import Work

Hands = TypeVar("Hands", Session, Work)
Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")

_ANSWERS = "answers"


def begin(session: Session) -> None:
    """Let the session keep its answers."""
    session.info[_ANSWERS] = {}


def asked_once(
    find: Callable[Concatenate[Hands, Asked], Answer],
) -> Callable[Concatenate[Hands, Asked], Answer]:
    """A query whose answer is kept for the rest of a reading session. Plain values are compared as
    such, everything else by being the very same. Nobody may change what it answers."""

    @wraps(find)
    def ask(hands: Hands, *args: Asked.args, **named: Asked.kwargs) -> Answer:
        session: Session = hands.db if isinstance(hands, Work) else hands
        answers: dict[Any, Any] | None = session.info.get(_ANSWERS)
        if answers is None:
            return find(hands, *args, **named)
        key = (find, _same(hands), *map(_same, args), *((k, _same(v)) for k, v in named.items()))
        if key not in answers:
            # What was asked with is held on to, so that no other can take its place in memory.
            answers[key] = (find(hands, *args, **named), hands, args, named)
        answer: Answer = answers[key][0]
        return answer

    return ask


def know(session: Session, find: Callable[..., Answer], answers: Mapping[str, Answer]) -> None:
    """Take up what was found for many at once, by what each would have been asked about."""
    kept = session.info.get(_ANSWERS)
    if kept is not None:
        asked = find.__wrapped__  # type: ignore[attr-defined]
        for about, answer in answers.items():
            kept[asked, _same(session), about] = (answer, session)


def _same(value: Any) -> Any:
    if value is None or isinstance(value, str | int):
        return value
    if isinstance(value, tuple):
        return tuple(map(_same, value))
    return type(value), id(value)
