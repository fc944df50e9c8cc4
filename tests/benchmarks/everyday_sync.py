"""The sync after one edit: its requests and bytes, and its time beyond an empty request and the bare commits."""

import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import httpx2
from sqlcipher3 import dbapi2

from consultant_app.sync.rounds import run_rounds
from consultant_app.sync.transport import HTTPTransport
from consultant_app.workspace.database import cursor_of
from consultant_app.workspace.workspace import Workspace
from tests.benchmarks.first_sync import enrol, office
from tests.support.measuring import companies

TRIES = 40
MOST_BYTES = 1500


def milliseconds(act: Callable[[], object]) -> float:
    """The median of many."""
    taken = []
    for _ in range(TRIES):
        started = time.perf_counter()
        act()
        taken.append((time.perf_counter() - started) * 1000)
    return statistics.median(taken)


def laptop_commit(workspace: Workspace) -> None:
    with workspace.database.writing() as connection:
        cursor_of(connection).execute("UPDATE space SET caught_up = 1 - caught_up WHERE kind = 'person'")


def bare_database(path: Path) -> dbapi2.Connection:
    """As durable as the server's."""
    connection = dbapi2.connect(str(path), isolation_level=None)
    for statement in ("PRAGMA journal_mode = WAL", "PRAGMA synchronous = FULL", "CREATE TABLE one (number)"):
        connection.execute(statement)
    return connection


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with office(folder / "server") as mail:
            workspace = enrol(folder / "server", folder / "laptop", mail)
            line = HTTPTransport(workspace.identity.server_url, workspace.identity.token)
            with workspace.write() as writer:
                from consultant_app.domain.company import Company

                company = writer.new(Company(name=str(companies(1)[0].fields["name"])))
            run_rounds(workspace, line)
            requests, sizes, numbers = [], [], iter(range(1, 1000))

            def edited_and_synced() -> None:
                with workspace.write() as writer:
                    writer.get(Company, company.id).phone = f"02302 {next(numbers)}"
                before = (line.traffic.requests, line.traffic.bytes_up + line.traffic.bytes_down)
                run_rounds(workspace, line)
                requests.append(line.traffic.requests - before[0])
                sizes.append(line.traffic.bytes_up + line.traffic.bytes_down - before[1])

            def edited() -> None:
                with workspace.write() as writer:
                    writer.get(Company, company.id).phone = f"02302 {next(numbers)}"

            both_ms = milliseconds(edited_and_synced)
            edit_ms = milliseconds(edited)
            bare = bare_database(folder / "bare.sqlite")
            with httpx2.Client(base_url=workspace.identity.server_url) as client:

                def least() -> None:
                    """What no sync can do without, in its order: the server keeps, and then the laptop."""
                    client.get("/v1/health")
                    bare.execute("INSERT INTO one VALUES (1)")
                    laptop_commit(workspace)

                least_ms = milliseconds(least)
            bare.close()
            line.close()
            workspace.close()
    sync_ms = both_ms - edit_ms
    small = "ok" if max(sizes) < MOST_BYTES else "TOO MANY"
    print(f"everyday sync: {max(requests)} request(s), {max(sizes)} bytes up and down, goal < {MOST_BYTES}: {small}")
    print(
        f"everyday sync: {sync_ms:.1f} ms, of which {least_ms:.1f} are an empty request and a bare commit on either"
        f" side; {sync_ms - least_ms:.1f} ms beyond"
    )


if __name__ == "__main__":
    main()
