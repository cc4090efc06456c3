"""Whoever breaks a parser is alone in a process that can compute, answer and end: the real kernel
refuses the rest. Each deed is done where the parser would be, in Python and past it."""

import socket
import sys
from pathlib import Path

import pytest

from anonymizer.files import Refused, limits, read, sandbox
from anonymizer.files.words import refusal

TAKEN_OVER = """
import sys; sys.path[:] = sys.argv[2:]
import ctypes, os, socket, subprocess, threading
from anonymizer.files import child, limits, model, parsing
system = ctypes.CDLL(None)
system.mmap.restype = ctypes.c_ssize_t
def done(answer):
    if answer == -1: raise PermissionError
def parse(data, kind, gathering):
    through = []
    for deed in DEEDS:
        try:
            exec(deed)
            through.append(deed)
        except (OSError, RuntimeError):
            pass
    return model.Parsed("txt", (model.Block("; ".join(through), ()),), ())
limits.CPU_SECONDS = 1
parsing._parse = parse
child.main(sys.argv[1])
"""


def got_through(monkeypatch: pytest.MonkeyPatch, *deeds: str) -> str:
    """The deeds that were done. Raises Refused where the process ended."""
    monkeypatch.setattr(sandbox, "PROGRAM", TAKEN_OVER.replace("DEEDS", repr(deeds)))
    (block,) = read(b"x", "a.txt").blocks
    return block.text


def test_it_can_compute_and_nothing_else(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    path = str(tmp_path / "written")
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0)
        deeds = [
            "open('/etc/passwd').read()",
            "os.listdir('/')",
            f"open({path!r}, 'w').write('x')",
            f"socket.create_connection({server.getsockname()!r}).send(b'x')",
            "os.fork()",
            "subprocess.run(['/bin/true'])",
            "threading.Thread(target=print).start()",
            f"os.kill({2**22 + 1}, 0)",
            "import sqlite3",
            "done(system.open(b'/etc/passwd', 0))",
            "done(system.pipe((ctypes.c_int * 2)()))",
        ]
        past_python = [
            f"done(system.creat({path.encode()!r}, 0o600))",
            f"done(system.mkdir({path.encode()!r}, 0o700))",
            "done(system.socket(2, 1, 0))",
            "done(system.fork())",
            "done(system.execve(b'/bin/true', None, None))",
            "done(system.kill(os.getpid(), 0))",
            "done(system.setrlimit(7, (ctypes.c_ulong * 2)(100, 100)))",
            "done(system.mmap(None, 4096, 7, 34, -1, 0))",
            "done(system.unlink(b'/etc/passwd'))",
            "done(system.ptrace(0, 0, 0, 0))",
        ]
        deeds += past_python if sys.platform == "linux" else []
        assert got_through(monkeypatch, "sum(range(9))", *deeds) == "sum(range(9))"
        with pytest.raises(BlockingIOError):
            server.accept()
    assert not Path(path).exists()


@pytest.mark.parametrize(("deed", "code"), [
    ("bytearray(3_000_000_000)", "limit_memory"),
    ("while True: pass", "limit_time"),
    ("lock = threading.Lock(); lock.acquire(); lock.acquire()", "limit_time"),
    ("os.write(1, bytes(1_000_000))", "unreadable"),
    ("os._exit(0)", "unreadable"),
    ("ctypes.string_at(0)", "unreadable"),
])
def test_it_has_little_memory_time_and_room_to_answer(
    deed: str, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if "lock" in deed:  # no processor's time runs out while it waits
        monkeypatch.setattr(limits, "WALL_SECONDS", 2)
    monkeypatch.setattr(limits, "ANSWER_BYTES", 100_000)
    with pytest.raises(Refused) as refused:
        got_through(monkeypatch, deed)
    assert refused.value.code == code
    assert refusal(refused.value, "ja") and refusal(refused.value, "en")
