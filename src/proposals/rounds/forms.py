"""What is sent to make, open, extend, end and answer a round."""

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field
from starlette.datastructures import ImmutableMultiDict

from proposals.rounds.answers import Sent
from proposals.rounds.kinds import Naming, QuestionKind, Readers, Silence
from web.form import Day, Form, Id, Line, Prose

Sector = Annotated[str, Field(pattern=r"^[a-z0-9_]{1,40}$")]


class RoundForm(Form):
    """Title, words, addressees and the rules that the invitation states."""

    title_ja: Line(200)
    title_en: Line(200) | None = None
    intro: Prose(10_000) | None = None
    bodies: Annotated[list[Id], Field(max_length=100)] = []
    sectors: Annotated[list[Sector], Field(max_length=100)] = []
    silence: Silence
    naming: Naming
    readers: Readers
    late_days: Annotated[int, Field(ge=0, le=60)] = 0


class NewRound(RoundForm):
    """A new draft of `body`, about a request where one is given."""

    body: Id
    request: Id | None = None


class NewRoundQuery(Form):
    """The request that a new round is to be about."""

    request: Id | None = None


class AddQuestions(Form):
    """Questions of one kind, one a line; Japanese and English parted by " | ". `options`
    likewise, for a choice and a ranking; `point` for an item."""

    kind: QuestionKind
    texts: Prose(20_000)
    options: Prose(4_000) | None = None
    point: Annotated[int, Field(ge=1, le=99)] | None = None


class OpenRound(Form):
    """The last day to answer, its end in Japan; none for a round that rides on a consultation."""

    closes: Day | None = None


class ExtendRound(Form):
    """The new last day, and why."""

    closes: Day
    reason: Prose(2_000)


class CloseRound(Form):
    """Why it ends before its last day."""

    reason: Prose(2_000)


class OneAnswer(BaseModel):
    """What is said to one question; `ranks` by option of a ranking, 1 for the first."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    question: Id
    value: Prose(10_000) | None = None
    reason: Prose(4_000) | None = None
    ranks: dict[str, Annotated[str, Field(max_length=3)]] = {}


class AnswerForm(Form):
    """Answers by question; questions that are left out are not answered. `base`: the revision of
    the room's draft that was read before."""

    answers: Annotated[list[OneAnswer], Field(max_length=100)] = []
    base: Annotated[int, Field(ge=0)] = 0

    @classmethod
    def gather(cls, fields: ImmutableMultiDict[str, Any]) -> dict[str, Any]:
        """A page sends v.<question>, r.<question> and, of a ranking, v.<question>.<option>."""
        found: dict[str, dict[str, Any]] = {}
        plain = []
        for name, value in fields.multi_items():
            kind, _, rest = name.partition(".")
            if kind not in ("v", "r") or not rest:
                plain.append((name, value))
                continue
            question, _, option = rest.partition(".")
            one = found.setdefault(question, {"question": question})
            if option:
                one.setdefault("ranks", {})[option] = value
            elif value:
                one["value" if kind == "v" else "reason"] = value
        given = super().gather(ImmutableMultiDict(plain))
        return given | {"answers": list(found.values())}

    def sent(self) -> list[Sent]:
        """As the rules read it."""
        return [
            Sent(one.question, one.value or "", one.reason or "", one.ranks)
            for one in self.answers
        ]


def lines(text: str | None) -> list[tuple[str, str]]:
    """Lines of "Japanese | English" as pairs; the English may be missing."""
    parts = [line.partition("|") for line in (text or "").splitlines() if line.strip()]
    return [(ja.strip(), en.strip()) for ja, _, en in parts if ja.strip()]

