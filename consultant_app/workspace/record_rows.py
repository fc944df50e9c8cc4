"""The rows of `record` that one batch reads and writes, and what they add to the digests of their spaces."""

from collections import defaultdict
from collections.abc import Collection
from typing import Any

import msgspec

from consultant_app.changes.change import ChangeId, RecordId, SpaceId
from consultant_app.changes.digest import MODULUS
from consultant_app.changes.heads import RecordHeads, decode_heads, encode_heads
from consultant_app.workspace.log import chunks, marks


class RecordRow(msgspec.Struct):
    """A row of `record`. `accepted` is None where no change waits for the server: then it equals `heads`."""

    id: RecordId
    type: str
    root: RecordId
    space: SpaceId
    heads: bytes
    accepted: bytes | None
    term: int
    present: bool
    contested: str
    changed_at: int
    is_stored: bool = False

    @property
    def is_root(self) -> bool:
        return self.id == self.root


def row_values(row: RecordRow) -> tuple[Any, ...]:
    """What a rebuild must come to again."""
    return (row.type, row.root, row.space, row.heads, row.accepted, row.term, row.present, row.contested)


def only_head(change: ChangeId) -> bytes:
    """The heads of a record that nothing but one change has touched."""
    return encode_heads(RecordHeads({change: None}))


def agreed_heads(row: RecordRow, state: RecordHeads | None) -> RecordHeads | None:
    """The accepted heads of a record: its heads where nothing waits; none where nothing was accepted yet."""
    if row.accepted is None:
        return state
    return decode_heads(row.accepted) if row.accepted else None


def differing_heads(agreed: RecordHeads | None, heads: bytes) -> bytes | None:
    """How `record.accepted` stores accepted heads: None where they equal the heads, empty where there are none."""
    encoded = encode_heads(agreed) if agreed is not None else b""
    return None if encoded == heads else encoded


_COLUMNS = "id, type, root, space, heads, accepted, term, present, contested, changed_at"
_LOAD = f"SELECT {_COLUMNS} FROM record WHERE id IN "
_INSERT = f"INSERT OR REPLACE INTO record ({_COLUMNS}, revision) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
# A row that is there keeps its type, root and space, and with them their places in the indexes.
_UPDATE = (
    "UPDATE record SET heads = ?, accepted = ?, term = ?, present = ?, contested = ?, changed_at = ?, revision = ?"
    " WHERE id = ?"
)
_AGREE = "UPDATE record SET accepted = ?, term = ? WHERE id = ?"


class RecordRows:
    """Rows of one transaction; what was kept is read back before the database is asked. `write` writes them."""

    def __init__(self, raw: Any) -> None:
        self.touched: dict[RecordId, str] = {}
        self._raw = raw
        self._kept: dict[RecordId, RecordRow] = {}
        self._agreed: dict[RecordId, RecordRow] = {}
        self._kept_parts: dict[RecordId, list[RecordRow]] = defaultdict(list)
        self._digests: dict[SpaceId, int] = defaultdict(int)

    def find(self, record: RecordId) -> RecordRow | None:
        return self.load([record]).get(record)

    def kept(self) -> dict[RecordId, RecordRow]:
        """What is to be written so far."""
        return self._kept

    def load(self, records: Collection[RecordId]) -> dict[RecordId, RecordRow]:
        """The rows of those that are here."""
        here = self._agreed | self._kept if self._agreed else self._kept
        found = {record: here[record] for record in records if record in here}
        for chunk in chunks([record for record in records if record not in found]):
            for row in self._raw.execute(f"{_LOAD} ({marks(len(chunk))})", tuple(chunk)):
                id_, type_, root, space, heads, accepted, term, present, contested, changed_at = row
                found[id_] = RecordRow(
                    id_, type_, root, space, heads, accepted, int.from_bytes(term, "big"), bool(present), contested,
                    changed_at, True,
                )  # fmt: skip
        return found

    def living_parts(self, root: RecordId) -> list[RecordRow]:
        """The parts of a root that are present."""
        rows = self._raw.execute("SELECT id FROM record WHERE root = ? AND id <> ? AND present = 1", (root, root))
        parts = self.load([RecordId(part) for (part,) in rows.fetchall()])
        parts.update({row.id: row for row in self._kept_parts.get(root, ())})
        return [row for row in parts.values() if row.present]

    def keep(self, row: RecordRow, *, old_term: int) -> None:
        """The row is to be written; `old_term` is what it added to its space's digest before."""
        if row.id not in self._kept:
            self._kept[row.id] = row
            if not row.is_root:
                self._kept_parts[row.root].append(row)
        self._note(row, old_term)

    def keep_agreed(self, row: RecordRow, *, old_term: int) -> None:
        """Of a stored row, only what the server has of it is to be written: the record says what it said before."""
        self._agreed[row.id] = row
        self._note(row, old_term)

    def _note(self, row: RecordRow, old_term: int) -> None:
        self.touched[row.id] = row.type
        if row.term != old_term:
            self._digests[row.space] += row.term - old_term

    def drop(self, row: RecordRow) -> None:
        """The record goes, with what it added to the digest."""
        self._digests[row.space] -= row.term
        self.touched[row.id] = row.type
        self._kept.pop(row.id, None)
        self._agreed.pop(row.id, None)
        row.is_stored = False
        self._raw.execute("DELETE FROM record WHERE id = ?", (row.id,))

    def write(self) -> None:
        agreed = [row for id_, row in self._agreed.items() if id_ not in self._kept]
        self._raw.executemany(_AGREE, [(row.accepted, row.term.to_bytes(16, "big"), row.id) for row in agreed])
        self._write_kept()
        for space, growth in self._digests.items():
            self._add_to_digest(space, growth)
        self._kept.clear()
        self._agreed.clear()
        self._kept_parts.clear()
        self._digests.clear()

    def _write_kept(self) -> None:
        if not self._kept:
            return
        revision = self._raw.execute("SELECT coalesce(max(revision), 0) FROM record").fetchone()[0]
        fresh, stored = [], []
        for number, r in enumerate(self._kept.values(), start=revision + 1):
            said = (r.heads, r.accepted, r.term.to_bytes(16, "big"), r.present, r.contested, r.changed_at, number)
            if r.is_stored:
                stored.append((*said, r.id))
            else:
                fresh.append((r.id, r.type, r.root, r.space, *said))
                r.is_stored = True
        self._raw.executemany(_INSERT, fresh)
        self._raw.executemany(_UPDATE, stored)

    def _add_to_digest(self, space: SpaceId, growth: int) -> None:
        row = self._raw.execute("SELECT digest FROM space WHERE id = ?", (space,)).fetchone()
        before = int.from_bytes(row[0], "big") if row else 0
        after = ((before + growth) % MODULUS).to_bytes(16, "big")
        self._raw.execute("UPDATE space SET digest = ? WHERE id = ?", (after, space))
