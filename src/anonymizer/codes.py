"""Numbers that name a company: corporate number, securities code, EDINET code."""

import re
from collections.abc import Iterator

from anonymizer.directory import Directory
from anonymizer.spans import Span
from anonymizer.views import View

_SEPARATOR = r"[\s\-‐‑–—−ー.,・_]{0,2}"
_CORPORATE = re.compile(
    rf"(?<![\dA-SU-Za-su-z])(?:[Tt]{_SEPARATOR})?(?:\d{_SEPARATOR}){{12}}\d(?!\d)")
_CORPORATE_WORD = re.compile(r"法人番号|登録番号|インボイス|適格請求書|corporate\s+number|T$", re.I)
_CODE = r"(?P<code>[1-9][0-9A-Z]\d[0-9A-Z])"
_SECURITIES = re.compile("|".join((
    rf"(?:(?:証券|銘柄|株式|上場)\s*|(?<![A-Za-z0-9一-龥ァ-ヺー]))コード(?:番号)?\s*[(（:：はNo."
    rf"\s]*{_CODE}0?(?![0-9A-Za-z])",
    r"(?:東証|名証|札証|福証|大証)(?:プライム|スタンダード|グロース|一部|二部|1部|2部|マザーズ|"
    r"PRM|STD|GRT)?"
    rf"\s*(?:市場|上場)?\s*[:：・,、(（\s]*{_CODE}(?![0-9A-Za-z])",
    rf"(?:TYO|TSE|JPX|TSE\s*Prime|NAG|FSE|SSE)\s*[:：]\s*{_CODE}(?![0-9A-Za-z])",
    rf"(?:securities|stock|ticker)\s*(?:code|symbol)\s*[:：(]?\s*{_CODE}(?![0-9A-Za-z])",
    rf"(?<![0-9A-Za-z]){_CODE}\.(?:T|TYO|JP|NG|F|S)(?![0-9A-Za-z])",
    rf"(?<![0-9A-Za-z]){_CODE}\s+(?:JP|JT)(?:\s+Equity)?(?![0-9A-Za-z])",
)).replace("(?P<code>", "("), re.IGNORECASE)
_EDINET = re.compile(r"(?<![0-9A-Za-z])[EGeg]\s?\d{5}(?![0-9A-Za-z])")


def check_digit(number: str) -> int:
    """The first digit of a corporate number, of its twelve others.

    9 − (Σ Pn·Qn mod 9), Pn the n-th digit from the right, Qn 1 for odd and 2 for even n
    (Ministry of Finance ordinance on the designation of corporate numbers, article 2).
    """
    weighted = sum(
        int(digit) * (1 if place % 2 else 2) for place, digit in enumerate(reversed(number), 1)
    )
    return 9 - weighted % 9


def code_spans(view: View, directory: Directory) -> Iterator[Span]:
    """Corporate numbers, securities codes and EDINET codes, known or not."""
    yield from _corporate(view, directory)
    for match in _SECURITIES.finditer(view.text):
        code = match.group(match.lastindex or 0)
        first = match.start(match.lastindex or 0)
        last = first + len(code)
        tail = re.match(
            r"0(?![0-9A-Za-z])|\.(?:TYO|JP|T|NG)|\s+J[PT](?:\s+Equity)?", view.text[last:], re.I)
        last += tail.end() if tail else 0
        yield _coded(view, directory, first, last, "securities_code", code.upper())
    for match in _EDINET.finditer(view.text):
        code = match.group().replace(" ", "").upper()
        near = "EDINET" in view.text[max(0, match.start() - 20):match.start()].upper() \
            or "提出者" in view.text[max(0, match.start() - 20):match.start()]
        if near or code in directory.numbers:
            yield _coded(view, directory, *match.span(), "edinet_code", code)


def _corporate(view: View, directory: Directory) -> Iterator[Span]:
    for match in _CORPORATE.finditer(view.text):
        digits = re.sub(r"\D", "", match.group())
        right = digits[0] == str(check_digit(digits[1:]))
        said = _CORPORATE_WORD.search(view.text[max(0, match.start() - 20):match.start()])
        if digits in directory.numbers or right and (said or match.group().isdecimal()) or said:
            yield _coded(view, directory, *match.span(), "corporate_number", digits)


def _coded(view: View, directory: Directory, first: int, last: int, cls: str, code: str) -> Span:
    member_id = directory.numbers.get(code)
    start, end = view.span(first, last)
    return Span(start, end, cls, f"code.{cls}", "certain", "key" if member_id else "rule",
                member_id, code)
