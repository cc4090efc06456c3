"""A PostgreSQL cluster of the tests' own: made in a temporary folder, gone when they end."""

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql
from sqlalchemy.engine import make_url

import quick_folder

START_SECONDS = 120
# Lost power may cost the tests' data; and bytes sort as on SQLite.
_FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")
_LOCAL = ("listen_addresses=127.0.0.1", "unix_socket_directories=")
# The shell holds our end of a pipe: when we go, however we go, it stops the server.
_STOP_WITH_US = '"$@" & read _; kill -INT $!; wait $!'


class NoPostgres(RuntimeError):
    """PostgreSQL's server programs are not on this machine, or won't start."""


@dataclass
class PostgresCluster:
    """A running server on 127.0.0.1; `names` numbers its databases."""

    port: int
    names: Iterator[int] = field(default_factory=lambda: count(1))

    def execute(self, *statements: sql.Composed) -> None:
        """Run statements outside a transaction, as the superuser."""
        with psycopg.connect(self._address("postgres"), autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement)

    def url(self, name: str) -> str:
        return self._address(name).replace("postgresql:", "postgresql+psycopg:")

    def _address(self, name: str) -> str:
        return f"postgresql://goi@127.0.0.1:{self.port}/{name}"


def fresh_database(cluster: PostgresCluster, template: str = "template1") -> str:
    """The address of a new database, a copy of `template`, which nobody may be using."""
    name = f"t{next(cluster.names)}"
    cluster.execute(
        sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY file_copy").format(
            sql.Identifier(name), sql.Identifier(template)
        )
    )
    return cluster.url(name)


def drop_database(cluster: PostgresCluster, url: str) -> None:
    """Remove a database, whoever still uses it."""
    name = sql.Identifier(make_url(url).database or "")
    cluster.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(name))


@contextmanager
def running_cluster() -> Iterator[PostgresCluster]:
    """Make, start and in the end remove a cluster. Raises NoPostgres."""
    programs = _programs()
    folder = Path(tempfile.mkdtemp(prefix="goi-postgres-", dir=quick_folder.place()))
    try:
        _hand_over(folder)
        _run([programs / "initdb", "-D", folder / "data", "-U", "goi", "--auth=trust",
              "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"], folder)  # fmt: skip
        with _server(programs, folder) as port:
            yield PostgresCluster(port)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _server(programs: Path, folder: Path) -> Iterator[int]:
    port = _free_port()
    settings = [part for setting in (*_FAST, *_LOCAL) for part in ("-c", setting)]
    command = [programs / "postgres", "-D", folder / "data", "-p", str(port), *settings]
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(
            ["sh", "-c", _STOP_WITH_US, "sh", *command],
            stdin=subprocess.PIPE, stdout=log, stderr=log, cwd=folder, **_as_postgres(),
        )  # fmt: skip
    try:
        _wait_for(port, folder / "log")
        yield port
    finally:
        server.communicate(timeout=START_SECONDS)


def _wait_for(port: int, log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        try:
            psycopg.connect(f"postgresql://goi@127.0.0.1:{port}/postgres").close()
            return
        except psycopg.OperationalError:
            time.sleep(0.05)
    raise NoPostgres(f"PostgreSQL did not start: {log.read_text()}")


def _programs() -> Path:
    """The folder of initdb and postgres: on the path, or where Debian keeps it off the path."""
    on_path = shutil.which("initdb")
    if on_path and (Path(on_path).resolve().parent / "postgres").exists():
        return Path(on_path).resolve().parent
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda bin: float(bin.parts[-2]))
    for folder in reversed(debian):
        if (folder / "initdb").exists():
            return folder
    raise NoPostgres("PostgreSQL's server programs (initdb, postgres) are not on this machine")


def _as_postgres() -> dict[str, Any]:
    """PostgreSQL refuses to run as root; its package brings a user for it."""
    return {"user": "postgres", "group": "postgres"} if os.geteuid() == 0 else {}


def _hand_over(folder: Path) -> None:
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres", "postgres")


def _run(command: list[Any], folder: Path) -> None:
    done = subprocess.run(command, capture_output=True, text=True, cwd=folder, **_as_postgres())
    if done.returncode:
        raise NoPostgres(f"{command[0]} failed: {done.stderr}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
