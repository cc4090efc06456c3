"""What stands for what was found: A社, 担当者1, 製品甲 / Company A, Person 1.

Numbered by first appearance in one case, never derived from the name; every spelling of one
company gets the same.
"""

import re
from typing import Literal

_STEMS = "甲乙丙丁戊己庚辛壬癸"
_COUNTED = {
    "company": ("{}社", "Company {}"), "person": ("担当者{}", "Person {}"),
    "product": ("製品{}", "Product {}"), "site": ("工場{}", "Site {}"),
    "department": ("部署{}", "Department {}"), "organisation": ("団体{}", "Organisation {}"),
}
_KIND = {
    "member": "company", "unknown_corp": "company", "person": "person",
    "unknown_person": "person", "brand": "product", "model_no": "product", "site": "site",
    "department": "department", "organisation": "organisation", "product": "product",
    "corporate_number": "company", "edinet_code": "company",
    "securities_code": "company",
}
_FIXED = {
    "email": ("［メールアドレス］", "[e-mail address]"), "domain": ("［ドメイン］", "[domain]"),
    "url": ("［URL］", "[URL]"), "phone": ("［電話番号］", "[telephone]"),
    "fax": ("［FAX番号］", "[fax]"), "postal_code": ("［郵便番号］", "[postal code]"),
    "postal_address": ("［住所］", "[address]"), "licence_no": ("［許可番号］", "[licence no.]"),
    "contract_no": ("［契約番号］", "[contract no.]"),
    "bank_account": ("［口座］", "[bank account]"), "quasi": ("［要確認］", "[to review]"),
    "name": ("［名称］", "[name]"),
}
_NUMBERS = {
    "corporate_number": ("［法人番号］", "[corporate number]"),
    "edinet_code": ("［EDINETコード］", "[EDINET code]"),
    "securities_code": ("［証券コード］", "[securities code]"),
}


# What stands for something already, so that masking twice changes nothing. Of companies only the
# first 26: two letters before 社 are as often a company's own. 工場1 of 東京工場1階 is none.
_ALONE = "(?<![A-Za-zァ-ヺー一-龥])"
GIVEN = re.compile("|".join((
    *(rf"{_ALONE}{form.format('[A-Z]')}(?![A-Za-z])" for form in _COUNTED["company"]),
    rf"{_ALONE}{_COUNTED['product'][0].format(f'[{_STEMS}]')}\d*",
    rf"{_ALONE}{_COUNTED['product'][1].format('[A-Z]{1,2}')}(?![A-Za-z])",
    *(_ALONE + form.format(r"\d+") for kind, forms in _COUNTED.items()
      if kind not in ("company", "product") for form in forms),
    *(re.escape(form) for forms in (*_FIXED.values(), *_NUMBERS.values()) for form in forms),
)))


class Pseudonyms:
    """One case's replacements, handed out in order of first appearance."""

    def __init__(self, language: Literal["ja", "en"] = "ja") -> None:
        self._column = 0 if language == "ja" else 1
        self._given: dict[tuple[str, str], str] = {}
        self._counts: dict[str, int] = {}

    def of(self, cls: str, entity: str) -> str:
        """The replacement for an entity (a member's id, a folded spelling) of a class."""
        if cls in _NUMBERS:
            return _NUMBERS[cls][self._column]
        if cls in _FIXED:
            return _FIXED[cls][self._column]
        kind = _KIND.get(cls, "product")
        if (kind, entity) not in self._given:
            count = self._counts.get(kind, 0)
            self._counts[kind] = count + 1
            name = _COUNTED[kind][self._column]
            self._given[kind, entity] = name.format(self._label(kind, count))
        return self._given[kind, entity]

    def _label(self, kind: str, count: int) -> str:
        if kind == "company":
            return _letters(count)
        if kind == "product":
            return _letters(count) if self._column else _stems(count)
        return str(count + 1)


def _letters(count: int) -> str:
    """A, B … Z, AA, AB …"""
    label = ""
    count += 1
    while count:
        count, rest = divmod(count - 1, 26)
        label = chr(65 + rest) + label
    return label


def _stems(count: int) -> str:
    round_, rest = divmod(count, len(_STEMS))
    return _STEMS[rest] + (str(round_ + 1) if round_ else "")
