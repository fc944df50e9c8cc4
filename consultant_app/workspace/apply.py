"""The one gate: every change joins the log, the heads, the digest and the projection here, whoever made it.

Idempotent and indifferent to the order of arrival. Works inside the transaction of the caller; commits nothing.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from consultant_app.changes.change import EXISTENCE, Change, ChangeId, RecordId
from consultant_app.changes.digest import MODULUS, term_of
from consultant_app.changes.heads import (
    Known,
    RecordHeads,
    advance,
    decode_heads,
    encode_heads,
    field_heads,
    is_plain_beginning,
)
from consultant_app.workspace.columns import Row
from consultant_app.workspace.log import (
    Arrival,
    Origins,
    StoredChange,
    insert_changes,
    load_change,
    mark_accepted,
    mark_unfetched,
    stored_states,
)
from consultant_app.workspace.projection import Projector, contested_text, settle_record
from consultant_app.workspace.record_rows import (
    RecordRow,
    RecordRows,
    agreed_heads,
    differing_heads,
    only_head,
    row_values,
)
from consultant_app.workspace.schema import ACCEPTED, UNSENT


@dataclass(frozen=True, slots=True)
class Touched:
    """What a batch did: the records it touched, by id, with their types."""

    records: dict[RecordId, str] = field(default_factory=dict)


Made = tuple[Row | None, Row | None]
"""A row of `record` without local numbers, and the row of a record table after the name of its type."""


class Gate:
    """One batch on its way in. Make one per transaction; `close` writes what was gathered."""

    def __init__(self, raw: Any) -> None:
        self.raw = raw
        self.origins = Origins(raw)
        self._rows = RecordRows(raw)
        self._projector = Projector(raw)
        self._loaded: dict[ChangeId, StoredChange | None] = {}
        self._doubtful_roots: set[RecordId] = set()
        """Roots of parts that changed: whether a deleted one stays gone depends on all of its parts."""
        self._to_join: set[ChangeId] = set()
        self._to_agree: set[ChangeId] = set()
        """Stored already, but not yet advanced into their record's heads, or accepted heads."""

    def apply(self, arrivals: Iterable[Arrival], *, accepted: bool, shown: Collection[RecordId] = frozenset()) -> None:
        """Takes in changes. The record tables show the `shown` records already; these are settled only in doubt."""
        by_id = {arrival.change.id: arrival for arrival in arrivals}
        states = stored_states(self.raw, self.origins, by_id)
        fresh = {id_: arrival for id_, arrival in by_id.items() if id_ not in states} if states else by_id
        insert_changes(self.raw, self.origins, fresh.values(), state=ACCEPTED if accepted else UNSENT)
        if hollow := [arrival.change for arrival in fresh.values() if arrival.change.hollow]:
            mark_unfetched(self.raw, self.origins, hollow)
        self._to_join.update(fresh)
        by_record: dict[RecordId, list[ChangeId]] = {}
        for id_, arrival in fresh.items():
            by_record.setdefault(arrival.change.record, []).append(id_)
        rows = self._rows.load(by_record.keys())
        for record, ids in by_record.items():
            row = rows.get(record)
            first = fresh[ids[0]]
            if row is None and len(ids) == 1 and is_plain_beginning(first.change):
                self._begin(ids[0], first, accepted=accepted, shown=record in shown)
            else:
                self._join(row, [fresh[id_] for id_ in ids], accepted=accepted, shown=record in shown)
        if accepted and states:
            self._accept([by_id[id_] for id_ in states], states)

    def accept(self, arrivals: Iterable[Arrival]) -> None:
        """The server has these changes; only those that are here and waited for that make a difference."""
        by_id = {arrival.change.id: arrival for arrival in arrivals}
        states = stored_states(self.raw, self.origins, by_id)
        self._accept([by_id[id_] for id_ in states], states)

    def rebuild(self, record: RecordId, changes: Sequence[StoredChange]) -> None:
        """Makes a record's row and projection anew from all of its changes; without any, it is gone."""
        before = self._rows.find(record)
        if not changes:
            self._drop(before)
            return
        self._loaded.update({one.change.id: one for one in changes})
        state = self._advance_all([one.change for one in changes]) or RecordHeads({})
        agreed = self._advance_all([one.change for one in changes if one.accepted])
        first = changes[0].change
        heads = encode_heads(state)
        row = before or RecordRow(record, first.type, first.root, first.space, b"", None, 0, True, "", 0)
        old_term, row.term = row.term, self._term(agreed)
        row.heads, row.accepted = heads, differing_heads(agreed, heads)
        row.changed_at = max(one.change.at for one in changes)
        self._rows.keep(row, old_term=old_term)
        self._settle(row, state)
        self._doubt_root(row)

    def made(self) -> dict[RecordId, Made]:
        """What `close` would write, by record: its row, and what is shown of it with the name of its type."""
        self._settle_doubtful_roots()
        shown = self._projector.shown()
        return {record: (row_values(row), shown.get(record)) for record, row in self._rows.kept().items()}

    def close(self) -> Touched:
        """Settles the roots in doubt and writes rows, projections and digests."""
        self._settle_doubtful_roots()
        self._rows.write()
        self._projector.write()
        return Touched(self._rows.touched)

    def _settle_doubtful_roots(self) -> None:
        for root in self._rows.load(self._doubtful_roots).values():
            if not root.present or EXISTENCE in root.contested:
                self._settle(root, decode_heads(root.heads))
        self._doubtful_roots.clear()

    def _begin(self, own: ChangeId, arrival: Arrival, *, accepted: bool, shown: bool) -> None:
        """A record whose first change is here alone needs no settling."""
        change = arrival.change
        self._to_join.discard(own)
        row = RecordRow(
            change.record, change.type, change.root, arrival.space, only_head(own), None if accepted else b"",
            term_of(change, change.fields) if accepted else 0, True, "", change.at,
        )  # fmt: skip
        self._rows.keep(row, old_term=0)
        self._doubt_root(row)
        if not shown:
            self._projector.show_new(change)

    def _join(self, row: RecordRow | None, group: Sequence[Arrival], *, accepted: bool, shown: bool) -> None:
        first = group[0]
        record = first.change.record
        for arrival in group:
            self._loaded[arrival.change.id] = _stored(arrival, accepted=accepted)
        state = None if row is None else decode_heads(row.heads)
        agreed = None if row is None else agreed_heads(row, state)
        together = row is None or row.accepted is None
        joined = self._joined_into(record)
        for arrival in group:
            state = advance(state, arrival.change, known=joined, fields_of=self._fields_of)
            self._to_join.discard(arrival.change.id)
        state = state or RecordHeads({})
        if accepted:
            agreed = state if together else self._agree(record, agreed, [arrival.change for arrival in group])
        if row is None:
            row = RecordRow(record, first.change.type, first.change.root, first.space, b"", None, 0, True, "", 0)
            shown = False
        if accepted and not row.term and row.space != first.space:
            # Two copies of a disk put it into two spaces; it stands where it came to the server first.
            row.space, row.is_stored = first.space, False
        row.heads = encode_heads(state)
        row.accepted = differing_heads(agreed, row.heads)
        row.changed_at = max(row.changed_at, *(arrival.change.at for arrival in group))
        old_term = row.term
        if accepted:
            row.term = self._term(agreed)
        self._rows.keep(row, old_term=old_term)
        self._doubt_root(row)
        self._settle(row, state, shown=shown and not row.contested)

    def _accept(self, arrivals: Sequence[Arrival], states: dict[ChangeId, int]) -> None:
        mark_accepted(self.raw, self.origins, arrivals)
        waiting = [arrival for arrival in arrivals if states[arrival.change.id] != ACCEPTED]
        for arrival in waiting:
            self._loaded[arrival.change.id] = _stored(arrival, accepted=True)
            self._to_agree.add(arrival.change.id)
        rows = self._rows.load({arrival.change.record for arrival in waiting})
        for arrival in waiting:
            row = rows.get(arrival.change.record)
            if row is not None and row.accepted is not None:
                self._accept_one(row, arrival.change)

    def _accept_one(self, row: RecordRow, change: Change) -> None:
        if row.accepted == b"" and is_plain_beginning(change) and row.heads == only_head(change.id):
            # A new record that nobody has touched since, as in every first push: nothing is to be worked out.
            self._to_agree.discard(change.id)
            row.accepted, row.term = None, term_of(change, change.fields)
            self._rows.keep_agreed(row, old_term=0)
            return
        agreed = self._agree(row.id, decode_heads(row.accepted) if row.accepted else None, [change])
        old_term, row.term = row.term, self._term(agreed)
        row.accepted = differing_heads(agreed, row.heads)
        self._rows.keep_agreed(row, old_term=old_term)
        state = decode_heads(row.heads)
        if row.contested or state.awaited:
            # The receipt may be earlier than the device's clock, and then another value is the newest.
            self._settle(row, state)

    def _settle(self, row: RecordRow, state: RecordHeads, *, shown: bool = False) -> None:
        """Settles the record and shows it; `shown` spares the projection where each field has just one head."""
        heads = field_heads(state, self._fields_of)
        if shown and EXISTENCE not in heads and all(len(ids) == 1 for ids in heads.values()):
            return
        settlement = settle_record(row.type, heads, state.awaited, self._load)
        contested = set(settlement.contested)
        present = settlement.present
        if not present and row.is_root and any(map(self._is_written_by_a_person, self._rows.living_parts(row.id))):
            present = True
            contested.add(EXISTENCE)
        if present != row.present:
            self._doubt_root(row)
        row.present, row.contested = present, contested_text(sorted(contested)) if present else ""
        if present and not settlement.lacking:
            self._projector.show(row.type, row.id, row.root, settlement.values)
        else:
            self._projector.hide(row.type, row.id)
        self._rows.keep(row, old_term=row.term)

    def _is_written_by_a_person(self, row: RecordRow) -> bool:
        loaded = map(self._load, decode_heads(row.heads).heads)
        return any(stored is not None and not stored.change.automatic for stored in loaded)

    def _doubt_root(self, row: RecordRow) -> None:
        if not row.is_root:
            self._doubtful_roots.add(row.root)

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

    def _joined_into(self, record: RecordId) -> Known:
        def joined(change: ChangeId) -> bool:
            stored = self._load(change)
            return stored is not None and change not in self._to_join and stored.change.record == record

        return joined

    def _agree(self, record: RecordId, agreed: RecordHeads | None, changes: Sequence[Change]) -> RecordHeads | None:
        """The accepted heads once these changes, stored as accepted already, have joined them."""

        def agreed_on(change: ChangeId) -> bool:
            stored = self._load(change)
            return stored is not None and stored.accepted and change not in self._to_agree and (
                stored.change.record == record
            )  # fmt: skip

        self._to_agree.update(change.id for change in changes)
        for change in changes:
            agreed = advance(agreed, change, known=agreed_on, fields_of=self._fields_of)
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

    def _drop(self, row: RecordRow | None) -> None:
        if row is not None:
            self._rows.drop(row)
            self._projector.hide(row.type, row.id)
            self._doubt_root(row)


def _stored(arrival: Arrival, *, accepted: bool) -> StoredChange:
    return StoredChange(arrival.change, arrival.received_at, accepted, bool(arrival.change.hollow))
