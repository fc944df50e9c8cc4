"""A first push and a first pull of 10,000 visits over loopback, the server in a process of its own: the time against
`executemany` of the same records into plain sqlite3, the bytes on the wire, and with 100,000 the memory of both.
"""

import os
import sqlite3
import statistics
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateTable

from consultant_app.actions.sync.rounds import sync
from consultant_app.changes.change import Change, encode_change
from consultant_app.domain.record import record_types
from consultant_app.garbage import collect_rarely
from consultant_app.workspace.apply import Gate
from consultant_app.workspace.columns import columns_of
from consultant_app.workspace.database import cursor_of
from consultant_app.workspace.log import Arrival
from consultant_app.workspace.status import RoundCounts
from consultant_app.workspace.workspace import Workspace
from tests.support.measured_office import PASSPHRASE, new_office
from tests.support.measuring import tell, tell_most, timed, visits

COUNT = 10_000
MANY = 100_000
TRIES = 5
LEAST_SHARE = 0.1
MOST_BYTES = 190
MOST_MEMORY_MB = 150
PROGRAM = Path(sys.executable).with_name("consultant-app")


def fill(workspace: Workspace, count: int) -> list[Change]:
    """As if somebody had typed it all in on this laptop."""
    note = workspace.run.next_origin(workspace.identity, workspace.now_ms())
    changes = visits(count, note.origin)
    with workspace.database.writing() as connection:
        gate = Gate(cursor_of(connection))
        gate.origins.add(note, own=True)
        gate.apply([Arrival(one, encode_change(one), one.space) for one in changes], accepted=False)
        gate.close()
    return changes


def seconds_of_plain_rows(database: Path, changes: list[Change]) -> float:
    """The same records, already rows in memory, into a file that nobody encrypted."""
    columns = columns_of("visit")
    rows = [columns.row(one.record, one.record, one.fields) for one in changes]
    connection = sqlite3.connect(database)
    connection.execute(str(CreateTable(record_types()["visit"].table).compile(dialect=sqlite.dialect())))
    connection.execute("CREATE INDEX visit_root ON visit (root)")
    connection.commit()

    def insert() -> None:
        connection.executemany(columns.insert, rows)
        connection.commit()

    seconds = timed(insert)[0]
    connection.close()
    return seconds


def wire_bytes(counts: RoundCounts) -> int:
    return counts.bytes_up + counts.bytes_down


@dataclass(frozen=True)
class Try:
    plain_s: float
    push_s: float
    pull_s: float
    push_bytes: int
    pull_bytes: int


def one_try(folder: Path) -> Try:
    with new_office("--data", str(folder / "server")) as office:
        author, reader = (office.enrol(folder / name) for name in ("author", "reader"))
        changes = fill(author, COUNT)
        plain_s = seconds_of_plain_rows(folder / "plain.sqlite", changes)
        push_s, pushed = timed(lambda: sync(author))
        pull_s, pulled = timed(lambda: sync(reader))
        assert (pushed.sent, pulled.received) == (COUNT, COUNT + 2)
        for workspace in (author, reader):
            assert all(space.agrees is not False for space in workspace.status().spaces)
            workspace.close()
    return Try(plain_s, push_s, pull_s, wire_bytes(pushed), wire_bytes(pulled))


def tell_times(tries: list[Try]) -> None:
    """The median of tries whose limit was taken just before."""
    plain_ms = statistics.median(one.plain_s for one in tries) * 1000
    for name in ("push", "pull"):
        seconds = [getattr(one, f"{name}_s") for one in tries]
        shares = sorted(one.plain_s / taken for one, taken in zip(tries, seconds, strict=True))
        how = (
            f"{min(seconds):.2f} to {max(seconds):.2f} s, plain sqlite3 {plain_ms:.0f} ms, least share {shares[0]:.1%}"
        )
        tell(f"first {name} of 10,000 visits", statistics.median(shares), goal=LEAST_SHARE, how=how)
        most = max(getattr(one, f"{name}_bytes") for one in tries) / COUNT
        tell_most(f"first {name}, both ways", most, MOST_BYTES, unit="bytes a visit")


_WAITING = """
import os, subprocess, sys
program = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL)
_, status, used = os.wait4(program.pid, 0)
print(used.ru_maxrss)
sys.exit(status != 0)
"""
"""A process that is small itself: what its parent takes would count as the program's, which begins as a copy of it."""


def memory_mb_of(folder: Path, *words: str) -> float:
    """The most that a run of the program took."""
    environment = {**os.environ, "CONSULTANT_PASSPHRASE": PASSPHRASE, "LC_ALL": "C.UTF-8"}
    command = [sys.executable, "-S", "-c", _WAITING, PROGRAM, *words, "--workspace", folder, "--json"]
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=environment)
    return int(done.stdout) / 1024


def tell_memory(folder: Path) -> None:
    with new_office("--data", str(folder / "server")) as office:
        author, reader = (office.enrol(folder / name) for name in ("author", "reader"))
        fill(author, MANY)
        for workspace in (author, reader):
            workspace.close()
        idle = memory_mb_of(author.folder, "workspace", "status")
        server_idle = office.memory_mb()
        for name, workspace in (("push", author), ("pull", reader)):
            most = memory_mb_of(workspace.folder, "sync")
            tell_most(f"first {name} of 100,000, laptop's memory", most - idle, MOST_MEMORY_MB, unit="MB above idle")
        above = office.memory_mb() - server_idle
        tell_most("first push and pull of 100,000, server's memory", above, MOST_MEMORY_MB, unit="MB above idle")


def main() -> None:
    collect_rarely()  # as the program does when it starts
    with tempfile.TemporaryDirectory() as name:
        tries = [one_try(Path(name) / str(number)) for number in range(TRIES)]
        tell_times(tries)
        tell_memory(Path(name) / "many")


if __name__ == "__main__":
    main()
