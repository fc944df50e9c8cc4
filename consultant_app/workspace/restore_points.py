"""Restore points: whole copies of the workspace, encrypted like it, made before an exchange file is read. The bytes of
attachments stay where they are, for all points: while there is one, none of them is tidied away.

Going back keeps what was written on this device since, and keeps the state left behind as a restore point of its own.
"""

import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from consultant_app.changes.change import RecordId, decode_change
from consultant_app.changes.wire import OriginNote
from consultant_app.errors import RuleError, TroubleError
from consultant_app.workspace.apply import Gate, Touched
from consultant_app.workspace.clones import carry_stamp
from consultant_app.workspace.database import Database
from consultant_app.workspace.files import bring_record_tables_up
from consultant_app.workspace.log import Arrival
from consultant_app.workspace.migration import raise_version
from consultant_app.workspace.workspace import Workspace

FOLDER: Final = "restore-points"
KEPT: Final = 3
_STAMP: Final = "%Y%m%dT%H%M%S%f"


@dataclass(frozen=True, slots=True)
class RestorePoint:
    """`at` is UTC, by the device's clock; the number that `name` begins with says the order, whatever the clock did."""

    name: str
    at: datetime
    size_bytes: int


def restore_points(folder: Path) -> list[RestorePoint]:
    """Of the workspace in `folder`; newest first."""
    return [_point(path) for path in sorted((folder / FOLDER).glob("*-*T*.db"), reverse=True)]


def _point(path: Path) -> RestorePoint:
    at = datetime.strptime(path.stem.partition("-")[2], _STAMP).replace(tzinfo=UTC)
    return RestorePoint(path.stem, at, path.stat().st_size)


def make_restore_point(workspace: Workspace) -> RestorePoint:
    """Seals what is being typed first. Raises TroubleErrors of the disk; nothing half made stays."""
    workspace.seal_drafts()
    folder = workspace.folder / FOLDER
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise TroubleError("folder_not_writable", folder=folder) from error
    made = restore_points(workspace.folder)
    number = 1 + int(made[0].name.partition("-")[0]) if made else 1
    path = folder / f"{number:06}-{workspace.clock().astimezone(UTC).strftime(_STAMP)}.db"
    begun = folder / "begun.part"
    try:
        begun.unlink(missing_ok=True)
        workspace.database.copy_to(begun)
        begun.rename(path)
    finally:
        begun.unlink(missing_ok=True)
    for old in made[KEPT - 1 :]:
        (folder / f"{old.name}.db").unlink()
    return _point(path)


def go_back(workspace: Workspace, name: str | None = None) -> RestorePoint:
    """To a restore point, by default the newest. Raises RuleError("no_restore_point").

    What this device sealed since comes along and waits for the server; what the server had brought since comes with
    the next round. The state left behind is a restore point now: going back once more returns to it.
    """
    points = restore_points(workspace.folder)
    chosen = next((point for point in points if name in (None, point.name)), None)
    if chosen is None:
        raise RuleError("no_restore_point")
    folder = workspace.folder / FOLDER
    copy = folder / "going-back.part"
    try:
        shutil.copyfile(folder / f"{chosen.name}.db", copy)
        _bring_up(workspace.database.beside(f"{FOLDER}/{copy.name}"))
        make_restore_point(workspace)
        with workspace.database.replacing(copy) as (here, then):
            touched = _all_records(here)
            _carry_own(here, then)
            touched.records.update(_all_records(then).records)
    finally:
        for suffix in ("", "-wal", "-shm"):
            copy.with_name(copy.name + suffix).unlink(missing_ok=True)
    workspace.run.forget_origin()
    workspace.steps.forget()
    workspace.tell(touched, "round")
    return chosen


def _bring_up(copy: Database) -> None:
    """A restore point may be older than the program."""
    try:
        raise_version(copy)
        bring_record_tables_up(copy)
    finally:
        copy.close()


def drop_restore_points(folder: Path) -> None:
    """What somebody may no longer see must not stand in copies either."""
    for path in (folder / FOLDER).glob("*"):
        path.unlink(missing_ok=True)


def _carry_own(here: Any, then: Any) -> None:
    """Brings what this device has sealed and the restore point lacks, and what is known of files by now."""
    had = set(then.execute("SELECT o.origin, c.number FROM change c JOIN origin o ON o.number = c.origin WHERE o.own"))
    then.execute("BEGIN IMMEDIATE")
    gate = Gate(then)
    for row in here.execute(
        "SELECT origin, device, device_name, user, user_name, started_at, version FROM origin WHERE own"
    ):
        gate.origins.add(OriginNote(*row), own=True)
    rows = here.execute(
        "SELECT o.origin, c.number, c.space, c.body FROM change c JOIN origin o ON o.number = c.origin WHERE o.own"
    )
    missing = [
        Arrival(decode_change(body), body, space) for origin, number, space, body in rows if (origin, number) not in had
    ]
    gate.apply(missing, accepted=False)
    gate.close()
    carry_stamp(here, then)
    # Their bytes never left: they lie apart from what is copied.
    then.executemany(
        "INSERT OR IGNORE INTO file (record, sha256, size, state, space, receipt) SELECT ?, ?, ?, ?, ?, ?"
        " WHERE EXISTS (SELECT 1 FROM attachment WHERE id = ?)",
        [(*row, row[0]) for row in here.execute("SELECT record, sha256, size, state, space, receipt FROM file")],
    )
    then.execute("COMMIT")


def _all_records(raw: Any) -> Touched:
    return Touched({RecordId(record): type_name for record, type_name in raw.execute("SELECT id, type FROM record")})
