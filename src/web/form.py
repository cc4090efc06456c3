"""What a person or a client sends, and how it is read: forms, fields, drafts of refused forms."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import UnionType
from typing import Annotated, Any, Self, Union, get_args, get_origin

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from pydantic_core import PydanticCustomError
from starlette.datastructures import ImmutableMultiDict

from foundation.characters import BadText, line, prose
from foundation.errors import BadRequest, Invalid

PRIVATE_FIELDS = frozenset({"_csrf", "_once"})


class Form(BaseModel):
    """Base of all forms: unknown fields are refused, an empty field is an absent one."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    @classmethod
    def read(cls, values: Mapping[str, Any]) -> Self:
        """The form from plain values.

        Raises Invalid with a text key for each field that can't be accepted.
        """
        given = {name: value for name, value in values.items() if value not in ("", None)}
        try:
            return cls.model_validate(given)
        except ValidationError as error:
            raise Invalid(**_told(error)) from None

    @classmethod
    def gather(cls, fields: ImmutableMultiDict[str, Any]) -> dict[str, Any]:
        """Plain values from submitted fields: lists where the form wants lists.

        Raises BadRequest when a single field was sent twice.
        """
        values: dict[str, Any] = {}
        for name in fields:
            if name in PRIVATE_FIELDS:
                continue
            sent = fields.getlist(name)
            wanted = cls.model_fields.get(name)
            if wanted is not None and _is_list(wanted.annotation):
                values[name] = [value for value in sent if value != ""]
            elif len(sent) > 1:
                raise BadRequest("problem.field_twice", field=name)
            else:
                values[name] = sent[0]
        return values


def sent_table(file: Any, text: str) -> tuple[str, bytes]:
    """Name and bytes of a table: a file of the page's form, or the API's text as CSV.

    Raises Invalid where neither was sent.
    """
    if hasattr(file, "file"):
        with file.file as opened:
            data: bytes = opened.read()
        if file.filename:
            return str(file.filename), data
    if text:
        return "table.csv", text.encode()
    raise Invalid(file="field.required")


class NoFields(Form):
    """A form of a button only."""


@dataclass(frozen=True)
class Draft:
    """What a person had entered into a form that could not be accepted, and why."""

    act: str | None = None
    values: Mapping[str, Any] = field(default_factory=dict)
    errors: Mapping[str, list[str]] = field(default_factory=dict)
    refusal: str | None = None
    mine: Mapping[str, str] = field(default_factory=dict)
    theirs: Mapping[str, str] = field(default_factory=dict)


def Line(limit: int) -> Any:
    """A required single line of at most `limit` characters."""
    return Annotated[str, AfterValidator(_cleaned(line, limit)), Field(max_length=4 * limit)]


def Prose(limit: int) -> Any:
    """A required text of several lines, at most `limit` characters."""
    return Annotated[str, AfterValidator(_cleaned(prose, limit)), Field(max_length=4 * limit)]


def _read_date(value: Any) -> Any:
    if isinstance(value, str):
        try:
            return date.fromisoformat(value)
        except ValueError:
            raise PydanticCustomError("field.date", "not a date") from None
    return value


def _read_tick(value: Any) -> Any:
    return value in ("on", "1", "true", True) if isinstance(value, str | bool) else value


Day = Annotated[date, BeforeValidator(_read_date)]
Tick = Annotated[bool, BeforeValidator(_read_tick)]
Id = Annotated[str, Field(pattern=r"^[a-z2-7]{16}$")]


def _cleaned(clean: Callable[[str, int], str], limit: int) -> Callable[[str], str]:
    def check(value: str) -> str:
        try:
            return clean(value, limit)
        except BadText as error:
            raise PydanticCustomError(error.key, "bad text", dict(error.params)) from None

    return check


_KEYS = {
    "missing": "field.required",
    "string_too_long": "field.too_long",
    "string_too_short": "text.blank",
    "string_pattern_mismatch": "field.unknown_choice",
    "enum": "field.unknown_choice",
    "literal_error": "field.unknown_choice",
    "extra_forbidden": "field.unexpected",
    "int_parsing": "field.number",
    "greater_than_equal": "field.too_small",
    "less_than_equal": "field.too_large",
    "too_short": "field.required",
}


def _told(error: ValidationError) -> dict[str, tuple[str, dict[str, Any]]]:
    told: dict[str, tuple[str, dict[str, Any]]] = {}
    for problem in error.errors(include_url=False, include_input=False):
        name = str(problem["loc"][0]) if problem["loc"] else "form"
        kind = problem["type"]
        key = _KEYS.get(kind, kind if "." in kind else "field.not_understood")
        params = {k: v for k, v in problem.get("ctx", {}).items() if isinstance(v, str | int)}
        told.setdefault(name, (key, params))
    return told


def _is_list(annotation: Any) -> bool:
    origin = get_origin(annotation)
    if origin in (Union, UnionType):
        return any(_is_list(part) for part in get_args(annotation))
    return origin in (list, tuple, set, frozenset)
