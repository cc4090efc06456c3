"""The confined process: bytes come in, one JSON answer goes out. It can do nothing else."""

import encodings.cp437
import encodings.cp932
import encodings.shift_jis
import encodings.utf_8_sig
import encodings.utf_16
import encodings.utf_16_be
import encodings.utf_16_le  # noqa: F401  # codecs are loaded by name, when nothing can be any more
import json
import sys

from PIL import Image, TiffImagePlugin  # noqa: F401  # the second for a picture's properties

from anonymizer.files import limits
from anonymizer.files.confinement import confine
from anonymizer.files.model import KINDS, Refused
from anonymizer.files.parsing import parse
from anonymizer.files.transfer import answer_of, refusal_of


def main(kind: str) -> None:
    (known,) = [one for one in KINDS if one == kind]
    Image.preinit()
    confine()
    try:
        answer = answer_of(parse(sys.stdin.buffer.read(limits.FILE_BYTES + 1), known))
    except Refused as refused:
        answer = refusal_of(refused)
    sys.stdout.write(json.dumps(answer))
