"""A PDF is set anew with its fonts inside; it tells nothing of its making and is looked through."""

import io
import zipfile

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from anonymizer import Directory, Member, verify
from anonymizer.files import Refused, clean
from anonymizer.files.pictures import written
from made_files import a_pdf

AOBA = Member("m1", names_ja=("株式会社青葉電機",))
MIDORI = Member("m2", names_ja=("みどり精密工業株式会社",))
BOTH = Directory.compile((AOBA, MIDORI))
SAID = "審査の迅速化を求める。"


def words(data: bytes) -> str:
    return "".join(page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(data))


def test_a_pdf_is_set_anew_with_its_fonts_inside() -> None:
    one, other = (a_pdf("要望書", f"{name}は、{SAID}" * 8)
                  for name in ("株式会社青葉電機", "みどり精密工業株式会社"))
    done = clean(one, "要望.pdf", BOTH).data
    assert f"A社は、{SAID}" in words(done).replace("\r\n", "") and "青葉" not in words(done)
    assert done == clean(other, "b.pdf", BOTH).data
    with pikepdf.open(io.BytesIO(done)) as pdf:
        fonts = [one for one in pdf.objects
                 if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/FontDescriptor"]
        assert fonts and all("/FontFile2" in one for one in fonts)
        assert set(pdf.trailer.Info.keys()) == {"/Title", "/Creator", "/CreationDate", "/ModDate"}
        assert str(pdf.trailer.Info.CreationDate) == "D:19800101000000Z"


def test_a_picture_in_a_pdf_is_shown_when_somebody_confirmed_it() -> None:
    red = written(Image.new("RGB", (90, 60), "red"), "png", ())
    source = a_pdf("図", picture=red)
    first = clean(source, "a.pdf", BOTH)
    (seen,) = first.unconfirmed
    second = clean(source, "a.pdf", BOTH, confirmed={seen.digest})
    assert [is_red_somewhere(one.data) for one in (first, second)] == [False, True]


def is_red_somewhere(data: bytes) -> bool:
    image = pypdfium2.PdfDocument(data)[0].render(scale=1).to_pil().convert("RGB")
    return any(red > 200 and green < 80 for _, (red, green, _) in image.getcolors(10_000_000))


def test_a_name_in_the_finished_pdf_blocks_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("anonymizer.files.cleaning.find_all", lambda *_, **__: ())
    with pytest.raises(Refused, match="verifier"):
        clean(a_pdf("株式会社青葉電機"), "a.pdf", BOTH)


def test_the_verifier_reads_what_a_pdf_says_and_nothing_else() -> None:
    assert [hit.member_id for hit in verify(a_pdf("株式会社青葉電機"), BOTH)] == ["m1"]
    assert verify(a_pdf(SAID * 40), BOTH) == ()
    with pikepdf.open(io.BytesIO(a_pdf(SAID))) as pdf:
        pdf.trailer.Info.Author = "青葉電機"
        out = io.BytesIO()
        pdf.save(out)
    assert verify(out.getvalue(), BOTH)
    assert verify(a_pdf(SAID) + "青葉電機".encode(), BOTH), "after its end"
    with pytest.raises(ValueError):
        verify(b"%PDF-1.7 broken", BOTH)


def test_the_verifier_reads_what_stands_beside_the_parts_of_an_archive() -> None:
    name = "青葉電機".encode()
    for change in ({"comment": name}, {"extra": b"\x99\x99" + bytes([len(name), 0]) + name}, {}):
        entry = zipfile.ZipInfo("a.xml")
        for what, value in change.items():
            setattr(entry, what, value)
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            archive.writestr(entry, "本文")
        assert bool(verify(out.getvalue(), BOTH)) == bool(change)


@pytest.mark.parametrize(("kind", "more"), [
    ("JPEG", {"comment": "青葉電機".encode()}), ("JPEG", {"xmp": "青葉電機".encode()}),
    ("PNG", {"pnginfo": "tEXt"}), ("PNG", {"pnginfo": "zTXt"}),
])
def test_the_verifier_reads_a_pictures_properties_and_not_its_pixels(
    kind: str, more: dict[str, object]
) -> None:
    from PIL.PngImagePlugin import PngInfo

    if "pnginfo" in more:
        info = PngInfo()
        info.add_itxt("Author", "青葉電機", zip=more["pnginfo"] == "zTXt")
        more = {"pnginfo": info}
    noise = Image.effect_noise((200, 200), 90).convert("RGB")
    told, plain = io.BytesIO(), io.BytesIO()
    noise.save(told, kind, **more)
    noise.save(plain, kind)
    short = Directory.compile(
        Member(f"s{n}", names_en=(letters,)) for n, letters in enumerate(("ab", "TD", "K9", "qz")))
    assert [hit.member_id for hit in verify(told.getvalue(), BOTH)] == ["m1"]
    assert verify(plain.getvalue(), short) == verify(plain.getvalue(), BOTH) == ()
    assert verify(plain.getvalue() + "青葉電機".encode(), BOTH), "after its end"
