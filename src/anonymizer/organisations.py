"""Companies that are no members, their departments and their sites, by rule.

Legal forms are sure; business suffixes and the words around a name only ask the reviewer.
"""

import re
from collections.abc import Iterator

from anonymizer.entities import entity
from anonymizer.spans import Span
from anonymizer.views import View

_RUN = r"[一-龥々〆ァ-ヺーA-Za-z0-9&'.・\-]"
_NAME = (
    rf"(?:{_RUN}{{1,30}}|[ぁ-ゖー]{{2,12}}?(?=[はがのをにとでもやへ、。(「」)\s]|"
    rf"{_RUN})(?:{_RUN}{{0,20}}))"
)
_LEGAL = (
    "株式会社|有限会社|合同会社|合資会社|合名会社|相互会社|(?:特定非営利活動|一般社団|公益社団|"
    "一般財団|"
          "公益財団|学校|医療|社会福祉|独立行政|国立大学)法人|協同組合")
_LEGAL_OR_SIGN = re.compile(rf"(?:{_LEGAL}|\((?:株|有|同|資)\))")
_AFTER_LEGAL = re.compile(rf"\s?(?P<name>{_NAME})")
_BEFORE_LEGAL = re.compile(
    rf"(?:(?<=[、。「(\s])|^)(?!また|なお|ただ|この|その|ある|および|"
    rf"かつ)[ぁ-ん]{{2,8}}{_RUN}{{0,20}}$|"
    rf"{_RUN}{{1,30}}\s?$")
_JUST_BEFORE = re.compile(r"[はがのをにとでもや、。「」()\s]$")

_NO_NAME = re.compile("(?:化|等|制|法|形態|形式|組織|設立|各社|会社|間|向け|以外|の)")

_EN_FORM = re.compile(
    r"(?:,\s*|\s+)(?:Co\.?,?\s*Ltd\.?|Corporation|Corp\.?|Inc(?:orporated)?\.?|Limited|Ltd\.?|"
    r"LLC|L\.L\.C\.|LLP|PLC|plc|"
    r"GmbH(?:\s*&\s*Co\.?\s*KG)?|AG|KGaA|S\.\s?A\.?(?:\s?S\.)?|S\.p\.A\.|SpA|S\.r\.l\.|SRL|"
    r"N\.V\.|B\.V\.|BV|A/S|AB|Oyj?|ASA|"
    r"Pty\.?\s*Ltd\.?|Pte\.?\s*Ltd\.?|Sdn\.?\s*Bhd\.?|Pvt\.?\s*Ltd\.?|K\.K\.|Holdings?|Group|"
    r"Technologies|Industries)"
    r"(?![A-Za-z])")
_EN_NAME = re.compile(
    r"(?:[A-Z][A-Za-z0-9&.'+-]*|[0-9][A-Za-z0-9]+|&)(?: +(?:[A-Z][A-Za-z0-9&.'+-]*|&|of|and|de|"
    r"van|von|the|for)){0,6}$")
# AG is the Australia Group as well: 2B350 AG, WA AG are numbers of lists and names of regimes.
_REGIME_FORM = re.compile(r",?\s*AG")
_LISTED = re.compile(
    r"(?:(?:[0-9][A-E][0-9]{3}(?:\.?[a-z0-9]+)*|WA|AG|MTCR|NSG|CWC|BWC|EU|EC|UN|US|EAR|ECCN|ITAR|"
    r"WMD|and|of|the|&)\s*)+")
_EN_LEAD = re.compile(
    r"^(?:The|Our|By|From|To|With|End|User|Contact|Shipped|Buyer|Seller|Consignee|For|And|Of)\s+")
_REGIME = re.compile(
    "(?:Nuclear Suppliers|Australia|Working|Study|Steering|Experts?|Member|Country|Product) Group")

_SUFFIX = re.compile(
    "(?:ホールディングス|フィナンシャルグループ|コーポレーション|カンパニー|インダストリーズ|"
    "エレクトロニクス|エンジニアリング|"
    "ファーマ|テクノロジーズ?|システムズ|ソリューションズ?|マテリアルズ?|ケミカルズ?|"
    "コンサルティング|"
    "工業|電機|電気|電子|精機|精工|製鋼|製鉄|製紙|製薬|製菓|化学|化成|薬品|重工|造船|建設|建材|"
    "鉱業|硝子|繊維|紡績|"
    "商事|商会|商店|物産|産業|興業|興産|実業|通商|貿易|運輸|運送|海運|倉庫|鉄道|航空|自動車|汽船|"
    "石油|瓦斯|電力|"
    "銀行|証券|信託|保険|生命|不動産|印刷|出版|新聞|放送|食品|飲料|水産|製油|機械|機器|計器|計装|"
    "計測|通信|無線|電線|"
    "ゴム|セメント|電工|鉄工|鋼業|金属|冶金|光学|半導体|製作所)(?![一-龥ァ-ヺー])")
_GENERIC = re.compile(
    "^(?:.{0,3}(?:当|自|弊|同|各|他|両|御|貴)?社|日本の|国内|海外|大手|地方|民間|外資系?|総合|重|"
    "軽|精密|一般|電気|輸送|"
    "工作|産業|建設|農業|医療|光|生|石油|有機|無機|応用|高分子|物理|半導体|非鉄|家電|自動車|鉄道|"
    "航空|都市|貴|有線|衛星|移動|民間)?$")
_ROLE = (
    "最終需要者|需要者|取引先|子会社|関連会社|親会社|仕入先|納入先|納品先|委託先|再委託先|得意先|"
    "顧客|競合(?:他社)?|"
         "提携先|発注元|発注先|販売店|代理店|供給元|製造元|買主|売主|荷受人|荷主|請負先|販売先|"
         "輸出先|出資先|同業")
_AFTER_ROLE = re.compile(
    rf"(?:{_ROLE})(?:の一つ)?(?:である|にあたる|の|は|:|、)?\s?[「『]?(?P<name>(?!の|は|"
    rf"が){_RUN}{{2,30}}(?: [A-Z][\w.&-]*){{0,4}})")
_ROLE_BEHIND = re.compile(
    rf"[」』]?\s?(?:\((?:{_ROLE})\)|社製|社(?:と|の|は|が|から|へ|向け)|との共同|御中)")
_BEFORE_ROLE = re.compile(rf"(?:[A-Z][\w.&'-]{{0,20}} ){{0,4}}{_RUN}{{2,30}}$")
_EN_ROLE = re.compile(
    r"(?:[Ee]nd[ -]user|[Cc]onsignee|[Bb]uyer|[Ss]eller|[Cc]ustomer|[Ss]upplier|[Ss]hipped to|"
    r"[Ss]old to|[Ss]ubsidiary)"
    r"\s?:?\s(?P<name>[A-Z][A-Za-z0-9&.'-]*(?: [A-Z&][A-Za-z0-9&.'-]*){0,5})")

_NO_COMPANY = re.compile(
    r"[\d.\-]+|(?:国|企業|会社|株式会|メーカー|各社?|社|者|名|等|側|一覧|情報|当|弊|自|同|他|両|"
    r"数|会|御|貴|商|支|出版|新聞|"
    r"運営|製造|販売|輸送|同業|通信機器|炭素繊維|合成樹脂|グループ|子|親|関連|旅行|通信|鉄道|"
    r"保険|航空|持株|映画|配給|制作|[2-9二三四五]|神|本|公|結|[一二三四五六七八九十]|銀行|販売店|"
    r"代理店|商社|大学)+")

_COMMON_NOUNS = re.compile(
    "(?:確認|区分|名称|情報|一覧|所在|住所|社名|都合|要求|依頼|意向|選定|審査|調査|管理|担当|"
    "指示|同意|理解|協力|対応|信用|国籍|"
    "性質|範囲|概要|変更|存在|事業|業務|判断|一部|場合|方法|有無|用途|負担|利益|責任|義務|役割|"
    "立場|意見|要望|許可|契約|注文|"
    "発注|在庫|工場|拠点|製品|設備|技術|包括|役員|社員|職員|従業|経営|代表|営業|取引|輸出|輸入|"
    "貨物|最終|実績|皆様|各国|多く|"
    "本社|支社|所有|保有|支配|設立|買収|海外|国内|相手|第三者|中国|米国|韓国|台湾|英国|独国|外国)")

_FUNCTIONS = (
    "営業|調達|購買|資材|法務|知財|知的財産|輸出管理|貿易管理|安全保障|品質保証|品質管理|"
    "コンプライアンス|総務|人事|"
              "経理|財務|技術|開発|設計|製造|生産|企画|広報|監査|内部統制|情報システム|物流|業務|"
              "海外|国際|事業|研究|管理|CSR|リスク")
_DEPARTMENT = re.compile(
    rf"(?P<name>[一-龥ァ-ヺーA-Za-z0-9・]{{0,14}}(?:{_FUNCTIONS})[一-龥ァ-ヺーA-Za-z0-9・]{{0,10"
    rf"}}?(?:統括室|推進室|管理室|本部|事業部|グループ|チーム|部|課|室|係))"
    r"(?![一-龥ァ-ヺー]|品|分|門|材|隊|数)")
_DEPARTMENT_SAID = re.compile(
    r"(?:部署|部門|所属|部課)(?:名)?\s?[:：は]\s?(?P<name>[一-龥ァ-ヺーA-Za-z0-9・]{2,24})")
_SITE = re.compile(
    r"(?P<name>[一-龥々ヶァ-ヺー]{1,10}?(?:第[一二三四五六1-9])?(?:工場|製作所|事業所|事業場|"
    r"研究所|製造所|製鉄所|製油所|造船所|"
    r"テクノセンター|技術センター|開発センター|研究開発センター|物流センター|テクニカルセンター|"
    r"工業団地))(?![一-龥ァ-ヺー])")
_NO_SITE = re.compile(
    "^(?:当社|自社|本社|弊社|各社?|同社?|他社?|両|主力|国内|海外|既存|新設?|旧|現地|"
    "第[一二三四五]|対象|組立|量産|専用|大|小|"
    "(?:石油)?化学|自動車|製鉄|製糸|紡績|兵器|軍需|食品|食肉|町|巨大|一貫|その|この|全|複数|多く|"
    "中小|下請|半導体|液晶|電池|電子(?:部品)?|電機|機械|部品|製薬|医薬品|繊維|金属|精密|加工|修理|"
    "委託先?|外注先?|協力|系列|取引先|顧客|仕向先?|納入先|納品先|需要者)(?:の)?"
    "(?:工場|製作所|事業所|研究所|事業場|製造所)$")


def organisation_spans(view: View) -> Iterator[Span]:
    """Unknown companies, departments and sites."""
    text = view.text
    yield from _by_legal_form(view)
    for match in _EN_FORM.finditer(text):
        name = _EN_NAME.search(text[max(0, match.start() - 80):match.start()])
        if name and not (_REGIME_FORM.fullmatch(match.group()) and _LISTED.fullmatch(name.group())):
            first = match.start() - len(name.group())
            lead = _EN_LEAD.match(name.group())
            first += lead.end() if lead else 0
            if first < match.start() and not _REGIME.fullmatch(text, first, match.end()):
                yield _span(view, first, match.end(), "unknown_corp", "organisation.legal_form")
    for match in _SUFFIX.finditer(text):
        name = re.search(rf"{_RUN}{{1,16}}$", text[max(0, match.start() - 16):match.start()])
        if name and len(name.group()) >= 2 and not _GENERIC.match(name.group()) \
                and _company_like(name.group() + match.group()):
            yield _span(view, match.start() - len(name.group()), match.end(), "unknown_corp",
                        "organisation.suffix", asks=True)
    yield from _by_role(view)
    yield from _departments_and_sites(view)


def _by_legal_form(view: View) -> Iterator[Span]:
    text = view.text
    for match in _LEGAL_OR_SIGN.finditer(text):
        before = text[max(0, match.start() - 31):match.start()]
        if before and not _JUST_BEFORE.search(before[-1]) \
                and (name := _BEFORE_LEGAL.search(before)):
            yield _span(view, match.start() - len(name.group()), match.end(), "unknown_corp",
                        "organisation.legal_form")
        elif (name := _AFTER_LEGAL.match(text, match.end())) \
                and not _NO_NAME.match(name.group("name")):
            yield _span(view, match.start(), name.end(), "unknown_corp", "organisation.legal_form")


def _by_role(view: View) -> Iterator[Span]:
    text = view.text
    for pattern in (_AFTER_ROLE, _EN_ROLE):
        for match in pattern.finditer(text):
            if _company_like(match.group("name")):
                yield _span(
                    view, *match.span("name"), "unknown_corp", "organisation.role", asks=True
                )
    for match in _ROLE_BEHIND.finditer(text):
        name = _BEFORE_ROLE.search(text[max(0, match.start() - 60):match.start()])
        if name and _company_like(name.group()):
            first = match.start() - len(name.group())
            yield _span(view, first, match.start(), "unknown_corp", "organisation.role", asks=True)


def _company_like(name: str) -> bool:
    return not (
        _NO_COMPANY.fullmatch(name) or _COMMON_NOUNS.match(name)
        or name.endswith(("会", "式会", *"一二三四五六七八九十百数")) or name[-1].isdecimal()
    )


def _departments_and_sites(view: View) -> Iterator[Span]:
    for match in _DEPARTMENT.finditer(view.text):
        if 3 <= len(match.group("name")):
            yield _span(
                view, *match.span("name"), "department", "organisation.department", asks=True
            )
    for match in _DEPARTMENT_SAID.finditer(view.text):
        yield _span(view, *match.span("name"), "department", "organisation.department")
    for match in _SITE.finditer(view.text):
        if not _NO_SITE.match(match.group("name")):
            yield _span(view, *match.span("name"), "site", "organisation.site", asks=True)


def _span(
    view: View, first: int, last: int, cls: str, reason: str, *, asks: bool = False
) -> Span:
    start, end = view.span(first, last)
    return Span(start, end, cls, reason, "ask" if asks else "certain",
                entity=entity(view.text[first:last]))
