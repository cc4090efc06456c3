"""Numbers of licences, contracts, models and accounts, told by their label or their shape."""

import re
from collections.abc import Iterator

from anonymizer.entities import entity
from anonymizer.spans import Span
from anonymizer.views import View

_D = "[-‐‑–—−ー]"
_CODE = (rf"(?:[A-Za-z]{{1,6}}(?:{_D}[A-Za-z]{{1,4}})?{_D}?)?\d[A-Za-z0-9]{{0,24}}"
         rf"(?:{_D}[A-Za-z0-9]{{1,16}}){{0,4}}")
_LABELS = {
    "licence_no": (
        r"(?:(?:輸出|役務|輸入|特別|特定|一般|個別)?(?:包括|個別)?(?:輸出|役務取引)?(?:許可|承認)"
        r"(?:証|書)?(?:の?番号)?|ライセンス(?:番号)?|[Ll]icen[cs]e\s*(?:[Nn]o\.?|[Nn]umber)?)"
    ),
    "contract_no": (
        r"(?:契約(?:書)?(?:番号|No\.?)|(?:注文|発注|受注|見積|請求|納品|申込|"
        r"案件)(?:書)?(?:の?番号|\s*No\.?)"
        r"|[Cc]ontract\s*(?:[Nn]o\.?|[Nn]umber)|P\.?O\.?\s*(?:[Nn]o\.?|[Nn]umber)"
        r"|[Ii]nvoice\s*(?:[Nn]o\.?|[Nn]umber)|[Oo]rder\s*(?:[Nn]o\.?|[Nn]umber))"
    ),
    "model_no": (
        r"(?:型式|型番|型名|形名|機種(?:名)?|品番|製品(?:名|番号)|品名|製造番号|シリアル(?:番号|"
        r"No\.?)|"
        r"[Mm]odel(?:\s*(?:[Nn]o\.?|[Nn]umber))?|[Pp]art\s*(?:[Nn]o\.?|[Nn]umber)|P/N|S/N)"
    ),
}
_LABELLED = {
    cls: re.compile(
        rf"(?P<label>{label})[\s:：はがを「(]{{0,4}}(?:第\s?)?(?P<code>{_CODE})(?:\s?号)?")
    for cls, label in _LABELS.items()
}
_SHAPED = (
    ("licence_no", re.compile(rf"第\s?[A-Z]{{2,5}}{_D}?\d{{2,4}}{_D}\d{{3,8}}\s?号?")),
    ("licence_no", re.compile(rf"(?<![A-Za-z0-9])[A-Z]{{2,4}}{_D}[A-Z]{{1,3}}{_D}\d{{5,9}}(?!\d)")),
    ("contract_no", re.compile(
        rf"(?<![A-Za-z0-9])(?:PO|P/O|INV|SO|CN|CT|QT|ORD|REF|SC|"
        rf"PI){_D}?\d{{3,}}(?:{_D}\d{{2,}}){{0,3}}(?!\d)")),
    ("model_no", re.compile(
        rf"(?<![A-Za-z0-9-])[A-Z]{{2,4}}{_D}\d{{4,5}}[A-Z]{{0,2}}(?![A-Za-z0-9])|"
        rf"(?<![A-Za-z0-9-])[A-Z]{{1,3}}{_D}\d{{3}}{_D}[A-Z]{{2}}(?![A-Za-z0-9])|"
        r"(?<![A-Za-z0-9-])[A-Z]{3}\d{3}-\d{2}(?![A-Za-z0-9-])")),
)
# Numbers of norms, laws, control lists and substances belong to everybody.
_COMMON = re.compile(
    r"^(?:ISO|IEC|JIS|EN|DIN|ANSI|ASTM|IEEE|MIL|RFC|UN|CAS|HS|EAR|ECCN|CFR|ITAR|EU|No|FY|Rev|Ver|"
    r"AISI|SUS|USB|PCI|TCP|UTF|SHA|AES|MTCR|NSG|AG|WA|COVID)(?:[-\s/]|\d|$)|^\d[A-E]\d{3}", re.I)
_ACCOUNT = re.compile(
    r"(?:普通|当座|貯蓄)(?:預金)?(?:口座)?(?:番号)?[\s:：)(]{0,3}\d{6,8}(?!\d)|"
    r"口座番号?[\s:：は]{0,3}\d{6,8}(?!\d)|"
    r"(?<![A-Z0-9])[A-Z]{2}\d{2}(?:\s?[A-Z0-9]{4}){3,7}(?:\s?[A-Z0-9]{1,3})?(?![A-Z0-9])(?=.{0,30"
    r"}(?:IBAN|銀行|bank))|"
    r"(?:IBAN|SWIFT(?:\s*code)?)[\s:：]{1,3}[A-Z0-9 ]{8,34}", re.I)


def reference_spans(view: View) -> Iterator[Span]:
    """Licence, contract and model numbers, and bank accounts."""
    if not re.search(r"\d{3}", view.text):
        return
    for cls, pattern in _LABELLED.items():
        for match in pattern.finditer(view.text):
            yield from _labelled(view, match, cls)
    for cls, pattern in _SHAPED:
        for match in pattern.finditer(view.text):
            if not _COMMON.match(match.group().lstrip("第 ")):
                yield _span(view, *match.span(), cls, asks=cls == "model_no")
    for match in _ACCOUNT.finditer(view.text):
        yield _span(view, *match.span(), "bank_account")


def _labelled(view: View, match: re.Match[str], cls: str) -> Iterator[Span]:
    code = match.group("code")
    digits = sum(char.isdecimal() for char in code)
    enough = digits >= (2 if cls == "model_no" else 4)
    if not enough or _COMMON.match(code) or re.match("[年月日条項号]", view.text[match.end():]):
        return
    before = match.group()[:match.start("code") - match.start()]
    whole = cls != "model_no" and not re.search("[はがを「:：]", before)
    first = match.start() if whole else match.start("code")
    if not whole and "第" in before:
        first = view.text.rindex("第", match.start(), match.start("code"))
    yield _span(view, first, match.end(), cls)


def _span(view: View, first: int, last: int, cls: str, *, asks: bool = False) -> Span:
    start, end = view.span(first, last)
    return Span(start, end, cls, f"reference.{cls}", "ask" if asks else "certain",
                entity=entity(view.text[first:last]))
