"""What a machine reads in a picture is shown beside it, and decides nothing."""

import shlex
import shutil
import sys

import pytest

from anonymizer import Directory, Member
from anonymizer.files import ocr
from anonymizer.files.sandbox import run
from made_files import a_picture

needs_tesseract = pytest.mark.skipif(shutil.which("tesseract") is None, reason="no Tesseract here")


@needs_tesseract
def test_a_name_in_a_picture_is_shown() -> None:
    directory = Directory.compile((Member("m1", names_ja=("株式会社青葉電機",)),))
    seen = ocr.seen(a_picture("株式会社青葉電機の審査要望"), directory)
    assert seen and "青葉電機" in seen.text
    assert "m1" in {one.member_id for one in seen.findings}


@needs_tesseract
def test_what_is_no_picture_is_not_read() -> None:
    assert ocr.ocr(b"no picture") is None


def test_without_a_reader_nothing_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "_command", lambda: None)
    assert ocr.seen(b"\x89PNG", Directory.compile(())) is None


def test_the_reader_reaches_nobody_and_writes_nothing(tmp_path: object) -> None:
    path = f"{tmp_path}/written"
    deeds = [
        "socket.socket()", "os.fork()", "subprocess.run(['true'])", f"os.mkdir({path!r})",
        f"os.write(os.open({path!r}, os.O_CREAT | os.O_WRONLY), b'x')", "os.kill(os.getppid(), 0)",
        "bytearray(3_000_000_000)",
    ]
    program = f"""
import os, socket, subprocess
for deed in {deeds!r}:
    try:
        exec(deed)
        print(deed)
    except (OSError, MemoryError):
        pass
print("end")"""
    command = shlex.join([sys.executable, "-I", "-c", program])
    assert run(ocr._PROGRAM, command, b"", 20, 10_000) == (0, b"end\n")
