"""Short rounds: after one edit, after none, after a thousand, and the same after one edit beside a million changes."""

import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import zstandard
from sqlcipher3 import dbapi2

from consultant_app.changes.change import Change, RecordId, encode_change, encode_value
from consultant_app.changes.version import NEWEST
from consultant_app.changes.wire import WatchAnswer, WatchAsk
from consultant_app.domain.visit import Visit
from consultant_app.garbage import collect_rarely
from consultant_app.sync.rounds import run_rounds
from consultant_app.sync.transport import HTTPTransport
from consultant_app.sync.watching import WATCH_PATH
from consultant_app.workspace.database import cursor_of
from consultant_app.workspace.status import RoundCounts
from consultant_app.workspace.workspace import Workspace
from tests.benchmarks.first_sync import fill, wire_bytes
from tests.support.long_log import long_log
from tests.support.measured_office import PASSPHRASE, Office, new_office, running_office
from tests.support.measuring import tell_most, visits

TRIES = 60
MANY = 1_000
MOST_EVERYDAY_BYTES = 1_000
MOST_QUIET_BYTES = 300
MOST_BEYOND_MS = 5.0
MOST_BESIDE_VALUES = 60
FEW_STORED, MANY_STORED = 10_000, 1_000_000
MOST_GROWTH = 1.3


@dataclass
class Traveller:
    """A laptop at an office, with one visit that is edited again and again."""

    workspace: Workspace
    line: HTTPTransport
    visit: RecordId
    rounds: list[RoundCounts] = field(default_factory=list)
    _edits: Iterator[int] = field(default_factory=lambda: iter(range(1, 1_000_000)))

    def edit(self) -> None:
        with self.workspace.write() as writer:
            writer.get(Visit, self.visit).goal = f"Ziel des Besuchs, {next(self._edits)}. Fassung"

    def sync(self) -> RoundCounts:
        self.rounds.append(run_rounds(self.workspace, self.line))
        return self.rounds[-1]

    def ask_nothing(self) -> None:
        """An authenticated request that is answered at once, for it names no space."""
        self.line.ask(WATCH_PATH, WatchAsk(NEWEST, {}), WatchAnswer)

    def commit(self) -> None:
        with self.workspace.database.writing() as connection:
            cursor_of(connection).execute("UPDATE space SET caught_up = caught_up WHERE kind = 'person'")


@contextmanager
def travelling(office: Office, workspace: Workspace) -> Iterator[Traveller]:
    line = HTTPTransport(office.url, workspace.identity.token)
    with workspace.write() as writer:
        visit = writer.new(Visit(company="c" * 32, goal="Ziel"))
    traveller = Traveller(workspace, line, RecordId(visit.id))
    traveller.sync()
    try:
        yield traveller
    finally:
        line.close()
        workspace.close()


def milliseconds(act: Callable[[], object]) -> float:
    started = time.perf_counter()
    act()
    return (time.perf_counter() - started) * 1000


@contextmanager
def bare_commit(folder: Path) -> Iterator[Callable[[], None]]:
    """As durable as the server's."""
    connection = dbapi2.connect(str(folder / "bare.sqlite"), isolation_level=None)
    for statement in ("PRAGMA journal_mode = WAL", "PRAGMA synchronous = FULL", "CREATE TABLE one (number)"):
        connection.execute(statement)
    yield lambda: connection.execute("INSERT INTO one VALUES (1)")
    connection.close()


def tell_everyday(traveller: Traveller, folder: Path) -> None:
    beyond, whole = [], []
    del traveller.rounds[:]
    with bare_commit(folder) as commit:
        for _ in range(TRIES):
            traveller.edit()
            whole.append(milliseconds(traveller.sync))
            # What no sync can do without, in its order: asking, the server keeps, and then the laptop.
            least = milliseconds(traveller.ask_nothing) + milliseconds(commit) + milliseconds(traveller.commit)
            beyond.append(whole[-1] - least)
    requests = max(one.requests for one in traveller.rounds)
    most = max(map(wire_bytes, traveller.rounds))
    tell_most("everyday round, both ways", most, MOST_EVERYDAY_BYTES, unit="bytes", how=f"{requests} request(s)")
    how = f"{statistics.median(whole):.1f} ms in all"
    tell_most(
        "everyday round beyond a bare request and commits",
        statistics.median(beyond),
        MOST_BEYOND_MS,
        unit="ms",
        how=how,
    )


def tell_quiet(traveller: Traveller) -> None:
    quiet = [traveller.sync() for _ in range(5)]
    tell_most("quiet round, both ways", max(map(wire_bytes, quiet)), MOST_QUIET_BYTES, unit="bytes")


def tell_thousand(traveller: Traveller) -> None:
    """Each changed in one text of its own."""
    changes = fill(traveller.workspace, MANY)
    traveller.sync()
    texts = [str(one.fields["situation"]) for one in visits(2 * MANY)[MANY:]]
    with traveller.workspace.write() as writer:
        for change, text in zip(changes, texts, strict=True):
            writer.get(Visit, change.record).situation = text
    counts = traveller.sync()
    values = len(zstandard.ZstdCompressor(level=3).compress(b"".join(map(encode_value, texts))))
    beside = (wire_bytes(counts) - values) / MANY
    how = f"{wire_bytes(counts) / MANY:.0f} bytes a change, {values / MANY:.0f} of them its value"
    tell_most(f"{MANY} changed records, beside the values", beside, MOST_BESIDE_VALUES, unit="bytes a change", how=how)
    tell_most(f"{MANY} changed records", counts.requests, 2, unit="requests", how=f"skeleton {skeleton(changes[0])}")


def skeleton(change: Change) -> str:
    """What a change takes besides its fields, not compressed."""
    fields = len(encode_value(change.fields))
    return f"{len(encode_change(change)) - fields} bytes a change before compression"


@contextmanager
def beside(count: int) -> Iterator[Traveller]:
    """With so many changes stored at the server and on the laptop."""
    log = long_log(count)
    with (
        running_office("--data", str(log.server)) as office,
        travelling(office, Workspace.open(log.laptop, passphrase=PASSPHRASE)) as traveller,
    ):
        yield traveller


def tell_growth() -> None:
    """In turns, so that both meet the same load."""
    taken: dict[int, list[float]] = {FEW_STORED: [], MANY_STORED: []}
    with beside(FEW_STORED) as few, beside(MANY_STORED) as many:
        for _ in range(TRIES):
            for traveller, times in zip((few, many), taken.values(), strict=True):
                traveller.edit()
                times.append(milliseconds(traveller.sync))
        for traveller in (few, many):
            assert all(space.agrees is not False for space in traveller.workspace.status().spaces)
    growth = statistics.median(late / early for early, late in zip(*taken.values(), strict=True))
    how = ", ".join(f"{statistics.median(times):.1f} ms beside {count:,}" for count, times in taken.items())
    tell_most("everyday round beside a hundred times as many changes", growth, MOST_GROWTH, unit="times", how=how)


def main() -> None:
    collect_rarely()  # as the program does when it starts
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with (
            new_office("--data", str(folder / "server")) as office,
            travelling(office, office.enrol(folder / "laptop")) as traveller,
        ):
            tell_everyday(traveller, folder)
            tell_quiet(traveller)
            tell_thousand(traveller)
    tell_growth()


if __name__ == "__main__":
    main()
