"""The server's identity in a sealed file: with it a server that is lost, data and all, is the same server again.

Laptops pin the server's key at enrolment, so only that key lets them bring back what they hold. Beside the keys the
file has who there is, as of when it was saved: organisations, people, devices, who shares which case. No work is in it.
"""

import os
import unicodedata
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import msgspec
from sqlalchemy import Connection, func, insert, select

from consultant_app.errors import RuleError, TroubleError, UsageError
from consultant_app.server.database import occupy_empty
from consultant_app.server.identity import Randomness, load_identity
from consultant_app.server.instants import milliseconds
from consultant_app.server.schema import ACCOUNT, DEVICE, MEMBER, META, PARTNER, SCHEMA_VERSION, SPACE
from consultant_app.workspace.key_wrapping import DEFAULT_COST, Argon2Cost, Secret, WrappedKey, find_key, wrap

MAGIC: Final = b"CSRI1"
SAVED_AT: Final = "identity_saved_at"
"""The row of `meta` that says when the file was last written."""
_LABEL: Final = b"csr server identity"
_KEPT: Final = ("signing_key", "content_key", "invitation_salt", "public_url", SAVED_AT)
"""Of `meta`. Not the epoch: the log begins anew."""
_TABLES: Final = (PARTNER, ACCOUNT, DEVICE, SPACE, MEMBER)
"""In an order in which each refers only to those before it."""
_NEW_LOG: Final[dict[str, Any]] = {"position": 0, "chain": b"", "digest": bytes(16)}


class _Saved(msgspec.Struct):
    schema_version: int
    meta: dict[str, bytes]
    rows: dict[str, list[dict[str, Any]]]


@dataclass(frozen=True, slots=True)
class Extent:
    """Whom an identity file knows."""

    partners: int
    people: int
    devices: int


def save_identity(
    connection: Connection,
    file: Path,
    *,
    password: str,
    randomness: Randomness,
    now: datetime,
    cost: Argon2Cost = DEFAULT_COST,
) -> Extent:
    """Writes over an older identity file, and over nothing else; needs a writing transaction.

    Raises UsageError("identity_password_missing", "identity_place_taken"), TroubleError("identity_not_written").
    """
    secret = _secret(password)
    load_identity(connection, randomness)
    connection.execute(META.delete().where(META.c.name == SAVED_AT))
    connection.execute(insert(META), {"name": SAVED_AT, "content": str(milliseconds(now)).encode()})
    meta = connection.execute(select(META.c.name, META.c.content).where(META.c.name.in_(_KEPT)))
    rows = {table.name: [dict(row) for row in connection.execute(select(table)).mappings()] for table in _TABLES}
    saved = _Saved(SCHEMA_VERSION, {row.name: row.content for row in meta}, rows)
    sealed = wrap(msgspec.msgpack.encode(saved), secret, rng=randomness, cost=cost)
    _write(file, MAGIC + msgspec.msgpack.encode(sealed))
    return _extent(saved)


def restore_identity(connection: Connection, file: Path, *, password: str, randomness: Randomness) -> Extent:
    """Makes an empty database the server that the file was saved from; needs a writing transaction.

    Raises RuleError("identity_place_full") for a database in which anything stands, RuleErrors and TroubleErrors for
    a file that is no identity, damaged, of a newer version, or of another password.
    """
    saved = _read(file, _secret(password))
    if not occupy_empty(connection):
        raise RuleError("identity_place_full")
    connection.execute(META.insert(), [{"name": name, "content": content} for name, content in saved.meta.items()])
    for table in _TABLES:
        if rows := saved.rows[table.name]:
            connection.execute(insert(table), [row | _NEW_LOG for row in rows] if table is SPACE else rows)
    load_identity(connection, randomness)
    return _extent(saved)


def is_identity_saved(connection: Connection) -> bool:
    """Whether it ever was; True also for a server that nobody could miss yet."""
    if connection.execute(select(func.count()).select_from(PARTNER)).scalar_one() == 0:
        return True
    return connection.execute(select(META.c.name).where(META.c.name == SAVED_AT)).first() is not None


def _extent(saved: _Saved) -> Extent:
    return Extent(*(len(saved.rows[table.name]) for table in (PARTNER, ACCOUNT, DEVICE)))


def _secret(password: str) -> Secret:
    """Keyboards compose umlauts differently."""
    if not password:
        raise UsageError("identity_password_missing")
    return Secret(unicodedata.normalize("NFC", password).encode(), _LABEL)


def _write(file: Path, content: bytes) -> None:
    """A power cut leaves the older file or the new one."""
    beside = file.with_name(file.name + ".part")
    try:
        if file.exists() and not file.read_bytes().startswith(MAGIC):
            raise UsageError("identity_place_taken", file=file)
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        beside.replace(file)
    except OSError as error:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
        raise TroubleError("identity_not_written", file=file, reason=error.strerror or "") from error


def _read(file: Path, secret: Secret) -> _Saved:
    try:
        content = file.read_bytes()
    except OSError as error:
        raise TroubleError("identity_unreadable", file=file, reason=error.strerror or "") from error
    if not content.startswith(MAGIC):
        raise RuleError("identity_file_alien", file=file)
    try:
        sealed = msgspec.msgpack.decode(content[len(MAGIC) :], type=WrappedKey)
    except msgspec.DecodeError as error:
        raise RuleError("identity_file_damaged", file=file) from error
    opened = find_key(sealed, secret)
    if opened is None:
        raise RuleError("identity_wrong_password", file=file)
    saved = msgspec.msgpack.decode(opened, type=_Saved)
    if saved.schema_version > SCHEMA_VERSION:
        raise RuleError("server_database_newer", found=saved.schema_version, known=SCHEMA_VERSION)
    return saved
