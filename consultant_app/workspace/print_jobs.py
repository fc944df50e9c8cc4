"""What waits for a printer, in an encrypted file of its own beside the records; on this device only.

Apart from the records, because who goes back to a restore point must not print again what was printed since. A job
keeps its pages until they are printed, and then only that it was.
"""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import Any, Final, Literal

import msgspec

from consultant_app.workspace.database import Database, cursor_of

DATABASE_FILE: Final = "printing.db"
JobState = Literal["waiting", "handing", "handed", "printing", "done", "failed"]
"""`handing`: on its way to the spooler, by the run that says so; `handed`: the spooler keeps it."""
OPEN: Final = frozenset({"waiting", "handing", "handed", "printing"})
BARRED: Final = frozenset({"restricted", "outdated"})
"""Reasons of what must never be printed any more."""
_TABLE: Final = """CREATE TABLE IF NOT EXISTS job (
    id TEXT PRIMARY KEY, title TEXT NOT NULL, kind TEXT NOT NULL, record TEXT NOT NULL, document TEXT,
    erasures INTEGER NOT NULL, printer TEXT NOT NULL, copies INTEGER NOT NULL, sides TEXT NOT NULL, tray TEXT NOT NULL,
    colour TEXT NOT NULL, state TEXT NOT NULL, reason TEXT NOT NULL, handle TEXT NOT NULL, run TEXT NOT NULL,
    tries INTEGER NOT NULL, created_at INTEGER NOT NULL, changed_at INTEGER NOT NULL, content BLOB) WITHOUT ROWID"""


class PrintJob(msgspec.Struct, frozen=True, kw_only=True):
    """`kind` and `record` say what was printed, `document` names a frozen paper. `reason` says by a code why it waits
    or failed; `handle` is the spooler's name for it. `tries` counts how often it set out for a printer.
    """

    id: str
    title: str
    kind: str
    record: str
    document: str | None = None
    erasures: int = 0
    """How many orders of erasure were known when its pages were made."""
    printer: str
    copies: int = 1
    sides: str = "one-sided"
    tray: str = ""
    colour: str = ""
    state: JobState = "waiting"
    reason: str = ""
    handle: str = ""
    run: str = ""
    tries: int = 0
    created_at: int
    changed_at: int

    @property
    def is_open(self) -> bool:
        return self.state in OPEN


_FIELDS: Final = PrintJob.__struct_fields__
_LISTED: Final = ", ".join(_FIELDS)


class PrintJobs:
    """Thread-safe, also across processes. The file is made with the first job."""

    def __init__(self, records: Database) -> None:
        self._records = records
        self._opened: Database | None = None

    def add(self, job: PrintJob, pdf: bytes) -> None:
        """Durable when this returns."""
        values = tuple(getattr(job, name) for name in _FIELDS)
        marks = ", ".join("?" * (len(values) + 1))
        with self._writing() as raw:
            raw.execute(f"INSERT INTO job ({_LISTED}, content) VALUES ({marks})", (*values, pdf))

    def all(self) -> tuple[PrintJob, ...]:
        """Oldest first."""
        if not self._exists:
            return ()
        with self._reading() as raw:
            rows = raw.execute(f"SELECT {_LISTED} FROM job ORDER BY created_at, id").fetchall()
        return tuple(PrintJob(**dict(zip(_FIELDS, row, strict=True))) for row in rows)

    def find(self, job: str) -> PrintJob | None:
        return next((one for one in self.all() if one.id == job), None)

    def pages(self, job: str) -> bytes | None:
        """None for what is printed or gone."""
        with self._reading() as raw:
            row = raw.execute("SELECT content FROM job WHERE id = ?", (job,)).fetchone()
        return row[0] if row else None

    def move(self, job: PrintJob, now_ms: int, **values: Any) -> bool:
        """Sets these, if state and tries are still those of `job`: of two programs only one gets True."""
        if all(getattr(job, name) == value for name, value in values.items()):
            return True
        named = {**values, "changed_at": now_ms}
        # What is printed, and what may not be printed any more, lets go of its pages.
        is_over = values.get("state") == "done" or values.get("reason") in BARRED
        content = ", content = NULL" if is_over else ""
        setting = ", ".join(f"{name} = ?" for name in named)
        with self._writing() as raw:
            raw.execute(
                f"UPDATE job SET {setting}{content} WHERE id = ? AND state = ? AND tries = ?",
                (*named.values(), job.id, job.state, job.tries),
            )
            return bool(raw.execute("SELECT changes()").fetchone()[0])

    def remove(self, jobs: Collection[str]) -> None:
        if not jobs or not self._exists:
            return
        with self._writing() as raw:
            raw.executemany("DELETE FROM job WHERE id = ?", [(job,) for job in jobs])
        self._database().truncate_log()

    def close(self) -> None:
        if self._opened is not None:
            self._opened.close()
            self._opened = None

    @property
    def _exists(self) -> bool:
        return self._opened is not None or (self._records.path.parent / DATABASE_FILE).exists()

    @contextmanager
    def _reading(self) -> Iterator[Any]:
        with self._database().reading() as connection:
            yield cursor_of(connection)

    @contextmanager
    def _writing(self) -> Iterator[Any]:
        with self._database().writing() as connection:
            yield cursor_of(connection)

    def _database(self) -> Database:
        if self._opened is None:
            database = self._records.beside(DATABASE_FILE)
            with database.writing() as connection:
                connection.exec_driver_sql(_TABLE)
            self._opened = database
        return self._opened
