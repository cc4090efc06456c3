"""Words of the trade that name nobody: law, authorities, regimes, procedures, goods, countries.

Guesses of the model that lie within these are left out; rules and the directory are not touched.
"""

import re
from functools import cache
from typing import Any

import ahocorasick

LAW = """
法律 法令 政令 省令 府令 告示 通達 条約 条例 規則
外国為替及び外国貿易法 外為法 外為令 輸出貿易管理令 輸出令 輸出令別表第1 別表第1 別表第2 別表第3
別表 外国為替令 貨物等省令 貨物省令 運用通達 役務通達 提出書類通達 無償告示 無償特例 少額特例
包括許可取扱要領 特別一般包括許可 一般包括許可 特定包括許可 特別返品等包括許可 特定子会社包括許可
個別許可 包括許可 役務取引許可 輸出許可 輸出承認 許可条件 許可証 キャッチオール規制 キャッチオール
補完的輸出規制 リスト規制 インフォーム要件 客観要件 用途要件 需要者要件 外国ユーザーリスト
ユーザーリスト おそれの強い貨物例 明らかガイドライン 該非判定 該非判定書 項目別対比表
パラメータシート 輸出者等遵守基準 遵守基準 輸出管理内部規程 内部規程 自主管理 みなし輸出 特定類型
居住性 ストック販売 グループA グループB グループA国 グループB国 ホワイト国 懸念国 国連武器禁輸国
デュアルユース デュアルユース規則 暗号特例 市販プログラム特例 公知 基礎科学研究 取引審査 出荷管理
事後審査 立入検査 自主点検 安全保障貿易管理 安全保障輸出管理 安全保障 経済安全保障推進法
経済安全保障 不正競争防止法 関税法 行政手続法 個人情報保護法 セキュリティ・クリアランス
重要経済安保情報 エンドユース エンドユーザー インボイス パッキングリスト サプライチェーン
チェックリスト ガイドライン パブリックコメント パブコメ ホームページ ウェブサイト クラウド
マトリクス フォーマット 別表第1の16の項 16の項 1の項 NACCS CP ICP TCP Q&A HS HSコード SDS EAR ITAR
ECCN EL EUC PDF CSV Excel Word AI IoT FAQ DX BIS OFAC DDTC CCL USML DPL SDN UVL EAR99 DIS ISO JIS
IEC
""".split()
AUTHORITIES = """
経済産業省 経産省 METI 貿易経済安全保障局 貿易経済協力局 貿易管理部 貿易管理課 安全保障貿易管理課
安全保障貿易管理政策課 安全保障貿易審査課 安全保障貿易検査官室 安全保障貿易管理 技術調査室
国際投資管理室 外務省 財務省 税関 防衛省 防衛装備庁 文部科学省 文科省 内閣府 内閣官房 国会 法務省
厚生労働省 総務省 国土交通省 農林水産省 環境省 警察庁 公正取引委員会 個人情報保護委員会 デジタル庁
国税庁 政府 日本政府 米国政府 商務省 米国商務省 商務省産業安全保障局 産業安全保障局 国務省
財務省外国資産管理室 国防総省 欧州委員会 欧州連合 欧州議会 EU 国連 国際連合 国連安保理 安保理 OECD
WTO G7 NATO ASEAN 安全保障貿易情報センター 一般財団法人安全保障貿易情報センター CISTEC シスポート
貿易情報センター 日本機械輸出組合 日本貿易会 日本商工会議所 日本経済団体連合会 経団連 JETRO
ジェトロ 日本貿易振興機構 大学・研究機関専門委員会 制度専門委員会 委員会 専門委員会 分科会
小委員会 作業部会 運営委員会 総合部会 事務局 輸出管理委員会 技術委員会 国際委員会 企画委員会
研修委員会 合同会議 審議会 検討会 産業構造審議会 安全保障貿易管理小委員会
""".split()
REGIMES = """
ワッセナー・アレンジメント ワッセナーアレンジメント ワッセナー WA 原子力供給国グループ NSG
ミサイル技術管理レジーム MTCR オーストラリア・グループ オーストラリアグループ AG
国際輸出管理レジーム 輸出管理レジーム レジーム NPT CWC BWC ココム COCOM 核兵器不拡散条約
化学兵器禁止条約 生物兵器禁止条約 武器貿易条約 ATT Wassenaar
""".split()
GOODS = """
炭素繊維 工作機械 数値制御工作機械 半導体 半導体製造装置 集積回路 露光装置 リソグラフィ 測定装置
三次元測定機 遠心分離機 周波数変換器 質量分析計 凍結乾燥機 噴霧乾燥機 バルブ ポンプ 真空ポンプ
ベローズ弁 熱交換器 反応器 貯蔵容器 六フッ化タングステン マルエージング鋼 チタン合金
アルミニウム合金 ガリウム ゲルマニウム 黒鉛 ホスゲン トリエタノールアミン フッ化水素 赤外線カメラ
暗視装置 レーザー レーザー発振器 光検出器 ジャイロスコープ 加速度計 慣性航法装置 無人航空機
ドローン ロボット 光ファイバー ソナー 水中カメラ スペクトラムアナライザー 信号発生器 信号分析器
デジタルコンピュータ 量子コンピュータ 極低温冷却装置 積層造形装置 3Dプリンター GAAFET EDA EUV GPU
FPGA ASIC CPU SiC GaN GaAs CAD CAM CAE CNC ソフトウェア プログラム ファームウェア モジュール
センサー アンテナ マイクロ波増幅器
通信機器 計測機器 電子機器 精密機器 産業機械 光学機器 電子部品 試験装置 増幅器
バッテリー リチウムイオン電池 電池 フォークリフト
""".split()
PLACES = """
日本 日本国 国内 海外 我が国 わが国 本邦 中国 中華人民共和国 韓国 大韓民国 台湾 香港 北朝鮮 米国
アメリカ アメリカ合衆国 英国 イギリス ドイツ フランス イタリア オランダ ベルギー スペイン
ポルトガル スイス オーストリア スウェーデン ノルウェー フィンランド デンマーク ポーランド チェコ
ハンガリー ルーマニア ブルガリア ギリシャ トルコ アイルランド ルクセンブルク ロシア ウクライナ
ベラルーシ カナダ メキシコ ブラジル アルゼンチン チリ オーストラリア 豪州 ニュージーランド インド
インドネシア マレーシア シンガポール タイ ベトナム フィリピン ミャンマー カンボジア ラオス
パキスタン バングラデシュ スリランカ イラン イラク イスラエル サウジアラビア アラブ首長国連邦 UAE
カタール エジプト 南アフリカ アフガニスタン リビア シリア ソマリア スーダン レバノン 中央アフリカ
コンゴ民主共和国 アジア 東アジア 東南アジア アセアン 欧州 ヨーロッパ 北米 南米 中南米 中東
アフリカ 欧米 日米 日中 北海道 東北 関東 中部 北陸 東海 近畿 関西 中国地方 四国 九州 沖縄 東日本
西日本 首都圏 東京都 大阪府 京都府 霞が関 仕向国 仕向地 東京 大阪 USA US UK Japan China Korea
Taiwan Germany France India Vietnam Malaysia Singapore Thailand
""".split()
PREFECTURES = """
青森 岩手 宮城 秋田 山形 福島 茨城 栃木 群馬 埼玉 千葉 神奈川 新潟 富山 石川 福井 山梨 長野 岐阜
静岡 愛知 三重 滋賀 兵庫 奈良 和歌山 鳥取 島根 岡山 広島 山口 徳島 香川 愛媛 高知 福岡 佐賀 長崎
熊本 大分 宮崎 鹿児島
""".split()
UNITS = """
ミリメートル センチメートル メートル キロメートル マイクロメートル ナノメートル ミクロン
ミリ センチ キロ
キログラム グラム ミリグラム トン リットル ミリリットル パーセント ボルト ワット
キロワット アンペア オーム
ヘルツ キロヘルツ メガヘルツ ギガヘルツ パスカル メガパスカル ケルビン セルシウス
テラフロップス ビット バイト
メガバイト ギガバイト テラバイト ドル ユーロ 円 米ドル
""".split()
OFFICE = """
現状 問題点 提案 要望 要望事項 要望内容 理由 根拠資料 根拠 出典 検討メモ 検討 賛成 反対 中立 意見
意見案 意見書 取下げ 手続 手続き 均衡 添付 添付資料 改正 改正案 改正日 旧版 新版 新旧対照表 対比表
原文 前回 次回 今回 番号 件数 費用 品目 品目一覧 規制 省令 政令 告示 通達 国際 荷主 荷主一覧 貨物
技術 役務 輸出 輸入 仕様 仕様書 性能 寸法 材質 温度 精度 閾値 単位 様式 書式 申請書 届出 届出書
報告書 議事録 回答 質問 質疑 説明会 研修 監査 教育 担当 組立 組立工程 化学 機械 電機 電子 電気
通信 素材 部品 付属品 消耗品 保守 修理 交換 返品 銀行 保険 大手 中小 全社 一社 二社 三社 数社
会員各社 当局 両論 多数 少数 全員 代表団 奨学 為替 汎用 汎用品 中古品 新品 試作品 量産品 当社 弊社
貴社 同社 自社 他社 各社 親会社 子会社 当会 本会 会員 会員企業 会員会社 事業者 輸出者 要望者
申請者 需要者 委員長 委員 事務局長 担当者 責任者 大臣 経済産業大臣 局長 課長 室長 企業 大学
研究機関 中小企業 大企業 メーカー 商社 製造業 業界 株式会社 有限会社 国立大学 税関長 社長 役員
部長 議長 幹事 甲 乙 丙 インターネット システム データ サーバー メール
""".split()
LABELS = """
電話 電話番号 内線 携帯 直通 ファクス ファックス TEL FAX Tel Fax E-mail Email e-mail メール
メールアドレス 住所 所在地 郵便番号 証券コード コード番号 法人番号 登録番号 EDINETコード EDINET
提出者コード コード 東証 東証プライム 東証スタンダード 東証グロース 東京証券取引所 プライム TYO
Equity JP Equity 銘柄コード 口座番号 普通 当座 許可番号 契約番号 注文書 型式 型番 品番 製品名 品名
要望者 要望元 提出者 作成者 作成日 照会先 担当 責任者 送付先 宛先 件名 起案部署 参照 参考 別紙
添付 以上 御中 各位 敬具 拝啓
""".split()
ENGLISH = """
Export Import Control Controls Order Act Law Foreign Exchange Trade Ministry Economy Industry
Security License Licence Licensing Catch-all Catch-All Bulk Individual General Special Wassenaar
Arrangement Nuclear Suppliers Group Australia Missile Technology Regime European Union Commission
Department Commerce Bureau Regulations Regulation Administration List End User Users Committee
Subcommittee Secretariat Chair Member Members Article Annex Appendix Schedule Item Category
Section Paragraph Table Figure Part Chapter Guideline Guidelines Notice Request Requests Japan
Japanese Asia Asian Europe US U.S. USA United States Kingdom America American China Chinese Korea
Korean Taiwan Germany German France India Vietnam Viet Nam Malaysia Singapore Thailand Russia EU
METI CISTEC NSG MTCR WA AG EAR ECCN ITAR BIS NACCS UN HS ISO JIS CP ICP AI IT Q&A I January
February March April May June July August September October November December Monday Tuesday
Wednesday Thursday Friday Saturday Sunday English Internet Excel Word PDF Government Parliament
Cabinet Minister Director Manager Customs Tokyo
Italy Spain Portugal Netherlands Belgium Switzerland Austria Sweden Norway Finland Denmark Poland
Czech Republic Hungary Romania Greece Turkey Ireland Luxembourg Ukraine Belarus Canada Mexico Brazil
Argentina Chile Australia Zealand Indonesia Philippines Myanmar Cambodia Laos Pakistan Bangladesh
Iran Iraq Israel Saudi Arabia Emirates Qatar Egypt Africa Afghanistan Libya Syria Lebanon Hong Kong
Internal Compliance Program Programme Appended
""".split()

WORDS = frozenset((
    *LAW, *AUTHORITIES, *REGIMES, *GOODS, *PLACES, *PREFECTURES,
    *(f"{name}県" for name in PREFECTURES),
    *OFFICE, *LABELS, *UNITS,
))
# Norms, control list entries, articles; the sites everybody has.
_SHAPES = re.compile(
    r"(?<![A-Za-z0-9])(?:\d[A-E]\d{3}(?:\.[a-z0-9]+)*|(?:ISO|JIS|IEC|EN|DIN|ANSI|ASTM|IEEE|MIL|CAS|HS)[-\s/]?"
    r"[A-Z]?\d[\w:-]*|[\d.,:/%-]+)(?![A-Za-z])|別表第?[\d一二三]+(?:の\d+の項)?|"
    r"(?:当社|弊社|自社|同社|他社|御社|貴社|各社|本社|主力|国内|海外|現地)(?:の)?(?:主力|国内|海外|第一|第二)?"
    r"(?:工場|事業所|研究所|製作所|拠点|支社|支店)|第?[\d一二三四五六七八九十]+(?:条|項|号|章|節|回|年度?|月|日)"
)


@cache
def _automaton() -> Any:
    automaton = ahocorasick.Automaton()
    for word in WORDS:
        if len(word) > 1:
            automaton.add_word(word, len(word))
    automaton.make_automaton()
    return automaton


def shared(text: str) -> bytearray:
    """1 for each character of a text that belongs to a word of the trade."""
    marked = bytearray(len(text))
    for last, size in _automaton().iter(text):
        first = last + 1 - size
        if text[first:last + 1].isascii() and (
            _latin(text[first - 1:first]) or _latin(text[last + 1:last + 2])
        ):
            continue
        marked[first:last + 1] = b"\1" * size
    for match in _SHAPES.finditer(text):
        first, last = match.span()
        marked[first:last] = b"\1" * (last - first)
    return marked


def _latin(char: str) -> bool:
    return char.isascii() and char.isalnum()
