"""A frozen text as the ministry reads it, for the pages of our side."""

from pydantic import BaseModel

from submissions.package import Closed, ReleasedAnswer, ReleasedItem, WithFiles
from web.visit import Visit


class SectionRead(BaseModel):
    label: str
    html: str


class MinorityRead(BaseModel):
    """`holder` is "ある会員企業" in the reader's language where the company is not named."""

    text: str
    holder: str


class FileRead(BaseModel):
    """A file that goes with it; `href` leads to the bytes, empty where they can't be had."""

    name: str
    title: str
    size: int
    sha256: str
    href: str


class AsRead(BaseModel):
    """An item, or the answer to a question (`answer` and `files`), word for word. `support` are
    pairs of label and word or number."""

    title_ja: str = ""
    title_en: str = ""
    asked_by: str = ""
    committee: str = ""
    kind: str = ""
    novelty: str = ""
    legal_references: list[str] = []
    sections: list[SectionRead] = []
    points: list[str] = []
    minority: list[MinorityRead] = []
    support: list[tuple[str, str]] = []
    files: list[FileRead] = []
    answer: str = ""


def as_read(visit: Visit, value: Closed | None, files_at: str = "") -> AsRead | None:
    """The view of a package, None where there is none. `files_at` is the address below which its
    files have their numbers."""
    if isinstance(value, ReleasedAnswer):
        return AsRead(answer=value.html, files=_files(value, files_at))
    if not isinstance(value, ReleasedItem):
        return None
    return AsRead(
        title_ja=value.title_ja,
        title_en=value.title_en,
        asked_by=value.asked_by or visit.t("gate.some_member"),
        committee=visit.name(value.committee_ja, value.committee_en),
        kind=visit.t(f"request_kind.{value.kind}"),
        novelty=visit.t(f"novelty.{value.novelty}"),
        legal_references=list(value.legal_references),
        sections=[
            SectionRead(label=visit.t(f"section.{one.name}"), html=one.html)
            for one in value.sections
        ],
        points=list(value.points),
        minority=[
            MinorityRead(text=one.text, holder=one.holder or visit.t("gate.some_member"))
            for one in value.minority
        ],
        support=[_support(visit, name, told) for name, told in value.support],
        files=_files(value, files_at),
    )


def _files(value: WithFiles, files_at: str) -> list[FileRead]:
    return [
        FileRead(
            name=one.name, title=one.title, size=one.size, sha256=one.sha256,
            href=f"{files_at}/{number}" if files_at else "",
        )
        for number, one in enumerate(value.attachments, 1)
    ]


def _support(visit: Visit, name: str, told: str | int) -> tuple[str, str]:
    if isinstance(told, int):
        return visit.t(f"gate.support.{name}"), visit.texts.count("gate.companies", told)
    return visit.t(f"gate.support.{name}"), visit.t(f"gate.support.{name}.{told}")
