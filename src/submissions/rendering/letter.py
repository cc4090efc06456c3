"""A released letter put on paper: only what is in the frozen value, in Japanese or English."""

import re

from foundation.dates import era_date
from foundation.texts import Texts, texts
from legislation.citations import citations
from submissions.package import PlacedItem, ReleasedItem, ReleasedLetter, Repeat, Statistic
from submissions.rendering.markdown import blocks as from_markdown
from submissions.rendering.paper import (
    Block,
    Blocks,
    Contents,
    Entry,
    Facts,
    Head,
    Heading,
    Listing,
    PageBreak,
    Paper,
    Para,
    Table,
    lines,
    plain,
)

# From so many items on, a reader looks for them in a list.
_LONG = 5
_WEEKDAY = re.compile(r"\(.\)$")
# What may stand between the points of a request besides themselves: their marks.
_MARKS = re.compile(r"[\s()（）\d０-９①-⑳㉑-㉟.．、,，;；*-]*(?:and|or)?[\s()（）\d]*")


def compose(letter: ReleasedLetter, lang: str) -> Paper:
    """The paper of a letter in "ja" or "en"."""
    say = texts(lang)
    return Paper(
        lang=lang,
        title=_name(lang, letter.title_ja, letter.title_en),
        running=letter.number,
        page_label=say.say("paper.page", {"page": "{page}", "pages": "{pages}"}),
        day=letter.released_day,
        head=Head(
            number=letter.number,
            day=_WEEKDAY.sub("", era_date(letter.released_day, lang)),
            addressee=lines(letter.addressee),
            copies_label=say.say("paper.copies"),
            copies=letter.copies,
            sender=lines(letter.sender),
        ),
        blocks=tuple(_body(letter, say)),
    )


def reference(line: str, lang: str) -> str:
    """A legal reference in the one form it has here: 輸出令別表第1の7の項(1); as it was written
    where it says more than a provision."""
    found = citations(line, field=True)
    if len(found) == 1 and found[0].provision and (found[0].start, found[0].end) == (0, len(line)):
        return found[0].provision.named(lang)
    return line


def _body(letter: ReleasedLetter, say: Texts) -> list[Block]:
    told: list[Block] = []
    opening = letter.opening or say.say(f"paper.opening.{letter.kind}")
    told += [Para(plain(line), "opening") for line in opening.split("\n") if line.strip()]
    if say.lang == "ja":
        told.append(Para(plain("記"), "center"))
    if len(letter.items) >= _LONG:
        told.append(Contents(say.say("paper.contents")))
    repeats = {one.item_id: one for one in letter.repeats}
    for placed in letter.items:
        told += _item(placed, repeats.get(placed.id), say)
    told += _attachments(letter, say)
    if letter.statistics:
        told += _annex(letter, say)
    if say.lang == "ja":
        told.append(Para(plain("以上"), "right"))
    return told


def _item(placed: PlacedItem, repeat: Repeat | None, say: Texts) -> list[Block]:
    item, lang = placed.item, say.lang
    facts = (
        ("kind", (_kind(item, say),)),
        ("legal_references", tuple(reference(one, lang) for one in item.legal_references)),
        ("asked_by", (item.asked_by or say.say("gate.some_member"),)),
        ("committee", (_name(lang, item.committee_ja, item.committee_en),)),
        ("support", _support(item, say)),
    )
    told: list[Block] = [
        Heading(1, _name(lang, item.title_ja, item.title_en), f"{placed.place}."),
        Facts(
            tuple((say.say(f"paper.fact.{key}"), values) for key, values in facts if any(values))
        ),
    ]
    if repeat is not None:
        told += _rebuttals(repeat, say)
    for section in item.sections:
        told.append(Heading(2, _labelled(say, f"section.{section.name}")))
        told += _points(item) if section.name == "request" and _only_points(
            item, section.markdown
        ) else from_markdown(section.markdown)
    for opinion in item.minority:
        holder = opinion.holder or say.say("gate.some_member")
        told.append(Heading(2, _labelled(say, "paper.minority", holder=holder)))
        told += [Para(plain(line)) for line in opinion.text.split("\n") if line.strip()]
    if item.attachments:
        told.append(Heading(2, _labelled(say, "paper.attachments")))
        told.append(Listing(tuple(
            Entry(f"{n}.", (Para(plain(f"{one.title} ({one.name})")),))
            for n, one in enumerate(item.attachments, 1)
        ), ordered=True))
    return told


def _kind(item: ReleasedItem, say: Texts) -> str:
    novelty = _word(say, "novelty", item.novelty)
    return _word(say, "request_kind", item.kind) + say.say("paper.bracket", {"inside": novelty})


def _word(say: Texts, beginning: str, value: str) -> str:
    """The word for a value; the value itself where there is none any more: a letter must be
    readable for as long as it is kept."""
    key = f"{beginning}.{value}"
    return say.say(key) if key in say else value


def _points(item: ReleasedItem) -> Blocks:
    """The points as they are answered, each under its number."""
    entries = (Entry(f"({n})", from_markdown(text)) for n, text in enumerate(item.points, 1))
    return (Listing(tuple(entries), ordered=True),)


def _only_points(item: ReleasedItem, markdown: str) -> bool:
    """Whether the section consists of its numbered points and nothing else."""
    rest = markdown
    for point in item.points:
        before, found, rest = rest.partition(point)
        if not found or not _MARKS.fullmatch(before):
            return False
    return len(item.points) > 1 and not rest.strip()


def _rebuttals(repeat: Repeat, say: Texts) -> list[Block]:
    """The two columns of a repeat request: why it was refused, and what we answer."""
    told: list[Block] = [Heading(2, _labelled(say, "paper.rebuttals"))]
    if repeat.earlier:
        day = _WEEKDAY.sub("", era_date(repeat.earlier_day, say.lang)) if repeat.earlier_day else ""
        key = "paper.earlier_dated" if day else "paper.earlier"
        told.append(Para(plain(say.say(key, {"number": repeat.earlier, "day": day})), "note"))
    rows = tuple((plain(one.reason), plain(one.comment)) for one in repeat.rebuttals)
    header = (say.say("paper.reason_of_refusal"), say.say("paper.our_comment"))
    return [*told, Table(header, rows, (1, 1))]


def _attachments(letter: ReleasedLetter, say: Texts) -> list[Block]:
    if not letter.attachments:
        return []
    entries = tuple(
        Entry(f"{n}.", (Para(plain(text)),)) for n, text in enumerate(letter.attachments, 1)
    )
    return [Heading(1, say.say("paper.attachments")), Listing(entries, ordered=True)]


def _annex(letter: ReleasedLetter, say: Texts) -> list[Block]:
    told: list[Block] = [
        PageBreak(), Heading(1, say.say("paper.annex")),
        Para(plain(say.say("paper.annex_note")), "note"),
    ]  # fmt: skip
    places = {placed.id: placed for placed in letter.items}
    for one in letter.statistics:
        placed = places[one.item_id]
        title = _name(say.lang, placed.item.title_ja, placed.item.title_en)
        told += [Heading(2, title, f"{placed.place}."), _statistic(one, say)]
    return told


def _statistic(one: Statistic, say: Texts) -> Table:
    rows = [
        (_name(say.lang, row.sector_ja, row.sector_en), row.figures) for row in one.rows
    ] + [(say.say("paper.total"), one.total)]
    return Table(
        header=(say.say("paper.sector"), *(say.say(f"gate.support.{one}") for one in one.columns)),
        rows=tuple(
            (plain(name), *(plain("×" if figure is None else str(figure)) for figure in figures))
            for name, figures in rows
        ),
        widths=(3, *(1 for _ in one.columns)),
        numeric=tuple(range(1, len(one.columns) + 1)),
    )


def _support(item: ReleasedItem, say: Texts) -> tuple[str, ...]:
    told = dict(item.support)
    if not told:
        return ()
    outcome = say.say(f"gate.support.outcome.{told['outcome']}") if "outcome" in told else ""
    counts = say.say("site.comma").join(
        f"{say.say(f'gate.support.{name}')} {say.count('gate.companies', number)}"
        for name, number in item.support if isinstance(number, int)
    )  # fmt: skip
    bracketed = say.say("paper.bracket", {"inside": counts}) if counts else ""
    return (f"{outcome}{bracketed}",)


def _labelled(say: Texts, key: str, **params: str) -> str:
    """【要望内容】 in Japanese, plain in English."""
    text = say.say(key, params)
    return f"【{text}】" if say.lang == "ja" else text


def _name(lang: str, ja: str, en: str) -> str:
    return (ja or en) if lang == "ja" else (en or ja)
