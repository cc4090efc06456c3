"""The worker and the receiver as processes of their own, the worker killed where it hurts most."""

import json
import os
import signal
import sqlite3
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlmodel import select

from gate_builder import approved, consented, released
from goi.cli import main
from processes import GOI, PATIENCE, environment, serving
from proposals.models import PointReply
from submissions.gateway import actions
from submissions.gateway.models import GatewayDelivery
from submissions.release_store import Point
from world import ORIGIN, World, a_world


@dataclass
class Between:
    """Stands before the receiver and can hold its answer back."""

    receiver: str = ""
    hold: bool = False
    seen: list[bytes] = field(default_factory=list)
    holding: threading.Event = field(default_factory=threading.Event)
    go: threading.Event = field(default_factory=threading.Event)

    def pass_on(self, path: str, body: bytes, key: str) -> httpx.Response:
        held = False
        if path == "/submissions":
            self.seen.append(body)
            held, self.hold = self.hold, False
        headers = {"Idempotency-Key": key, "Content-Type": "application/jose"}
        answer = httpx.post(self.receiver + path, content=body, headers=headers, trust_env=False)
        if held:
            self.holding.set()
            self.go.wait(PATIENCE)
        return answer


@contextmanager
def standing_between() -> Iterator[tuple[Between, str]]:
    between = Between()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            answer = between.pass_on(self.path, body, self.headers.get("idempotency-key", ""))
            try:
                self.send_response(answer.status_code)
                self.send_header("Content-Length", str(len(answer.content)))
                self.end_headers()
                self.wfile.write(answer.content)
            except OSError:
                pass  # who asked is dead

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield between, f"http://127.0.0.1:{server.server_port}"
    finally:
        between.go.set()
        server.shutdown()
        thread.join()
        server.server_close()


def until(true: Callable[[], object], what: Callable[[], str]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < deadline, what()
        time.sleep(0.05)


@contextmanager
def a_worker(env: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    popen = subprocess.Popen([GOI, "worker"], env=environment(env), stderr=subprocess.DEVNULL)
    try:
        yield popen
    finally:
        popen.kill()
        popen.wait()


@pytest.mark.slow
def test_killed_while_the_receiver_answers_a_letter_arrives_once(
    sqlite_stores_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    with standing_between() as (between, address):
        files = {name: tmp_path / name for name in ("ours.json", "receiver", "replies.json")}
        env = {
            "GOI_DATABASE_URL": sqlite_stores_url, "GOI_DATA_DIR": str(tmp_path),
            "GOI_PUBLIC_ORIGIN": ORIGIN, "GOI_GATEWAY_URL": address, "GOI_GATEWAY_MINUTES": "0",
            "GOI_GATEWAY_JWKS": str(files["receiver"] / "receiver-jwks.json"),
            "GOI_WORKER_SECONDS": "0.3",
        }  # fmt: skip
        world = a_world(sqlite_stores_url, tmp_path)
        letter_id = released(world, consented(world, approved(world)))
        for name, value in env.items():
            monkeypatch.setenv(name, value)
        assert main(["gateway-keys", "show"]) == 0
        files["ours.json"].write_text(capsys.readouterr().out)
        receiver = (
            "gateway-receiver", "--folder", str(files["receiver"]), "--address", address,
            "--sender", ORIGIN, "--sender-keys", str(files["ours.json"]),
        )  # fmt: skip
        with serving(*receiver, env={}) as running:
            between.receiver = running.origin
            between.hold = True
            with a_worker(env) as worker:
                assert between.holding.wait(PATIENCE)
                os.kill(worker.pid, signal.SIGKILL)
                worker.wait()
            between.go.set()
            assert state(world) == "waiting", "the receiver has it, and nobody here knows"
            with world.work("secretary") as work:
                for row in work.db.exec(select(GatewayDelivery)).all():
                    actions.retry(work, row)
            with a_worker(env) as worker:
                until(lambda: state(world) == "delivered", lambda: state(world))
                offer(world, files["replies.json"])
                assert main([*receiver, "--offer", str(files["replies.json"])]) == 0
                with world.work("secretary") as work:
                    actions.fetch(work)
                until(lambda: replies(world) == ["改めます。"], lambda: str(replies(world)))
                worker.send_signal(signal.SIGTERM)
                assert worker.wait(PATIENCE) == 0
        taken = sqlite3.connect(files["receiver"] / "receiver.db").execute(
            "SELECT message FROM package"
        )
        messages = sorted(message for (message,) in taken)
        assert messages[-1] == f"letter.{letter_id}" and len(messages) == 3, "with its files"
        assert len(between.seen) == 4 and len(set(between.seen)) == 3, "one of them twice"
        world.dispose()


def state(world: World) -> str:
    with world.reading() as work:
        return " ".join(sorted(set(work.db.exec(select(GatewayDelivery.state)))))


def offer(world: World, file: Path) -> None:
    with world.release.reading() as db:
        point = db.exec(select(Point.id).where(Point.number == 1)).one()
    file.write_text(json.dumps([{
        "type": "reply", "id": "r1", "point_id": point, "outcome": "adopted",
        "text": "改めます。", "replied_day": "2026-11-23",
    }]))  # fmt: skip


def replies(world: World) -> list[str]:
    with world.reading() as work:
        return list(work.db.exec(select(PointReply.text)).all())
