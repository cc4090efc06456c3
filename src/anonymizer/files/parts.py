"""Which relationships of an office file are read, left behind, or refuse it.

What is not in these tables refuses the file: nobody looked at it yet.
"""

import re

from anonymizer.files.gathering import Gathering
from anonymizer.files.model import Refused
from anonymizer.files.package import Package, Relation

LEFT: dict[str, str] = {
    "core-properties": "properties", "extended-properties": "properties",
    "custom-properties": "custom_properties", "thumbnail": "thumbnail",
    "customXml": "custom_xml", "customXmlProps": "custom_xml", "people": "authors",
    "person": "authors", "commentAuthors": "authors", "authors": "authors",
    "settings": "settings", "webSettings": "settings", "viewProps": "settings",
    "presProps": "settings", "fontTable": "fonts", "font": "fonts", "theme": "theme",
    "themeOverride": "theme", "stylesWithEffects": "styles", "tableStyles": "styles",
    "printerSettings": "printer_settings", "notesMaster": "masters", "handoutMaster": "masters",
    "externalLink": "external_links", "externalLinkPath": "external_links",
    "xlPathMissing": "external_links", "connections": "connections", "queryTable": "connections",
    "xmlMaps": "connections", "mailMergeSource": "connections", "recipientData": "connections",
    "pivotCacheDefinition": "pivot", "pivotCacheRecords": "pivot", "pivotTable": "pivot",
    "slicer": "pivot", "slicerCache": "pivot", "timeline": "pivot", "timelineCache": "pivot",
    "calcChain": "calculation", "volatileDependencies": "calculation",
    "sheetMetadata": "calculation", "table": "table_definitions",
    "vmlDrawing": "comment_boxes", "legacyDrawingHF": "comment_boxes",
    "threadedComment": "comment_threads", "commentsExtended": "comment_threads",
    "commentsIds": "comment_threads", "commentsExtensible": "comment_threads",
    "documenttasks": "comment_threads", "tags": "tags", "customProperty": "tags",
    "glossaryDocument": "building_blocks", "attachedTemplate": "template",
    "keyMapCustomizations": "settings", "attachedToolbars": "settings",
    "hyperlink": "link_targets", "slideUpdateInfo": "settings", "legacyDocTextInfo": "settings",
    "revisionInfo": "revisions", "changesInfo": "revisions", "revisionHeaders": "revisions",
    "usernames": "authors", "webextensiontaskpanes": "settings", "webextension": "settings",
    "rdRichValue": "calculation", "rdRichValueStructure": "calculation",
    "rdRichValueTypes": "calculation", "richStyles": "calculation",
    "featurePropertyBag": "settings", "metadata": "settings", "labelInfo": "labels",
    "classificationlabels": "labels", "smartTags": "tags", "hdphoto": "picture_copies",
    "cloudFileThumbnail": "thumbnail", "frame": "link_targets",
}
REFUSED: dict[str, str] = {
    "vbaProject": "macros", "wordVbaData": "macros", "xlMacrosheet": "macros",
    "xlIntlMacrosheet": "macros", "control": "active_content", "ctrlProp": "active_content",
    "activeXControlBinary": "active_content", "oleObject": "ole_object", "aFChunk": "alt_chunk",
    "subDocument": "alt_chunk", "chart": "chart", "chartEx": "chart", "chartsheet": "chart",
    "chartUserShapes": "chart", "diagramData": "diagram", "diagramLayout": "diagram",
    "diagramDrawing": "diagram", "diagramColors": "diagram", "diagramQuickStyle": "diagram",
    "video": "media", "audio": "media", "media": "media", "dialogsheet": "active_content",
    "ink": "ink", "customInk": "ink", "model3d": "media", "signature": "signature",
    "origin": "signature",
}
EMBEDDED = re.compile(r"\.(docx|xlsx|pptx)$", re.I)


def sort_out(
    package: Package, part: str, relations: dict[str, Relation], read: frozenset[str],
    gathering: Gathering,
) -> None:
    """Lists what is left behind of a part's relations. Raises Refused for what no table has."""
    for relation in relations.values():
        place = package.place(relation.target or part)
        if relation.type in REFUSED:
            raise Refused(REFUSED[relation.type], place)
        if relation.type in read:
            continue
        if relation.type not in LEFT:
            raise Refused("unknown_part", place, name=relation.type[:60])
        gathering.leave(LEFT[relation.type], package.where)


def sort_out_rest(package: Package, gathering: Gathering, known: frozenset[str]) -> None:
    """Parts that no visible part points to are never read and never carried over."""
    if package.comment:
        gathering.leave("archive_comment", package.where)
    orphans = [name for name in package.names
               if name not in package.read_parts and name not in known
               and not name.endswith(".rels")]
    if orphans:
        gathering.leave("parts", package.where, len(orphans))
