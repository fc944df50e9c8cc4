"""The one gate: every change joins the log, the heads, the digest and the projection here, whoever made it.

Idempotent and indifferent to the order of arrival. Works inside the transaction of the caller; commits nothing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from consultant_app.changes.change import EXISTENCE, Change, ChangeId, Kind, RecordId, SpaceId
from consultant_app.changes.digest import MODULUS, term_of
from consultant_app.changes.heads import RecordHeads, advance, decode_heads, encode_heads, field_heads
from consultant_app.workspace.log import (
    Arrival,
    Origins,
    StoredChange,
    chunks,
    insert_changes,
    is_known,
    known_of,
    load_change,
    marks,
)
from consultant_app.workspace.projection import Projector, contested_text, settle_record, values_of_new
from consultant_app.workspace.schema import ACCEPTED, UNSENT


@dataclass(slots=True)
class RecordRow:
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


@dataclass(frozen=True, slots=True)
class Touched:
    """What a batch did: the records it touched, by id, with their types."""

    records: dict[RecordId, str] = field(default_factory=dict)


_LOAD = "SELECT id, type, root, space, heads, accepted, term, present, contested, changed_at FROM record WHERE id IN "
_STORE = (
    "INSERT OR REPLACE INTO record"
    " (id, type, root, space, heads, accepted, term, present, contested, changed_at, revision)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)


class Gate:
    """One batch on its way in. Make one per transaction; `close` writes what was gathered."""

    def __init__(self, raw: Any) -> None:
        self.raw = raw
        self.origins = Origins(raw)
        self._loaded: dict[ChangeId, StoredChange | None] = {}
        self._projector = Projector(raw)
        self._rows: dict[RecordId, RecordRow] = {}
        self._digests: dict[SpaceId, int] = {}
        self._touched: dict[RecordId, str] = {}
        self._to_join: set[ChangeId] = set()
        self._to_agree: set[ChangeId] = set()
        """Stored already, but not yet advanced into their record's heads, or accepted heads."""

    def apply(self, arrivals: Sequence[Arrival], *, accepted: bool, shown: bool = False) -> None:
        """Takes in changes. With `shown` the record tables show them already and are settled only in doubt."""
        known = known_of(self.raw, self.origins, [arrival.change for arrival in arrivals])
        fresh = [arrival for arrival in arrivals if arrival.change.id not in known]
        insert_changes(self.raw, self.origins, fresh, state=ACCEPTED if accepted else UNSENT)
        self._to_join.update(arrival.change.id for arrival in fresh)
        by_record: dict[RecordId, list[Arrival]] = {}
        for arrival in fresh:
            by_record.setdefault(arrival.change.record, []).append(arrival)
        rows = self._load_rows(by_record)
        parts_first = sorted(by_record, key=lambda record: by_record[record][0].change.root == record)
        for record in parts_first:
            group = by_record[record]
            row = rows.get(record)
            if row is None and len(group) == 1 and _simple(group[0].change):
                self._join_new(group[0], accepted=accepted, shown=shown)
            else:
                self._join(row, group, accepted=accepted, shown=shown)
        if accepted:
            self.accept([arrival for arrival in arrivals if arrival.change.id in known])

    def accept(self, arrivals: Sequence[Arrival]) -> None:
        """The server has these changes, which are here already; those it had before stay as they are."""
        waiting = [arrival for arrival in arrivals if self._mark_accepted(arrival)]
        self._to_agree.update(arrival.change.id for arrival in waiting)
        for chunk in chunks(waiting):
            rows = self._load_rows({arrival.change.record for arrival in chunk})
            for arrival in chunk:
                self._accept_one(rows[arrival.change.record], arrival.change)

    def rebuild(self, record: RecordId, changes: Sequence[StoredChange]) -> None:
        """Makes a record's row and projection anew from all of its changes; without any, it is gone."""
        before = self._load_rows([record]).get(record)
        if not changes:
            self._drop(before)
            return
        self._loaded.update({one.change.id: one for one in changes})
        state = self._advance_all([one.change for one in changes]) or RecordHeads({})
        agreed = self._advance_all([one.change for one in changes if one.accepted])
        first = changes[0].change
        row = RecordRow(
            id=record,
            type=first.type,
            root=first.root,
            space=first.space if before is None else before.space,
            heads=encode_heads(state),
            accepted=None,
            term=self._term(agreed),
            present=True,
            contested="",
            changed_at=max(one.change.at for one in changes),
        )
        row.accepted = _differing(agreed, row.heads)
        self._keep(row, row.term - (0 if before is None else before.term))
        self._settle(row, state)

    def close(self) -> Touched:
        """Writes rows, projections and digests."""
        revision = self.raw.execute("SELECT coalesce(max(revision), 0) FROM record").fetchone()[0]
        self.raw.executemany(
            _STORE,
            [
                (r.id, r.type, r.root, r.space, r.heads, r.accepted, r.term.to_bytes(16, "big"), r.present, r.contested,
                 r.changed_at, revision + n)
                for n, r in enumerate(self._rows.values(), start=1)
            ],
        )  # fmt: skip
        self._projector.write()
        for space, delta in self._digests.items():
            self._add_to_digest(space, delta)
        self._rows, self._digests = {}, {}
        return Touched(self._touched)

    def _join_new(self, arrival: Arrival, *, accepted: bool, shown: bool) -> None:
        change = arrival.change
        self._to_join.discard(change.id)
        state = RecordHeads(heads={change.id: None}, awaited={})
        term = term_of(change, change.fields) if accepted else 0
        row = RecordRow(
            change.record, change.type, change.root, arrival.space, encode_heads(state),
            None if accepted else b"", term, True, "", change.at,
        )  # fmt: skip
        self._keep(row, term)
        if not shown:
            self._projector.show(change.type, change.record, change.root, values_of_new(change))

    def _join(self, row: RecordRow | None, group: Sequence[Arrival], *, accepted: bool, shown: bool) -> None:
        first = group[0].change
        state = decode_heads(row.heads) if row is not None else None
        agreed = _agreed(row, state)
        together = row is None or row.accepted is None
        before = state
        for arrival in group:
            self._loaded[arrival.change.id] = StoredChange(arrival.change, arrival.received_at)
            state = advance(state, arrival.change, known=self._joined, fields_of=self._fields_of)
            self._to_join.discard(arrival.change.id)
        if accepted:
            agreed = state if together else self._agree(agreed, [arrival.change for arrival in group])
        if row is None:
            space = group[0].space
            row = RecordRow(first.record, first.type, first.root, space, b"", None, 0, True, "", first.at)
        old_term = row.term
        row.heads = encode_heads(state or RecordHeads({}))
        row.accepted = _differing(agreed, row.heads)
        row.changed_at = max(row.changed_at, *(arrival.change.at for arrival in group))
        if accepted:
            row.space = group[-1].space
            row.term = self._term(agreed)
        self._keep(row, row.term - old_term)
        self._settle(row, state or RecordHeads({}), shown=shown and before is not None and not row.contested)

    def _settle(self, row: RecordRow, state: RecordHeads, *, shown: bool = False) -> None:
        """Settles the record and shows it; `shown` spares the projection where each field has just one head."""
        heads = field_heads(state, self._fields_of)
        if shown and EXISTENCE not in heads and all(len(ids) == 1 for ids in heads.values()):
            return
        settlement = settle_record(row.type, heads, list(state.awaited), self._load)
        present = settlement.present or self._revived_by_part(row)
        contested = set(settlement.contested)
        if present and not settlement.present:
            contested.add(EXISTENCE)
        was_present = row.present
        row.present, row.contested = present, contested_text(sorted(contested))
        if present:
            self._projector.show(row.type, row.id, row.root, settlement.values)
        else:
            self._projector.hide(row.type, row.id)
        self._keep(row, 0)
        if present and not was_present and row.root != row.id:
            self._revive_root(row.root)

    def _revived_by_part(self, row: RecordRow) -> bool:
        """A deleted root stays while a part of it is there that nobody saw when deleting."""
        if row.root != row.id:
            return False
        gone_here = {record for record, other in self._rows.items() if not other.present}
        if any(other.present and other.root == row.id and record != row.id for record, other in self._rows.items()):
            return True
        rows = self.raw.execute("SELECT id FROM record WHERE root = ? AND id <> ? AND present = 1", (row.id, row.id))
        return any(part not in gone_here for (part,) in rows)

    def _revive_root(self, root: RecordId) -> None:
        row = self._rows.get(root) or self._load_rows([root]).get(root)
        if row is not None and not row.present:
            self._settle(row, decode_heads(row.heads))

    def _mark_accepted(self, arrival: Arrival) -> bool:
        change = arrival.change
        done = self.raw.execute(
            "UPDATE change SET state = ?, received_at = ?, position = ?, space = ?"
            " WHERE origin = ? AND number = ? AND state <> ?",
            (ACCEPTED, arrival.received_at, arrival.position, arrival.space, self.origins.number(change.origin),
             change.number, ACCEPTED),
        )  # fmt: skip
        self._loaded[change.id] = StoredChange(change, arrival.received_at)
        return bool(done.rowcount)

    def _accept_one(self, row: RecordRow, change: Change) -> None:
        row = self._rows.get(row.id, row)
        agreed = decode_heads(row.accepted) if row.accepted else None
        if row.accepted is None:
            return
        agreed = self._agree(agreed, [change])
        old_term, row.term = row.term, self._term(agreed)
        row.accepted = _differing(agreed, row.heads)
        self._keep(row, row.term - old_term)
        if row.contested:
            self._settle(row, decode_heads(row.heads))

    def _keep(self, row: RecordRow, term_change: int) -> None:
        self._rows[row.id] = row
        self._touched[row.id] = row.type
        if term_change:
            self._digests[row.space] = (self._digests.get(row.space, 0) + term_change) % MODULUS

    def _term(self, agreed: RecordHeads | None) -> int:
        """What the record adds to its space's digest: the terms of all accepted heads."""
        if agreed is None:
            return 0
        total = 0
        for head, fields in agreed.heads.items():
            stored = self._load(head)
            if stored is not None:
                total += term_of(stored.change, stored.change.field_names if fields is None else fields)
        return total % MODULUS

    def _load(self, change: ChangeId) -> StoredChange | None:
        if change not in self._loaded:
            self._loaded[change] = load_change(self.raw, change)
        return self._loaded[change]

    def _joined(self, change: ChangeId) -> bool:
        return change not in self._to_join and is_known(self.raw, change)

    def _agreed_on(self, change: ChangeId) -> bool:
        return change not in self._to_agree and is_known(self.raw, change, state=ACCEPTED)

    def _agree(self, agreed: RecordHeads | None, changes: Sequence[Change]) -> RecordHeads | None:
        """The accepted heads once these changes, stored as accepted already, have joined them."""
        self._to_agree.update(change.id for change in changes)
        for change in changes:
            agreed = advance(agreed, change, known=self._agreed_on, fields_of=self._fields_of)
            self._to_agree.discard(change.id)
        return agreed

    def _advance_all(self, changes: Iterable[Change]) -> RecordHeads | None:
        """The heads of a record from nothing but these changes; None from no change at all."""
        state: RecordHeads | None = None
        joined: set[ChangeId] = set()
        for change in changes:
            state = advance(state, change, known=joined.__contains__, fields_of=self._fields_of)
            joined.add(change.id)
        return state

    def _fields_of(self, change: ChangeId) -> Sequence[str]:
        stored = self._load(change)
        return [] if stored is None else stored.change.field_names

    def _load_rows(self, records: Iterable[RecordId]) -> dict[RecordId, RecordRow]:
        found = {record: self._rows[record] for record in records if record in self._rows}
        for chunk in chunks([record for record in records if record not in found]):
            for row in self.raw.execute(f"{_LOAD} ({marks(len(chunk))})", tuple(chunk)):
                heads, accepted, term = row[4], row[5], int.from_bytes(row[6], "big")
                found[row[0]] = RecordRow(
                    row[0], row[1], row[2], row[3], heads, accepted, term, bool(row[7]), row[8], row[9]
                )
        return found

    def _drop(self, row: RecordRow | None) -> None:
        if row is not None:
            self._digests[row.space] = (self._digests.get(row.space, 0) - row.term) % MODULUS
            self._projector.hide(row.type, row.id)
            self._touched[row.id] = row.type
            self.raw.execute("DELETE FROM record WHERE id = ?", (row.id,))

    def _add_to_digest(self, space: SpaceId, delta: int) -> None:
        row = self.raw.execute("SELECT digest FROM space WHERE id = ?", (space,)).fetchone()
        before = int.from_bytes(row[0], "big") if row else 0
        after = ((before + delta) % MODULUS).to_bytes(16, "big")
        self.raw.execute("UPDATE space SET digest = ? WHERE id = ?", (after, space))


def _simple(change: Change) -> bool:
    return change.kind is Kind.SET and not change.replaces and not change.hollow and not change.erased


def _agreed(row: RecordRow | None, state: RecordHeads | None) -> RecordHeads | None:
    """The accepted heads of a record: its heads where nothing waits; none where nothing was accepted yet."""
    if row is None or row.accepted is None:
        return state
    return decode_heads(row.accepted) if row.accepted else None


def _differing(agreed: RecordHeads | None, heads: bytes) -> bytes | None:
    """How `record.accepted` stores accepted heads: None where they equal the heads, empty where there are none."""
    encoded = encode_heads(agreed) if agreed is not None else b""
    return None if encoded == heads else encoded
