"""Proof that a workspace is whole: the file, the projection against one rebuilt from the changes, digests, receipts."""

from dataclasses import dataclass
from typing import Any

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from consultant_app.changes.change import RecordId
from consultant_app.changes.digest import MODULUS
from consultant_app.changes.wire import Receipt
from consultant_app.domain.record import record_types
from consultant_app.workspace.apply import Gate
from consultant_app.workspace.identity import load_identity
from consultant_app.workspace.log import changes_of
from consultant_app.workspace.schema import SET_ASIDE

_COMPARED = "id, type, root, space, heads, accepted, term, present, contested"


@dataclass(frozen=True, slots=True)
class Findings:
    """What is wrong, in the program's words; all empty when the workspace is whole."""

    file: tuple[str, ...]
    records: tuple[RecordId, ...]
    """Whose row or projection differs from what their changes say."""
    spaces: tuple[str, ...]
    """Whose digest is not the sum of its records, or differed from the server's when last caught up."""
    receipts: tuple[int, ...]
    """Numbers of receipts that are not signed by the pinned server key."""

    @property
    def whole(self) -> bool:
        return not (self.file or self.records or self.spaces or self.receipts)


def verify(raw: Any) -> Findings:
    """Rebuilds everything beside what is there and compares. The caller rolls the transaction back."""
    file = [row[0] for row in raw.execute("PRAGMA integrity_check") if row[0] != "ok"]
    file += [row[0] for row in raw.execute("PRAGMA cipher_integrity_check")]
    return Findings(tuple(file), _differing_records(raw), _differing_spaces(raw), _bad_receipts(raw))


def rebuild_all(raw: Any) -> list[RecordId]:
    """Drops every row and projection and makes them anew from the changes; returns whose changes are not readable."""
    for record_type in record_types().values():
        raw.execute(f"DELETE FROM {record_type.name}")
    gate = Gate(raw)
    records = raw.execute("SELECT id FROM record UNION SELECT record FROM change WHERE state <> ?", (SET_ASIDE,))
    unreadable = []
    for (record,) in records.fetchall():
        try:
            gate.rebuild(record, changes_of(raw, record))
        except msgspec.DecodeError:
            unreadable.append(RecordId(record))
    gate.close()
    return unreadable


def _snapshot(raw: Any) -> dict[str, tuple[Any, ...]]:
    """Every record's row and projected row, by id."""
    rows = {row[0]: tuple(row) for row in raw.execute(f"SELECT {_COMPARED} FROM record")}
    for record_type in record_types().values():
        for row in raw.execute(f"SELECT * FROM {record_type.name}"):
            rows[row[0]] = (*rows.get(row[0], ()), record_type.name, *row)
    return rows


def _differing_records(raw: Any) -> tuple[RecordId, ...]:
    before = _snapshot(raw)
    unreadable = rebuild_all(raw)
    after = _snapshot(raw)
    differing = {RecordId(id_) for id_ in before.keys() | after.keys() if before.get(id_) != after.get(id_)}
    return tuple(sorted(differing.union(unreadable)))


def _differing_spaces(raw: Any) -> tuple[str, ...]:
    sums: dict[str, int] = {}
    for space, term in raw.execute("SELECT space, term FROM record"):
        sums[space] = (sums.get(space, 0) + int.from_bytes(term, "big")) % MODULUS
    spaces = raw.execute("SELECT id, digest, server_digest, caught_up FROM space").fetchall()
    return tuple(
        space
        for space, digest, server_digest, caught_up in spaces
        if int.from_bytes(digest, "big") != sums.get(space, 0)
        or (caught_up and server_digest is not None and server_digest != digest)
    )


def _bad_receipts(raw: Any) -> tuple[int, ...]:
    key = load_identity(raw).server_key
    rows = raw.execute("SELECT number, body FROM receipt").fetchall()
    return tuple(number for number, body in rows if not _is_signed(body, key))


def _is_signed(body: bytes, key: bytes) -> bool:
    try:
        receipt = msgspec.msgpack.decode(body, type=Receipt)
        Ed25519PublicKey.from_public_bytes(key).verify(receipt.signature, receipt.signed_bytes())
    except (InvalidSignature, msgspec.DecodeError, ValueError):
        return False
    return True
