"""Whether letters that spell a name stand in the text as that name."""

import re

from anonymizer.characters import is_dash, script
from anonymizer.keys import Key
from anonymizer.model import Certainty
from anonymizer.views import Tight

_COMPOUND = re.compile(
    "インターナショナル|エンジニアリング|エンタープライズ|エナジー|エネルギー|エレクトロニクス|"
    "オートモーティブ|カンパニー|グループ|グローバル|ケミカル|コーポレーション|コミュニケーションズ|"
    "サービス|サイエンス|システム|ジャパン|セミコンダクター|ソフトウェア|ソリューション|テクノ|"
    "テック|デバイス|ネットワーク|ファイナンス|ファシリティ|フーズ|ホールディング|マテリアル|"
    "マニュファクチャリング|メディカル|モーター|ライフ|リサーチ|ロジスティクス|アジア|アメリカ|"
    "チャイナ|ヨーロッパ|ブランド|ビル|ホール|スタジアム|アリーナ"
)
_PARTICLE_AFTER = re.compile(
    "は|が|の|を|に|と|で|も|や|へ|か|から|より|など|まで|です|だ|さん|さま|および|ならびに|または|"
    "によ|にて|しか|側|ほか|らが|らの|らは|という|といっ|とい|なら|こそ|すら|だけ|のみ"
)
_PARTICLE_BEFORE = re.compile("(?:[はがのをにとでも、。]|った|した|いる|ある|なる|され|きた|れた|から|より|また|なお)$")
_HEADING = re.compile(r"(?:者|元|先|名|名義|社名|会社|企業|メーカー|提出|作成|Contact|user|Company)\s*[:：は]?\s*$")
_HONORIFIC = re.compile(r"\s?(?:社|さん|様|殿|御中|製|株式会社|有限会社|\(株\)|グループ|ホールディング|HD|（?\(?以下)")
_PLACE = re.compile("[市区町村県府郡島山川駅港湾線寺城沢]|地方|本線|通り|街道|平野|半島|海岸|一丁目")
_PERSON = re.compile(r"\s?(?:氏|委員|先生|教授|博士|選手|監督|議員|大臣|君|家(?:の|は|に)|兄弟|斉彬)")
_ERA = re.compile(r"(?:元|\d+)年|時代|維新|期|以[来後前]|[末初中](?:期|頃|年)|天皇|政府|\d+")
_LEGAL = re.compile(r"株式会社|有限会社|合同会社|\(株\)|\(有\)|㍿")
_TIME_BEFORE = re.compile("(?:[年月日時後前代]|現在|当時|当初|会社|法人|企業|大手|老舗|旧|元|新|同|親)$")


class Context:
    """The surroundings of letters [first, last) of a tight view."""

    def __init__(self, tight: Tight, first: int, last: int, key: Key) -> None:
        text = tight.lines.text
        begin, end = tight.at[first], tight.at[last - 1] + 1
        while end < len(text) and is_dash(text[end]) and text[end] in "ーｰ":
            end += 1
        self.begin, self.end, self.key = begin, end, key
        self.written = text[begin:end]
        self.before, self.after = text[max(0, begin - 14):begin], text[end:end + 14]
        self.left = self.before[-1:] or " "
        self.right = self.after[:1] or " "

    @property
    def same_spelling(self) -> bool:
        """Written as registered, apart from case and what stands between the letters."""
        return _plain(self.written) == _plain(self.key.spelling)

    @property
    def named(self) -> bool:
        """A legal form, an honorific or a heading says that a company is meant."""
        return bool(
            _LEGAL.match(self.after.lstrip(" ・")) or _LEGAL.search(self.before[-6:])
            or _HONORIFIC.match(self.after) or _HEADING.search(self.before)
        )


def _plain(written: str) -> str:
    return re.sub(r"[\W_]", "", written).lower()


def judge(context: Context, *, contextual: bool) -> Certainty | None:
    """How sure it is that the letters are the name; None where they are part of something else."""
    if context.named and not _torn(context):
        return "certain" if context.same_spelling else "ask" if contextual else "certain"
    verdicts = (_left(context), _right(context))
    if None in verdicts:
        return None
    if contextual or context.key.kind in ("derived", "romaji"):
        if not context.same_spelling and _doubtful(context):
            return None
        return "ask"
    return "ask" if "ask" in verdicts else "certain"


def _torn(context: Context) -> bool:
    """Latin letters go on: the name is a part of another word."""
    return (script(context.written[0]) == script(context.left) == "L"
            or script(context.written[-1]) == script(context.right) == "L")


def _doubtful(context: Context) -> bool:
    return len(context.key.letters) <= 3 and script(context.written[0]) == "H"


def _left(context: Context) -> Certainty | None:
    kind, size = script(context.written[0]), len(context.written)
    if kind != script(context.left):
        if kind == "C" and context.written[0] == "日" and context.left.isdecimal():
            return None
        return "certain"
    if kind == "L":
        return None
    if kind == "K":
        return "ask" if size >= 5 else None
    if kind == "H":
        return "certain" if size >= 5 or _PARTICLE_BEFORE.search(context.before) else None
    if kind == "C":
        if size >= 3 or _TIME_BEFORE.search(context.before):
            return "ask" if size < 4 else "certain"
        return None
    return "certain"


def _right(context: Context) -> Certainty | None:
    kind, size = script(context.written[-1]), len(context.written)
    after = context.after
    if size <= 3 and _PERSON.match(after):
        return None
    if kind != script(context.right):
        return "certain"
    if kind == "L":
        return None
    if kind == "K":
        return "certain" if _COMPOUND.match(after) else "ask" if size >= 4 else None
    if kind == "H":
        return "certain" if size >= 5 or _PARTICLE_AFTER.match(after) else None
    if kind == "C":
        if size <= 3 and (_PLACE.match(after) or _ERA.match(after)):
            return None
        return "certain" if size >= 4 else "ask"
    return "certain"
