"""10,000 records through the gate, against `executemany` of just the rows that it writes, into the same SQLCipher."""

import statistics
import tempfile
from pathlib import Path

from consultant_app.changes.change import encode_change
from consultant_app.garbage import collected_later
from consultant_app.workspace.apply import Gate
from consultant_app.workspace.database import cursor_of
from consultant_app.workspace.log import Arrival
from consultant_app.workspace.workspace import Workspace
from tests.support.laptops import Workspaces
from tests.support.measuring import companies, tell, timed

COUNT = 10_000
TRIES = 5
TABLES = ("change", "record", "company")


def through_the_gate(workspace: Workspace, arrivals: list[Arrival]) -> None:
    with collected_later(), workspace.database.writing() as connection:
        gate = Gate(cursor_of(connection))
        gate.apply(arrivals, accepted=True)
        gate.close()


def rows_of(workspace: Workspace) -> dict[str, list[tuple[object, ...]]]:
    with workspace.database.reading() as connection:
        raw = cursor_of(connection)
        return {table: raw.execute(f"SELECT * FROM {table}").fetchall() for table in TABLES}


def just_rows(workspace: Workspace, rows: dict[str, list[tuple[object, ...]]]) -> None:
    with workspace.database.writing() as connection:
        raw = cursor_of(connection)
        for table, its_rows in rows.items():
            marks = ",".join("?" * len(its_rows[0]))
            raw.executemany(f"INSERT INTO {table} VALUES ({marks})", its_rows)


def main() -> None:
    arrivals = [
        Arrival(change, encode_change(change), change.space, change.at, change.number) for change in companies(COUNT)
    ]
    ratios, gate_s, raw_s = [], [], []
    with tempfile.TemporaryDirectory() as folder:
        workspaces = Workspaces(Path(folder))
        for _ in range(TRIES):
            one, other = workspaces.create(), workspaces.create()
            gate_s.append(timed(lambda one=one: through_the_gate(one, arrivals))[0])
            rows = rows_of(one)
            raw_s.append(timed(lambda other=other, rows=rows: just_rows(other, rows))[0])
            ratios.append(raw_s[-1] / gate_s[-1])
        workspaces.close()
    how = f"{min(gate_s):.2f} s, rows alone {min(raw_s):.2f} s"
    tell("10,000 records through the gate", statistics.median(ratios), goal=0.5, how=how)


if __name__ == "__main__":
    main()
