"""The files of a workspace in its folder: made, opened and removed as a whole."""

from pathlib import Path
from typing import Final

from consultant_app.errors import RuleError, TroubleError
from consultant_app.workspace import file_bytes, keys, migration, print_jobs
from consultant_app.workspace.database import Database, cursor_of
from consultant_app.workspace.grants import grant_spaces
from consultant_app.workspace.identity import Identity, store_identity
from consultant_app.workspace.key_wrapping import Argon2Cost
from consultant_app.workspace.schema import (
    create_schema,
    has_current_record_tables,
    is_older,
    replace_record_tables,
)
from consultant_app.workspace.search_index import create_index, drop_index
from consultant_app.workspace.verify import rebuild_all

DATABASE_FILE: Final = "workspace.db"
_BEGUN_FILE: Final = "workspace.begun"
"""The database until it is whole: what a power cut leaves half made is no workspace."""


def create_files(
    folder: Path, identity: Identity, *, passphrase: str | None, use_keyring: bool, cost: Argon2Cost
) -> tuple[Database, str]:
    """Raises as `Workspace.create` says; nothing half made stays then."""
    if (folder / DATABASE_FILE).exists():
        raise RuleError("workspace_exists", folder=str(folder))
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise TroubleError("folder_not_writable", folder=str(folder)) from error
    remove_files(folder)
    made = keys.create_keys(folder, passphrase=passphrase, use_keyring=use_keyring, cost=cost)
    try:
        _create_database(folder / _BEGUN_FILE, made.key, identity)
        (folder / _BEGUN_FILE).rename(folder / DATABASE_FILE)
    except BaseException:
        remove_files(folder)
        raise
    return Database(folder / DATABASE_FILE, made.key), made.recovery_code


def open_files(folder: Path, *, passphrase: str | None, recovery_code: str | None) -> Database:
    """Raises as `Workspace.open` says. What an older version of the program made is brought up to this one's."""
    if not (folder / DATABASE_FILE).exists():
        raise RuleError("no_workspace", folder=str(folder))
    key = keys.unlock(folder, passphrase=passphrase, recovery_code=recovery_code)
    database = Database(folder / DATABASE_FILE, key)
    try:
        with database.reading() as connection:
            older = is_older(connection)
        if older:
            migration.migrate(database)
        bring_record_tables_up(database)
        migration.forget_older(folder)
    except BaseException:
        database.close()
        raise
    return database


def bring_record_tables_up(database: Database) -> None:
    """Makes the record tables anew where another version of the program made them."""
    with database.reading() as connection:
        if has_current_record_tables(connection):
            return
    with database.writing() as connection:
        replace_record_tables(connection)
        if rebuild_all(cursor_of(connection)):
            raise TroubleError("workspace_damaged")
        drop_index(connection)
        create_index(connection)


def remove_files(folder: Path) -> None:
    """Removes a workspace, as far as there is one, and its key."""
    made = (DATABASE_FILE, _BEGUN_FILE, migration.BEGUN_FILE, migration.OLDER_FILE)
    for name in (*made, file_bytes.DATABASE_FILE, print_jobs.DATABASE_FILE):
        for suffix in ("", "-wal", "-shm"):
            (folder / f"{name}{suffix}").unlink(missing_ok=True)
    (folder / keys.FILE_NAME).unlink(missing_ok=True)


def prepare_database(database: Database, identity: Identity) -> None:
    """Makes an empty database a workspace without records."""
    with database.writing() as connection:
        create_schema(connection)
        create_index(connection)
        raw = cursor_of(connection)
        store_identity(raw, identity)
        grant_spaces(raw, identity.default_grants())


def _create_database(path: Path, key: bytes, identity: Identity) -> None:
    database = Database(path, key)
    try:
        prepare_database(database, identity)
    finally:
        database.close()
