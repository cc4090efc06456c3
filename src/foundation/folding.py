"""One form for texts and queries, so that writing habits do not decide what is found.

Full and half width, kana of either width, capitals, dashes and the variants of a kanji are one.
"""

import hashlib
import re
import unicodedata
from functools import lru_cache

_SPACE = re.compile(r"\s+")
# Text in Japanese wraps anywhere; a space between two of these is no word boundary.
_WIDE = "\u2e80-\u9fff\uf900-\ufaff\uff01-\uffef\U00020000-\U0003ffff"
_WRAPPED = re.compile(f"(?<=[{_WIDE}]) (?=[{_WIDE}])")
# A character with the marks that belong to it: the voiced sounds of half-width kana among them.
_MARKS = "\u0300-\u036f\u20d0-\u20ff\u3099\u309a\ufe00-\ufe0f\uff9e\uff9f\U000e0100-\U000e01ef"
_CLUSTER = re.compile(f".[{_MARKS}]*", re.DOTALL)
_VARIANT = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_ETHIOPIC = 0x1208
HIDDEN = "\u1208-\u1217"  # the letters of hidden words
_DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"), "-")


def settled(text: str) -> str:
    """The text in one line, without characters that print nothing or can't be stored."""
    spaced = _SPACE.sub(" ", text)
    printing = "".join(c for c in spaced if c == " " or unicodedata.category(c)[0] != "C")
    return _WRAPPED.sub("", _SPACE.sub(" ", printing)).strip()


def fold(text: str) -> str:
    """The form in which texts are compared: NFKC and case folding, cluster by cluster."""
    return "".join(map(_fold, _CLUSTER.findall(text)))


def hidden(key: str) -> str:
    """A key that is no text (a provision's normal form, what an entry is filed under) as a word of
    the index: in letters that nobody types, so that neither "item" finds it nor row 9 row 90."""
    digest = hashlib.blake2s(key.encode(), digest_size=8).hexdigest()
    return "".join(chr(_ETHIOPIC + int(figure, 16)) for figure in digest)


def fold_with_places(text: str) -> tuple[str, list[int]]:
    """The folded text, and for each of its characters where in `text` it comes from; one place
    more says where `text` ends."""
    parts, places = [], []
    for cluster in _CLUSTER.finditer(text):
        folded = _fold(cluster[0])
        parts.append(folded)
        places += [cluster.start()] * len(folded)
    return "".join(parts), [*places, len(text)]


@lru_cache(maxsize=1 << 16)
def _fold(cluster: str) -> str:
    plain = unicodedata.normalize("NFKC", _VARIANT.sub("", cluster))
    return plain.casefold().translate(_DASHES)
