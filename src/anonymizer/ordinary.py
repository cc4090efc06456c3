"""Everyday words that are also names of companies, and the contexts that tell which is meant."""

import re
from collections.abc import Set

from anonymizer.broader import BARE_PREFECTURES
from anonymizer.characters import script

# Words of grammar, never a name where other kana stand around them.
_GRAMMAR = frozenset("""
ために こった ここ そこ どこ これ それ あれ どれ もの こと とき ところ ため よう いう いる なる
する やる から まで など だけ ほど くらい しか さえ でも ても ては では には とは のは のも から
より ずつ たび うち ほか また まだ もう よく とも ども なお ただ すぐ やや ごく いつ いま あと
まえ うえ した なか そと よこ たち さん くん ちゃん とも ひと ひとつ ふたつ みな みんな おおい
すくない ない なく なき あり おり あった いった いって なった なって とった とって もった もって
やった やって かった かって きた きて した して だった です ます ません だろう でしょう らしい
そう かも こそ のみ ばかり はず わけ まま つつ ながら ある すから ですが ますが では ので のに
つつ たい たく よい いい よく こう ああ どう なんら いわば かえって
""".split())

_WORDS = _GRAMMAR | frozenset("""
あさ ひる よる はる なつ あき ふゆ かわ やま うみ そら つき ほし はな とり いぬ ねこ うま うし
さくら まつ かみ ひも いと きぬ わた ふね くるま みち はし いえ まち むら くに たま いし すな
つち みず ひかり かぜ たから ちから こころ からだ あたま かお うた おと いろ かたち あじ におい
さと さき みぎ ひだり きり ゆき あい ある あす あさひ いちご うめ かね くら さくら ひかり ふじ
まつ みどり めぐみ もみじ ゆめ アイ アイズ アース アルプス アドバンス アトム アップ アクセス
アクション アルファ アンカー イオン インサイト インパクト ウィル エース エコー エッジ エネルギー
エリア エンジン オープン オリジン オプション カーブ カラー ガード キャリア キング クイック
クラウド クリア グリーン グローバル コスモス コア コネクト コンパス サイン サクセス サポート
サンプル シグマ システム シャープ ショップ シンプル スター スタイル ステップ スペース スマート
スズキ セイコー セブン センター ゼロ ソース ソフト ダイヤモンド チェンジ チャンス データ テラ
デザイン トップ トライ ドリーム トレンド ナイス ネクスト ネット ノート パイロット パーク パス
パワー ハート バランス ビジョン ヒット ヒント ピース プラス プラネット プラン フォーカス
フォーラム ブラザー ブリッジ ブレイン プレス プロ ペガサス ベスト ベクター ホーム ポイント
ボード マーク マスター マネー メディア メトロ モード ユニット ユニオン ライオン ライト ライフ
ライン リード リーダー リコール リンク レーザー レック ローム ロード ワールド ワイズ ワン 大成
明治 大正 昭和 平成 三和 日立 清水 本田 川崎 豊田 太平洋 東海 中部 関西 信越 日産 高田 竹内 島津
遠藤 野村 味の素 花王 帝人 鈴木 山田 田中 佐藤 高橋 伊藤 渡辺 中村 小林 加藤 change sharp step
insight pilot brother brothers lion nano vector planet aeon mercury plaid disco media access
advance alpha apple arc art base best bridge core cross data digital dream edge elan energy
focus force forest future global gold grand green growth heart home hope idea image impact joy
key lead life light line link live mark master mind more need next note one open origin park
plus point pro quick real ring road sense shift sky smart smile soft space spirit star stream
style success sun system team tech token top trend true trust unit value vision wave will win
wise world ai an ne it is to no on in of by at us we go do me be
""".split())

# 中国電力: a company, or what a part of the country has of it.
_OF_A_PLACE = re.compile(
    f"(?:東北|関東|北陸|中部|東海|近畿|関西|中国|四国|九州|日本|{'|'.join(BARE_PREFECTURES)})"
    "(?:電力|電気|ガス|瓦斯|水道|石油|鉄道|交通|道路|空港|港運|海運|航空|放送|工業|鉱業|塗料|製鉄|化学)"
)


def of_a_place(spelling: str) -> bool:
    """Whether a spelling of a company also says where some everyday thing is."""
    return bool(_OF_A_PLACE.fullmatch(spelling))


def is_grammar(written: str, common: Set[str]) -> bool:
    """Whether a spelling is a word of grammar, by the list or as common in the background."""
    return written in _GRAMMAR or written in common


def is_word(spelling: str) -> bool:
    """Whether a spelling of a company is also an everyday word."""
    return spelling.lower() in _WORDS


def is_ordinary(spelling: str) -> bool:
    """Whether a spelling of a company is also an everyday word, or too short to be sure of."""
    if is_word(spelling):
        return True
    scripts = {script(char) for char in spelling}
    return len(spelling) <= 2 and scripts <= set("KHC")
