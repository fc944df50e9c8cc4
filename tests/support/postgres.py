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
    programs = _programs()
    uid, gid = _owner()
    folder = Path(tempfile.mkdtemp(prefix="consultant-pg-"))
    os.chown(folder, uid, gid)
    data = folder / "data"
    account = {"user": uid, "group": gid, "extra_groups": []} if os.geteuid() == 0 else {}
    options = ["-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync", "-U", _USER]
    initdb = [programs / "initdb", *options, "-D", data]
    settings = ["-c", "listen_addresses=", "-c", f"unix_socket_directories={folder}"]
    serve = [programs / "postgres", "-D", data, *([] if durable else ["-F"]), *settings]
    try:
        subprocess.run(initdb, check=True, stdout=subprocess.DEVNULL, cwd=folder, **account)
        with (folder / "log").open("wb") as log:
            server = subprocess.Popen(serve, stdout=log, stderr=log, stdin=subprocess.DEVNULL, cwd=folder, **account)
        cluster = Cluster(folder)
        try:
            wait_until(cluster.answers, lambda: "PostgreSQL: " + (folder / "log").read_text(errors="replace"))
            yield cluster
        finally:
            server.send_signal(signal.SIGINT)  # the fast shutdown: it waits for nobody
            server.wait(timeout=30)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def postgres_cluster() -> Iterator[Cluster]:
    with running_cluster() as cluster:
        yield cluster


@pytest.fixture
def postgres_url(postgres_cluster: Cluster) -> Iterator[str]:
    """The SQLAlchemy URL of an empty database on a real PostgreSQL, reachable from subprocesses too."""
    with postgres_cluster.fresh_database() as url:
        yield url
