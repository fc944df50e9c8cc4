"""Proof that a workspace is whole: the file, the projection against one rebuilt from the changes, digests, receipts."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

import msgspec

from consultant_app.changes.change import RecordId
from consultant_app.changes.digest import MODULUS
from consultant_app.changes.wire import Receipt
from consultant_app.domain.record import record_types
from consultant_app.workspace.apply import Gate, Made
from consultant_app.workspace.identity import load_identity
from consultant_app.workspace.log import changes_of, chunks, marks
from consultant_app.workspace.record_rows import RecordRows, row_values
from consultant_app.workspace.schema import SET_ASIDE


class Findings(msgspec.Struct, frozen=True):
    """What is wrong, in the program's words; all empty when the workspace is whole."""

    file: tuple[str, ...]
    records: tuple[RecordId, ...]
    """Whose row or projection differs from what their changes say."""
    spaces: tuple[str, ...]
    """Whose digest is not the sum of its records, or differed from the server's when last caught up."""
    receipts: tuple[int, ...]
    """Numbers of receipts that are not signed by the pinned server key."""
    attachments: tuple[RecordId, ...] = ()
    """Whose file is not the one of its hash, or has a receipt that is not signed by the pinned server key."""

    @property
    def whole(self) -> bool:
        return not (self.file or self.records or self.spaces or self.receipts or self.attachments)


def verify(raw: Any) -> Findings:
    """Rebuilds everything beside what is there and compares; writes nothing, so a reading transaction will do."""
    return Findings(faults_of_file(raw), _differing_records(raw), _differing_spaces(raw), _bad_receipts(raw))


def faults_of_file(raw: Any) -> tuple[str, ...]:
    """What SQLite and SQLCipher say is wrong with the file itself."""
    faults = [row[0] for row in raw.execute("PRAGMA integrity_check") if row[0] != "ok"]
    return (*faults, *(row[0] for row in raw.execute("PRAGMA cipher_integrity_check")))


def digests_of(raw: Any) -> dict[str, int]:
    """The digest of each space, summed anew over its records."""
    sums: dict[str, int] = {}
    for space, term in raw.execute("SELECT space, term FROM record"):
        sums[space] = (sums.get(space, 0) + int.from_bytes(term, "big")) % MODULUS
    return sums


def rebuild_all(raw: Any) -> list[RecordId]:
    """Drops every row and projection and makes them anew from the changes; returns whose changes are not readable."""
    for record_type in record_types().values():
        raw.execute(f"DELETE FROM {record_type.name}")
    gate = Gate(raw)
    unreadable = _rebuild(gate, _all_records(raw))
    gate.close()
    return unreadable


def _all_records(raw: Any) -> list[RecordId]:
    """Also of a record without a row; what was set aside of a forgotten space has none by right."""
    records = raw.execute("SELECT id FROM record UNION SELECT record FROM change WHERE state <> ?", (SET_ASIDE,))
    return [RecordId(record) for (record,) in records.fetchall()]


def _rebuild(gate: Gate, records: Iterable[RecordId]) -> list[RecordId]:
    unreadable = []
    for record in records:
        try:
            gate.rebuild(record, changes_of(gate.raw, record))
        except msgspec.DecodeError:
            unreadable.append(record)
    return unreadable


def _differing_records(raw: Any) -> tuple[RecordId, ...]:
    roots = dict(raw.execute("SELECT id, root FROM record").fetchall())
    # A root depends on its parts, so they are compared together.
    records = sorted(_all_records(raw), key=lambda record: (roots.get(record, record), record))
    groups = [list(group) for _, group in groupby(records, key=lambda record: roots.get(record, record))]
    differing: set[RecordId] = set()
    for chunk in chunks(groups):
        differing.update(_differing_of(raw, [record for group in chunk for record in group]))
    for name in record_types():
        rows = raw.execute(f"SELECT id FROM {name} WHERE id NOT IN (SELECT id FROM record)").fetchall()
        differing.update(RecordId(record) for (record,) in rows)
    return tuple(sorted(differing))


def _differing_of(raw: Any, records: Sequence[RecordId]) -> set[RecordId]:
    before = _stored(raw, records)
    gate = Gate(raw)
    unreadable = _rebuild(gate, records)
    after = gate.made()
    # What has no change at all is gone after a rebuild, and must not be there before.
    return {record for record in records if before.get(record) != after.get(record)}.union(unreadable)


def _stored(raw: Any, records: Sequence[RecordId]) -> dict[RecordId, Made]:
    """Every record's row and projected row, as `Gate.made` would have them."""
    rows = {id_: row_values(row) for id_, row in RecordRows(raw).load(records).items()}
    shown: dict[RecordId, tuple[Any, ...]] = {}
    for name in record_types():
        for chunk in chunks(records):
            for row in raw.execute(f"SELECT * FROM {name} WHERE id IN ({marks(len(chunk))})", tuple(chunk)):
                shown[row[0]] = (name, *row)
    return {record: (rows.get(record), shown.get(record)) for record in rows.keys() | shown.keys()}


def _differing_spaces(raw: Any) -> tuple[str, ...]:
    sums = digests_of(raw)
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
    from cryptography.exceptions import InvalidSignature  # opening a workspace checks no signature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        receipt = msgspec.msgpack.decode(body, type=Receipt)
        Ed25519PublicKey.from_public_bytes(key).verify(receipt.signature, receipt.signed_bytes())
    except (InvalidSignature, msgspec.DecodeError, ValueError):
        return False
    return True
