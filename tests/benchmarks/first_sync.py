"""The first sync of a laptop, 10,000 records over loopback from a server in a process of its own, against `executemany`
of the same records into plain sqlite3.
"""

import json
import sqlite3
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateTable

from consultant_app.actions.sync.rounds import sync
from consultant_app.actions.sync.setting_up import create_enrolled
from consultant_app.changes.change import encode_change
from consultant_app.domain.record import record_types
from consultant_app.sync.enrolment import parse_invitation
from consultant_app.workspace.apply import Gate
from consultant_app.workspace.columns import columns_of
from consultant_app.workspace.database import cursor_of
from consultant_app.workspace.log import Arrival
from consultant_app.workspace.workspace import Workspace
from tests.support.measuring import companies, tell, timed

COUNT = 10_000
TRIES = 3
SERVER = Path(sys.executable).with_name("consultant-server")


def command(folder: Path, *words: str) -> dict[str, Any]:
    done = subprocess.run([SERVER, *words, "--data", folder, "--json"], check=True, capture_output=True, text=True)
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


@contextmanager
def office(folder: Path) -> Iterator[str]:
    """A running server with one person; her mail address."""
    program = subprocess.Popen(
        [SERVER, "serve", "--port", "0", "--data", folder, "--json"], stdout=subprocess.PIPE, text=True
    )
    try:
        assert program.stdout is not None
        program.stdout.readline()
        command(folder, "partner", "add", "EN", "EN-Agentur Hattingen")
        command(folder, "user", "add", "a@example.org", "--name", "Ada", "--partner", "EN", "--role", "consultant")
        yield "a@example.org"
    finally:
        program.terminate()
        program.wait()


def enrol(folder: Path, laptop: Path, mail: str) -> Workspace:
    invitation = parse_invitation(command(folder, "invitation", "new", mail)["invitation"])
    return create_enrolled(laptop, invitation, laptop.name, passphrase="x", use_keyring=False)[0]


def fill(workspace: Workspace) -> None:
    """As if somebody had typed it all in on this laptop."""
    note = workspace.run.origin(workspace.identity, workspace.now_ms())
    with workspace.database.writing() as connection:
        gate = Gate(cursor_of(connection))
        gate.origins.add(note, own=True)
        changes = companies(COUNT, note.origin)
        gate.apply([Arrival(one, encode_change(one), one.space) for one in changes], accepted=False)
        gate.close()


def seconds_of_plain_rows(database: Path) -> float:
    """The same records, already rows in memory, into a file that nobody encrypted."""
    columns = columns_of("company")
    rows = [columns.row(one.record, one.record, one.fields) for one in companies(COUNT)]
    connection = sqlite3.connect(database)
    connection.execute(str(CreateTable(record_types()["company"].table).compile(dialect=sqlite.dialect())))
    connection.execute("CREATE INDEX company_root ON company (root)")
    connection.commit()

    def insert() -> None:
        connection.executemany(columns.insert, rows)
        connection.commit()

    seconds = timed(insert)[0]
    connection.close()
    return seconds


def main() -> None:
    first_s, plain_s = [], []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with office(folder / "server") as mail:
            author = enrol(folder / "server", folder / "author", mail)
            fill(author)
            push_s, counts = timed(lambda: sync(author))
            assert counts.sent == COUNT
            author.close()
            for number in range(TRIES):
                laptop = enrol(folder / "server", folder / f"laptop-{number}", mail)
                seconds, counts = timed(lambda laptop=laptop: sync(laptop))
                assert counts.received >= COUNT
                first_s.append(seconds)
                assert laptop.status().spaces[0].agrees
                laptop.close()
                plain_s.append(seconds_of_plain_rows(folder / f"plain-{number}.sqlite"))
    ratio = statistics.median(plain / first for plain, first in zip(plain_s, first_s, strict=True))
    how = f"{min(first_s):.2f} s, plain sqlite3 {min(plain_s):.3f} s; pushing them took {push_s:.2f} s"
    tell("first sync of 10,000 records", ratio, goal=0.1, how=how)


if __name__ == "__main__":
    main()
