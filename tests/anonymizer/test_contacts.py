"""Mail, domains, URLs, telephones and addresses, beside what only looks like them."""

import pytest

from anonymizer import find
from anonymizer_members import DIRECTORY


@pytest.mark.parametrize(("text", "found", "cls", "member"), [
    ("連絡先 a.b@towa-seiki.co.jp まで", "a.b@towa-seiki.co.jp", "email", "towa"),
    (
        "a.b＠ＴＯＷＡ－ＳＥＩＫＩ．ＣＯ．ＪＰ", "a.b＠ＴＯＷＡ－ＳＥＩＫＩ．ＣＯ．ＪＰ", "email",
        "towa"),
    (
        "a.b (at) towa-seiki (dot) co (dot) jp", "a.b (at) towa-seiki (dot) co (dot) jp", "email",
        "towa"),
    ("mailto:x@mail.miharu.jp", "mailto:x@mail.miharu.jp", "email", "miharu"),
    ("someone@unknown.example.com", "someone@unknown.example.com", "email", None),
    ("S.Yamaga@mail.example", "S.Yamaga@mail.example", "email", "towa"),
    ("https://www.miharu.jp/ir/?q=1 を", "https://www.miharu.jp/ir/?q=1", "url", "miharu"),
    ("hxxps://www[.]miharu[.]jp", "hxxps://www[.]miharu[.]jp", "url", "miharu"),
    ("\\\\fs01.miharu.jp\\share", "\\\\fs01.miharu.jp\\share", "url", "miharu"),
    ("詳細は miharu.jp に", "miharu.jp", "domain", "miharu"),
    ("TEL：03-1234-9999", "03-1234-9999", "phone", None),
    ("電話 0312345678", "0312345678", "phone", "towa"),
    ("+81-3-1234-5678", "+81-3-1234-5678", "phone", "towa"),
    ("063(435)3407", "063(435)3407", "phone", None),
    ("０９０－１２３４－５６７８", "０９０－１２３４－５６７８", "phone", None),
    ("FAX:０６－１２３４－５６７８", "０６－１２３４－５６７８", "fax", None),
    ("〒100-8901 東京都千代田区霞が関1丁目3番1号", "〒100-8901 東京都千代田区霞が関1丁目3番1号",
     "postal_address", None),
    ("茨城県日立市幸町三丁目1番1号。", "茨城県日立市幸町三丁目1番1号", "postal_address", None),
    ("大阪市北区梅田3-1-1", "大阪市北区梅田3-1-1", "postal_address", None),
    ("担当（03-1234-9999）まで", "03-1234-9999", "phone", None),
    ("（0266）12-3456へ", "（0266）12-3456", "phone", None),
    ("電話：（0266）12-3456", "（0266）12-3456", "phone", None),
    ("〒100-8901", "〒100-8901", "postal_code", None),
])
def test_a_contact_is_found_whole(text, found, cls, member):
    assert [(f.text, f.cls, f.member_id) for f in find(text, DIRECTORY)] == [(found, cls, member)]


@pytest.mark.parametrize("text", [
    "https://www.meti.go.jp/policy/anpo/ を参照", "2026-04-01", "12.5-13.0 mm", "3A001.b.4",
    "第48条第1項", "A/B@C", "1,234-5,678", "外為法第25条", "図1-2-3", "e.g. this",
    "石川県では唯一の業態", "石川県において統一の書式",
])
def test_what_is_no_contact_is_left(text):
    kinds = ("email", "url", "domain", "phone", "fax", "postal_address", "postal_code")
    assert [(f.cls, f.text) for f in find(text, DIRECTORY) if f.cls in kinds] == []
