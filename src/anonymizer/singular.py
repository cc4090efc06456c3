"""Phrases that single a company out though no name stands in them: 唯一, 国内初, sole, first."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from anonymizer.spans import Span
from anonymizer.views import View, lines

_MAKER = (
    "メーカー|企業|会社|事業者|製造者|製造業者|製造会社|専業|商社|供給者|サプライヤー|ベンダー|"
    "輸出者|社"
)
_TRIGGERS = {
    "only":
        r"唯一|国内(?:で|に)?(?:は|も)?(?:一|1)社(?:のみ|だけ)|当社(?:のみ|だけ|しか)|"
        r"弊社(?:のみ|だけ|しか)|独占(?:的)?|寡占|"
            r"他に(?:は)?(?:例|類)(?:が|を)(?:ない|見ない)|ほかに(?:ない|存在しない)|"
            r"オンリーワン|専売|単独で(?:生産|製造|供給)|"
            r"\b(?:sole|only|unique|exclusive|monopol\w+)\b(?=[^.。\n]{0,60}(?:maker|"
            r"manufacturer|supplier|producer|company|"
            r"firm|exporter|vendor|source|provider|licensee))|\bno other (?:company|maker|"
            r"manufacturer|supplier)\b|"
            r"\bone of (?:only )?(?:two|three|four|five|\d) (?:companies|makers|manufacturers|"
            r"suppliers|producers)\b",
    "first":
        r"(?:世界|国内|日本|業界|アジア|東洋|我が国|わが国|本邦)(?:で)?(?:初|最初|で初めて|"
        r"ではじめて)|世界に先駆け|"
             r"\b(?:world'?s?|Japan'?s?|industry'?s?|domestic)[\s-]+first\b|\bfirst (?:company|"
             r"maker|manufacturer|firm)\b|"
             r"\bthe first (?:in|to) ",
    "rank":
        r"(?:シェア|生産量|売上高?|出荷(?:額|量)?|販売(?:額|台数|量)?|業界|世界|国内|"
        r"首位)[^。、\n]{0,10}?(?:第?[1-3一二三]位|トップ|首位|ナンバー(?:ワン|1)|"
            r"No\.?\s?1)|最大手|業界大手|(?:世界|国内|業界|アジア)(?:最大|最小|最古|最速|最高|"
            r"随一)|二大|2大|三大|3大|"
            r"\b(?:largest|biggest|leading|number one|no\.?\s?1|top)\b(?=[^.。\n]{0,50}(?:maker|"
            r"manufacturer|supplier|producer|company|firm|exporter))",
    "share":
        r"(?:世界|国内|市場|業界)?(?:市場)?(?:シェア|占有率)[^。、\n]{0,8}?(?:\d{1,3}(?:\.\d+)?\s"
        r"?(?:%|パーセント|割)|[一二三四五六七八九]割)(?:以上|超|を超え(?:て(?:おり|いる)|る)?)?|"
        r"\d{1,3}\s?%\s?(?:の|以上の)?(?:世界|国内|市場)?シェア|"
             r"\b\d{1,3}\s?(?:%|per ?cent)\s+(?:of the )?(?:market|world|global|domestic|share)",
    "few":
        r"(?:[1-9一二三四五六七八九]|数)社(?:のみ|だけ|しか|に限)|(?:[2-9二三四五六七八九]|"
        r"数)社のうちの?(?:1|一)社|(?:国内|世界|業界)に(?:は)?(?:[1-9一二三四五六七八九])社(?:し"
        r"か|のみ|だけ)|(?:数|[2-5])社(?:に限られ|しか(?:ない|いない|存在し))",
    "size":
        r"(?:従業員|社員|職員|人員)(?:数)?(?:は|が|約|およそ)?[^。、\n]{0,6}?\d[\d,.]{0,14}\s?(?:"
        r"万|千)?(?:人|名)|(?:売上高?|年商|資本金|時価総額|営業利益|経常利益|受注額|輸出額)"
            r"(?:は|が|約|およそ)?[^。、\n]{0,6}?\d[\d,.]{0,14}\s?(?:兆|億|百万|万)?円|"
            r"\b\d[\d,]{0,12} employees\b|(?:annual sales|revenue|turnover) of ",
    "event":
        r"(?:明治|大正|昭和|平成|令和|19|18|20)?\d{1,4}年(?:度)?(?:\d{1,2}月)?(?:に)?[^。、\n]{0,"
        r"14}?(?:創業|設立|創立|上場|合併|買収|統合|分社|撤退|参入|倒産|"
             r"改称|社名変更|移転|処分|警告|摘発|行政指導|立入|制裁|起訴|事故|火災|爆発|リコール|"
             r"操業停止)|"
             r"(?:昨年|一昨年|今年|去年|先月|昨年度|今年度|先般|近年)(?:に|"
             r"、)?[^。、\n]{0,14}?(?:上場|合併|買収|統合|分社|撤退|参入|社名変更|処分|警告|摘発|"
             r"行政指導|"
             r"立入|事故|火災|爆発|リコール)|\b(?:founded|established|listed|merged|acquired|"
             r"sanctioned|fined|warned)\s+in\s+\d{4}",
    "place":
        r"(?:北海道|東北|関東|北陸|東海|中部|近畿|関西|中国地方|四国|九州|沖縄|"
        r"[一-龥]{2,4}[都道府県市])(?:内)?(?:に|の)(?:本社|本店|拠点|主力工場|工場)(?:を|が|"
        r"のみ)?"
             r"(?:置|構|有|持|あ|所在)|\bheadquartered in [A-Z]",
    "quantity":
        r"(?:(?:年間?|月間?|週間?|(?<!\d)日|毎[年月週日]|四半期)(?:に|あたり|当たり)?)?(?:約|"
        r"およそ|おおよそ|計|延べ|最大|最低)?"
                r"(?:\d[\d,.]{0,14}(?:万|千|百)?|"
                r"[二三四五六七八九十百千万数][一二三四五六七八九十百千万]{0,7}|"
                r"[十百千万])\s?(?:余り?)?"
                r"(?:回|件(?!目)|台|名|人(?!目)|割(?!当)|%|億円|万円|トン|kg|基(?!準|本|板|づ|"
                r"礎)|拠点|カ国|か国|ヶ国|箇所|か所|品目|機種)"
                r"(?:程度|以上|以下|超|未満|弱|強|余り)?(?!目)",
    "former":
        r"(?:元|旧)(?:国営|財閥|公社|三公社)|(?:財閥|旧国鉄|旧電電公社)系|(?:国策|老舗)(?:会社|"
        r"企業|メーカー)",
}
# No trigger begins with hiragana but ほかに and およそ: most of a text is passed over at once.
_ANY = re.compile(
    "(?=[^ぁ-えか-ふぶ-べぼ-ん、。])(?:"
    + "|".join(f"(?P<{kind}>{pattern})" for kind, pattern in _TRIGGERS.items()) + ")", re.I)
_BY_THEMSELVES = ("quantity", "share")
_CLAUSE_START = re.compile(r"[。、\n:：;「『(!?]|(?<=者)は(?!当社)")
_CLAUSE_END = re.compile(
    rf"(?:{_MAKER})(?![一-龥ァ-ヺー])(?:のうちの[1一]社)?|(?=として|である|です|であり|ですが|、|"
    rf"。|\n|」|』|\)|;|$)")
_ENGLISH_END = re.compile(r"(?=として|である|です|[.,;:。、\n]|$)")


@dataclass(frozen=True, slots=True)
class Singular:
    """A phrase that can single out its writer: [start, end) of the text, and in what way."""

    start: int
    end: int
    kind: str
    text: str


def singular(text: str) -> tuple[Singular, ...]:
    """All singular phrases of a text, each with the clause it stands in."""
    view = lines(text, seen=False)
    found = []
    for span in singular_spans(view):
        kind = span.reason.removeprefix("quasi.")
        found.append(Singular(span.start, span.end, kind, text[span.start:span.end]))
    return tuple(found)


def singular_spans(view: View) -> Iterator[Span]:
    """One span of class quasi per phrase, never overlapping."""
    reached = 0
    for match in _ANY.finditer(view.text):
        if match.start() < reached:
            continue
        first, last = match.span()
        if match.lastgroup not in _BY_THEMSELVES:
            first, last = _clause(view.text, first, last)
        first = max(first, reached)
        reached = last
        start, end = view.span(first, last)
        yield Span(start, end, "quasi", f"quasi.{match.lastgroup}", "ask",
                   entity=view.text[first:last])


def _clause(text: str, first: int, last: int) -> tuple[int, int]:
    """The clause around a trigger, without its subject in front and its copula behind."""
    before = text[max(0, first - 60):first]
    cut = max((m.end() for m in _CLAUSE_START.finditer(before)), default=None)
    begin = first - len(before) + cut if cut is not None else first - len(before)
    english = text[first:last].isascii()
    ending = (_ENGLISH_END if english else _CLAUSE_END).search(text, last, last + 80)
    end = ending.end() if ending else last
    lead = re.match(r"\s*(?:であり|また|なお|ただし|しかし)?\s*", text[begin:first])
    if english:
        article = re.search(r"(?:\b(?:the|a|an)\s+)$", text[begin:first], re.I)
        return (begin + article.start() if article else first), end
    return begin + (lead.end() if lead else 0), max(end, last)
