"""Pictures become pixels in a new file of ours. A person has to look at each of them."""

import hashlib
import io
import warnings
from typing import Literal

from PIL import Image, ImageFile, ImageOps

from anonymizer.files import limits
from anonymizer.files.gathering import Gathering
from anonymizer.files.model import Figure, Parsed, Picture, Place, Refused

Crop = tuple[float, float, float, float]
"""What is cut off left, top, right, bottom, in parts of the whole."""

_CODECS = {"png": "PNG", "jpeg": "JPEG"}
ImageFile.LOAD_TRUNCATED_IMAGES = False


def read_picture(data: bytes, kind: Literal["png", "jpeg"], gathering: Gathering) -> Parsed:
    """A file that is a picture."""
    picture = redrawn(data, (), gathering)
    if picture.kind != kind:
        raise Refused("kind_mismatch", ending=kind)
    return gathering.parsed(kind, [Figure(gathering.picture(picture))])


def redrawn(
    data: bytes, place: Place, gathering: Gathering, crop: Crop = (0, 0, 0, 0)
) -> Picture:
    """The visible pixels in a new file, without anything else. Raises Refused."""
    kind = next((name for name, magic in (("png", b"\x89PNG\r\n\x1a\n"), ("jpeg", b"\xff\xd8\xff"))
                 if data.startswith(magic)), None)
    if kind is None:
        raise Refused("picture_kind", place)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            image: Image.Image = Image.open(io.BytesIO(data), formats=[_CODECS[kind]])
            if image.width * image.height > limits.PIXELS:
                raise Refused("picture_too_large", place, limit=f"{limits.PIXELS:,} px")
            if getattr(image, "n_frames", 1) > 1:
                gathering.leave("frames", place)
            if image.info or data.rstrip(b"\0")[-2:] != b"\xff\xd9":
                gathering.leave("picture_properties", place)
            image.load()
            image = ImageOps.exif_transpose(image)
    except Refused:
        raise
    except (MemoryError, Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise Refused("picture_too_large", place, limit=f"{limits.PIXELS:,} px") from error
    except Exception as error:  # a decoder raises whatever it likes on broken bytes
        raise Refused("picture_broken", place) from error
    return written(_cut(image, crop, place, gathering), "jpeg" if kind == "jpeg" else "png", place)


def written(image: Image.Image, kind: Literal["png", "jpeg"], place: Place) -> Picture:
    """Pixels as a file of ours: the same pixels give the same bytes."""
    clear = kind == "png" and ("A" in image.mode or "transparency" in image.info)
    # What is fully transparent may still have colours, and so a picture that nobody sees.
    pixels = _over_white(image.convert("RGBA")) if clear else image.convert("RGB")
    pixels.thumbnail((limits.PICTURE_SIDE, limits.PICTURE_SIDE))
    fresh = Image.new("RGB", pixels.size)
    fresh.paste(pixels)
    out = io.BytesIO()
    if kind == "png":
        fresh.save(out, "PNG", compress_level=6)
    else:
        fresh.save(out, "JPEG", quality=88, subsampling=0)
    data = out.getvalue()
    return Picture(hashlib.sha256(data).hexdigest(), kind, *fresh.size, place, data)


def withheld(kind: Literal["png", "jpeg"]) -> bytes:
    """The box that stands where nobody has confirmed the picture."""
    image = Image.new("RGB", (480, 320), "white")
    for inset in (0, 1, 2):
        image.paste("black", (inset, inset, 480 - inset, inset + 1))
        image.paste("black", (inset, 319 - inset, 480 - inset, 320 - inset))
        image.paste("black", (inset, inset, inset + 1, 320 - inset))
        image.paste("black", (479 - inset, inset, 480 - inset, 320 - inset))
    return written(image, kind, ()).data


def _cut(image: Image.Image, crop: Crop, place: Place, gathering: Gathering) -> Image.Image:
    left, top, right, bottom = (min(max(part, 0.0), 1.0) for part in crop)
    if not any((left, top, right, bottom)):
        return image
    gathering.leave("cropped", place)
    box = (round(image.width * left), round(image.height * top),
           round(image.width * (1 - right)), round(image.height * (1 - bottom)))
    if box[0] >= box[2] or box[1] >= box[3]:
        raise Refused("picture_broken", place)
    return image.crop(box)


def _over_white(image: Image.Image) -> Image.Image:
    white = Image.new("RGBA", image.size, "white")
    white.alpha_composite(image)
    return white.convert("RGB")
