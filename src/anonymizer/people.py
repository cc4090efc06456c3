"""People who are named, by honorific, title, label, or a common family name."""

import re
from collections.abc import Iterator

from anonymizer.entities import entity
from anonymizer.spans import Span
from anonymizer.surnames import SURNAMES
from anonymizer.views import View

_KANJI = "[一-龥々ヶノ]"
_FULL = rf"(?:{_KANJI}{{1,4}}[\s・]?(?:{_KANJI}{{1,3}}|[ぁ-ゖ]{{2,4}}|[ァ-ヺー]{{2,5}}))"
_NAME = rf"(?:{_FULL}|[ァ-ヺー]{{2,8}}(?:[・\s=][ァ-ヺー]{{2,10}}){{0,3}}|{_KANJI}{{1,4}})"
_TITLE = (
    "様|氏|さん|殿|先生|教授|博士|課長(?:補佐|代理)?|部長|次長|係長|主任|主査|主事|主幹|室長|"
    "所長|工場長|支社長|支店長|"
          "社長|副社長|会長|専務|常務|取締役|監査役|本部長|事業部長|グループ長|グループリーダー|"
          "マネージャー|マネジャー|リーダー|"
          "部員|課員|委員|顧問|参事|理事|弁護士|氏名")
_TITLED = re.compile(
    rf" ?(?:{_TITLE})(?![一-龥])(?<!さん)|さん(?=[はがのをにとでもへ]|から|より|[^ぁ-ん]|$)"
)
_BEFORE_TITLE = re.compile(rf"{_NAME}$")
_LABELLED = re.compile(
    r"(?:担当(?:者)?|照会先|責任者|連絡先|問い?合わ?せ先|窓口|氏名|代表者|記入者|作成者|起案者|"
    r"申請者|発信者|承認者|確認者|"
    rf"執筆者?|署名|名前)(?:氏名|名)?\s?(?:は、?|が|:|・|\s)\s?(?P<name>{_KANJI}{{1,4}}[\s・]?"
    rf"{_KANJI}{{1,3}}|"
    rf"(?<=[:\s]){_FULL}|[ァ-ヺー]{{2,8}}[・\s][ァ-ヺー]{{2,8}})")
_ROMAN = (
    r"(?<![A-Za-z])(?:[A-Z][a-z]{1,20}(?:[-\s][A-Z][a-z]{1,20})?\s+(?:[A-Z]\.\s+)?[A-Z][A-Za-z'-]"
    r"+|[A-Z]{2,20},?\s+[A-Z][a-z]+)"
)
_EN_TITLED = re.compile(rf"(?:Mr|Mrs|Ms|Dr|Prof|Messrs)\.?\s+(?P<name>{_ROMAN}|[A-Z][A-Za-z'-]+)|"
                        rf"(?:(?:[Cc]ontact|[Rr]esponsible)(?:\s+[Pp]erson)?|[Pp]repared\s+[Bb]y|"
                        rf"[Aa]ttn\.?|[Aa]ttention|"
                        rf"[Aa]uthor|[Ss]igned(?:\s+by)?|[Aa]pproved\s+by|[Ss]incerely,?|"
                        rf"[Rr]egards,?|[Nn]ame)\s*:?\s+(?P<said>{_ROMAN})"
                        r"|(?<![A-Za-z])(?P<caps>[A-Z][a-z]{1,11}\s[A-Z]{3,14})(?![A-Za-z])"
                        rf"|(?<![A-Za-z])(?P<san>[A-Z][a-z]{1,20}(?:\s[A-Z][a-z]{1,20})?)(?=-san|"
                        rf"-sama|\s?さん|\s?様|\s?氏)")
_KANJI_RUN = re.compile(rf"{_KANJI}{{1,12}}(?: {_KANJI}{{1,3}}(?!{_KANJI}))?")
_GIVEN = 3
_NOBODY = re.compile(
    "^(?:各|皆|お客|神|王|仏|同|両|他|貴|我|何|奥|殿|客|担当(?:者)?|代表(?:取締役)?|取締役|役員|"
    "部下|会員|議長|委員|関係者|"
    "責任者|副|前|元|新|現|名誉|専務|常務|社外|事務局|管理|営業|経済産業省|大臣|株式会社|弊社|"
    "当社|御社|有限会社)+$")
_NO_GIVEN = re.compile(
    "(?:市|区|町|村|県|府|都|道|駅|線|港|川|山|島|城|寺|橋|社|部|課|室|家|氏|様|藩|国|語|人|史|"
    "家|君|式|年|月|日|製|系|的|性|化|用|法|会|省|庁|局|所|場|店|館|園|校|院|学|派|流|代|版|側|"
    "後|前|中|内|外|上|下|間|際|時|以|等|及|並|又|株|軍|隊|戦|賞|杯|号|郡|群|党|藩主)$")


def people_spans(view: View) -> Iterator[Span]:
    """People by title or label (sure) and by family name (to ask)."""
    text = view.text
    for match in _TITLED.finditer(text):
        name = _BEFORE_TITLE.search(text[max(0, match.start() - 20):match.start()])
        if name and _person_like(name.group().strip()):
            yield _span(view, match.start() - len(name.group()), match.start(), "person.title")
    for match in _LABELLED.finditer(text):
        if not _NOBODY.match(match.group("name")):
            yield _span(view, *match.span("name"), "person.label")
    for match in _EN_TITLED.finditer(text):
        group = match.lastgroup or "name"
        yield _span(view, *match.span(group), "person.english", asks=group == "caps")
    for match in _KANJI_RUN.finditer(text):
        if _begins_with_surname(match.group()) and not _NO_GIVEN.search(match.group()):
            yield _span(view, *match.span(), "person.surname", asks=True)


def _begins_with_surname(run: str) -> bool:
    """A family name of two or three characters and one to three more, or any and a space."""
    family, space, given = run.partition(" ")
    if space:
        return family in SURNAMES and len(given) <= _GIVEN
    return any(run[:size] in SURNAMES and 0 < len(run) - size <= _GIVEN for size in (3, 2))


def _person_like(name: str) -> bool:
    """様 and さん also follow companies and things; a lone kanji is a person only as a surname."""
    return not _NOBODY.match(name) and (2 <= len(name) <= 16 or name in SURNAMES)


def _span(view: View, first: int, last: int, reason: str, *, asks: bool = False) -> Span:
    start, end = view.span(first, last)
    return Span(start, end, "unknown_person", reason, "ask" if asks else "certain",
                entity=entity(view.text[first:last]))
