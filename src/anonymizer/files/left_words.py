"""What was left behind in words, in Japanese and English. Data only."""

from collections.abc import Mapping

from anonymizer.files.model import Left, Place
from anonymizer.files.words import PLACES, Language

LEFT: Mapping[str, tuple[str, str]] = {
    "actions": ("開いたときなどの動作", "actions on opening and the like"),
    "after_end": ("ファイルの終わりより後のデータ", "data after the file's end"),
    "alt_text": ("図の代替テキスト", "alternative text of a picture"),
    "animations": ("アニメーション", "animations"),
    "archive_comment": ("圧縮ファイルの備考", "a remark of the archive"),
    "attachments": ("添付されたファイル", "attached files"),
    "authors": ("作成者などの人の一覧", "a list of people"),
    "background": ("背景の画像", "a background picture"),
    "bookmarks": ("ブックマークの名前", "names of bookmarks"),
    "building_blocks": ("定型の部品集", "building blocks"),
    "calculation": ("計算の内部情報", "inner data of calculation"),
    "comment_authors": ("コメントの作成者", "authors of comments"),
    "comment_boxes": ("コメントの枠", "boxes of comments"),
    "comment_threads": ("コメントのやり取りの情報", "data of comment threads"),
    "conditions": ("条件付き書式", "conditional formats"),
    "connections": ("外部データへの接続", "connections to data elsewhere"),
    "content_controls": ("入力欄の名前", "names of content controls"),
    "covered_cell": ("結合で隠れたセルの内容", "what a merged cell covers"),
    "covered_text": ("図形に隠れた文字", "text under a shape"),
    "cropped": ("画像の切り取られた部分", "cropped parts of a picture"),
    "custom_properties": ("独自のプロパティ", "custom properties"),
    "custom_xml": ("埋め込みのXML", "embedded XML"),
    "defined_names": ("定義された名前", "defined names"),
    "deleted_text": ("削除された文字（変更履歴）", "deleted text (tracked changes)"),
    "document_variables": ("文書の変数", "document variables"),
    "earlier_revisions": ("以前の版", "earlier revisions"),
    "embedded_pictures": ("埋め込みの画像", "embedded pictures"),
    "extensions": ("拡張の情報", "extension data"),
    "external_links": ("外部ファイルへのリンク", "links to other files"),
    "field_codes": ("フィールドコード", "field codes"),
    "field_names": ("フォームの欄の名前", "names of form fields"),
    "filters": ("フィルターの条件", "conditions of filters"),
    "fonts": ("フォントの情報", "font data"),
    "formulas": ("計算式（結果の値だけを残しました）", "formulas (their results were kept)"),
    "frames": ("画像の2枚目以降のコマ", "further frames of a picture"),
    "hidden_column": ("非表示の列", "a hidden column"),
    "hidden_comment": ("非表示の行・列にあるコメント", "a comment in a hidden row or column"),
    "hidden_field": ("非表示のフォームの欄", "a hidden form field"),
    "hidden_format": ("表示されない書式の値", "a value whose format hides it"),
    "hidden_row": ("非表示の行", "a hidden row"),
    "hidden_shape": ("非表示の図形", "a hidden shape"),
    "hidden_sheet": ("非表示のシート", "a hidden sheet"),
    "hidden_slide": ("非表示のスライド", "a hidden slide"),
    "hidden_text": ("隠し文字", "hidden text"),
    "html_comments": ("HTMLのコメント", "HTML comments"),
    "invisible_characters": ("目に見えない文字", "characters that can't be seen"),
    "invisible_text": ("背景と同じ色の文字", "text in the colour of its ground"),
    "labels": ("機密度ラベル", "sensitivity labels"),
    "layers": ("レイヤーの情報", "layers"),
    "line_drawings": ("線画", "line drawings"),
    "link_targets": ("リンク先", "targets of links"),
    "masters": ("配布資料などの原版", "masters of notes and handouts"),
    "number_formats": ("独自の表示形式", "number formats"),
    "off_slide": ("スライドの外にある図形", "a shape off the slide"),
    "page_labels": ("ページ番号の名前", "page labels"),
    "parts": ("どこからも参照されない部品", "parts that nothing points to"),
    "phonetics": ("ふりがなの情報", "phonetic data"),
    "picture_copies": ("画像の控え", "copies of pictures"),
    "picture_properties": ("画像の撮影情報など", "properties of a picture"),
    "pivot": ("ピボットテーブルの元データ", "data behind pivot tables"),
    "previews": ("埋め込みの縮小画像", "previews"),
    "printer_settings": ("プリンターの設定", "printer settings"),
    "private_data": ("作成ソフトの独自情報", "private data of a program"),
    "properties": ("作成者・会社・日時などのプロパティ", "properties: author, company, times"),
    "protection": ("保護の設定", "protection"),
    "revision_authors": ("変更履歴の作成者と日時", "authors and times of tracked changes"),
    "revision_numbers": ("編集の識別番号", "numbers that identify editing"),
    "revisions": ("変更履歴", "tracked changes"),
    "scenarios": ("シナリオ", "scenarios"),
    "scripts": ("スクリプト", "scripts"),
    "settings": ("文書の設定", "settings of the document"),
    "shape_names": ("図形の名前", "names of shapes"),
    "signatures": ("電子署名の情報", "data of signatures"),
    "small_pictures": ("ごく小さい画像", "very small pictures"),
    "speaker_notes": ("発表者のノート", "speaker notes"),
    "stamps": ("注釈の作成者と日時", "authors and times of annotations"),
    "structure": ("構造の情報", "structure data"),
    "styles": ("スタイル", "styles"),
    "table_definitions": ("テーブルの定義", "definitions of tables"),
    "tags": ("タグ", "tags"),
    "template": ("テンプレートの場所", "the template's path"),
    "theme": ("テーマ", "theme"),
    "thumbnail": ("縮小画像", "a thumbnail"),
    "tiny_text": ("ごく小さい文字", "tiny text"),
    "unseen_picture": ("見えない画像", "a picture that can't be seen"),
    "unseen_text": ("見えない文字", "text that can't be seen"),
    "validations": ("入力規則", "data validations"),
    "views": ("表示の設定", "views"),
    "word_art": ("飾り文字の装飾", "effects of word art"),
}
_OTHER = ("その他の情報", "other data")


def left_behind(left: Left, language: Language = "ja") -> str:
    """What it was and where."""
    at = 0 if language == "ja" else 1
    told = LEFT.get(left.code, _OTHER)[at]
    place = placed(left.place, language)
    if not place:
        return told
    return f"{told}（{place}）" if language == "ja" else f"{told} ({place})"


def placed(place: Place, language: Language = "ja") -> str:
    """Where something stands: シート 2、セル B3."""
    at = 0 if language == "ja" else 1
    steps = (
        f"{PLACES[kind][at] if kind in PLACES else kind} {which}".strip() for kind, which in place
    )
    return ("、" if language == "ja" else ", ").join(steps)
