"""Refusals in words, in Japanese and English: what is wrong with the file, and what to do."""

from collections.abc import Mapping
from typing import Literal

from anonymizer.files.model import Refused

Language = Literal["ja", "en"]

_UNKNOWN = (
    "この仕組みが知らない要素（{name}）が含まれています。その部分を取り除くか、文字に書き直してください。",
    "It holds something that is not known here ({name}). Take that part out or write it as text.",
)
_BROKEN = (
    "ファイルが壊れています。作成したソフトで開き、新しい名前で保存し直してください。",
    "The file is broken. Open it in the program it was made with and save it under a new name.",
)
_DANGEROUS = (
    "圧縮の仕方が通常のものではありません。作成したソフトで開き、新しい名前で保存し直してください。",
    "It is packed in an unusual way. Open it in the program it was made with and save it anew.",
)
_DRAWN = (
    "図形が描かれています。図を画像（PNG又はJPEG）として貼り付け直すか、内容を文字で書いてください。",
    "It holds a drawing. Paste it as a picture (PNG or JPEG), or write what it says.",
)
_RUNS = (
    "動作する部品（ボタン、入力欄等のコントロール）が含まれています。取り除いて保存し直してください。",
    "It holds parts that run (buttons and other controls). Remove them and save it anew.",
)

REFUSALS: Mapping[str, tuple[str, str]] = {
    "absurd_range": (
        "表の範囲が大きすぎます。使っていない行と列を削除してください。",
        "A range of the table is too large. Delete rows and columns that are not used.",
    ),
    "active_content": _RUNS,
    "alt_chunk": (
        "別の文書が差し込まれています。内容を本文に貼り付けてください。",
        "Another document is linked into it. Paste its content into the text.",
    ),
    "archive_broken": _BROKEN,
    "archive_entries": (
        "部品が多すぎます（{limit}個まで）。文書を分けてください。",
        "It has too many parts ({limit} at most). Divide the document.",
    ),
    "archive_names": _DANGEROUS,
    "archive_overlaps": _DANGEROUS,
    "archive_ratio": _DANGEROUS,
    "archive_too_big": (
        "展開すると大きすぎます（{limit}まで）。画像を減らすか、文書を分けてください。",
        "It is too large unpacked ({limit} at most). Take pictures out or divide the document.",
    ),
    "chart": (
        "グラフが含まれています。画像（PNG又はJPEG）として貼り付け直してください。",
        "It holds a chart. Paste it as a picture (PNG or JPEG).",
    ),
    "csv_broken": (
        "CSVとして読めません。表計算ソフトでCSV（UTF-8）として保存し直してください。",
        "It can't be read as CSV. Save it as CSV (UTF-8) from a spreadsheet.",
    ),
    "diagram": _DRAWN,
    "embedded": (
        "別のファイルが埋め込まれています。取り除き、必要なら別に送ってください。",
        "Another file is embedded in it. Take it out, and send it by itself if it is needed.",
    ),
    "empty": (
        "ファイルが空です。中身のあるファイルを選んでください。",
        "The file is empty. Choose one that has something in it.",
    ),
    "encrypted": (
        "パスワード又は暗号化で保護されています。保護を外して保存し直してください。",
        "It is protected by a password or encrypted. Save it without protection.",
    ),
    "ink": _DRAWN,
    "kind_mismatch": (
        "中身が拡張子（{ending}）と合いません。正しい拡張子で保存し直してください。",
        "What is inside does not match the ending ({ending}). Save it with the right one.",
    ),
    "kind_unknown": (
        "この種類のファイル（{ending}）は扱えません。DOCX、XLSX、PPTX、PDF、PNG、JPEG、TXT、Markdown又は"
        "CSVにしてください。",
        "Files of this kind ({ending}) are not taken. Make it DOCX, XLSX, PPTX, PDF, PNG, JPEG, "
        "TXT, Markdown or CSV.",
    ),
    "legacy_office": (
        "古い形式のOfficeファイルです。DOCX、XLSX又はPPTXとして保存し直してください。",
        "It is of an old Office format. Save it as DOCX, XLSX or PPTX.",
    ),
    "limit_memory": (
        "読み取りに必要な記憶容量が大きすぎます。文書を分けてください。",
        "Reading it takes too much memory. Divide the document.",
    ),
    "limit_time": (
        "読み取りに時間がかかりすぎます。文書を分けてください。",
        "Reading it takes too long. Divide the document.",
    ),
    "macros": (
        "マクロが含まれています。マクロのないDOCX、XLSX又はPPTXとして保存し直してください。",
        "It holds macros. Save it as DOCX, XLSX or PPTX without macros.",
    ),
    "media": (
        "動画、音声等が含まれています。取り除いて保存し直してください。",
        "It holds a video, a sound or the like. Remove it and save it anew.",
    ),
    "name_characters": (
        "ファイル名に使えない文字があります。文字と数字だけの名前にしてください。",
        "The file's name has characters that can't be used. Use letters and digits.",
    ),
    "name_ending": (
        "ファイル名に拡張子がありません。「.docx」、「.pdf」など、中身に合う拡張子を付けてください。",
        "The file's name has no ending. Give it one that fits, such as .docx or .pdf.",
    ),
    "name_length": (
        "ファイル名が長すぎます（{limit}文字まで）。短くしてください。",
        "The file's name is too long ({limit} characters at most). Shorten it.",
    ),
    "name_path": (
        "ファイル名にフォルダーの区切りがあります。名前だけにしてください。",
        "The file's name holds a folder. Give the name alone.",
    ),
    "nested_archive": (
        "文書の中にさらに圧縮ファイル又は文書が入っています。取り出して別に送ってください。",
        "It holds an archive or document within a document. Take it out and send it by itself.",
    ),
    "no_pages": (
        "PDFにページがありません。元の文書からPDFを作り直してください。",
        "The PDF has no pages. Make it anew from the document it came from.",
    ),
    "not_text": (
        "文字のファイルとして読めません。UTF-8で保存し直してください。",
        "It can't be read as text. Save it as UTF-8.",
    ),
    "ole_object": (
        "別のソフトのオブジェクトが埋め込まれています。画像か文字に置き換えてください。",
        "It holds an object of another program. Replace it with a picture or text.",
    ),
    "part_missing": _BROKEN,
    "pdf_broken": (
        "PDFが壊れています。元の文書からPDFを作り直してください。",
        "The PDF is broken. Make it anew from the document it came from.",
    ),
    "pdf_nesting": (
        "PDFの構造が深すぎます。元の文書からPDFを作り直してください。",
        "The PDF is nested too deep. Make it anew from the document it came from.",
    ),
    "pdf_objects": (
        "PDFの部品が多すぎます（{limit}個まで）。文書を分けてください。",
        "The PDF has too many objects ({limit} at most). Divide the document.",
    ),
    "pdf_stream": (
        "PDFの一部が大きすぎます（{limit}まで）。画像を小さくして作り直してください。",
        "A part of the PDF is too large ({limit} at most). Make it anew with smaller pictures.",
    ),
    "picture_broken": (
        "画像が壊れています。画像を開き、PNG又はJPEGとして保存し直してください。",
        "A picture is broken. Open it and save it as PNG or JPEG.",
    ),
    "picture_kind": (
        "PNGとJPEG以外の画像が含まれています。PNG又はJPEGに置き換えてください。",
        "It holds a picture that is neither PNG nor JPEG. Replace it with one that is.",
    ),
    "picture_too_large": (
        "画像が大きすぎます（{limit}まで）。縮小してください。",
        "A picture is too large ({limit} at most). Make it smaller.",
    ),
    "redaction_pending": (
        "墨消しが確定されていません。墨消しを適用してから保存してください。",
        "Redactions are marked and not applied. Apply them before saving.",
    ),
    "signature": (
        "電子署名が付いています。署名のない写しを作ってください。",
        "It is digitally signed. Make a copy without the signature.",
    ),
    "strict_office": (
        "「Strict Open XML」形式です。通常のDOCX、XLSX又はPPTXとして保存し直してください。",
        "It is of the format \"Strict Open XML\". Save it as ordinary DOCX, XLSX or PPTX.",
    ),
    "too_large": (
        "ファイルが大きすぎます（{limit}まで）。画像を減らすか、文書を分けてください。",
        "The file is too large ({limit} at most). Take pictures out or divide the document.",
    ),
    "too_many_cells": (
        "表のセルが多すぎます（{limit}まで）。必要な部分だけにしてください。",
        "The tables have too many cells ({limit} at most). Keep only what is needed.",
    ),
    "too_many_pages": (
        "ページが多すぎます（{limit}まで）。文書を分けてください。",
        "It has too many pages ({limit} at most). Divide the document.",
    ),
    "too_many_pictures": (
        "画像が多すぎます（{limit}まで）。文書を分けてください。",
        "It has too many pictures ({limit} at most). Divide the document.",
    ),
    "too_much_text": (
        "文字が多すぎます（{limit}文字まで）。文書を分けてください。",
        "It has too much text ({limit} characters at most). Divide the document.",
    ),
    "unknown_drawing": _DRAWN,
    "unknown_element": _UNKNOWN,
    "unknown_part": _UNKNOWN,
    "unreadable": _BROKEN,
    "unreadable_text": (
        "文字として読み取れない部分があります。元の文書からPDFを作り直すか、文字で送ってください。",
        "Some of its text can't be read as characters. Make the PDF anew, or send the text itself.",
    ),
    "verifier": (
        "確認の結果、会員企業を示す語が残っています。その語を書き換えてください。",
        "A last look still finds words that tell a member company. Reword them.",
    ),
    "xfa": (
        "動的なフォーム（XFA）のPDFです。印刷用のPDFとして保存し直してください。",
        "The PDF is a dynamic form (XFA). Save it as a PDF for printing.",
    ),
    "xml_broken": _BROKEN,
    "xml_doctype": _DANGEROUS,
    "xml_too_deep": _DANGEROUS,
}

PLACES: Mapping[str, tuple[str, str]] = {
    "alt_text": ("代替テキスト", "alternative text"),
    "annotation": ("注釈", "annotation"),
    "cell": ("セル", "cell"),
    "column": ("列", "column"),
    "comment": ("コメント", "comment"),
    "document": ("文書", "document"),
    "drawing": ("図", "drawing"),
    "embedded": ("埋め込み文書", "embedded document"),
    "footer": ("フッター", "footer"),
    "form_field": ("フォームの欄", "form field"),
    "form_value": ("フォームの値", "form value"),
    "header": ("ヘッダー", "header"),
    "layout": ("レイアウト", "layout"),
    "master": ("マスター", "master"),
    "note": ("注", "note"),
    "outline": ("しおり", "bookmark"),
    "page": ("ページ", "page"),
    "page_header": ("ページのヘッダー", "page header"),
    "paragraph": ("段落", "paragraph"),
    "part": ("部品", "part"),
    "picture": ("画像", "picture"),
    "row": ("行", "row"),
    "shape": ("図形", "shape"),
    "sheet": ("シート", "sheet"),
    "sheet_name": ("シート名", "name of the sheet"),
    "slide": ("スライド", "slide"),
    "table": ("表", "table"),
    "text_box": ("テキストボックス", "text box"),
}


def refusal(refused: Refused, language: Language = "ja") -> str:
    """Why the file is not cleaned, where, and what to do."""
    at = 0 if language == "ja" else 1
    told = REFUSALS[refused.code][at].format(**refused.params)
    steps = (
        f"{PLACES[kind][at] if kind in PLACES else kind} {which}".strip()
        for kind, which in refused.place
    )
    place = "、".join(steps) if language == "ja" else ", ".join(steps)
    if not place:
        return told
    return f"{told}（{place}）" if language == "ja" else f"{told} ({place})"
