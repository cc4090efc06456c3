"""Sentences of export control, written and named by us, to learn from beside the encyclopaedia.

A carrier holds slots: {c} a company without its legal form, {l} with it, {f} a foreign one,
{p} a person, {s} a site, {g} a product, {o} a university or society, {z} an authority, {t} a
place, {h} a member that earlier stages have hidden. All names are invented; the same draw gives
the same sentences.
"""

import random
import re
from collections.abc import Iterator, Sequence

from anonymizer.second_net.features import HIDDEN
from anonymizer.surnames import SURNAMES

CLASSES = ("corp", "person", "site", "product", "organisation", "government", "place", "event")
_CLASS_OF = {"c": 0, "l": 0, "f": 0, "h": 0, "p": 1, "s": 2, "g": 3, "o": 4, "z": 5, "t": 6}

CARRIERS = """
{c}から該非判定書を入手した。
{c}へ貨物を輸出する際は、キャッチオール規制の確認が必要となる。
当社は{c}と共同で{g}を開発している。
{c}製の{g}を{t}向けに輸出する予定である。
{l}は、{t}の現地法人に対して技術を提供した。
本件の需要者は{f}であり、最終用途は民生用である。
{f}から受注した{g}について、個別許可を申請した。
{c}では、役務取引許可の取得に三か月を要したという。
仲介者である{c}を経由して{t}に出荷した。
{c}の{p}氏によれば、審査が長期化している。
{p}が本件の窓口を務める。
{l}の{p}部長に確認済みである。
本要望書の作成は{p}が行った。
ご不明な点は{p}までお問い合わせください。
弊社の{p}と{p}が打合せに出席した。
{s}で製造した{g}は3の項に該当する。
{s}から{f}に直送している。
{c}{s}における監査の結果、問題は認められなかった。
{h}の{s}では、該当品の在庫を管理している。
{h}と{c}は、包括許可の更新時期について要望した。
{h}、{c}及び{l}の三社が連名で提出した。
{h}は{c}の完全子会社である。
{c}の例では、税関で貨物が一週間留め置かれた。
{c}（以下「甲」という。）は、次のとおり要望する。
{c}、{c}、{c}などの競合他社も同様の課題を抱えている。
{c}グループ全体で輸出管理体制を見直した。
販売代理店の{c}を通じて{t}の{f}に納入した。
{c}が買収した{f}の製品は、外国ユーザーリストの確認対象である。
{c}に対する審査では、{z}から追加資料を求められた。
{z}の担当官と{c}の{p}が面談した。
{o}との共同研究では、みなし輸出の管理が課題となる。
{o}の{p}教授に技術を提供した。
{o}の留学生に対する技術提供について{z}に照会した。
{g}の輸出に当たっては、パラメータシートを作成している。
製品名は{g}である。
{g}及び{g}は、いずれも非該当である。
{g}を{c}から調達し、{t}の工場に据え付けた。
主要な取引先は{c}と{f}である。
{c}の子会社が{t}で{g}を生産している。
過去に{c}が警告を受けた事例がある。
{c}さんから照会がありました。
{c}社の見解では、本項番には該当しない。
{c}様との契約に基づき、保守用部品を送付した。
{c}向けの案件は、フォアキャスト案件として管理している。
委託先：{c}
申請者　{l}
輸出者：{c}、需要者：{f}、仲介者：{c}
担当：{p}
要望元：{c}（{t}）
{l}　{p}
{c}の輸出管理部門に問い合わせたところ、回答は得られなかった。
当社が{c}に供給している材料は、{g}の原料となる。
{t}の{c}に技術者を派遣した。
{c}としては、少額特例の見直しを求めたい。
{c}は特別一般包括許可を取得している。
{c}経由の迂回輸出が懸念される。
{c}本社にて打合せを行った。
また、{c}においても類似の事例が報告されている。
なお、{c}は本件に関与していない。
この点について{c}に意見を聞いた。
競合の{c}に比べ、許可取得までの期間が長い。
{f}は{z}の外国ユーザーリストに掲載されている。
{f}社の{p}氏から問い合わせがあった。
元{c}の{p}氏が委員を務める。
{p}委員から、{c}の事例が紹介された。
{p}様
{p}さんに転送済みです。
{s}の{p}さんから連絡がありました。
{s}に設置された{g}の移設に当たり、許可が必要となった。
{c}の{g}は世界的に普及している。
{c}との取引を開始するに当たり、取引審査票を起票した。
同業の{c}や{c}でも運用が分かれている。
荷受人は{c}、買主は{f}である。
{c}へ部品を無償で貸与した。
{c}が代理申請を行った。
{l}から{l}への事業譲渡に伴い、許可証の名義を変更した。
弊社は、{c}より技術供与を受けている。
工場は{t}に所在する。
{t}の{s}において事故が発生した。
{h}は、{z}に対し次のとおり要望する。
{h}によれば、審査期間は平均六週間である。
{h}の{p}が説明した。
要望者：{h}
""".strip().splitlines()

PLAIN = """
輸出貿易管理令別表第1の16の項に該当する貨物について、手続の簡素化を要望する。
外国為替及び外国貿易法第48条第1項の規定に基づく許可が必要となる。
貨物等省令第6条第1号の解釈が事業者ごとに異なっている。
包括許可取扱要領の改正案について意見を提出した。
リスト規制対象貨物の該非判定には、技術部門の協力が不可欠である。
キャッチオール規制の需要者要件と用途要件を確認する。
安全保障貿易管理の自主管理に関する内部規程を整備した。
大学・研究機関専門委員会において、みなし輸出の運用を検討した。
ワッセナー・アレンジメントの合意を踏まえ、規制項目を見直されたい。
米国の輸出管理規則（EAR）との調和が望まれる。
EUのデュアルユース規則では、一般許可の範囲が広い。
原子力供給国グループとオーストラリア・グループの規制品目も対象となる。
電子申請システムNACCSの入力項目が多く、負担が大きい。
許可証の有効期間は六か月とされている。
半導体製造装置、炭素繊維、工作機械及び赤外線カメラは規制の対象である。
量子コンピュータや積層造形装置などの新興技術について議論した。
中国、韓国及び台湾向けの輸出では、特別一般包括許可を利用している。
マレーシアとベトナムを仕向地とする案件が増えている。
現行の運用では、変更のたびに届出が必要であり、実務上の負担となっている。
要望の理由は次のとおりである。
当社は、許可申請に要する期間の短縮を求める。
個別許可の審査には平均して八週間を要している。
技術提供に関する特例の範囲を明確にしていただきたい。
経済産業省は、改正の趣旨を説明会で周知した。
経済産業省貿易経済安全保障局貿易管理課に照会した。
安全保障貿易情報センター（CISTEC）が事務局を務める。
会員各社から寄せられた意見を取りまとめた。
次回の委員会は来月開催する予定である。
別紙1のとおり回答する。
提出書類の写しを添付する。
本件に関する連絡先は下記のとおり。
数値制御工作機械の位置決め精度について、測定方法を統一されたい。
暗号装置の市販プログラム特例の適用要件を明確化する必要がある。
輸出者等遵守基準に沿って教育を実施している。
項番3A001に該当するか否かは、性能の閾値による。
該非判定書の様式を統一することにより、事務負担を軽減できる。
税関の事後調査では、帳票の保存期間が問題となった。
パラメータシートの改訂に伴い、再判定を行う必要がある。
再輸出の規制について、仕向国の法令も確認する。
化学兵器の原材料となる物質は別表第1の3の項で規制されている。
通常兵器関連のキャッチオール規制の対象地域が拡大された。
グループA国向けの輸出については、手続が簡略化されている。
要望を取り下げる場合は、事務局に連絡する。
フォークリフトの部品は該当しない。
サンプルの無償提供も輸出に当たる。
クラウド上のデータの共有が技術の提供に該当するかを確認したい。
賛成する意見と反対する意見があった。
定足数を満たしたため、採決を行った。
委員長は合意を宣言した。
異議の申立てがあったため、再度検討することとした。
人工知能を用いた設計ソフトウェアの扱いが明確でない。
航空貨物の場合、インボイスとパッキングリストを添付する。
ストック販売の許可条件を緩和されたい。
少額特例の上限額を引き上げることを要望する。
マイクロ波増幅器、光学センサー、レーザー発振器及びジャイロスコープが対象となる。
METIの回答はホームページで公表される。
輸出管理内部規程（CP）の届出企業に限る。
チェックリストの提出を年1回とされたい。
以上、ご検討をお願いいたします。
お世話になっております。
現状
問題点
提案の内容
根拠資料
検討メモ
改正案の新旧対照表を添付する。
旧版の様式による申請も当分の間は認められたい。
荷主と通関業者の間で、書類の受渡しに時間がかかっている。
金額基準の引上げにより、申請件数が半減すると見込まれる。
保存温度と使用温度の範囲を仕様書に明記する。
装置の寸法、材質及び質量は該非判定に影響しない。
中古品と新品とで判定が異なることはない。
組立工程で使用する治具も対象となるか確認したい。
会員百二十社のうち、七割が賛成した。
原文との対比表を作成し、相関を確認した。
省令の改正日と施行日が異なるため、移行措置を設けられたい。
国際的な均衡を図る観点から、規制の水準を見直すべきである。
多くの企業が、同種の事例を経験している。
汎用のソフトウェアを組み込んだ製品は、暗号特例の対象となる。
代表団は各国の当局と意見を交換した。
仮の番号を付した品目一覧を別紙に示す。
比強度及び比弾性率の閾値を改めることが適当である。
取扱いの差異が生じないよう、統一的な解釈を示されたい。
海外の競合企業は、より短い期間で許可を得ている。
担当者の異動により、引継ぎに時間を要した。
本件の費用は、事務局が負担する。
少数意見を付記した上で、議事録を承認した。
奨学金の受給者に対する技術の提供は、特定類型に該当しうる。
フロー図に従って確認する。
CSV形式での提出を認められたい。
銀行や保険会社への照会は不要である。
障害が発生した場合は、書面による申請を認める。
バルブの座部や弁体などの接液部の材質を確認する。
積層造形装置の造形寸法に係る規制値を緩和する。
化学工場の配管に用いる部品は、大半が非該当である。
""".strip().splitlines()

_KANJI_STEMS = """
東和 三洋 大栄 共立 富士見 北斗 日進 昭栄 旭 双葉 千鳥 高砂 住栄 丸友 山陽 新光 光洋 栄和 太陽
大同 第一 日新 東海 西日本 関東 中央 近江 越前 信濃 瀬戸内 北陸 奥羽 摂津 播磨 武蔵 常磐 甲斐 伊予
薩摩 豊和 永大 三協 五光 八千代 弥生 若松 青葉 白山 黒部 赤城 緑川 金剛 銀河 鉄山 泉 島津野 沖田
湊
""".split()
_TAILS = """
電機 電子 工業 製作所 精機 精工 化学 化成 製鋼 金属 産業 商事 物産 機械 計器 光学 硝子 繊維 製薬
重工 電線 通信 航空 造船 鉄工 建設 鉱業 樹脂 ゴム 紙業 油脂 食品 運輸 倉庫 銀行 証券 興業 商会
無線 測器
""".split()
_KATAKANA = """
ア イ ウ エ オ カ キ ク コ サ シ ス セ ソ タ チ テ ト ナ ニ ネ ノ ハ ヒ フ ホ マ ミ ム メ モ ヤ ユ
ヨ ラ リ ル レ ロ ワ ガ ギ グ ゴ ザ ジ ゼ ダ デ ド バ ビ ブ ベ ボ パ ピ プ ペ ポ ン シャ シュ ショ
チャ リュ フィ ティ ファ
""".split()
_KATAKANA_TAILS = """
テック テクノ テクノロジー システムズ エレクトロニクス ケミカル マテリアル ホールディングス
グループ コーポレーション インターナショナル ジャパン デバイス エンジニアリング フーズ メディカル
ネット ラボ ソリューションズ ロジスティクス エナジー オプト バイオ サイエンス モーター クラフト
パートナーズ
""".split()
_GIVEN = """
太郎 一郎 健太 直樹 大輔 浩二 隆 誠 徹 剛 亮介 翔太 美咲 由美子 裕子 恵 真由美 香織 優子 さくら
千尋 陽菜 和彦 正樹 英明 康弘 俊介 智也 彩 菜々子 麻衣 秀樹 文雄 節子 義男 伸一 雅人 貴之 達也
涼子 結衣
""".split()
_GIVEN_KANJI = (
    "央統令花琴羽岳義基幸健悦真綾俊士通敬英海達修玖仁彦結介宗玲奈匠悟朗志保紗希尚恭輔慎慶佑莉緒"
)
_FOREIGN_GIVEN = """
ジョン マイケル ロバート アンナ マリア カール ピーター ウェイ リー キム アハマド ラジ エレナ
イワン ソフィー ルーカス デービッド トーマス
""".split()
_FOREIGN_FAMILY = """
スミス ミュラー ジョンソン チャン ワン グエン シン イワノフ ロッシ デュポア アンダーソン パク
カーン シュミット ブラウン テイラー コワルスキ
""".split()
_ENGLISH = """
Alder Brant Cobalt Dorn Everest Falk Garland Helix Ionix Juno Kestrel Larch Meridian Norden Orion
Pallas Quanta Rowan Stella Tarn Ultra Vertex Westfall Xenon Yarrow Zephyr Hanyang Taesung Weiming
Huaxin Shenlan Petronas Kumar Siam Batu
""".split()
_ENGLISH_TAILS = """
Chemicals Instruments Precision Photonics Aerospace Semiconductor Machinery Trading Systems Optics
Electronics Materials Robotics Dynamics Energy Biotech Marine Technology
""".split()
_FORMS_EN = ("Co., Ltd.", "Inc.", "GmbH", "LLC", "AG", "S.A.", "Pte. Ltd.", "Sdn. Bhd.", "B.V.",
             "Corporation", "Ltd.", "K.K.", "S.p.A.", "Oy", "PLC", "Limited", "Pvt. Ltd.")
_TOWNS = """
北上 鶴岡 会津 宇部 新居浜 延岡 苫小牧 須坂 諏訪 湖西 知多 亀岡 草津 呉 津山 今治 大牟田 日田 国分
鹿島 秦野 府中 青梅 熊谷 小山 太田 黒部 鯖江 彦根 敦賀 明石 三原 防府 伊丹 刈谷 碧南 土岐 常滑
沼津 裾野
""".split()
_SITE_TAILS = ("工場", "第二工場", "事業所", "研究所", "製作所", "テクノセンター",
               "事業場", "製造所", "技術開発センター", "物流センター", "東工場", "本社工場")
_UNIVERSITIES = ("大学", "工業大学", "大学大学院工学研究科", "理科大学", "高等専門学校", "大学校",
                 "技術研究機構", "工業会", "技術協会")
_AUTHORITIES = ("経済産業省", "外務省", "財務省", "税関", "防衛省", "文部科学省",
                "貿易管理課", "METI", "米国商務省", "欧州委員会", "安全保障貿易審査課")
_PLACES = ("中国", "台湾", "韓国", "マレーシア", "ベトナム", "ドイツ", "米国", "インド",
           "シンガポール", "蘇州", "上海", "ペナン", "バンガロール", "シュトゥットガルト",
           "ホーチミン",
           "メキシコ", "横浜市",
           "愛知県", "大阪府", "つくば市", "福井県鯖江市", "滋賀県草津市")
_SLOT = re.compile(r"\{(\w)\}")

Sentence = tuple[str, list[tuple[int, int, int]]]


def sentences(chance: random.Random, rounds: int, known: Sequence[str] = ()) -> Iterator[Sentence]:
    """Every carrier `rounds` times with other names, and the plain ones: text and (start, end,
    class number). A third of the bare companies are drawn from `known` names."""
    for _ in range(rounds):
        for carrier in CARRIERS:
            yield _filled(carrier, chance, known)
    for text in PLAIN:
        yield text, []


def _filled(carrier: str, chance: random.Random, known: Sequence[str]) -> Sentence:
    text, position = "", 0
    spans: list[tuple[int, int, int]] = []
    for match in _SLOT.finditer(carrier):
        text += carrier[position:match.start()]
        name = _name(match.group(1), chance, known)
        spans.append((len(text), len(text) + len(name), _CLASS_OF[match.group(1)]))
        text += name
        position = match.end()
    return text + carrier[position:], spans


def _name(slot: str, chance: random.Random, known: Sequence[str]) -> str:
    if slot == "c":
        return chance.choice(known) if known and chance.random() < 0.34 else _company(chance)
    if slot == "l":
        form = chance.choice(("株式会社", "株式会社", "株式会社", "有限会社", "合同会社", "(株)"))
        space = "" if chance.random() < 0.9 else " "
        name = _company(chance)
        return form + space + name if chance.random() < 0.5 else name + space + form
    if slot == "f":
        name = chance.choice(_ENGLISH)
        name += " " + chance.choice(_ENGLISH_TAILS) if chance.random() < 0.7 else ""
        joint = chance.choice((" ", " ", ", "))
        return name + (joint + chance.choice(_FORMS_EN) if chance.random() < 0.7 else "")
    if slot == "p":
        return _person(chance)
    if slot == "s":
        return chance.choice(_TOWNS) + chance.choice(_SITE_TAILS)
    if slot == "g":
        return _product(chance)
    if slot == "o":
        return chance.choice((*_TOWNS, *_KANJI_STEMS)) + chance.choice(_UNIVERSITIES)
    return HIDDEN if slot == "h" else chance.choice(_AUTHORITIES if slot == "z" else _PLACES)


def _company(chance: random.Random) -> str:
    kind = chance.random()
    if kind < 0.3:
        stem = chance.choice((*_KANJI_STEMS, *_TOWNS, *sorted(SURNAMES)))
        return stem + chance.choice(_TAILS)
    coined = "".join(chance.choice(_KATAKANA) for _ in range(chance.randint(2, 4)))
    coined = coined.lstrip("ン") or "アルタ"
    if chance.random() < 0.3:
        coined += "ー"
    if kind < 0.45:
        return coined
    if kind < 0.6:
        return coined + chance.choice(_KATAKANA_TAILS)
    if kind < 0.7:
        return coined + chance.choice(_TAILS)
    if kind < 0.76:
        return chance.choice((*_KANJI_STEMS, *_TOWNS)) + chance.choice(_KATAKANA_TAILS)
    if kind < 0.86:
        letters = "".join(chance.choice("ABCDEFGHIJKLMNOPRSTUVWXYZ")
                          for _ in range(chance.randint(2, 4)))
        letters = letters.lower() if chance.random() < 0.15 else letters
        return letters + chance.choice(("", "", *_KATAKANA_TAILS, *_TAILS))
    if kind < 0.92:
        return chance.choice(("日本", "新", "東京", "ニッポン", "大阪")) + (
            coined if chance.random() < 0.5 else chance.choice(_TAILS))
    if kind < 0.96:
        hiragana = "".join(chr(ord(char) - 0x60) for char in coined if "ァ" <= char <= "ヶ")
        return hiragana + chance.choice(("", "", *_TAILS))
    return chance.choice(_ENGLISH) + chance.choice(("", " " + chance.choice(_ENGLISH_TAILS)))


def _person(chance: random.Random) -> str:
    if chance.random() < 0.12:
        return chance.choice(_FOREIGN_GIVEN) + "・" + chance.choice(_FOREIGN_FAMILY)
    family = chance.choice(sorted(SURNAMES))
    kind = chance.random()
    if kind < 0.2:
        return family
    given = chance.choice(_GIVEN) if kind < 0.6 else "".join(
        chance.choice(_GIVEN_KANJI) for _ in range(chance.choice((1, 2, 2, 2, 3))))
    return family + chance.choice(("", "", " ")) + given


def _product(chance: random.Random) -> str:
    letters = "".join(chance.choice("ABCDEFGHKLMNPRSTVXZ") for _ in range(chance.randint(1, 3)))
    number = str(chance.randint(10, 9999))
    coined = "".join(chance.choice(_KATAKANA) for _ in range(chance.randint(3, 4))).lstrip("ン")
    return chance.choice((
        f"{letters}-{number}", f"{letters}{number}", f"{coined}{number}", f"{coined}・プロ", coined,
        f"{chance.choice(_ENGLISH)} {number}", f"「{coined}」".strip("「」"),
    ))
