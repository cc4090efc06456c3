"""The texts of the demonstration's requests, sorted into our sections.

The data has one body with headings of its own. What our requests must say beside (reason, burden,
effectiveness of control) and the data does not, stands in sections.json, once for each kind of
request.
"""

import json
import re
from functools import cache
from importlib.resources import files
from typing import Any

from proposals.drafting.wording import Words

_SECTIONS = {
    "現状": "present_state", "前回の経緯": "present_state",
    "問題点": "problem", "不採用理由への意見": "problem",
    "要望内容": "request", "提案": "request", "改訂案": "request", "意見": "request",
    "意見案": "request",
    "費用": "burden",
    "期待される効果": "effect",
    "規制の実効性との均衡": "effectiveness",
    "国際比較": "comparison",
    "添付": "evidence", "根拠資料": "evidence",
}  # fmt: skip
# These tell how it ended; they are notes of the move that ended it.
ENDINGS = {"取下げの理由": "withdraw", "結果": "lose"}
_ELSEWHERE = "evidence"

# What stood in the first version where a later one says what the data says now: section, the
# first wording, the present one, what the change was for.
AMENDED = {
    "R08-GDT-003": (
        "request", "経過的な利用を認める。", "経過的な利用を三年間認める。",
        "経過措置の期間を明記した（意見照会での意見による）",
    ),
    "R08-SYS-004": (
        "request", "記録すれば足りることとする。", "記録すれば足りる旨を通達に示す。",
        "示す文書を通達と明記した",
    ),
    "R08-LOG-008": (
        "request", "(1) 金額基準を引き上げる。", "(1) 金額基準を物価に応じて見直す。",
        "引上げの幅を定めず、物価に応じた見直しに改めた",
    ),
    "R08-CLS-018": (
        "request", "旧版を保存し、", "旧版を十年間保存し、",
        "保存の期間を定めた",
    ),
}  # fmt: skip


def words(proposal: dict[str, Any]) -> Words:
    """The present words of a request. One hidden from members has the text that was agreed with
    its company before it was submitted."""
    hidden = proposal["anonymity"]["wish"] == "members"
    body = proposal["anonymity"]["redacted_body_ja"] if hidden else proposal["body_ja"]
    kind = proposal["kind"]
    sections = {name: texts[kind] for name, texts in _required().items()} | _sections(body)
    return Words.of(
        {
            "title_ja": proposal["title_ja"],
            "title_en": proposal["title_en"],
            "legal_references": "\n".join(one["text"] for one in proposal["legal_refs"]),
            **sections,
        }
    )


def first_words(proposal: dict[str, Any]) -> Words:
    """The words of the first version."""
    now = words(proposal)
    if proposal["id"] not in AMENDED:
        return now
    section, before, after, _ = AMENDED[proposal["id"]]
    texts = now.texts()
    assert after in texts[section], f"{proposal['id']}: {after} does not stand in {section}"
    return Words.of(texts | {section: texts[section].replace(after, before)})


def section_of(heading: str) -> str:
    """Our section for a heading of the data."""
    return _SECTIONS.get(heading, _ELSEWHERE)


def ending(proposal: dict[str, Any], move: str) -> str:
    """What the data says of why a move was made, "" where it says nothing."""
    told = {ENDINGS[heading]: text for heading, text in _parts(proposal["body_ja"])
            if heading in ENDINGS}  # fmt: skip
    return told.get(move, "")


@cache
def _required() -> dict[str, dict[str, str]]:
    """By section and kind of request."""
    text = files("goi.demo").joinpath("data/sections.json").read_text("utf-8")
    found: dict[str, dict[str, str]] = json.loads(text)
    return found


def _sections(body: str) -> dict[str, str]:
    sections: dict[str, str] = {}
    for heading, text in _parts(body):
        if heading in ENDINGS:
            continue
        name = section_of(heading)
        told = text if heading in _SECTIONS else f"### {heading}\n\n{text}"
        sections[name] = f"{sections[name]}\n\n{told}" if name in sections else told
    return sections


def _parts(body: str) -> list[tuple[str, str]]:
    pieces = re.split(r"^## (.+)$", body, flags=re.MULTILINE)[1:]
    return [(pieces[i].strip(), pieces[i + 1].strip()) for i in range(0, len(pieces), 2)]
