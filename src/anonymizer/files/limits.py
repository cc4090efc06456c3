"""How much a file may be. Beyond any of these it is refused; nothing is cut short silently."""

FILE_BYTES = 20_000_000
NAME_CHARACTERS = 200

ENTRIES = 1_000
UNPACKED_BYTES = 100_000_000
ENTRY_BYTES = 50_000_000
RATIO = 200
"""Unpacked to packed size of one entry, looked at from RATIO_FROM bytes on."""
RATIO_FROM = 1_000_000
XML_ELEMENTS = 1_500_000
XML_DEPTH = 200

BLOCKS = 50_000
CHARACTERS = 3_000_000
CELLS = 50_000
CELL_CHARACTERS = 32_767
ROWS, COLUMNS = 1_048_576, 16_384
SLIDES = 300
PAGES = 300
PDF_OBJECTS = 200_000
PDF_STREAM_BYTES = 50_000_000
PICTURES = 100
PIXELS = 40_000_000
PICTURE_SIDE = 2_400
"""Pictures are made smaller than this many pixels on their longer side."""

MEMORY_BYTES = 1_000_000_000
CPU_SECONDS = 30
WALL_SECONDS = 60
ANSWER_BYTES = 80_000_000
