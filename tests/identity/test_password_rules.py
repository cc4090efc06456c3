"""A password is refused for its length and for what a stranger would try, for nothing else."""

import pytest

from foundation.password_rules import is_common, may_be_password

NAMES = ["CISTEC", "青葉精工株式会社", "Aoba Precision Co., Ltd.", "アオバ精機", "MMT"]


def refusal(password: str, *, officer: bool = False, email: str = "koji.ishibashi@a.jp") -> str:
    return may_be_password(password, officer=officer, email=email, names=NAMES).reason


@pytest.mark.parametrize(
    ("password", "officer", "reason"),
    [
        ("seven wolves", False, ""),
        ("seven wolve", False, "password.too_short"),
        ("seven wolves jog", True, ""),
        ("fifteen is okay", True, ""),
        ("fourteen chars", True, "password.too_short"),
        ("鶴と亀が滑って転んだ話", False, "password.too_short"),
        ("鶴と亀が滑って転んだ話だ", False, ""),
        ("🦉" * 3 + "owls at night" + "🦉" * 112, False, ""),
    ],
)
def test_length_counts_characters(password: str, officer: bool, reason: str) -> None:
    assert refusal(password, officer=officer) == reason


@pytest.mark.parametrize(
    "password",
    ["my-cistec-window", "ＣＩＳＴＥＣ and tea", "冬の青葉精工の庭は静かです",
     "a-o-b-a precision mill", "ｱｵﾊﾞ精機の窓から見る富士山"],
)  # fmt: skip
def test_names_of_companies_are_refused_however_they_are_typed(password: str) -> None:
    assert refusal(password) == "password.name"


def test_a_name_too_short_to_mean_anything_is_let_through() -> None:
    assert refusal("gemmthorn lake view") == ""


def test_the_own_address_is_refused() -> None:
    assert refusal("KojiIshibashi-1970") == "password.own_address"
    assert refusal("koji goes to the lake") == ""
    assert refusal("an owl at midnight", email="an@a.jp") == ""


@pytest.mark.parametrize(
    "password",
    ["passwordpassword", "P@ssw0rd!2026", "Password1234567", "sakura2026sakura", "qwertyuiop123",
     "aaaaaaaaaaaaaaa", "abababababab", "123456789012", "abcdefghijkl", "winter-summer-1",
     "export-control-2026", "パスワードパスワードパスワード"],
)  # fmt: skip
def test_common_passwords_are_common(password: str) -> None:
    assert is_common(password)


@pytest.mark.parametrize(
    "password", ["password of seven wolves", "winter brings heavy boots", "8105 7723 9964 1350",
                 "correct horse battery", "さくらの下で待ち合わせた日"],
)  # fmt: skip
def test_common_words_in_company_are_not(password: str) -> None:
    assert not is_common(password)
