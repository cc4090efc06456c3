"""Names that the trained model sees in texts: typed spans, and whatever else may be a name."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from anonymizer.second_net.english import english_names, is_english

MODEL = Path(__file__).with_name("model.npz")
_CORP, _PERSON, _SITE, _PRODUCT, _ORGANISATION, _GOVERNMENT, _PLACE, _EVENT = range(8)
# Authorities and events tell of nobody; places are for `singular` and `k`, which count who fits.
_NAMES = ("unknown_corp", "unknown_person", "site", "product", "organisation", None, None, None)
# Classes whose slightest likelihood is worth a question.
_ASKED = (_CORP, _PERSON, _SITE, _PRODUCT, _ORGANISATION)
THRESHOLD = 0.04
_BY_RULE = 0.5
_SENTENCE = re.compile(r"[^。!?\n#*>|\s-][^。!?\n]{0,239}[。!?]*")


class MissingModel(RuntimeError):
    """The second net was never trained on this machine."""


@dataclass(frozen=True, slots=True)
class Guess:
    """[start, end) of a text may be a name of `cls`; "name" where the class is open."""

    start: int
    end: int
    cls: str
    probability: float


@cache
def weights(path: Path = MODEL) -> Any:
    """The model, read once. Raises MissingModel when there is none."""
    import numpy as np

    from anonymizer.second_net.crf import Weights
    if not path.exists():
        raise MissingModel(f"{path.name} is missing: `make install` trains the second net")
    with np.load(path) as file:
        return Weights(file["hashes"], file["rows"].astype(np.float32), file["follow"])


def guesses(texts: Sequence[str], model: Any = None) -> list[list[Guess]]:
    """What may be a name in each text, in order of place, never overlapping."""
    found: list[list[Guess]] = [[] for _ in texts]
    pieces = []
    for number, text in enumerate(texts):
        for match in _SENTENCE.finditer(text.replace("\0", " ")):
            if is_english(match.group()):
                found[number] += (
                    Guess(match.start() + first, match.start() + last, cls, _BY_RULE)
                    for first, last, cls in english_names(match.group())
                )
            elif any(char.isalpha() for char in match.group()):
                pieces.append((number, match.start(), match.group()))
    if not pieces:
        return found
    from anonymizer.second_net.features import attributes

    model = model or weights()
    for begin in range(0, len(pieces), 256):
        group = pieces[begin:begin + 256]
        sentences = [piece for _, _, piece in group]
        scores = model.scores(attributes(sentences))
        marginals = model.marginals(scores, [len(piece) for piece in sentences])
        for (number, offset, piece), likely in zip(group, marginals, strict=True):
            found[number] += _spans(piece, offset, likely)
    return [sorted(here, key=lambda guess: guess.start) for here in found]


def _spans(piece: str, offset: int, likely: Any) -> Iterator[Guess]:
    import numpy as np

    by_class = likely[:, 1::2] + likely[:, 2::2]
    best = likely.argmax(1)
    asked = by_class[:, list(_ASKED)].sum(1)
    kind = np.where(best == 0, -1, (best - 1) // 2)
    shown = [
        -1 if k < 0 or _NAMES[k] is None else int(k) for k in kind.tolist()
    ]
    firsts = ((best % 2) == 1).tolist()
    maybe = (asked > THRESHOLD).tolist()
    start = 0
    while start < len(piece):
        k = shown[start]
        if k < 0 and not maybe[start]:
            start += 1
            continue
        end = start + 1
        while end < len(piece) and shown[end] == k and (
            not firsts[end] if k >= 0 else maybe[end]
        ):
            end += 1
        sure = float(by_class[start:end, k].mean()) if k >= 0 else float(asked[start:end].max())
        name = _NAMES[k] or "name" if k >= 0 else "name"
        lone = name == "name" and end - start == 1 and not (
            start and shown[start - 1] >= 0 or end < len(piece) and shown[end] >= 0)
        if any(char.isalnum() for char in piece[start:end]) and not lone:
            yield Guess(offset + start, offset + end, name, sure)
        start = end
