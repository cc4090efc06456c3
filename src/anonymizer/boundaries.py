"""Whether letters that spell a name stand in the text as that name."""

import re
from collections.abc import Set

from anonymizer.characters import script
from anonymizer.context import Context
from anonymizer.model import Certainty
from anonymizer.ordinary import is_grammar, is_ordinary, is_word, of_a_place

# What companies add to their names.
COMPOUND = re.compile(
    "インターナショナル|エンジニアリング|エンタープライズ|エナジー|エネルギー|エレクトロニクス|"
    "オートモーティブ|カンパニー|グループ|グローバル|ケミカル|コーポレーション|"
    "コミュニケーションズ|"
    "サービス|サイエンス|システム|ジャパン|セミコンダクター|ソフトウェア|ソリューション|テクノ|"
    "テック|デバイス|ネットワーク|ファイナンス|ファシリティ|フーズ|ホールディング|マテリアル|"
    "マニュファクチャリング|メディカル|モーター|ライフ|リサーチ|ロジスティクス|アジア|アメリカ|"
    "チャイナ|ヨーロッパ|ブランド|ビル|ホール|スタジアム|アリーナ"
)
_PARTICLE_AFTER = re.compile(
    "は|が|の|を|に|と|で|も|や|へ|か|から|より|など|まで|です|だ|さん|さま|および|ならびに|または|"
    "によ|にて|しか|側|ほか|らが|らの|らは|という|といっ|とい|なら|こそ|すら|だけ|のみ|"
    "ら[はがをとの]"
)
_PARTICLE_BEFORE = re.compile(
    "(?:[はがのをにとでもて、。]|った|した|いる|ある|なる|され|きた|れた|から|より|また|なお|のうち)$")
_PLACE = re.compile(
    "[市区町村県府郡島山川駅港湾線寺城沢洋]|地方|本線|通り|街道|平野|半島|海岸|一丁目")
_PERSON = re.compile(
    r"\s?(?:氏|委員|先生|教授|博士|選手|監督|議員|大臣|君|家(?:の|は|に)|兄弟|斉彬)")
_ERA = re.compile(r"(?:元|\d+)年|時代|維新|期|以[来後前]|[末初中](?:期|頃|年)|天皇|政府|\d+")
_BODY = re.compile("[一-龥]{0,4}(?:学会|協会|工業会|委員会|連合会|地帯|地方)")
_LONG = 6
_KATAKANA = re.compile("[ァ-ヺー]*")
_DOT_BEFORE = re.compile("[ァ-ヺー][・･·=]$")
_DOT_AFTER = re.compile("[・･·=][ァ-ヺ]")
_NOUN_AFTER = re.compile(
    "[はがをへ、。」)]|から|など|及び|ほか|だけ|による|において|にて|向け|ら[はがをとの]|$")
_CONJUNCTION = re.compile(
    "(?:しかし|ただし|もし|または|および|ならびに|かつ|例えば|たとえば|あるいは|そして)$")
_STANDS_BEFORE = re.compile(
    "(?:[年月日時後前代元旧新同親現各]|会社|法人|企業|大手|老舗|一方|他方|当時|当初|現在|通称|"
    "別名|提携|委託|"
    "国内|海外|当該|今回|今般|先般|上記|前記|下記|主要|顧客|買収|仲介|以降|以前|社名|商号)$")
_STANDS_AFTER = re.compile(
    "[側製社系様殿等他及各両株間]|御中|以外|所属|出身|本社|支社|支店|本店|工場|取締|会長|専務|"
    "常務|副|代表|役員|"
    "勤務|入社|退社|傘下|子会社|関係|担当|広報|時代|在籍|経営|創業|設立")
_MIXED = re.compile(
    "[ぁ-ぷほ-らる-ん][ァ-プホ-ラル-ヺ]|[ァ-プホ-ラル-ヺ][ぁ-ぷほ-らる-ん]"
)
_IMPERIAL = re.compile("明治|大正|昭和|平成|令和")
_A_WORD = re.compile("」?という(?:規格|言葉|語|用語|単語|文字|地名|人名|駅|製品名|意味)")
_SPACED = re.compile(r"\w(?:[ \u3000・]\w){2,}")
_COPULA = re.compile("です|ます|でし|まし|だっ")


def judge(
    context: Context, *, background: Set[str] = frozenset(), common: Set[str] = frozenset()
) -> Certainty | None:
    """How sure it is that the letters are the name; None where they are part of something else.

    `background`: spellings that also occur in text without members; `common`: often.
    """
    if _alien(context):
        return None
    ordinary = is_ordinary(context.plain) or context.plain in background \
        or of_a_place(context.plain)
    if is_grammar(context.plain, common) and not context.same_spelling \
            and _is_short_hiragana(context) and not _alone(context):
        return None
    if _A_WORD.match(context.after):
        ordinary = True
    if context.named and not _torn(context):
        return "ask" if ordinary and not context.same_spelling else "certain"
    verdicts = (_left(context), _right(context))
    if None in verdicts:
        return "ask" if _SPACED.fullmatch(context.written) else None
    if ordinary:
        return "ask"
    sure = "ask" not in verdicts and context.key.kind not in ("derived", "romaji") \
        and context.left != "&"
    return "certain" if sure and not _dotted(context) else "ask"


def _is_short_hiragana(context: Context) -> bool:
    """An everyday word, and not even written as the company writes itself."""
    kinds = {script(char) for char in context.plain.replace("ー", "")}
    return kinds == {"H"} and len(context.plain) <= 4


def _alone(context: Context) -> bool:
    noun = context.honoured or _NOUN_AFTER.match(context.after)
    return script(context.left) not in "HC" and bool(noun)


def _alien(context: Context) -> bool:
    """Letters that only the folding brought together: F and M of "F&M" without its sign, a
    particle and the head of a katakana word, the parts of a foreign name."""
    if "&" in context.key.spelling and len(context.key.letters) <= 3:
        return "&" not in context.written
    if _dotted(context) and len(context.plain) <= 3 and not context.same_spelling:
        return True
    mixed = len(context.plain) <= 4 and _MIXED.search(context.plain)
    return bool(mixed) and not _MIXED.search(context.key.spelling)


def _torn(context: Context) -> bool:
    """Letters of the same kind go on: the name is a part of another word."""
    return (script(context.written[0]) == script(context.left) in ("L", "K")
            or context.left == "&"
            or script(context.written[-1]) == script(context.right) == "L"
            or script(context.written[-1]) == script(context.right) == "K"
            and not COMPOUND.match(context.after) and not context.honoured)


def _dotted(context: Context) -> bool:
    """Between dots, as the parts of a foreign name are."""
    return bool(_DOT_BEFORE.search(context.before) or _DOT_AFTER.match(context.after)) \
        and script(context.written[0]) == "K"


def _left(context: Context) -> Certainty | None:
    kind, size = script(context.written[0]), len(context.plain)
    if _katakana_in_truth(context):
        return "ask"
    if kind == "H" and size <= 3 and script(context.left) == "C":
        noun = _STANDS_BEFORE.search(context.before) or _NOUN_AFTER.match(context.after)
        return "ask" if noun else None
    if kind != script(context.left):
        if kind == "C" and size <= 3 and context.written[0] == "日" and context.left.isdecimal():
            return None
        return "certain"
    if kind == "L":
        return None
    if kind == "K":
        return "ask" if size >= 5 else None
    if kind == "H":
        if size <= 3 and _COPULA.match(context.left + context.written):
            return None
        if size >= 5 or _PARTICLE_BEFORE.search(context.before):
            return "certain"
        own = context.same_spelling and size >= 3 or _CONJUNCTION.search(context.before)
        return "ask" if own and _NOUN_AFTER.match(context.after) else None
    if kind == "C":
        if _STANDS_BEFORE.search(context.before):
            return "ask" if size < 4 else "certain"
        alone = script(context.right) != "C" or _STANDS_AFTER.match(context.after)
        return "ask" if size >= 3 or alone else None
    return "certain"


def _katakana_in_truth(context: Context) -> bool:
    """りコー of リコー: some hiragana look like the katakana that the others are."""
    first, others = context.written[0], context.written[1:]
    return first in "へべぺり" and script(context.key.spelling[0]) == "K" and bool(others) \
        and {script(char) for char in others} == {"K"}


def _right(context: Context) -> Certainty | None:
    kind, size, after = script(context.written[-1]), len(context.plain), context.after
    if size <= 3 and kind in "CK" and _PERSON.match(after):
        return None
    era = size <= 3 and _IMPERIAL.match(context.written) and _ERA.match(after)
    if after.startswith("'t") or era:
        return None
    if kind != script(context.right):
        return "certain" if _stands_before(after) or size > _LONG else "ask"
    if kind == "L":
        return None
    if kind == "K":
        own = context.key.kind in ("name", "alias", "former_name", "brand") and context.same_letters
        return _katakana_goes_on(size if own else size - 2, after)
    if kind == "H":
        if size <= 2 and not context.same_spelling and after[:1] in ("か", "や", "だ"):
            return None
        return "certain" if size >= 5 or _PARTICLE_AFTER.match(after) else None
    if kind == "C":
        of_an_era = _ERA.match(after) and not (
            after.startswith("時代") and not is_word(context.plain))
        if size <= 3 and (_PLACE.match(after) or of_an_era):
            return None
        return "certain" if size >= 4 and not _BODY.match(after) else "ask"
    return "certain"


def _stands_before(after: str) -> bool:
    """No other noun is joined to the name: AGC回路 may be a circuit, AGC側 is a company."""
    if script(after[:1] or " ") not in "CKH":
        return True
    return any(p.match(after) for p in (_PARTICLE_AFTER, _STANDS_AFTER, COMPOUND))


def _katakana_goes_on(size: int, after: str) -> Certainty | None:
    if COMPOUND.match(after):
        return "certain"
    more = len(_KATAKANA.match(after).group())  # type: ignore[union-attr]
    return "ask" if size >= 5 or size >= 3 and more >= 3 else None
