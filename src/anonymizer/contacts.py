"""Ways to reach someone: mail addresses, domains, URLs, telephones, postal addresses."""

import re
from collections.abc import Iterator

from anonymizer.directory import Directory, phone_digits
from anonymizer.spans import Span
from anonymizer.views import View

_AT = (
    r"(?:\s?[@＠]\s?|\s*[(\[{<（【]\s*(?:at|@|＠|アット(?:マーク)?)\s*[)\]}>）】]\s*|\s+at\s+|"
    r"\s*★\s*|\s*アットマーク\s*)"
)
_DOT = r"(?:\.|。|\s*[(\[{（【]\s*(?:dot|\.|ドット)\s*[)\]}）】]\s*|\s+dot\s+)"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9])?"
_TLD = (r"(?:com|net|org|info|biz|edu|gov|int|io|ai|co|dev|app|tech|global|group|tokyo|osaka|"
        r"nagoya|kyoto|inc|company|local|lan|corp|internal|test|example|"
        r"jp|us|uk|de|fr|it|es|nl|be|at|ch|se|no|fi|dk|pl|cz|ru|cn|hk|tw|kr|sg|my|th|vn|id|ph|"
        r"in|au|nz|ca|mx|br|za|ae|il|tr|eu)")
_DOMAIN = rf"{_LABEL}(?:{_DOT}{_LABEL}){{0,5}}{_DOT}{_TLD}(?![A-Za-z0-9-])"
_EMAIL = re.compile(
    rf"(?:mailto\s*:\s*)?(?<![A-Za-z0-9._%+-])[A-Za-z0-9][A-Za-z0-9._%+'-]{{0,63}}"
    rf"{_AT}{_DOMAIN}", re.I)
_URL = re.compile(
    rf"(?:(?:https?|hxxps?|ftps?|sftp|file|smb)\s?(?::|\[:\])\s?//|\\\\|//(?=[A-Za-z0-9-]+\.))"
    rf"(?:[^\s@/\\、。「」『』（）()<>\[\]\"']{{1,80}}@)?(?P<host>{_DOMAIN}|{_LABEL}(?=[/\\:]))"
    r"(?::\d{2,5})?(?:[/\\?#][^\s、。「」『』（）()<>\"'\]]*)?", re.I)
_BARE = re.compile(rf"(?<![A-Za-z0-9@._-]){_DOMAIN}(?:/[^\s、。「」『』（）()<>\"'\]]*)?", re.I)
_LATIN = re.compile(r"[A-Za-z0-9](?:[.@/\\\[({]|\s?[@({\[]|\s(?:at|dot)\s)|\\\\")
_PUBLIC = re.compile(
    r"(?:^|\.)(?:go\.jp|lg\.jp|gov|europa\.eu|example\.(?:com|net|org|jp)|example|w3\.org|"
    r"cistec\.or\.jp|wikipedia\.org|un\.org|wassenaar\.org|gov\.uk)$", re.I)

_GAP = r"\s?[-‐‑–—−ー(). ]{0,2}\s?"
_PHONE = re.compile("|".join((
    rf"(?<![\d.,-])\(?\+\s?81\)?{_GAP}\(?0?\)?{_GAP}\d{{1,4}}{_GAP}\d{{1,4}}{_GAP}\d{{3,4}}(?!\d)",
    r"(?<![\d.,-])(?:\(0\d{1,4}\)[-‐‑–—−ー. ]{0,2}|\(?0\d{1,4}\)?[-‐‑–—−ー. (]{1,2})"
    r"\d{1,4}[-‐‑–—−ー. )]{1,2}\d{3,4}(?![\d-])",
    r"(?<![\d.,-])(?:0[789]0|050|0120|0570|0800)\d{7,8}(?!\d)",
    rf"(?<![\d.,-])\+\s?(?!81)[1-9]\d{{0,2}}(?:{_GAP}\(?\d{{1,4}}\)?){{2,4}}(?!\d)",
)))
_DIGITS = re.compile(r"(?<!\d)\(?\+?\d[\d\s().‐‑–—−ー-]{7,18}\d(?!\d)")
_PHONE_WORD = "TEL|Tel|電話(?:番号)?|携帯|直通|代表|内線|Phone|phone"
_PHONE_SAID = re.compile(
    rf"(?<![A-Za-z])(?:(?P<fax>FAX|Fax|ファクス|ファックス|ファクシミリ)(?:{_PHONE_WORD})?|{_PHONE_WORD})"
    r"(?:番号)?[\s/.:：は(）)]{0,4}(?P<number>\(?\+?\d[\d\s().‐‑–—−ー-]{2,18}\d)")
_POSTAL = re.compile(
    r"〒\s?\d{3}\s?[-‐‑–—−ー]?\s?\d{4}(?!\d)|(?<![\d-])\d{3}[-‐‑–—−ー]\d{4}(?![\d-])(?=\s*[一-龥]"
    r"{2,4}[都道府県市])")
_PREFECTURES = (
    "北海道|青森県|岩手県|宮城県|秋田県|山形県|福島県|茨城県|栃木県|群馬県|埼玉県|千葉県|東京都|"
    "神奈川県|"
    "新潟県|富山県|石川県|福井県|山梨県|長野県|岐阜県|静岡県|愛知県|三重県|滋賀県|京都府|大阪府|"
    "兵庫県|"
    "奈良県|和歌山県|鳥取県|島根県|岡山県|広島県|山口県|徳島県|香川県|愛媛県|高知県|福岡県|"
    "佐賀県|長崎県|"
    "熊本県|大分県|宮崎県|鹿児島県|沖縄県"
)
_NUM = r"[0-9〇一二三四五六七八九十百]{1,4}"
_BLOCK = (rf"(?:{_NUM}(?:丁目|条)(?:[東西南北])?\s?)?{_NUM}(?:番地?の?|[-‐‑–—−ー]|の)?"
          rf"(?:\s?{_NUM}(?:号|[-‐‑–—−ー]|番地?)?){{0,3}}")
_BUILDING = (
    r"(?:\s?[A-Za-z0-9一-龥ァ-ヺー・]{2,24}(?:ビルディング|ビル|タワー|センター|館|棟|マンション|"
    r"プラザ)(?:\s?[A-Z]?\d{1,3}\s?(?:階|F|号室)?)?|\s?\d{1,3}(?:階|F|号室))?"
)
_ADDRESS = re.compile(
    rf"(?:(?:〒\s?)?\d{{3}}[-‐‑–—−ー]?\d{{4}}\s*)?"
    rf"(?:(?:{_PREFECTURES})\s?)?(?:[一-龥ぁ-ゖァ-ヺヶー]{{1,7}}?[市郡]\s?)?(?:[一-龥ぁ-ゖァ-ヺヶ"
    rf"ー]{{1,6}}?[区町村]\s?)?"
    rf"[一-龥ぁ-ゖァ-ヺヶー]{{1,12}}?\s?{_BLOCK}{_BUILDING}")
_ADDRESS_HINT = re.compile(
    r"〒|\d{3}[-‐‑–—−ー]?\d{4}|丁目|番地?|\d\s?号|[市区町村郡].{1,12}?\d[-‐‑–—−ー]\d")
_ADDRESS_SURE = re.compile(
    rf"〒|^\d{{3}}[-‐‑–—−ー]\d{{4}}\s|(?:{_PREFECTURES})|[市区町村郡].{{0,12}}?(?:丁目|番地?|"
    rf"\d+[-‐‑–—−ー]\d+)")
# "石川県では唯一の": the only numeral is a part of a word.
_NO_ADDRESS = re.compile(rf"^(?:{_PREFECTURES})[^0-9]*(?:唯|統|同|単|随|万|均|専|逐|画)一[^0-9]*$")


def contact_spans(view: View, directory: Directory) -> Iterator[Span]:
    """Mail addresses, URLs, domains, telephones, postal codes and addresses."""
    if not _LATIN.search(view.text):
        yield from _phones(view, directory)
        yield from _addresses(view)
        return
    for match in _EMAIL.finditer(view.text):
        yield _span(view, match, "email", _mail_owner(match.group(), directory))
    for match in _URL.finditer(view.text):
        host = _canonical(match.group("host"))
        if not _PUBLIC.search(host):
            yield _span(view, match, "url", _owner(host, directory))
    for match in _BARE.finditer(view.text):
        yield from _bare(view, match, directory)
    yield from _phones(view, directory)
    yield from _addresses(view)


def _bare(view: View, match: re.Match[str], directory: Directory) -> Iterator[Span]:
    host = _canonical(match.group().split("/")[0])
    owner = _owner(host, directory)
    plain = "." in match.group() and not re.search(r"\.(?:md|py|in|at|is|no|it|id)$", host)
    if owner or plain and not _PUBLIC.search(host):
        yield _span(view, match, "domain", owner)


def _canonical(written: str) -> str:
    return re.sub(_DOT, ".", written, flags=re.I).lower()


def _owner(written: str, directory: Directory) -> str | None:
    """The member whose domain, or a host below it, is written."""
    labels = re.findall(_LABEL, _canonical(written))
    for first in range(len(labels) - 1):
        if owner := directory.domains.get(".".join(labels[first:])):
            return owner
    return None


def _mail_owner(written: str, directory: Directory) -> str | None:
    address = re.sub(_AT, "@", _canonical(written), flags=re.I).removeprefix("mailto:").strip()
    return directory.contacts.get(address) or _owner(written, directory)


def _phones(view: View, directory: Directory) -> Iterator[Span]:
    if directory.contacts:
        for match in _DIGITS.finditer(view.text):
            if owner := directory.contacts.get(phone_digits(match.group())):
                yield _phone(view, *match.span(), "phone", owner)
    for match in _PHONE.finditer(view.text):
        digits = re.sub(r"\D", "", match.group())
        if 9 <= len(digits) <= 13:
            fax = re.search(
                r"(?:F\s?A\s?X|ファ[クッ])\D{0,8}$", view.text[:match.start()][-16:], re.I)
            yield _phone(view, *match.span(), "fax" if fax else "phone")
    for match in _PHONE_SAID.finditer(view.text):
        digits = re.sub(r"\D", "", match.group("number"))
        if 4 <= len(digits) <= 13:
            yield _phone(view, *match.span("number"), "fax" if match.group("fax") else "phone")


def _phone(view: View, first: int, last: int, cls: str, owner: str | None = None) -> Span:
    """A number without a bracket that only opens or only closes in it, but with that of its area:
    (03) 1234-5678."""
    number = view.text[first:last]
    if number.startswith("(") and ")" not in number:
        first += 1
    elif ")" in number.partition("(")[0] and view.text[first - 1:first] == "(":
        first -= 1
    start, end = view.span(first, last)
    return Span(start, end, cls, "contact.phone", "certain", "key" if owner else "rule", owner,
                view.text[first:last].lower())


def _addresses(view: View) -> Iterator[Span]:
    if not _ADDRESS_HINT.search(view.text):
        return
    for match in _ADDRESS.finditer(view.text):
        if _ADDRESS_SURE.search(match.group()) and not _NO_ADDRESS.search(match.group()):
            yield _span(view, match, "postal_address", None)
    for match in _POSTAL.finditer(view.text):
        yield _span(view, match, "postal_code", None)


def _span(view: View, match: re.Match[str], cls: str, owner: str | None) -> Span:
    start, end = view.span(*match.span())
    return Span(start, end, cls, f"contact.{cls}", "certain", "key" if owner else "rule", owner,
                match.group().lower())
