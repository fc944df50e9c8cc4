"""An older workspace becomes a newer one on a copy; whatever happens meanwhile, one of the two stands there whole."""

import errno
import os
import shutil
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from consultant_app.domain.company import Company
from consultant_app.errors import TroubleError
from consultant_app.workspace import migration, schema
from consultant_app.workspace.database import Database, connect_file, cursor_of
from consultant_app.workspace.files import DATABASE_FILE
from consultant_app.workspace.keys import unlock
from consultant_app.workspace.restore_points import go_back, make_restore_point
from consultant_app.workspace.workspace import Workspace
from tests.support.laptops import PASSPHRASE, Workspaces, add, read, rows
from tests.support.scenarios import scenario

STEPS = {
    1: ("ALTER TABLE round ADD COLUMN line TEXT", "UPDATE round SET line = 'LAN'"),
    2: ("CREATE TABLE later (name TEXT PRIMARY KEY)", "INSERT INTO later VALUES ('neu')", "DROP TABLE exchange_read"),
}
NEWEST = 3
WITHOUT = {"keys.json", DATABASE_FILE}


@pytest.fixture
def older(workspace: Workspace) -> Workspace:
    """Closed, with a company; its log lies in the file."""
    add(workspace, Company(name="Tilgner"))
    workspace.close()
    return workspace


@pytest.fixture
def newer(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Calling it makes this program a newer one."""

    def become_newer() -> None:
        monkeypatch.setitem(migration.migrate.__kwdefaults__, "steps", STEPS)
        monkeypatch.setitem(migration.migrate.__kwdefaults__, "to", NEWEST)
        monkeypatch.setitem(migration.raise_version.__kwdefaults__, "steps", STEPS)
        monkeypatch.setitem(migration.raise_version.__kwdefaults__, "to", NEWEST)
        monkeypatch.setattr(schema, "SCHEMA_VERSION", NEWEST)

    return become_newer


def _database(folder: Path, connect: Any = connect_file) -> Database:
    return Database(folder / DATABASE_FILE, unlock(folder, passphrase=PASSPHRASE, recovery_code=None), connect=connect)


def _version(folder: Path) -> int:
    database = _database(folder)
    with database.reading() as connection:
        version = int(cursor_of(connection).execute("PRAGMA user_version").fetchone()[0])
    database.close()
    return version


def _is_whole_and_new(workspaces: Workspaces, folder: Path) -> None:
    again = workspaces.open(folder)
    (company,) = rows(again, "SELECT id FROM company")
    assert read(again, Company, company[0]).name == "Tilgner"
    assert rows(again, "SELECT name FROM later") == [("neu",)]
    assert again.verify().whole
    again.close()
    assert {path.name for path in folder.iterdir()} == WITHOUT


def test_an_older_workspace_is_brought_up_when_it_is_opened(
    workspaces: Workspaces, older: Workspace, newer: Callable[[], None]
) -> None:
    newer()
    _is_whole_and_new(workspaces, older.folder)
    _is_whole_and_new(workspaces, older.folder)


def _killed_at(folder: Path, moment: int) -> bool:
    """Migrates in a process of its own that is killed at its n-th statement or call of the system; whether it was."""
    child = os.fork()
    if child == 0:
        try:
            os._exit(_migrate_until(folder, moment))
        finally:
            os._exit(2)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        assert os.WTERMSIG(status) == signal.SIGKILL
        return True
    assert os.WEXITSTATUS(status) == 0
    return False


def _migrate_until(folder: Path, moment: int) -> int:
    left = [moment]

    def tick(_: object = None) -> None:
        left[0] -= 1
        if left[0] == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    def connect(path: Path, key: bytes) -> Any:
        raw = connect_file(path, key)
        raw.set_trace_callback(tick)
        return raw

    def watched(call: Callable[..., Any]) -> Callable[..., Any]:
        def ticking(*arguments: Any, **named: Any) -> Any:
            tick()
            result = call(*arguments, **named)
            tick()
            return result

        return ticking

    for module, name in ((os, "link"), (os, "replace"), (os, "fsync"), (shutil, "copyfile")):
        setattr(module, name, watched(getattr(module, name)))
    try:
        migration.migrate(_database(folder, connect), steps=STEPS, to=NEWEST)
    except (TroubleError, OSError):
        return 1
    return 0


@scenario("F58")
def test_killed_at_any_statement_it_leaves_the_old_file_or_the_new_one_whole(
    workspaces: Workspaces, older: Workspace, newer: Callable[[], None], tmp_path: Path
) -> None:
    before = (older.folder / DATABASE_FILE).read_bytes()
    newer()
    found, moment = [], 1
    while True:
        folder = tmp_path / f"moment-{moment}"
        shutil.copytree(older.folder, folder)
        was_killed = _killed_at(folder, moment)
        found.append(_version(folder))
        if found[-1] == 1:
            assert (folder / DATABASE_FILE).read_bytes() == before
        else:
            assert (folder / migration.OLDER_FILE).read_bytes() == before
        _is_whole_and_new(workspaces, folder)
        if not was_killed:
            break
        moment += 1
        assert moment < 200
    assert moment > len(STEPS[1]) + len(STEPS[2]) + 8
    assert found == sorted(found)
    assert set(found) == {1, NEWEST}


@scenario("F58")
def test_without_room_the_old_file_stays_as_it_was_and_the_program_says_so(
    workspaces: Workspaces, older: Workspace, newer: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = (older.folder / DATABASE_FILE).read_bytes()
    newer()

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    def small(path: Path, key: bytes) -> Any:
        raw = connect_file(path, key)
        raw.execute(f"PRAGMA max_page_count = {raw.execute('PRAGMA page_count').fetchone()[0]}")
        return raw

    with monkeypatch.context() as disk:
        disk.setattr(shutil, "copyfile", full)
        with pytest.raises(TroubleError, match="disk_full"):
            workspaces.open(older.folder)
    many = {**STEPS, 2: ("CREATE TABLE big AS SELECT zeroblob(1000000) AS room",)}
    with pytest.raises(TroubleError, match="disk_full"):
        migration.migrate(_database(older.folder, small), steps=many, to=NEWEST)
    assert (older.folder / DATABASE_FILE).read_bytes() == before
    assert {path.name for path in older.folder.iterdir()} == WITHOUT
    _is_whole_and_new(workspaces, older.folder)


LOSSY = (
    "DELETE FROM change",
    "UPDATE change SET body = x'00'",
    "UPDATE record SET term = x'01'",
    "INSERT INTO draft SELECT id, 'name', x'', x'', 0, 0, '' FROM record",
)


@scenario("F58")
def test_a_step_that_would_lose_something_changes_nothing(older: Workspace) -> None:
    before = (older.folder / DATABASE_FILE).read_bytes()
    for step in LOSSY:
        with pytest.raises(TroubleError, match="workspace_damaged"):
            migration.migrate(_database(older.folder), steps={1: (step,)}, to=2)
    assert (older.folder / DATABASE_FILE).read_bytes() == before
    assert {path.name for path in older.folder.iterdir()} == WITHOUT


@scenario("F58")
def test_while_another_program_has_the_file_open_nothing_is_migrated(workspaces: Workspaces, older: Workspace) -> None:
    beside = workspaces.open(older.folder)
    add(beside, Company(name="Daneben"))
    with pytest.raises(TroubleError, match="workspace_busy"):
        migration.migrate(_database(older.folder), steps=STEPS, to=NEWEST)
    assert len(rows(beside, "SELECT id FROM company")) == 2
    assert beside.verify().whole


def test_a_restore_point_of_an_older_version_is_brought_up_as_well(
    workspaces: Workspaces, older: Workspace, newer: Callable[[], None]
) -> None:
    first = workspaces.open(older.folder)
    make_restore_point(first)
    first.close()
    newer()
    again = workspaces.open(older.folder)
    add(again, Company(name="Später"))
    go_back(again)
    assert rows(again, "SELECT name FROM later") == [("neu",)]
    assert len(rows(again, "SELECT id FROM company")) == 2
    assert again.verify().whole
