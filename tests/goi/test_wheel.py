"""The wheel carries all it needs: who installs it needs neither a checkout nor Node.js."""

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[2]
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder into which the wheel was unpacked, as an installer does."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder]
    done = subprocess.run([*build, CHECKOUT], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    (wheel,) = folder.glob("goi-*.whl")
    zipfile.ZipFile(wheel).extractall(folder / "site")
    return folder / "site"


def test_all_code_templates_and_migrations_are_there(installed: Path) -> None:
    assert files(CHECKOUT / "src", "**/*.*") <= files(installed, "**/*.*")
    for there, here in (
        ("goi/_frontend/templates", "frontend/templates"),
        ("goi/_migrations", "migrations"),
    ):
        assert files(installed / there, "**/*.*") == files(CHECKOUT / here, "**/*.*")


def test_every_catalogue_is_there_compiled(installed: Path) -> None:
    sources = files(CHECKOUT / "frontend/locales", "**/*.po")
    assert sources
    compiled = files(installed / "goi/_frontend/locales", "**/*.mo")
    assert compiled == {source.with_suffix(".mo") for source in sources}


def test_every_built_file_is_there(installed: Path) -> None:
    dist = installed / "goi/_frontend/dist"
    manifest = json.loads((dist / "manifest.json").read_text())
    assert manifest
    assert all((dist / name).stat().st_size for name in manifest.values())


def test_nothing_else_is_there(installed: Path) -> None:
    packages = {path.name for path in (CHECKOUT / "src").iterdir() if path.name != "__pycache__"}
    (about,) = installed.glob("goi-*.dist-info")
    assert {path.name for path in installed.iterdir()} == packages | {about.name}
    assert (about / "licenses/LICENSE").is_file()
    assert not list(installed.rglob("node_modules"))


def test_an_installed_goi_makes_its_stores(installed: Path, tmp_path: Path) -> None:
    said = run_installed(
        installed,
        tmp_path,
        """
        from foundation.database import Database
        from foundation.migrations import current, head, upgrade
        from foundation.places import frontend_dir, migrations_dir

        for store in ("main", "release"):
            engine = Database(f"sqlite:///{store}.db").engine
            upgrade(engine, store)
            assert current(engine, store) == head(store)
        print(frontend_dir())
        print(migrations_dir())
        """,
    )
    assert said.split() == [f"{installed}/goi/_frontend", f"{installed}/goi/_migrations"]


def test_an_installed_goi_serves_a_page_with_its_style(installed: Path, tmp_path: Path) -> None:
    said = run_installed(
        installed,
        tmp_path,
        """
        import asyncio
        import re

        import httpx

        from foundation.chance import Chance
        from foundation.clock import Clock
        from foundation.files import Files
        from foundation.mail import MailboxMailer
        from foundation.settings import Settings
        from goi import members, stores
        from web.application import build

        settings = Settings(public_origin="http://goi.test")
        main = stores.open_main(settings)
        stores.upgrade(main, stores.open_release(settings))
        mailer = MailboxMailer(Files(settings.data_dir / "mail"), settings.mail_from)
        app = build(members.site(settings, Clock(), Chance(), main, mailer))

        async def look():
            wire = httpx.ASGITransport(app)
            async with httpx.AsyncClient(transport=wire, base_url="http://goi.test") as browser:
                page = await browser.get("/sign-in", headers={"Accept-Language": "ja"})
                style = await browser.get(re.search(r'href="([^"]+[.]css)"', page.text)[1])
                print(page.status_code, style.status_code, style.headers["content-type"])
                print(re.search("<h1[^>]*>(.*?)</h1>", page.text, re.S)[1].strip())

        asyncio.run(look())
        """,
    )
    status, heading = said.splitlines()
    assert status == "200 200 text/css; charset=utf-8"
    assert heading == "サインイン"


def run_installed(installed: Path, folder: Path, program: str) -> str:
    """What `program` prints when only the unpacked wheel and its dependencies are there."""
    unindented = "\n".join(line.removeprefix("        ") for line in program.splitlines())
    done = subprocess.run(
        [sys.executable, "-c", unindented],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(installed)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def files(folder: Path, pattern: str) -> set[Path]:
    """The files below `folder` as paths relative to it."""
    found = {path.relative_to(folder) for path in folder.glob(pattern) if path.is_file()}
    return {path for path in found if "__pycache__" not in path.parts}
