"""The command line: clear words and an exit status for whatever is set up wrongly."""

import base64
import io
import json
import socket
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import col, select, update

from committees.models import OfficeTerm
from foundation.database import Database
from foundation.journal import JournalEntry
from foundation.passwords import password_matches
from goi.cli import main
from identity.models import Company, Person
from processes import free_port
from processes import goi as goi_process
from proposals.sealing.sealed import prepare
from proposals.sealing.trustee import is_signed, public_keys
from submissions.release_store import Official
from world import PEOPLE, World

NOBODY_THERE = "postgresql://goi:hidden-word@127.0.0.1:1/goi"


@dataclass(frozen=True)
class Done:
    """What a command left behind."""

    returncode: int
    stdout: str
    stderr: str


Goi = Callable[..., Done]


@pytest.fixture
def goi(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Goi:
    """Runs a command under settings of its own."""

    def run(*arguments: object, env: Mapping[str, str], sent: str = "") -> Done:
        capsys.readouterr()
        with monkeypatch.context() as patched:
            for name in ("LC_MESSAGES", "LANG"):
                patched.delenv(name, raising=False)
            for name, value in ({"LC_ALL": "C.UTF-8"} | dict(env)).items():
                patched.setenv(name, value)
            patched.setattr("sys.stdin", io.StringIO(sent))
            status = main([str(one) for one in arguments])
        return Done(status, *capsys.readouterr())

    return run


@pytest.fixture
def env(tmp_path: Path) -> dict[str, str]:
    return {"GOI_DATA_DIR": str(tmp_path / "data")}


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"GOI_DATABASE_URL": "mysql://root:hidden-word@x/y"}, "GOI_DATABASE_URL: must begin with"),
        ({"GOI_PROXIES": "the proxy"}, "GOI_PROXIES: must be addresses or networks such as"),
        ({"GOI_DATABASE_URL": "hidden-word"}, "GOI_DATABASE_URL: must be an address such as"),
        ({"GOI_DATABASE_URL": NOBODY_THERE}, "goi:***@127.0.0.1:1/goi can't be used"),
        ({"GOI_RELEASE_DATABASE_URL": NOBODY_THERE}, "goi:***@127.0.0.1:1/goi can't be used"),
        ({"GOI_PORT": "many"}, "GOI_PORT: "),
        ({"GOI_PORT": "70000"}, "GOI_PORT: "),
        ({"GOI_PUBLIC_ORIGIN": "goi.example.jp"}, "GOI_PUBLIC_ORIGIN: must be an origin"),
    ],
)
def test_bad_settings_are_told_without_a_password(
    goi: Goi, env: dict[str, str], given: dict[str, str], words: str
) -> None:
    told_in_words(goi("migrate", env=env | given), words)


def test_a_data_folder_that_cannot_be_made_is_told(goi: Goi, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    done = goi("migrate", env={"GOI_DATA_DIR": str(tmp_path / "file" / "data")})
    told_in_words(done, "Not a directory")


def test_a_file_that_is_no_database_is_told(goi: Goi, tmp_path: Path) -> None:
    (tmp_path / "goi.db").write_text("this was never a database " * 100)
    told_in_words(goi("migrate", env={"GOI_DATA_DIR": str(tmp_path)}), "not a database")


def test_a_store_of_a_newer_version_is_left_alone(goi: Goi, env: dict[str, str]) -> None:
    assert goi("migrate", env=env).returncode == 0
    store = Database(f"sqlite:///{env['GOI_DATA_DIR']}/goi.db")
    with store.writing() as db:
        db.connection().exec_driver_sql("UPDATE alembic_version SET version_num = 'later'")
    store.dispose()
    told_in_words(goi("migrate", env=env), "version later, unknown to this Gōi")


@pytest.mark.parametrize("command", ["run", "serve", "ministry"])
def test_a_port_in_use_is_told_before_anything_is_made(
    goi: Goi, env: dict[str, str], command: str
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        done = goi(command, "--port", taken.getsockname()[1], env=env)
    told_in_words(done, "Address already in use")
    assert not Path(env["GOI_DATA_DIR"]).exists()


def test_the_desk_says_when_there_is_no_release_store(goi: Goi, tmp_path: Path) -> None:
    env = {"GOI_RELEASE_DATABASE_URL": f"sqlite:///{tmp_path / 'nothing.db'}"}
    told_in_words(goi("ministry", "--port", free_port(), env=env), "Has `goi migrate` made")


def told_in_words(done: Done, words: str) -> None:
    assert done.returncode == 2, done
    assert done.stderr.startswith("Gōi can't start:\n") and words in done.stderr
    assert "hidden-word" not in done.stderr


def test_a_process_of_its_own_ends_with_the_same_words(env: dict[str, str]) -> None:
    done = goi_process("migrate", env=env | {"GOI_DATABASE_URL": NOBODY_THERE})
    told_in_words(Done(done.returncode, done.stdout, done.stderr), "can't be used")
    assert "Traceback" not in done.stderr


def test_every_command_is_explained(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--help"])
    assert ended.value.code == 0
    told = capsys.readouterr().out
    for command in ("run", "serve", "ministry", "worker", "migrate", "demo", "import", "openapi",
                    "journal", "password", "official", "stages", "routes"):  # fmt: skip
        assert f"\n    {command} " in told


def test_documents_are_printed_without_opening_a_store(goi: Goi, env: dict[str, str]) -> None:
    for command in (["openapi"], ["openapi", "--ministry"], ["stages"], ["routes"]):
        done = goi(*command, env=env | {"GOI_DATABASE_URL": NOBODY_THERE})
        assert done.returncode == 0 and done.stdout, done.stderr
    assert not Path(env["GOI_DATA_DIR"]).exists()


# --- in the named world, on each kind of database -------------------------------------------

COMPANIES = (
    "法人番号,会社名,よみ,英語名,略称,業種\n"
    "2999910000137,青葉精工株式会社,あおばせいこう,Aoba Precision Co.,青葉精工,machinery\n"
)


@pytest.fixture
def its(world: World) -> dict[str, str]:
    """The settings under which a command finds the world."""
    return {
        "GOI_DATA_DIR": str(world.settings.data_dir),
        "GOI_DATABASE_URL": world.settings.database_url,
    }


def test_an_import_is_only_told_until_it_is_wanted(
    goi: Goi, world: World, its: dict[str, str], tmp_path: Path
) -> None:
    table = tmp_path / "companies.csv"
    table.write_text(COMPANIES)
    told = goi("import", "companies", table, env=its)
    assert (told.returncode, name_of_aoba(world)) == (0, "Aoba Precision Co., Ltd.")
    assert "0 new, 1 changed" in told.stdout and "--yes" in told.stdout
    done = goi("import", "companies", table, "--yes", env=its)
    assert (done.returncode, name_of_aoba(world)) == (0, "Aoba Precision Co.")
    assert "--yes" not in done.stdout


def test_one_fault_stops_a_whole_import_and_is_told_by_its_line(
    goi: Goi, world: World, its: dict[str, str], tmp_path: Path
) -> None:
    table = tmp_path / "companies.csv"
    table.write_text(COMPANIES + "2999910000138,乙,おつ,Otsu,乙,machinery\n")
    done = goi("import", "companies", table, "--yes", env=its)
    assert done.returncode == 1
    assert "line 3, fault: " in done.stdout
    assert name_of_aoba(world) == "Aoba Precision Co., Ltd."


def test_an_import_speaks_the_terminals_language(
    goi: Goi, its: dict[str, str], tmp_path: Path
) -> None:
    table = tmp_path / "companies.csv"
    table.write_text(COMPANIES)
    told = goi("import", "companies", table, env=its | {"LC_ALL": "ja_JP.UTF-8"})
    assert "まだ何も変更していません" in told.stdout


@pytest.mark.parametrize("name", ["not-there.csv", "picture.png"])
def test_a_file_that_cannot_be_read_is_told(
    goi: Goi, its: dict[str, str], tmp_path: Path, name: str
) -> None:
    (tmp_path / "picture.png").write_bytes(b"\x89PNG")
    done = goi("import", "people", tmp_path / name, env=its)
    assert done.returncode == 1 and name in done.stderr


def name_of_aoba(world: World) -> str:
    with world.main.reading() as db:
        return db.get_one(Company, world.companies["aoba"]).name_en


def test_the_first_administrator_is_made_at_the_command_line(
    goi: Goi, world: World, its: dict[str, str]
) -> None:
    email = World.address("secretary")
    done = goi("password", email, "--administrator", env=its, sent="seven quiet rivers flow\n")
    assert done.returncode == 0, done.stderr
    with world.main.reading() as db:
        stored = db.get_one(Person, world.people["secretary"]).password_hash
        of_hers = col(OfficeTerm.person_id) == world.people["secretary"]
        offices = {row.office for row in db.exec(select(OfficeTerm).where(of_hers))}
    assert password_matches(stored, "seven quiet rivers flow")
    assert "administrator" in offices


@pytest.mark.parametrize(
    ("name", "password", "words"),
    [
        ("chair", "short", "characters"),
        ("nobody", "seven quiet rivers flow", "nobody has this address"),
    ],
)
def test_no_password_is_given_that_should_not_be(
    goi: Goi, its: dict[str, str], name: str, password: str, words: str
) -> None:
    assert name == "nobody" or name in PEOPLE
    done = goi("password", World.address(name), env=its, sent=f"{password}\n")
    assert done.returncode == 1 and words in done.stderr


def test_an_official_is_given_an_account_once(goi: Goi, world: World, its: dict[str, str]) -> None:
    new = ("official", "New.Official@meti.example.jp", "新井 薫", "Kaoru Arai")
    done = goi(*new, env=its, sent="seven quiet rivers flow\n")
    assert done.returncode == 0, done.stderr
    with world.release.reading() as db:
        row = db.exec(select(Official).where(Official.name_ja == "新井 薫")).one()
    assert password_matches(row.password_hash, "seven quiet rivers flow")
    assert row.email == "new.official@meti.example.jp"
    assert goi(*new, env=its, sent="seven quiet rivers flow\n").returncode == 1
    assert goi("journal", "verify", env=its).returncode == 0


def test_a_changed_journal_is_told_with_the_entry(
    goi: Goi, world: World, its: dict[str, str]
) -> None:
    with world.work() as work:
        for verb in ("first", "second"):
            work.record(verb, ("thing", "a"))
    assert goi("journal", "verify", env=its).stdout == "The journals are whole.\n"
    with world.main.writing() as db:
        db.exec(update(JournalEntry).where(col(JournalEntry.seq) == 1).values(verb="other"))
    done = goi("journal", "verify", env=its)
    assert done.returncode == 1 and "members: entry 1: was changed" in done.stdout


def test_a_trustee_makes_a_key_and_takes_the_steps_of_opening(
    goi: Goi, env: dict[str, str], tmp_path: Path
) -> None:
    """Two trustees with nothing but their key files and the bulletin; neither store is opened."""
    bulletin, keys, passphrase = tmp_path / "bulletin.json", {}, "長い合言葉を三つ並べる。" * 2
    for name in ("one", "two", "three"):
        made = goi("trustee", "new", tmp_path / name, env=env, sent=f"{passphrase}\n")
        assert made.returncode == 0 and (tmp_path / name).stat().st_mode & 0o777 == 0o600
        keys[name] = public_keys(made.stdout.strip())
        assert passphrase not in (tmp_path / name).read_text("utf-8")
    short = goi("trustee", "new", tmp_path / "four", env=env, sent="短い\n")
    assert short.returncode == 1 and "passphrase" in short.stderr
    again = goi("trustee", "new", tmp_path / "one", env=env, sent=f"{passphrase}\n")
    assert (again.returncode, again.stdout) == (1, "") and "can't be made" in again.stderr

    told = a_bulletin(keys)
    bulletin.write_text(json.dumps(told), "utf-8")
    step = ("trustee", "step", tmp_path / "one", bulletin)
    wrong = goi(*step, env=env, sent="別の合言葉\n")
    assert (wrong.returncode, wrong.stdout) == (1, "") and "passphrase is wrong" in wrong.stderr
    bulletin.write_text("{}", "utf-8")
    assert "damaged" in goi(*step, env=env, sent=f"{passphrase}\n").stderr
    bulletin.write_text(json.dumps(told), "utf-8")
    mixed = goi(*step, env=env, sent=f"{passphrase}\n")
    told["mixed"] = json.loads(mixed.stdout)
    assert [one["statement"]["pair"] for one in told["mixed"]] == [[0, 1], [0, 2]]
    bulletin.write_text(json.dumps(told), "utf-8")
    opened = goi("trustee", "step", tmp_path / "three", bulletin, env=env, sent=f"{passphrase}\n")
    (last,) = json.loads(opened.stdout)
    assert sorted(choice for _, choice in last["statement"]["slips"]) == ["against", "for", "for"]
    assert is_signed(last, keys["three"][1])
    assert not (tmp_path / "data").exists()


def a_bulletin(keys: dict[str, tuple[str, str]]) -> dict[str, Any]:
    """Three sealed votes in the form in which trustees receive them."""
    opening = "11" * 32
    seals = [bytes.fromhex(seal) for seal, _ in keys.values()]
    votes = [
        prepare(seals, bytes.fromhex(opening), option, bytes([place]) * 32).vote
        for place, option in enumerate((0, 0, 1))
    ]
    trustees = [{"seal": seal, "sign": sign} for seal, sign in keys.values()]
    return {
        "opening": {"trustees": trustees, "options": ["for", "against", "abstain"]},
        "opening_hash": opening, "root": "22" * 32, "mixed": [],
        "box": sorted(base64.b64encode(vote).decode() for vote in votes),
    }  # fmt: skip
