"""Starts `goi` commands as processes of their own, as whoever runs Gōi does."""

import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx

GOI = str(Path(sys.executable).with_name("goi"))
PATIENCE = 180


@dataclass
class Process:
    """A running command; `said` grows with what it prints."""

    popen: subprocess.Popen[str]
    origin: str
    said: list[str] = field(default_factory=list)

    def get(self, path: str, **more: object) -> httpx.Response:
        return httpx.get(self.origin + path, trust_env=False, timeout=PATIENCE, **more)  # type: ignore[arg-type]

    def stop(self) -> int:
        """Ask it to end; answers its exit status."""
        self.popen.send_signal(signal.SIGTERM)
        return self.popen.wait(PATIENCE)

    def printed(self) -> str:
        return "".join(self.said)

    @property
    def memory_mb(self) -> int:
        """Resident memory, where the system tells it; else 0."""
        status = Path(f"/proc/{self.popen.pid}/status")
        found = re.search(r"VmRSS:\s+(\d+) kB", status.read_text()) if status.exists() else None
        return int(found[1]) // 1024 if found else 0


def goi(
    *arguments: object, env: Mapping[str, str], sent: str = ""
) -> subprocess.CompletedProcess[str]:
    """Run a command to its end."""
    return subprocess.run(
        [GOI, *map(str, arguments)], env=environment(env), input=sent, capture_output=True,
        text=True, timeout=PATIENCE,
    )  # fmt: skip


@contextmanager
def serving(*arguments: str, env: Mapping[str, str]) -> Iterator[Process]:
    """A command that serves, from its first answer on; killed in the end where it still runs."""
    port = free_port()
    popen = subprocess.Popen(
        [GOI, *arguments, "--port", str(port)], env=environment(env), text=True,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    process = Process(popen, f"http://127.0.0.1:{port}")
    assert popen.stdout
    listener = threading.Thread(target=lambda: process.said.extend(popen.stdout or ()))
    listener.start()
    try:
        _wait_for(process)
        yield process
    finally:
        if popen.poll() is None:
            popen.kill()
        popen.wait()
        listener.join()
        popen.stdout.close()


def _wait_for(process: Process) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        assert process.popen.poll() is None, process.printed()
        try:
            process.get("/")
            return
        except httpx.TransportError:
            time.sleep(0.05)
    raise AssertionError(f"no answer: {process.printed()}")


def environment(env: Mapping[str, str]) -> dict[str, str]:
    """This process's without any setting of ours, then `env`."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GOI_")}
    return kept | {"LC_ALL": "C.UTF-8"} | dict(env)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
