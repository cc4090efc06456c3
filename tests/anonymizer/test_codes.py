"""Numbers that name a company, beside numbers that do not."""

import pytest

from anonymizer import Directory, Member, find
from anonymizer.codes import check_digit

NUMBER = f"{check_digit('000012050002')}000012050002"
OTHER = f"{check_digit('010001000099')}010001000099"
DIRECTORY = Directory.compile([
    Member(id="m", names_ja=("株式会社ツキノワ",), corporate_number=NUMBER, securities_code="7Z210",
           edinet_code="E98765"),
])


def test_the_check_digit_of_the_published_example():
    # National Tax Agency, the corporate number of the agency itself: 7000012050002.
    assert check_digit("000012050002") == 7


@pytest.mark.parametrize(("text", "cls", "member"), [
    (f"法人番号{NUMBER}", "corporate_number", "m"),
    (f"登録番号 T{NUMBER}", "corporate_number", "m"),
    ("Ｔ７００００１２０５０００２", "corporate_number", "m"),
    ("法人番号 7-0000-1205-0002", "corporate_number", "m"),
    ("法人番号：7000012\n050002", "corporate_number", "m"),
    (f"法人番号 {OTHER}", "corporate_number", None),
    ("証券コード：7Z21", "securities_code", "m"), ("コード番号 7Z210", "securities_code", "m"),
    ("TYO:7Z21", "securities_code", "m"), ("7Z21.T", "securities_code", "m"),
    ("7Z21 JP Equity", "securities_code", "m"), ("（東証プライム：7203）", "securities_code", None),
    (
        "EDINETコード Ｅ９８７６５", "edinet_code", "m"), ("提出者コード: E00001",
        "edinet_code", None),
])
def test_a_code_is_found(text, cls, member):
    assert [(f.cls, f.member_id) for f in find(text, DIRECTORY)] == [(cls, member)]


@pytest.mark.parametrize("text", [
    "2026年に7203件", "貨物等省令第7203号", "1234567890123", "E1234", "品番8000012050002X",
    "HSコード 8471", "コード番号は未定",
])
def test_other_numbers_are_left(text):
    kinds = ("corporate_number", "securities_code", "edinet_code")
    assert [f.text for f in find(text, DIRECTORY) if f.cls in kinds] == []
