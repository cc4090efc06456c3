"""What stands under the heading of a column, or beside a label, in tables and forms.

A cell tells by itself neither that it holds a name nor where the name ends; its heading tells both.
"""

import re
import unicodedata
from collections.abc import Iterable

from anonymizer.entities import entity
from anonymizer.model import Certainty
from anonymizer.spans import Span

_MEANINGS = {
    "unknown_corp": (
        "(?:会社|企業|法人|団体|組織|事業者|メーカー|ブランド)|社|商号|会員|(?:最終)?需要者|取引先|得意先|顧客|"
        "仕入先|納入先|納品先|販売先|発注[元先]|(?:再)?委託先|提携先|荷受人|荷主|買主|売主|供給元|"
        "製造(?:元|者|業者)|販売店|代理店|親会社|子会社|関連会社|提出(?:者|元)|申請会社|競合(?:他社)?|"
        r"compan(?:y|ies)|corporation|customer|client|supplier|vendor|manufacturer|maker|buyer|"
        r"seller|consignee|consignor|shipper|end[ -]?users?|subsidiary|parent company|distributor|"
        r"agent|applicant|organi[sz]ation|member|brand|firm"),
    "unknown_person": (
        "(?:ご)?担当(?:者)?|氏|姓|お?名前|責任者|代表者|連絡(?:先|担当者?)|照会先|問い?合わ?せ先|窓口|"
        "記入者|作成者|起案者|申請者|発信者|承認者|確認者|執筆者?|署名|出席者|参加者|委員|"
        r"contact(?: person| name)?|name|person in charge|in charge|prepared by|attn|attention|"
        r"author|representative|signed by|approved by|attendee|participant"),
    "department": "部署|部門|所属(?:部署)?|部課|department|division|section",
    "site": "工場|事業所|事業場|製作所|研究所|拠点|施設|plant|factory|site|facility|works",
    "product": "製品名|商品名|銘柄|商標|product name|trade ?name",
    "model_no": "型番|型式|形式|型|形|機種|品番|製造番号|シリアル(?:番号)?|model|part|serial",
    "contract_no": "契約(?:書)?|注文(?:書)?|発注|受注|案件|contract|order|p\\.?o|invoice",
    "licence_no": "許可(?:証)?|承認(?:証)?|ライセンス|licen[cs]e|permit",
    "bank_account": "口座|account",
}
_NUMBERED = ("model_no", "contract_no", "licence_no", "bank_account")
# Under "品名" stand kinds of goods, which the request is about: they are left to the other nets.
_BEHIND = {
    **dict.fromkeys(_MEANINGS, r"(?:の)?(?:名称?|氏名| ?names?)?"),
    **dict.fromkeys(_NUMBERED, r"(?:の)?(?:番号|名|ナンバー|no\.?| ?number| ?no\.?)?"),
}
_LABELS = {
    cls: re.compile(
        rf"[\W\d]*(?:貴|御|当該|主な|対象|輸出先|国内|海外|your |the )?(?:{words}){_BEHIND[cls]}"
        r"(?:[(\[].{0,20}[)\]])?[\s:：*※・.]*")
    for cls, words in _MEANINGS.items()
}
# What forms say where they name nobody, and headings that stand beside other headings.
_NOTHING = re.compile(
    r"(?:当社|弊社|自社|同社|各社|本人|同上|同左|同前|別紙|上記|下記|左記|該当)?(?:の?(?:とおり|通り|参照))?"
    r"(?:なし|無し?|有り?|あり|未定|不明|不要|非公開|匿名|省略|記入(?:不要|欄)|未記入|要確認|その他|計|合計|"
    r"小計|平均|以下余白|〃|[-−ー―–○×△✓✔〇◎]+|n/?a|none|unknown|tbd|same|total|other|yes|no|"
    r"(?:see )?(?:above|below|attached)|confidential|anonymous)?", re.I)
_HEADING = re.compile(
    r"(?:本社|本店|主たる)?(?:所在地?|住所|国(?:籍|名)?|地域|都道府県|市区町村)|(?:電話|fax|ファックス|携帯)"
    r"(?:番号)?|e?-?メール(?:アドレス)?|url|(?:年|月|日|年月|年月日|日付|期間|期日|時期)|役職|職名|肩書|備考|"
    r"摘要|内容|概要|理由|区分|種別|分類|品目|項番|用途|目的|業種|件数|回数|数量|金額|単価|価格|割合|"
    r"人数|番号|名称|単位|状況|結果|回答|意見|要望|課題|説明|項目|頻度|順位|address|phone|tel|"
    r"e-?mail|country|region|date|title|position|remarks?|notes?|amount|quantity|number|count|"
    r"items?|purpose|use|industry|reason|description|status|answer|opinion|type|price|no\.?", re.I)
_LONGEST = 60
_APART = re.compile(r"[\n;；、]+")


def meaning(label: str) -> str | None:
    """The class of what stands beside a label or under a heading; None where it tells nothing."""
    plain = unicodedata.normalize("NFKC", label).strip().casefold()
    if not plain or len(plain) > 40:
        return None
    return next((cls for cls, words in _LABELS.items() if words.fullmatch(plain)), None)


def is_heading(text: str) -> bool:
    """A cell that only says what stands beside it names nobody."""
    plain = unicodedata.normalize("NFKC", text).strip().casefold().rstrip(":：")
    return meaning(plain) is not None or bool(_HEADING.fullmatch(plain))


def labelled_spans(text: str, label: str) -> list[Span]:
    """The names of a cell whose heading or neighbour says that it holds names."""
    cls = meaning(label)
    if cls is None:
        return []
    return [span for first, last in _pieces(text) if (span := _span(text, first, last, cls))]


def _pieces(text: str) -> Iterable[tuple[int, int]]:
    begin = 0
    for gap in _APART.finditer(text):
        yield begin, gap.start()
        begin = gap.end()
    yield begin, len(text)


def _span(text: str, first: int, last: int, cls: str) -> Span | None:
    while first < last and text[first].isspace():
        first += 1
    while first < last and text[last - 1].isspace():
        last -= 1
    plain = unicodedata.normalize("NFKC", text[first:last]).casefold()
    if not any(map(str.isalnum, plain)) or last - first > _LONGEST or "。" in plain \
            or _NOTHING.fullmatch(plain) or _HEADING.fullmatch(plain) or meaning(plain):
        return None
    if cls in _NUMBERED:
        if not any(map(str.isdigit, plain)):
            return None
    elif not any(map(str.isalpha, plain)):
        return None
    certainty: Certainty = "ask" if cls in ("product", "model_no", "site") else "certain"
    return Span(first, last, cls, "label.cell", certainty, entity=entity(text[first:last]))
