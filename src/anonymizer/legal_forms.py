"""Legal forms of companies: what they look like beside a name, and a name without them."""

import re

_JA = (
    "特定非営利活動法人|一般社団法人|公益社団法人|一般財団法人|公益財団法人|独立行政法人|"
    "国立研究開発法人|国立大学法人|株式会社|有限会社|合同会社|合資会社|合名会社|相互会社|"
    "協同組合|社団法人|財団法人|学校法人|医療法人|有限公司|股份有限公司|株式會社|有限會社"
)
_SHORT_JA = r"株|有|同|資|名|社|財"
_BANK = "カ|ユ|ド|ｶ|ﾕ|ﾄﾞ"
_EN = (
    r"Co\s*[.,]{0,2}\s*,?\s*(?:Ltd|Limited|Inc)(?![A-Za-z])\.?|Company\s*,?\s*(?:Limited|Ltd\.?|"
    r"Incorporated)"
    r"|Corporation|Incorporated|Limited|Company|Kabushiki\s+Kaisha|Kabushiki\s+Gaisha|Kaisha"
    r"(?:\s*,?\s*Ltd\.?)?|K\.\s?K\.?|KK|Y\.K\.|G\.K\.|Corp\.?|Inc\.?|Ltd\.?|LLC|L\.L\.C\.|LLP|PLC"
    r"|Public\s+Limited\s+Company|GmbH(?:\s*&\s*Co\.?\s*KG)?|AG|SE|S\.?\s?A\.?\s?S\.?|S\.A\."
    r"|S\.p\.A\.|S\.r\.l\.|N\.V\.|B\.V\.|A/S|AB|Oy|Oyj|ASA|Pty\.?\s*Ltd\.?|Pte\.?\s*Ltd\.?"
    r"|Sdn\.?\s*Bhd\.?|Pvt\.?\s*Ltd\.?|Co\.?"
)

# Forms that follow or precede a name directly, as they stand in the light view.
AFTER_JA = re.compile(
    rf"[\s・･·]{{0,3}}(?:{_JA}|㍿|\(\s*(?:{_SHORT_JA})\s*\)|\(\s*(?:{_BANK})(?:\s*\))?|"
    rf"(?<=\w)社(?![会員団長屋]))"
)
BEFORE_JA = re.compile(
    rf"(?:旧?(?:{_JA}|㍿|\(\s*(?:{_SHORT_JA})\s*\)|(?<![ァ-ヺｱ-ﾝ])(?:{_BANK})\s*\))"
    rf"[\s・･·]{{0,3}}){{1,3}}$|旧$"
)
AFTER_EN = re.compile(rf"[\s,.]{{0,3}}(?:{_EN})(?![A-Za-z])\.{{0,2}}", re.IGNORECASE)
BEFORE_EN = re.compile(r"(?<![A-Za-z])(?:The|PT\.?)\s+$", re.IGNORECASE)

_STRIP_JA = re.compile(rf"^(?:{_JA}|㍿|[(（](?:{_SHORT_JA})[)）]|㈱|㈲)[\s・]*"
                       rf"|[\s・]*(?:{_JA}|㍿|[(（](?:{_SHORT_JA})[)）]|㈱|㈲)$")
_STRIP_EN = re.compile(rf"(?:[\s,.]+(?:{_EN})|(?:,\s*\.?\s*)(?:{_EN}))[\s,.]*$", re.IGNORECASE)


def bare(name: str) -> str:
    """A company's name without its Japanese or English legal form."""
    name = name.strip()
    previous = ""
    while name != previous:
        previous = name
        name = _STRIP_JA.sub("", name).strip()
        shorter = _STRIP_EN.sub("", name).strip()
        if re.search(r"\w", shorter):
            name = shorter
    return name
