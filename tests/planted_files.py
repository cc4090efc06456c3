"""Files in which a random token stands in every place where a name can hide, made from a seed.

{h:place} in the templates below is a token that nobody sees when the file is opened, {v:place} one
that every reader sees. The templates are as small as the formats allow.
"""
# ruff: noqa: E501  # the templates are easier to read in long lines

import io
import random
import re
import struct
import zipfile
import zlib
from dataclasses import dataclass, field

import pikepdf
from PIL import Image
from PIL.PngImagePlugin import PngInfo

_MAIN = "http://schemas.openxmlformats.org"
_W = f'xmlns:w="{_MAIN}/wordprocessingml/2006/main"'
_S = f'xmlns="{_MAIN}/spreadsheetml/2006/main"'
_R = f'xmlns:r="{_MAIN}/officeDocument/2006/relationships"'
_A = f'xmlns:a="{_MAIN}/drawingml/2006/main"'
_P = f'xmlns:p="{_MAIN}/presentationml/2006/main"'
_REL = f"{_MAIN}/officeDocument/2006/relationships/"


@dataclass
class Planted:
    """A file with its tokens by place."""

    name: str
    data: bytes = b""
    hidden: dict[str, str] = field(default_factory=dict)
    visible: dict[str, str] = field(default_factory=dict)


class _Planter:
    def __init__(self, name: str, seed: int) -> None:
        self.file = Planted(name)
        self._random = random.Random(f"{name}{seed}")

    def filled(self, template: str) -> str:
        """The template with a token for each of its places."""
        return re.sub(r"\{([hv]):([^}]+)\}", lambda m: self.token(m[1], m[2]), template)

    def token(self, kind: str, place: str) -> str:
        tokens = self.file.hidden if kind == "h" else self.file.visible
        if place not in tokens:
            tokens[place] = "Q" + "".join(self._random.choices("BCDFGHJKLMNPQRSTVWXZ", k=9))
        return tokens[place]

    def raw(self, place: str) -> bytes:
        return self.token("h", place).encode()


def plant(seed: int) -> list[Planted]:
    """A file of each kind."""
    makers = (_docx, _xlsx, _pptx, _pdf, _jpeg, _png, _markdown, _csv, _text)
    return [maker(seed) for maker in makers]


# --- pictures ------------------------------------------------------------------------------------


def _jpeg(seed: int, name: str = "a.jpg") -> Planted:
    planter = _Planter(name, seed)
    out = io.BytesIO()
    image = Image.new("RGB", (48, 32), (200, 30, 30))
    image.save(
        out, "JPEG", exif=_exif(planter), comment=planter.raw("comment"),
        icc_profile=_profile(planter),
        xmp=f"<x:xmpmeta><creator>{planter.token('h', 'xmp')}</creator></x:xmpmeta>".encode(),
    )  # fmt: skip
    data = out.getvalue()
    iptc = b"Photoshop 3.0\0" + b"8BIM\x04\x04\0\0" + struct.pack(
        ">I", 15) + b"\x1c\x02\x50\0\x0a" + planter.raw("iptc") + b"\0"
    private = planter.raw("app7")
    data = data[:2] + b"\xff\xed" + struct.pack(">H", len(iptc) + 2) + iptc \
        + b"\xff\xe7" + struct.pack(">H", len(private) + 2) + private + data[2:]
    planter.file.data = data + planter.raw("after_end")
    return planter.file


def _exif(planter: _Planter) -> Image.Exif:
    exif = Image.Exif()
    for place, tag in (("description", 0x010E), ("make", 0x010F), ("model", 0x0110),
                       ("software", 0x0131), ("artist", 0x013B), ("copyright", 0x8298)):
        exif[tag] = planter.token("h", f"exif_{place}")
    exif[0x9C9D] = planter.token("h", "exif_xpauthor").encode("utf-16-le")
    inner = exif.get_ifd(0x8769)
    inner[0x9286] = b"ASCII\0\0\0" + planter.raw("exif_comment")
    inner[0x927C] = planter.raw("exif_makernote")
    inner[0xA430] = planter.token("h", "exif_owner")
    inner[0xA431] = planter.token("h", "exif_serial")
    exif.get_ifd(0x8825)[0x001C] = b"ASCII\0\0\0" + planter.raw("exif_gps")
    return exif


def _profile(planter: _Planter) -> bytes:
    return struct.pack(">I", 148) + bytes(124) + b"desc" + planter.raw("icc") + bytes(10)


def _png(seed: int, name: str = "a.png") -> Planted:
    planter = _Planter(name, seed)
    info = PngInfo()
    info.add_text("Author", planter.token("h", "tEXt"))
    info.add_text("Comment", planter.token("h", "zTXt"), zip=True)
    info.add_itxt("XML:com.adobe.xmp", planter.token("h", "iTXt"))
    info.add_itxt("Title", planter.token("h", "iTXt_packed"), zip=True)
    info.add(b"prVt", planter.raw("private_chunk"))
    out = io.BytesIO()
    image = Image.new("RGBA", (48, 32), (30, 30, 200, 255))
    image.save(out, "PNG", pnginfo=info, exif=_exif(planter), icc_profile=_profile(planter))
    planter.file.data = out.getvalue() + planter.raw("after_end")
    return planter.file


# --- office files --------------------------------------------------------------------------------

_COMMON = {
    "docProps/core.xml": (
        f'<cp:coreProperties xmlns:cp="{_MAIN}/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>{h:creator}</dc:creator>'
        "<cp:lastModifiedBy>{h:last_modified_by}</cp:lastModifiedBy><dc:title>{h:title}</dc:title>"
        "<dc:subject>{h:subject}</dc:subject><cp:keywords>{h:keywords}</cp:keywords>"
        "<dc:description>{h:description}</dc:description><cp:category>{h:category}</cp:category>"
        "<cp:contentStatus>{h:status}</cp:contentStatus></cp:coreProperties>"),
    "docProps/app.xml": (
        "<Properties><Template>{h:template}</Template><Manager>{h:manager}</Manager><Company>"
        "{h:company}</Company><HyperlinkBase>{h:link_base}</HyperlinkBase></Properties>"),
    "docProps/custom.xml": '<Properties><p name="{h:custom_name}">{h:custom_value}</p></Properties>',
    "customXml/item1.xml": "<x>{h:custom_xml}</x>",
    "docMetadata/LabelInfo.xml": '<labels><label id="{h:label}"/></labels>',
    "_rels/.rels": (
        ("core", "core-properties", "docProps/core.xml"),
        ("app", "extended-properties", "docProps/app.xml"),
        ("custom", "custom-properties", "docProps/custom.xml"),
        ("thumb", "thumbnail", "docProps/thumbnail.jpeg"),
        ("label", "classificationlabels", "docMetadata/LabelInfo.xml"),
    ),
    "orphan.xml": "<x>{h:orphan}</x>",
}  # fmt: skip


def _relations(rows: tuple[tuple[str, str, str], ...]) -> str:
    """(id, last word of the type, target; one that begins with "!" is outside)."""
    told = "".join(
        f'<Relationship Id="{one}" Type="{_REL}{kind}" Target="{target.lstrip("!")}"'
        f'{" TargetMode=" + chr(34) + "External" + chr(34) if target.startswith("!") else ""}/>'
        for one, kind, target in rows
    )
    return (f'<Relationships xmlns="{_MAIN}/package/2006/relationships">{told}</Relationships>')


def _office(planter: _Planter, main: str, kind: str, parts: dict[str, object]) -> Planted:
    """An archive of the parts; rows of relations are written out, bytes kept as they are."""
    content = f"application/vnd.openxmlformats-officedocument.{kind}.main+xml"
    types = (f'<Types xmlns="{_MAIN}/package/2006/content-types"><Default Extension="xml" '
             f'ContentType="application/xml"/><Override PartName="/{main}" '
             f'ContentType="{content}"/></Types>')
    everything: dict[str, object] = {"[Content_Types].xml": types, **_COMMON, **parts}
    first = everything["_rels/.rels"]
    assert isinstance(first, tuple)
    everything["_rels/.rels"] = (("main", "officeDocument", main), *first)
    everything["docProps/thumbnail.jpeg"] = _beside(planter, "thumbnail", _jpeg(7, "thumbnail.jpg"))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.comment = planter.raw("archive_comment")
        for name, part in everything.items():
            entry = zipfile.ZipInfo(planter.filled(name), (2019, 5, 17, 11, 22, 34))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.comment = planter.raw("entry_comment")
            entry.extra = struct.pack("<HH", 0x9999, 10) + planter.raw("entry_extra")
            text = _relations(part) if isinstance(part, tuple) else part
            archive.writestr(entry, planter.filled(text) if isinstance(text, str) else text)
    planter.file.data = out.getvalue()
    return planter.file


def _beside(planter: _Planter, where: str, other: Planted) -> bytes:
    """Another planted file inside of this one: its tokens are ours, unless they are ours already."""
    data = other.data
    planter.file.hidden |= {f"{where}/{place}": one for place, one in other.hidden.items()}
    planter.file.visible |= {f"{where}/{place}": one for place, one in other.visible.items()}
    return data


def _paragraph(text: str, look: str = "") -> str:
    return f"<w:p><w:r><w:rPr>{look}</w:rPr><w:t>{text}</w:t></w:r></w:p>"


def _drawing(extra: str) -> str:
    return ('<w:p><w:r><w:drawing><wp:inline xmlns:wp="' + _MAIN
            + '/drawingml/2006/wordprocessingDrawing"><wp:docPr id="1" name="{h:shape_name' + extra
            + '}" descr="{h:alt_text' + extra + '}" title="{h:alt_title' + extra + '}"/>')


_PICTURE = (
    _drawing("") + f'<a:graphic {_A}><a:graphicData uri="{_MAIN}/drawingml/2006/picture"><pic:pic '
    f'xmlns:pic="{_MAIN}/drawingml/2006/picture"><pic:nvPicPr><pic:cNvPr id="0" '
    'name="{h:picture_name}"/></pic:nvPicPr><pic:blipFill><a:blip r:embed="picture"/>'
    "</pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>")
_BOX = (
    _drawing("_box") + f'<a:graphic {_A}><a:graphicData uri="http://schemas.microsoft.com/office/'
    'word/2010/wordprocessingShape"><wps:wsp xmlns:wps="http://schemas.microsoft.com/office/word/'
    '2010/wordprocessingShape"><wps:txbx><w:txbxContent>' + _paragraph("{v:text_box}")
    + "</w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing>"
    "</w:r></w:p>")


def _docx(seed: int) -> Planted:
    planter = _Planter("a.docx", seed)
    inner = _Planter("inner.docx", seed)
    _office(inner, "word/document.xml", "wordprocessingml.document", {
        "word/document.xml": f"<w:document {_W}><w:body>{_paragraph('{v:body}')}</w:body>"
                             "</w:document>"})
    body = "".join((
        _paragraph("{v:body}"),
        _paragraph("{h:vanish}", "<w:vanish/>"),
        _paragraph("{h:white}", '<w:color w:val="FFFFFF"/>'),
        _paragraph("{h:grey_on_grey}", '<w:color w:val="808080"/><w:shd w:fill="888888"/>'),
        _paragraph("{h:tiny}", '<w:sz w:val="2"/>'),
        _paragraph("{h:hidden_by_style}", '<w:rStyle w:val="Unseen"/>'),
        _paragraph("x", '<w:rFonts w:ascii="{h:font_of_run}"/><w:lang w:val="{h:language}"/>'),
        "<w:tbl><w:tblPr><w:tblCaption w:val=\"{h:table_caption}\"/></w:tblPr><w:tr><w:tc>"
        + _paragraph("{v:table_cell}") + "</w:tc></w:tr><w:tr><w:trPr><w:hidden/></w:trPr><w:tc>"
        + _paragraph("{h:hidden_row}") + "</w:tc></w:tr></w:tbl>",
        _PICTURE, _BOX,
        '<w:p><w:ins w:author="{h:inserted_by}" w:id="1"><w:r><w:t>{v:inserted}</w:t></w:r></w:ins>'
        '<w:del w:author="{h:deleted_by}" w:id="2"><w:r><w:delText>{h:deleted}</w:delText></w:r>'
        "</w:del></w:p>",
        '<w:moveFrom w:author="{h:moved_by}" w:id="5"><w:p><w:r><w:t>{h:moved_from}</w:t></w:r></w:p>'
        "</w:moveFrom>",
        '<w:p w:rsidR="{h:rsid}"><w:pPr><w:pPrChange w:id="3" w:author="{h:formatted_by}"><w:pPr/>'
        '</w:pPrChange></w:pPr><w:bookmarkStart w:id="4" w:name="{h:bookmark}"/><w:bookmarkEnd '
        'w:id="4"/><w:permStart w:id="6" w:ed="{h:editor}"/></w:p>',
        '<w:sdt><w:sdtPr><w:alias w:val="{h:control_alias}"/><w:tag w:val="{h:control_tag}"/>'
        '<w:placeholder><w:docPart w:val="{h:placeholder}"/></w:placeholder></w:sdtPr><w:sdtContent>'
        + _paragraph("{v:control}") + "</w:sdtContent></w:sdt>",
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>INCLUDETEXT "C:\\\\'
        '{h:field_code}"</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r>'
        '<w:t>{v:field_result}</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>',
        '<w:p><w:fldSimple w:instr="AUTHOR {h:simple_field}"><w:r><w:t>y</w:t></w:r></w:fldSimple>'
        '<w:hyperlink r:id="link" w:tooltip="{h:link_tip}" w:anchor="{h:link_anchor}"><w:r><w:t>z'
        '</w:t></w:r></w:hyperlink><w:smartTag w:element="{h:smart_tag}"><w:smartTagPr><w:attr '
        'w:name="{h:smart_name}" w:val="{h:smart_value}"/></w:smartTagPr></w:smartTag></w:p>',
        '<w:p><w:r><w:ruby><w:rt><w:r><w:t>{h:reading}</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>'
        "{v:ruby_base}</w:t></w:r></w:rubyBase></w:ruby></w:r></w:p>",
        '<w:p><w:r><w:footnoteReference w:id="2"/><w:endnoteReference w:id="2"/></w:r></w:p>',
        "<w:customXml w:element=\"{h:custom_element}\" w:uri=\"{h:custom_uri}\">"
        + _paragraph("{v:in_custom_xml}") + "</w:customXml>",
    ))
    settings = (
        f"<w:settings {_W} {_R}>"
        '<w:docVars><w:docVar w:name="{h:variable}" w:val="{h:variable_value}"/></w:docVars>'
        '<w:attachedTemplate r:id="template"/><w:rsids><w:rsid w:val="{h:rsid_setting}"/></w:rsids>'
        '<w:mailMerge><w:connectString w:val="{h:merge_connection}"/><w:query w:val="{h:merge_query}'
        '"/></w:mailMerge><w:documentProtection w:hash="{h:protection}"/></w:settings>')
    note = '<w:footnote w:id="2">' + _paragraph("{v:footnote}") + "</w:footnote>"
    parts: dict[str, object] = {
        "word/document.xml": f"<w:document {_W} {_R}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": (
            ("picture", "image", "media/image1.jpg"), ("settings", "settings", "settings.xml"),
            ("styles", "styles", "styles.xml"), ("numbers", "numbering", "numbering.xml"),
            ("fonts", "fontTable", "fontTable.xml"), ("theme", "theme", "theme/theme1.xml"),
            ("notes", "footnotes", "footnotes.xml"), ("ends", "endnotes", "endnotes.xml"),
            ("comments", "comments", "comments.xml"), ("people", "people", "people.xml"),
            ("threads", "commentsExtended", "commentsExtended.xml"),
            ("head", "header", "header1.xml"), ("foot", "footer", "footer1.xml"),
            ("glossary", "glossaryDocument", "glossary/document.xml"),
            ("inner", "package", "embeddings/inner.docx"), ("xml", "customXml", "../customXml/item1.xml"),
            ("link", "hyperlink", "!https://{h:link_target}.example/"),
        ),
        "word/settings.xml": settings,
        "word/_rels/settings.xml.rels": (
            ("template", "attachedTemplate", "!file:///C:/{h:attached_template}.dotx"),
            ("merge", "mailMergeSource", "!file:///C:/{h:merge_source}.xlsx"),
        ),
        "word/styles.xml": (
            f'<w:styles {_W}><w:style w:type="character" w:styleId="Unseen"><w:name w:val="'
            '{h:style_name}"/><w:aliases w:val="{h:style_alias}"/><w:rPr><w:vanish/></w:rPr></w:style>'
            "</w:styles>"),
        "word/numbering.xml": (
            f'<w:numbering {_W}><w:abstractNum w:abstractNumId="1"><w:name w:val="{{h:list_name}}"/>'
            '<w:lvl w:ilvl="0"><w:lvlText w:val="{h:number_pattern}%1"/></w:lvl></w:abstractNum>'
            "</w:numbering>"),
        "word/fontTable.xml": f'<w:fonts {_W}><w:font w:name="{{h:font_name}}"/></w:fonts>',
        "word/_rels/fontTable.xml.rels": (("font", "font", "fonts/font1.odttf"),),
        "word/fonts/font1.odttf": planter.raw("embedded_font"),
        "word/theme/theme1.xml": '<a:theme name="{h:theme_name}"/>',
        "word/footnotes.xml": f"<w:footnotes {_W}>{note}</w:footnotes>",
        "word/endnotes.xml": f"<w:endnotes {_W}>"
                             + note.replace("footnote", "endnote") + "</w:endnotes>",
        "word/comments.xml": f'<w:comments {_W}><w:comment w:id="0" w:author="{{h:comment_author}}" '
                             'w:initials="{h:comment_initials}">' + _paragraph("{v:comment}")
                             + "</w:comment></w:comments>",
        "word/people.xml": '<x author="{h:person}"><y userId="{h:person_id}"/></x>',
        "word/commentsExtended.xml": '<x paraId="{h:thread_id}"/>',
        "word/header1.xml": f"<w:hdr {_W}>" + _paragraph("{v:header}") + "</w:hdr>",
        "word/footer1.xml": f"<w:ftr {_W}>" + _paragraph("{v:footer}") + "</w:ftr>",
        "word/glossary/document.xml": f"<w:glossaryDocument {_W}>" + _paragraph("{h:glossary}")
                                      + "</w:glossaryDocument>",
        "word/embeddings/inner.docx": _beside(planter, "embedded", inner.file),
        "word/media/image1.jpg": _beside(planter, "picture", _jpeg(seed, "inner.jpg")),
    }
    return _office(planter, "word/document.xml", "wordprocessingml.document", parts)


def _cell(place: str, text: str, more: str = "") -> str:
    return f'<c r="{place}" t="inlineStr"{more}><is><t>{text}</t></is></c>'


def _xlsx(seed: int) -> Planted:
    planter = _Planter("a.xlsx", seed)
    sheet = (
        f'<worksheet {_S} {_R}><sheetPr codeName="{{h:code_name}}"/><cols><col min="26" max="26" '
        'hidden="1"/><col min="25" max="25" width="0"/></cols><sheetData>'
        '<row r="1">' + _cell("A1", "{v:cell}") + _cell("Y1", "{h:narrow_column}")
        + _cell("Z1", "{h:hidden_column}") + '</row><row r="2"><c r="A2" t="str"><f>HYPERLINK("'
        '{h:formula}")</f><v>{v:formula_result}</v></c></row><row r="3">'
        + _cell("A3", "{h:white_text}", ' s="1"') + '<c r="B3" s="2"><v>12</v></c>'
        '<c r="C3" s="3"><v>7</v></c><c r="D3" t="s"><v>0</v></c>'
        + _cell("E3", "https://{h:linked_address}.example/") + "</row>"
        '<row r="4" ht="0">' + _cell("A4", "{h:row_without_height}") + "</row>"
        '<row r="5">' + _cell("A5", "{v:merged}") + _cell("B5", "{h:covered_by_merge}") + "</row>"
        '<row r="9" hidden="1">' + _cell("A9", "{h:hidden_row}") + "</row></sheetData>"
        '<sheetProtection hashValue="{h:sheet_protection}"/><protectedRanges><protectedRange name="'
        '{h:range_name}" sqref="A1"/></protectedRanges><scenarios><scenario name="{h:scenario}" user="'
        '{h:scenario_user}"/></scenarios><autoFilter ref="A1:B2"><filterColumn colId="0"><filters>'
        '<filter val="{h:filter}"/></filters></filterColumn></autoFilter>'
        '<mergeCells><mergeCell ref="A5:B5"/></mergeCells><conditionalFormatting sqref="A1"><cfRule>'
        '<formula>"{h:condition}"</formula></cfRule></conditionalFormatting><dataValidations>'
        '<dataValidation prompt="{h:prompt}" error="{h:error}" sqref="B2"><formula1>"{h:list}"'
        '</formula1></dataValidation></dataValidations><hyperlinks><hyperlink ref="E3" r:id="link" '
        'tooltip="{h:link_tip}"/></hyperlinks><headerFooter><oddHeader>&amp;C{v:print_header}'
        '</oddHeader></headerFooter><drawing r:id="drawing"/><legacyDrawing r:id="vml"/></worksheet>')
    drawing = (
        f'<xdr:wsDr xmlns:xdr="{_MAIN}/drawingml/2006/spreadsheetDrawing" {_A} {_R}>'
        '<xdr:twoCellAnchor><xdr:from/><xdr:to/><xdr:sp><xdr:nvSpPr><xdr:cNvPr id="2" '
        'name="{h:shape_name}" descr="{h:alt_text}"/></xdr:nvSpPr><xdr:spPr/><xdr:txBody><a:bodyPr/>'
        "<a:p><a:r><a:t>{v:shape_text}</a:t></a:r></a:p></xdr:txBody></xdr:sp></xdr:twoCellAnchor>"
        '<xdr:oneCellAnchor><xdr:pic><xdr:nvPicPr><xdr:cNvPr id="3" name="{h:picture_name}"/>'
        '</xdr:nvPicPr><xdr:blipFill><a:blip r:embed="picture"/></xdr:blipFill></xdr:pic>'
        "</xdr:oneCellAnchor></xdr:wsDr>")
    workbook = (
        f'<workbook {_S} {_R}><fileSharing userName="{{h:shared_by}}"/><workbookPr codeName='
        '"{h:workbook_code}"/><sheets><sheet name="{v:sheet_name}" sheetId="1" r:id="one"/><sheet '
        'name="{h:hidden_name}" sheetId="2" state="hidden" r:id="two"/><sheet name="{h:very_name}" '
        'sheetId="3" state="veryHidden" r:id="three"/></sheets><definedNames><definedName name='
        '"{h:defined_name}" comment="{h:defined_comment}">"{h:defined_value}"</definedName>'
        '</definedNames><customWorkbookViews><customWorkbookView name="{h:view}"/>'
        "</customWorkbookViews></workbook>")
    styles = (
        f'<styleSheet {_S}><numFmts><numFmt numFmtId="170" formatCode="&quot;{{h:number_format}}&quot;'
        '0"/><numFmt numFmtId="171" formatCode=";;;&quot;{h:unseen_format}&quot;"/></numFmts><fonts>'
        '<font><name val="{h:font}"/></font><font><color rgb="FFFFFFFF"/></font></fonts><fills>'
        '<fill><patternFill patternType="none"/></fill></fills><cellXfs><xf/><xf fontId="1"/><xf '
        'numFmtId="170"/><xf numFmtId="171"/></cellXfs><cellStyles><cellStyle name="{h:style_name}"/>'
        "</cellStyles></styleSheet>")
    hidden = f"<worksheet {_S}><sheetData><row>" + _cell("A1", "{h:%s}") + "</row></sheetData></worksheet>"
    parts: dict[str, object] = {
        "xl/workbook.xml": workbook, "xl/styles.xml": styles,
        "xl/_rels/workbook.xml.rels": (
            ("one", "worksheet", "worksheets/sheet1.xml"),
            ("two", "worksheet", "worksheets/sheet2.xml"),
            ("three", "worksheet", "worksheets/sheet3.xml"), ("styles", "styles", "styles.xml"),
            ("strings", "sharedStrings", "sharedStrings.xml"), ("theme", "theme", "theme/theme1.xml"),
            ("outside", "externalLink", "externalLinks/externalLink1.xml"),
            ("people", "person", "persons/person.xml"), ("chain", "calcChain", "calcChain.xml"),
            ("connections", "connections", "connections.xml"),
            ("cache", "pivotCacheDefinition", "pivotCache/pivotCacheDefinition1.xml"),
            ("slicer", "slicerCache", "slicerCaches/slicerCache1.xml"),
            ("revisions", "revisionHeaders", "revisions/revisionHeaders.xml"),
            ("users", "usernames", "revisions/userNames.xml"),
            ("maps", "xmlMaps", "xmlMaps.xml"), ("query", "customXml", "../customXml/item2.xml"),
        ),
        "xl/worksheets/sheet1.xml": sheet,
        "xl/worksheets/sheet2.xml": hidden % "hidden_sheet",
        "xl/worksheets/sheet3.xml": hidden % "very_hidden_sheet",
        "xl/worksheets/_rels/sheet1.xml.rels": (
            ("link", "hyperlink", "!https://{h:link_target}.example/"),
            ("comments", "comments", "../comments1.xml"), ("vml", "vmlDrawing", "../drawings/v1.vml"),
            ("threads", "threadedComment", "../threadedComments/threadedComment1.xml"),
            ("drawing", "drawing", "../drawings/drawing1.xml"), ("table", "table", "../tables/table1.xml"),
            ("printer", "printerSettings", "../printerSettings/printerSettings1.bin"),
            ("query", "queryTable", "../queryTables/queryTable1.xml"),
            ("pivot", "pivotTable", "../pivotTables/pivotTable1.xml"),
            ("slicers", "slicer", "../slicers/slicer1.xml"),
        ),
        "xl/sharedStrings.xml": (
            f"<sst {_S}><si><r><t>{{v:shared_string}}</t></r><r><rPr><color rgb=\"FFFFFFFF\"/></rPr><t>"
            "{h:white_run}</t></r><rPh><t>{h:reading}</t></rPh></si><si><t>{h:unused_string}</t></si>"
            "</sst>"),
        "xl/comments1.xml": (
            f"<comments {_S}><authors><author>{{h:comment_author}}</author></authors><commentList>"
            '<comment ref="A1" authorId="0"><text><t>{v:comment}</t></text></comment><comment ref="Z1" '
            'authorId="0"><text><t>{h:comment_in_hidden_column}</t></text></comment></commentList>'
            "</comments>"),
        "xl/drawings/drawing1.xml": drawing,
        "xl/drawings/_rels/drawing1.xml.rels": (("picture", "image", "../media/image1.png"),),
        "xl/media/image1.png": _beside(planter, "picture", _png(seed, "inner.png")),
        "xl/drawings/v1.vml": "<xml>{h:comment_box}</xml>",
        "xl/threadedComments/threadedComment1.xml": "<x>{h:threaded_comment}</x>",
        "xl/theme/theme1.xml": f'<a:theme {_A} name="{{h:theme_name}}"/>',
        "xl/tables/table1.xml": '<table name="{h:table_name}" comment="{h:table_comment}"/>',
        "xl/printerSettings/printerSettings1.bin": planter.token(
            "h", "printer_utf16").encode("utf-16-le"),
        "xl/queryTables/queryTable1.xml": '<queryTable name="{h:query_table}"/>',
        "xl/pivotTables/pivotTable1.xml": '<x name="{h:pivot_table}"/>',
        "xl/slicers/slicer1.xml": '<x caption="{h:slicer}"/>',
        "xl/externalLinks/externalLink1.xml": '<x val="{h:external_sheet}"/>',
        "xl/externalLinks/_rels/externalLink1.xml.rels": (
            ("path", "externalLinkPath", "!file:///C:/{h:external_path}.xlsx"),),
        "xl/persons/person.xml": '<x displayName="{h:thread_person}" userId="{h:thread_user}"/>',
        "xl/calcChain.xml": "<x>{h:calculation}</x>",
        "xl/connections.xml": '<x name="{h:connection}" connection="{h:connection_string}"/>',
        "xl/pivotCache/pivotCacheDefinition1.xml": '<x refreshedBy="{h:refreshed_by}"/>',
        "xl/slicerCaches/slicerCache1.xml": '<x name="{h:slicer_cache}"/>',
        "xl/revisions/revisionHeaders.xml": '<x userName="{h:revised_by}"/>',
        "xl/revisions/userNames.xml": '<x name="{h:user_name}"/>',
        "xl/xmlMaps.xml": "<x>{h:xml_map}</x>",
        "customXml/item2.xml": "<DataMashup>{h:power_query}</DataMashup>",
    }  # fmt: skip
    return _office(planter, "xl/workbook.xml", "spreadsheetml.sheet", parts)


def _shape(text: str, place: str = "", more: str = "", name: str = "", look: str = "") -> str:
    return (f'<p:sp><p:nvSpPr><p:cNvPr id="2" name="{name}" {more}/><p:cNvSpPr/><p:nvPr/></p:nvSpPr>'
            f"<p:spPr>{place}</p:spPr><p:txBody><a:bodyPr/><a:p><a:r>{look}<a:t>{text}</a:t></a:r>"
            "</a:p></p:txBody></p:sp>")


def _frame(x: int, y: int, cx: int, cy: int, more: str = "") -> str:
    return f'<a:xfrm><a:off x="{x}" y="{y}"/><a:ext cx="{cx}" cy="{cy}"/></a:xfrm>{more}'


def _slide(tag: str, inside: str, more: str = "") -> str:
    return (f"<p:{tag} {_P} {_A} {_R} {more}><p:cSld name=\"{{h:{tag}_name}}\"><p:spTree>"
            f"<p:nvGrpSpPr/><p:grpSpPr/>{inside}</p:spTree></p:cSld></p:{tag}>")


def _pptx(seed: int) -> Planted:
    planter = _Planter("a.pptx", seed)
    filled = '<a:prstGeom prst="rect"/><a:solidFill><a:srgbClr val="000000"/></a:solidFill>'
    white = '<a:rPr><a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill></a:rPr>'
    first = "".join((
        _shape("{v:slide_text}", _frame(0, 0, 900, 90), 'descr="{h:alt_text}" title="{h:alt_title}"',
               "{h:shape_name}"),
        _shape("{h:off_slide}", _frame(-9_000_000, 0, 100, 100)),
        _shape("{h:covered}", _frame(5_000, 5_000, 100, 100)),
        _shape("", _frame(4_000, 4_000, 9_000, 9_000, filled)),
        _shape("{h:white_text}", _frame(0, 900_000, 900, 90), look=white),
        _shape("{h:tiny}", look='<a:rPr sz="100"/>'),
        _shape("{h:hidden_shape}", more='hidden="1"'),
        _shape("t", look='<a:rPr><a:latin typeface="{h:font}"/><a:hlinkClick r:id="link" '
                         'tooltip="{h:link_tip}"/></a:rPr>'),
        "<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id=\"9\" name=\"{h:table_name}\"/>"
        "</p:nvGraphicFramePr><a:graphic><a:graphicData><a:tbl><a:tr><a:tc><a:txBody><a:p><a:r><a:t>"
        "{v:table_cell}</a:t></a:r></a:p></a:txBody></a:tc></a:tr></a:tbl></a:graphicData>"
        "</a:graphic></p:graphicFrame>",
        '<p:grpSp><p:nvGrpSpPr><p:cNvPr id="5" name="{h:group_name}"/></p:nvGrpSpPr><p:grpSpPr/>'
        + _shape("{v:grouped}") + "</p:grpSp>",
        '<p:pic><p:nvPicPr><p:cNvPr id="4" name="{h:picture_name}" descr="{h:picture_alt}"/>'
        '</p:nvPicPr><p:blipFill><a:blip r:embed="picture"/></p:blipFill><p:spPr/></p:pic>',
        '<p:cxnSp><p:nvCxnSpPr><p:cNvPr id="7" name="{h:connector}"/></p:nvCxnSpPr></p:cxnSp>',
    ))
    parts: dict[str, object] = {
        "ppt/presentation.xml": (
            f'<p:presentation {_P} {_R}><p:sldIdLst><p:sldId id="256" r:id="one"/><p:sldId id="257" '
            'r:id="two"/></p:sldIdLst><p:sldSz cx="9144000" cy="6858000"/><p:custShowLst><p:custShow '
            'name="{h:custom_show}"/></p:custShowLst><p:modifyVerifier hashData="{h:protection}"/>'
            '<p:extLst><p:ext><section name="{h:section}"/></p:ext></p:extLst></p:presentation>'),
        "ppt/_rels/presentation.xml.rels": (
            ("one", "slide", "slides/slide1.xml"), ("two", "slide", "slides/slide2.xml"),
            ("master", "slideMaster", "slideMasters/slideMaster1.xml"),
            ("authors", "commentAuthors", "commentAuthors.xml"),
            ("notes", "notesMaster", "notesMasters/notesMaster1.xml"),
            ("hand", "handoutMaster", "handoutMasters/handoutMaster1.xml"),
            ("view", "viewProps", "viewProps.xml"), ("props", "presProps", "presProps.xml"),
            ("tags", "tags", "tags/tag1.xml"), ("table", "tableStyles", "tableStyles.xml"),
            ("font", "font", "fonts/font1.fntdata"),
        ),
        "ppt/slides/slide1.xml": _slide("sld", first).replace("</p:sld>", (
            "<p:timing><x>{h:animation}</x></p:timing></p:sld>")),
        "ppt/slides/_rels/slide1.xml.rels": (
            ("layout", "slideLayout", "../slideLayouts/slideLayout1.xml"),
            ("notes", "notesSlide", "../notesSlides/notesSlide1.xml"),
            ("comments", "comments", "../comments/comment1.xml"),
            ("picture", "image", "../media/image1.png"), ("tags", "tags", "../tags/tag1.xml"),
            ("link", "hyperlink", "!https://{h:link_target}.example/"),
        ),
        "ppt/slides/slide2.xml": _slide("sld", _shape("{h:hidden_slide}"), 'show="0"'),
        "ppt/slideLayouts/slideLayout1.xml": _slide("sldLayout", _shape("{v:layout_text}")),
        "ppt/slideLayouts/_rels/slideLayout1.xml.rels": (
            ("master", "slideMaster", "../slideMasters/slideMaster1.xml"),),
        "ppt/slideMasters/slideMaster1.xml": _slide("sldMaster", _shape("{v:master_text}")),
        "ppt/slideMasters/_rels/slideMaster1.xml.rels": (("theme", "theme", "../theme/theme1.xml"),),
        "ppt/theme/theme1.xml": f'<a:theme {_A} name="{{h:theme_name}}"><a:themeElements><a:clrScheme '
                                'name="{h:colours}"/></a:themeElements></a:theme>',
        "ppt/notesSlides/notesSlide1.xml": _slide("notes", _shape("{h:speaker_notes}")),
        "ppt/notesMasters/notesMaster1.xml": _slide("notesMaster", _shape("{h:notes_master}")),
        "ppt/handoutMasters/handoutMaster1.xml": _slide("handoutMaster", _shape("{h:handout}")),
        "ppt/commentAuthors.xml": '<x name="{h:comment_author}" initials="{h:comment_initials}"/>',
        "ppt/comments/comment1.xml": f'<p:cmLst {_P}><p:cm authorId="0"><p:text>{{v:comment}}</p:text>'
                                     '<p:extLst><x>{h:comment_extension}</x></p:extLst></p:cm></p:cmLst>',
        "ppt/tags/tag1.xml": '<x name="{h:tag}" val="{h:tag_value}"/>',
        "ppt/viewProps.xml": "<x>{h:view}</x>", "ppt/presProps.xml": "<x>{h:show_settings}</x>",
        "ppt/tableStyles.xml": '<x styleName="{h:table_style}"/>',
        "ppt/fonts/font1.fntdata": planter.raw("embedded_font"),
        "ppt/media/image1.png": _beside(planter, "picture", _png(seed, "slide.png")),
    }  # fmt: skip
    return _office(planter, "ppt/presentation.xml", "presentationml.presentation", parts)


# --- PDF -----------------------------------------------------------------------------------------

_PAGE = """
BT /F1 12 Tf 50 700 Td ({v:page_text}) Tj ET
BT /F1 12 Tf 50 650 Td 3 Tr ({h:invisible_mode}) Tj ET
BT /F1 12 Tf -900 650 Td 0 Tr ({h:beside_the_page}) Tj ET
1 1 1 rg BT /F1 12 Tf 50 600 Td ({h:white_text}) Tj ET 0 0 0 rg
BT /F1 12 Tf 50 550 Td ({h:covered}) Tj ET 0 0 0 rg 40 540 300 30 re f
q 0 0 1 1 re W n BT /F1 12 Tf 50 500 Td ({h:clipped}) Tj ET Q
q /Clear gs BT /F1 12 Tf 50 470 Td ({h:transparent}) Tj ET Q
BT /F1 0.2 Tf 50 460 Td ({h:tiny}) Tj ET
/OC /Unseen BDC BT /F1 12 Tf 50 440 Td ({h:layer_text}) Tj ET EMC
/Span << /ActualText ({h:actual_text}) /Alt ({h:alternative}) >> BDC
BT /F1 12 Tf 50 400 Td (shown) Tj ET EMC
/Span << /Actual#54ext ({h:actual_text_escaped}) >> BDC
BT /F1 12 Tf 50 380 Td (shown) Tj ET EMC
/Span /Named BDC BT /F1 12 Tf 50 360 Td (shown) Tj ET EMC
/Fm1 Do
% {h:remark}
q 100 0 0 60 50 200 cm /Im1 Do Q
"""


def _pdf(seed: int) -> Planted:
    from pikepdf import Array, Dictionary, Name, Stream, String

    planter = _Planter("a.pdf", seed)

    def hidden(place: str) -> String:
        return String(planter.token("h", place))

    def visible(place: str) -> String:
        return String(planter.token("v", place))

    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(595, 842)).obj
    jpeg = _jpeg(seed, "page.jpg")
    picture = Stream(pdf, _beside(planter, "picture", jpeg))
    picture.stream_dict = Dictionary(
        Type=Name.XObject, Subtype=Name.Image, Width=48, Height=32, BitsPerComponent=8,
        ColorSpace=Name.DeviceRGB, Filter=Name.DCTDecode, Private=hidden("picture_key"),
        Metadata=pdf.make_stream(planter.filled("<x>{h:picture_xmp}</x>").encode()))
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=hidden("layer_name")))
    page.Contents = pdf.make_stream(planter.filled(_PAGE).encode())
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica,
                      FontDescriptor=Dictionary(FontFamily=hidden("font_family")))
    form = pdf.make_stream(planter.filled(
        "/Span << /ActualText ({h:actual_text_in_form}) >> BDC BT /F1 12 Tf 50 340 Td (shown) Tj ET "
        "EMC BT /F1 12 Tf 50 320 Td ({v:text_in_form}) Tj ET").encode())
    form.stream_dict = Dictionary(
        Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 595, 842]),
        Resources=Dictionary(Font=Dictionary(F1=font)))
    page.Resources = Dictionary(
        Font=Dictionary(F1=font), XObject=Dictionary(Im1=picture, Fm1=form),
        ExtGState=Dictionary(Clear=Dictionary(ca=0)),
        Properties=Dictionary(
            Unseen=layer, Named=Dictionary(ActualText=hidden("actual_text_named"))))
    page.Metadata = pdf.make_stream(planter.filled("<x>{h:page_xmp}</x>").encode())
    page.PieceInfo = Dictionary(App=Dictionary(Private=hidden("private_data")))
    page.AA = Dictionary(O=Dictionary(S=Name.JavaScript, JS=hidden("page_script")))
    field_ = pdf.make_indirect(Dictionary(
        Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=hidden("field_name"),
        TU=hidden("field_tip"), V=visible("field_value"), Rect=Array([0, 0, 10, 10])))
    secret = pdf.make_indirect(Dictionary(
        Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=hidden("hidden_field"), F=2,
        V=hidden("hidden_value"), Rect=Array([0, 0, 10, 10])))
    signature = pdf.make_indirect(Dictionary(
        FT=Name.Sig, T=hidden("signature_field"),
        V=Dictionary(Name=hidden("signed_by"), Reason=hidden("signed_why"))))
    page.Annots = Array([
        Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=Array([0, 0, 9, 9]),
                   Contents=visible("annotation"), T=hidden("annotation_author"),
                   NM=hidden("annotation_id"), Subj=hidden("annotation_subject")),
        Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=Array([0, 0, 9, 9]), F=2,
                   Contents=hidden("hidden_annotation")),
        Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]),
                   A=Dictionary(S=Name.URI, URI=hidden("link_target"))),
        field_, secret,
    ])
    outline = pdf.make_indirect(Dictionary(Title=visible("outline")))
    root = pdf.Root
    root.Outlines = Dictionary(First=outline, Last=outline, Count=1)
    root.AcroForm = Dictionary(Fields=Array([field_, secret, signature]), DA=hidden("form_look"))
    root.PageLabels = Dictionary(Nums=Array([0, Dictionary(P=hidden("page_label"))]))
    root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(OFF=Array([layer])))
    root.URI = Dictionary(Base=hidden("uri_base"))
    root.StructTreeRoot = Dictionary(K=Dictionary(
        S=Name.Document, T=hidden("structure_title"), Alt=hidden("structure_alt"),
        ActualText=hidden("structure_text")))
    root.OpenAction = Dictionary(S=Name.JavaScript, JS=hidden("script"))
    root.Secret = hidden("unknown_key")
    root.Dests = Dictionary({"/" + planter.token("h", "destination"): Array([page])})
    pdf.attachments[planter.token("h", "attached_name")] = planter.raw("attached")
    with pdf.open_metadata(set_pikepdf_as_editor=False) as told:
        told["dc:creator"] = [planter.token("h", "xmp_creator")]
        told["pdf:Producer"] = planter.token("h", "xmp_producer")
        told["xmpMM:DocumentID"] = planter.token("h", "xmp_id")
    for key in ("Author", "Title", "Subject", "Keywords", "Creator", "Producer", "Company"):
        pdf.docinfo["/" + key] = hidden(f"info_{key.lower()}")
    first = io.BytesIO()
    pdf.save(first)
    id_ = planter.raw("file_id").hex().encode() + b"0" * 12
    saved = re.sub(rb"/ID \[<[0-9a-f]{32}>", b"/ID [<" + id_ + b">", first.getvalue())
    earlier = planter.filled("9999 0 obj ({h:earlier_revision}) endobj\n").encode()
    planter.file.data = saved + earlier + b"%%EOF\n% " + planter.raw("after_end")
    return planter.file


# --- text ----------------------------------------------------------------------------------------


def _markdown(seed: int) -> Planted:
    planter = _Planter("a.md", seed)
    planter.file.data = planter.filled(
        "---\nauthor: {h:front_matter}\n---\n# {v:heading}\n\n{v:text}<!-- {h:remark} -->\n").encode()
    return planter.file


def _csv(seed: int) -> Planted:
    planter = _Planter("a.csv", seed)
    planter.file.data = planter.filled("品目,件数\r\n{v:cell},40\r\n").encode("utf-8-sig")
    return planter.file


def _text(seed: int) -> Planted:
    planter = _Planter("a.txt", seed)
    planter.file.data = planter.filled("一行目\r\n{v:text}\r\n").encode("cp932")
    return planter.file


def everything_in(data: bytes) -> str:
    """All that can be read out of a file's bytes: parts of archives, packed streams, texts of pages,
    in UTF-8 and UTF-16. It knows nothing of the anonymizer."""
    return "\n".join(
        text for piece in _pieces(data, 0) for text in (
            piece.decode("utf-8", "ignore"), piece.decode("utf-16-le", "ignore"),
            piece[1:].decode("utf-16-le", "ignore"), piece.decode("utf-16-be", "ignore"))
    )


def _pieces(data: bytes, depth: int) -> list[bytes]:
    pieces = [data]
    if data.startswith(b"PK\x03\x04") and depth < 4:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            pieces.append(archive.comment)
            for entry in archive.infolist():
                pieces += [entry.filename.encode(), entry.comment, entry.extra]
                pieces += _pieces(archive.read(entry), depth + 1)
    if data.startswith(b"%PDF-"):
        import pypdfium2

        with pikepdf.open(io.BytesIO(data)) as pdf:
            out = io.BytesIO()
            pdf.save(out, qdf=True, stream_decode_level=pikepdf.StreamDecodeLevel.all)
            pieces.append(out.getvalue())
        document = pypdfium2.PdfDocument(data)
        pieces += [page.get_textpage().get_text_bounded().encode() for page in document]
        document.close()
    pieces += [bytes.fromhex(one.decode()) for one in re.findall(rb"<((?:[0-9a-f]{2}){16,})>", data)]
    for found in re.finditer(b"\x78[\x01\x5e\x9c\xda]", data) if depth < 6 else ():
        try:
            pieces.append(zlib.decompressobj().decompress(data[found.start():], 1_000_000))
        except zlib.error:
            continue
    return pieces

