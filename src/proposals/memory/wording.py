"""The words of a draft by which earlier requests are looked for. Pure: text in, words out."""

import re
from collections.abc import Mapping

from foundation.markdown import plain

MOST = 6
# Long runs carry the matter; hiragana is grammar. English words from five letters on.
_RUN = re.compile(r"[一-鿿々〆ァ-ヺー]{3,12}|[A-Za-z][A-Za-z-]{4,}")
_FIELDS = ("title_ja", "title_en", "request", "problem")
# In every second request: they make no kinship.
_EVERYWHERE = frozenset(
    "見直し 明確化 合理化 簡素化 要望 経済産業省 輸出管理 安全保障 安全保障輸出管理 外為法 輸出令 "
    "貨物等省令 "
    "regulation control export exports request requests review about which should would".split()
)


def telling(texts: Mapping[str, str]) -> list[str]:
    """The words that say what a draft is about, those of its title first; at most six."""
    found: dict[str, None] = {}
    for field in _FIELDS:
        runs = _RUN.findall(plain(texts.get(field, "")[:4_000]))
        for run in sorted(runs, key=len, reverse=True):
            if run.casefold() not in _EVERYWHERE and not any(run in known for known in found):
                found[run] = None
        if len(found) >= MOST:
            break
    return list(found)[:MOST]
