"""Small files to be cleaned."""

import io

from PIL import Image, ImageDraw, ImageFont

from anonymizer.files.model import Block, Figure, Output, Paragraph, Parsed, Picture
from anonymizer.files.writing import write
from typesetting.fonts import folder


def a_pdf(*texts: str, picture: Picture | None = None) -> bytes:
    """A PDF with a paragraph for each text."""
    shown = (picture,) if picture else ()
    body = (*map(Paragraph, range(len(texts))), *map(Figure, range(len(shown))))
    parsed = Parsed("pdf", tuple(Block(text, ()) for text in texts), body, pictures=shown)
    return write(Output(parsed, texts, dict(enumerate(shown)), "ja"))


def a_picture(words: str) -> bytes:
    """A PNG with words in clean print."""
    image = Image.new("RGB", (900, 120), "white")
    font = ImageFont.truetype(str(folder() / "NotoSerifJP_400Regular.ttf"), 34)
    ImageDraw.Draw(image).text((20, 30), words, font=font, fill="black")
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()
