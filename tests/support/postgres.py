"""A real PostgreSQL for the tests: one cluster per test process, one fresh database per test.

The cluster listens on a socket in its own folder only, so it needs no port and collides with nothing.
"""

import itertools
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests.support.waiting import wait_until

_USER = "consultant"


def _programs() -> Path:
    versions = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    newest = max(versions, key=lambda path: float(path.parts[-3]), default=None)
    if newest is None:
        raise FileNotFoundError("PostgreSQL is not installed; packaging/install-system-packages test installs it")
    return newest.parent


def _owner() -> tuple[int, int]:
    """PostgreSQL refuses to run as root, so root lends the cluster to the user that Debian made for it."""
    if os.geteuid() != 0:
        return os.geteuid(), os.getegid()
    account = pwd.getpwnam("postgres")
    return account.pw_uid, account.pw_gid


@dataclass(frozen=True)
class Cluster:
    """A running PostgreSQL; `folder` holds its data and its socket."""

    folder: Path
    numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def url(self, database: str) -> str:
        return f"postgresql+psycopg://{_USER}@/{database}?host={self.folder}"

    def execute(self, statement: str) -> None:
        with psycopg.connect(host=str(self.folder), user=_USER, dbname="postgres", autocommit=True) as connection:
            connection.execute(statement.encode())

    def answers(self) -> bool:
        try:
            self.execute("select 1")
        except psycopg.OperationalError:
            return False
        return True

    @contextmanager
    def fresh_database(self, template: str = "template1") -> Iterator[str]:
        """The SQLAlchemy URL of an empty database, or of a copy; dropped afterwards, with those named after it."""
        name = f"test_{next(self.numbers)}"
        self.execute(f"create database {name} template {template}")
        try:
            yield self.url(name)
        finally:
            for one in (name, *self._databases(f"{name}_")):
                self.execute(f"drop database {one} with (force)")

    def _databases(self, beginning: str) -> list[str]:
        with psycopg.connect(host=str(self.folder), user=_USER, dbname="postgres") as connection:
            found = connection.execute("select datname from pg_database where starts_with(datname, %s)", (beginning,))
            return [name for (name,) in found.fetchall()]


@contextmanager
def running_cluster(*, durable: bool = False) -> Iterator[Cluster]:
    """`durable` as an office runs it; tests need no disk to have heard of anything."""
    options = ["-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync", "-U", _USER]
    with _folder() as folder:
        _run("initdb", *options, "-D", f"{folder / 'data'}", folder=folder)
        with _running(folder, durable=durable) as cluster:
            yield cluster


@contextmanager
def running_standby(cluster: Cluster) -> Iterator[Cluster]:
    """A copy of `cluster` as it is now, which takes no writes and hears nothing new until somebody promotes it."""
    with _folder() as folder:
        data = folder / "data"
        copied = ["--checkpoint=fast", "--no-sync", "-h", f"{cluster.folder}", "-U", _USER]
        _run("pg_basebackup", *copied, "-D", f"{data}", folder=folder)
        (data / "standby.signal").touch()
        with _running(folder) as standby:
            yield standby


@contextmanager
def _folder() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="consultant-pg-"))
    try:
        os.chown(folder, *_owner())
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _account() -> dict[str, Any]:
    uid, gid = _owner()
    return {"user": uid, "group": gid, "extra_groups": []} if os.geteuid() == 0 else {}


def _run(program: str, *words: str, folder: Path) -> None:
    subprocess.run([_programs() / program, *words], check=True, stdout=subprocess.DEVNULL, cwd=folder, **_account())


@contextmanager
def _running(folder: Path, *, durable: bool = False) -> Iterator[Cluster]:
    settings = ["-c", "listen_addresses=", "-c", f"unix_socket_directories={folder}"]
    serve = [_programs() / "postgres", "-D", folder / "data", *([] if durable else ["-F"]), *settings]
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(serve, stdout=log, stderr=log, stdin=subprocess.DEVNULL, cwd=folder, **_account())
    cluster = Cluster(folder)
    try:
        wait_until(cluster.answers, lambda: "PostgreSQL: " + (folder / "log").read_text(errors="replace"))
        yield cluster
    finally:
        server.send_signal(signal.SIGINT)  # the fast shutdown: it waits for nobody
        server.wait(timeout=30)


@pytest.fixture(scope="session")
def postgres_cluster() -> Iterator[Cluster]:
    with running_cluster() as cluster:
        yield cluster


@pytest.fixture
def postgres_url(postgres_cluster: Cluster) -> Iterator[str]:
    """The SQLAlchemy URL of an empty database on a real PostgreSQL, reachable from subprocesses too."""
    with postgres_cluster.fresh_database() as url:
        yield url
