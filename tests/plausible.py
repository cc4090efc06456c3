"""A body that a form accepts, made from the form's own fields: what a stranger would send who has
read the API's description."""


from datetime import date
from enum import Enum
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin

from foundation.errors import Invalid
from web.form import Form

NEVER = "z" * 16
# Texts that fit a pattern: an id, a hash, the name of a field.
_TEXTS = ("x", NEVER, "0" * 64, "title_ja", "x.y@example.com", "a long and unusual phrase")


def body(form: type[Form]) -> dict[str, Any] | None:
    """Values for the required fields; None where no guess is accepted."""
    values: dict[str, Any] = {}
    for name, field in form.model_fields.items():
        if field.is_required():
            values[name] = _first(field.annotation)
    for _ in range(len(_TEXTS)):
        try:
            form.read(values)
            return values
        except Invalid as problem:
            for name in problem.fields:
                if name not in values or not _next(values, name):
                    return None
    return None


def _first(annotation: Any) -> Any:
    origin, parts = get_origin(annotation), get_args(annotation)
    if origin is Literal:
        return parts[0]
    if origin in (Union, UnionType):
        return _first(parts[0])
    if origin in (list, tuple, set, frozenset):
        return [NEVER]
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return next(iter(annotation)).value
    if annotation is date:
        return "2027-03-01"
    return {int: 1, bool: True}.get(annotation, _TEXTS[0])


def _next(values: dict[str, Any], name: str) -> bool:
    """Try the next text for a field; False where there is none left."""
    if values[name] not in _TEXTS[:-1]:
        return False
    values[name] = _TEXTS[_TEXTS.index(values[name]) + 1]
    return True


