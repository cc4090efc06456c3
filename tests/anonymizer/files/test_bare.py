"""What the confined process calls a picture has to be pixels and nothing else."""

import base64
import io

import pytest
from PIL import Image

from anonymizer.files import Refused
from anonymizer.files.bare import size_of
from anonymizer.files.pictures import written
from anonymizer.files.transfer import parsed_from
from planted_files import plant

NOISE = Image.effect_noise((70, 40), 80).convert("RGB")


def answer(kind: str, width: int, height: int, data: bytes) -> dict[str, object]:
    picture = [kind, width, height, [], base64.b64encode(data).decode()]
    return {"kind": kind, "blocks": [], "body": [["f", 0]], "header": [], "footer": [],
            "pictures": [picture], "left": []}


@pytest.mark.parametrize("kind", ["png", "jpeg"])
def test_pixels_pass_and_whatever_else_is_in_it_does_not(kind: str) -> None:
    plain = written(NOISE, kind, ()).data
    assert size_of(kind, plain) == (70, 40)
    assert parsed_from(answer(kind, 70, 40, plain)).pictures[0].data == plain
    name = {"png": "a.png", "jpeg": "a.jpg"}[kind]
    (planted,) = [one.data for one in plant(1) if one.name == name]
    commented = io.BytesIO()
    NOISE.save(commented, kind.upper(), comment=b"x", dpi=(7, 7))
    empty = b"\x89PNG\r\n\x1a\n" + b"\0\0\0\0IHDR\0\0\0\0" + b"\0\0\0\0IEND\0\0\0\0"
    for bad in (planted, plain + b"x", plain[:-1], b"", plain[:20], b"\xff\xd8" + plain,
                commented.getvalue(), empty, b"\xff\xd8\xff\xc0\0\1\xff\xd9"):
        with pytest.raises(ValueError):
            size_of(kind, bad)
    for wrong in (answer(kind, 71, 40, plain), answer("png" if kind == "jpeg" else "jpeg", 70, 40,
                                                      plain)):
        with pytest.raises(Refused, match="unreadable"):
            parsed_from(wrong)
