"""Backups of a stopped server's database, and how they come back: a file is copied, PostgreSQL copies the database."""

import itertools
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import NewType

import psycopg
from sqlalchemy.engine import URL, make_url

Backup = NewType("Backup", str)
"""A file beside the server's, or a database beside it in the same cluster; both go when the test's database goes."""

_numbers: Iterator[int] = itertools.count(1)


def back_up(database_url: str) -> Backup:
    url = make_url(database_url)
    backup = Backup(f"{url.database}_backup_{next(_numbers)}")
    if url.get_backend_name() == "sqlite":
        shutil.copyfile(str(url.database), backup)
    else:
        _run(url, f'create database "{backup}" template "{url.database}"')
    return backup


def restore(database_url: str, backup: Backup) -> None:
    url = make_url(database_url)
    if url.get_backend_name() == "sqlite":
        for suffix in ("-wal", "-shm"):
            Path(f"{url.database}{suffix}").unlink(missing_ok=True)
        shutil.copyfile(backup, str(url.database))
    else:
        _run(url, f'drop database "{url.database}"', f'create database "{url.database}" template "{backup}"')


def destroy(database_url: str) -> None:
    """Leaves an empty database, in which no server has been."""
    url = make_url(database_url)
    if url.get_backend_name() == "sqlite":
        for suffix in ("", "-wal", "-shm"):
            Path(f"{url.database}{suffix}").unlink(missing_ok=True)
    else:
        _run(url, f'drop database "{url.database}"', f'create database "{url.database}"')


def _run(url: URL, *statements: str) -> None:
    """PostgreSQL waits some seconds by itself until the stopped server's last connection is gone."""
    host = str(url.query["host"])
    with psycopg.connect(host=host, user=url.username, dbname="postgres", autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement.encode())
