"""One push in memory: what it reads of the log, what is judged of it, and what it writes in bulk."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from sqlalchemy import Connection

from consultant_app.changes.change import Change, ChangeId, OriginId, RecordId, SpaceId, decode_change, encode_change
from consultant_app.changes.digest import MODULUS
from consultant_app.changes.erasure import ErasureOrder, erase
from consultant_app.changes.heads import decode_heads, encode_heads
from consultant_app.changes.wire import EntryKind, Outcome, Refusal, Verdict, next_chain
from consultant_app.server.bulk import insert_rows, rows_by_key
from consultant_app.server.erasure_orders import orders_about
from consultant_app.server.held_changes import HeldChanges
from consultant_app.server.log_statements import (
    BODIES,
    DEPARTURES,
    ENTRY_COLUMNS,
    LOCKED_SPACES,
    ORIGINS,
    RECORD_COLUMNS,
    RECORDS,
    UPDATE_RECORD,
    UPDATE_SPACE,
)
from consultant_app.server.record_state import RecordState, decode_terms, encode_terms
from consultant_app.server.schema import ENTRY, RECORD
from consultant_app.server.transactions import Refused, Transaction


@dataclass(frozen=True, slots=True)
class Author:
    """Who pushes: a device with the spaces its person may write in; the server itself is no device.

    `vouched` has the transactions that it brings of other devices, with the spaces that those who wrote them may write
    in.
    """

    device: RecordId | None
    writable: frozenset[SpaceId]
    vouched: Mapping[ChangeId, frozenset[SpaceId]] = field(default_factory=dict)


class MovedElsewhereError(Exception):
    """Roots of this batch stand in spaces that their authors did not know of and that are not locked yet."""

    def __init__(self, homes: frozenset[SpaceId]) -> None:
        super().__init__(homes)
        self.homes = homes


@dataclass(slots=True)
class _Tail:
    """The end of a space's log."""

    position: int
    chain: bytes
    digest: int


@dataclass(slots=True)
class Batch:
    """What one push reads, judges in memory, and writes in bulk."""

    author: Author
    held: HeldChanges
    now_ms: int
    devices: dict[OriginId, RecordId | None] = field(default_factory=dict)
    spaces: dict[SpaceId, _Tail] = field(default_factory=dict)
    records: dict[RecordId, RecordState] = field(default_factory=dict)
    bodies: dict[ChangeId, bytes] = field(default_factory=dict)
    changes: dict[ChangeId, Change] = field(default_factory=dict)
    entries: list[tuple[object, ...]] = field(default_factory=list)
    departed: set[tuple[SpaceId, RecordId]] = field(default_factory=set)
    """Spaces with roots that have left them."""
    orders: list[ErasureOrder] = field(default_factory=list)
    """What is not to be taken in of somebody whose data were erased."""

    def load(self, connection: Connection, transactions: Sequence[Transaction], *, homes: frozenset[SpaceId]) -> None:
        changes = [change for transaction in transactions for change in transaction.changes]
        self._load_spaces(connection, ({change.space for change in changes} | homes) & self.author.writable)
        # Whoever orders an erasure locks the spaces as well: none comes between this and the commit.
        self.orders = orders_about(connection, changes)
        self.held.load(connection, changes, orders=self.orders)
        origins = {transaction.origin for transaction in transactions}
        for row in rows_by_key(connection, ORIGINS, keys=origins):
            self.devices[row.id] = row.device
        self._load_records(connection, {one for change in changes for one in (change.record, change.root)})
        self._load_departures(connection, changes)
        self._load_bodies(connection, changes)

    def _load_spaces(self, connection: Connection, spaces: Iterable[SpaceId]) -> None:
        for row in rows_by_key(connection, LOCKED_SPACES, keys=sorted(spaces)):
            # Its author may have read her rights before the space was closed: the row tells what holds now.
            if not row.closed:
                self.spaces[row.id] = _Tail(row.position, row.chain, int.from_bytes(row.digest, "big"))

    def _load_records(self, connection: Connection, records: set[RecordId]) -> None:
        for row in rows_by_key(connection, RECORDS, keys=records):
            self.records[row.id] = RecordState(
                type=row.type,
                root=row.root,
                space=row.space,
                heads=decode_heads(row.heads) if row.heads else None,
                terms=decode_terms(row.terms) if row.terms else {},
                is_stored=True,
            )

    def _load_departures(self, connection: Connection, changes: Sequence[Change]) -> None:
        moved = {
            change.root: self.records[change.root].space
            for change in changes
            if change.root in self.records and self.records[change.root].space != change.space
        }
        if homes := (set(moved.values()) & self.author.writable) - self.spaces.keys():
            raise MovedElsewhereError(frozenset(homes))
        for row in rows_by_key(connection, DEPARTURES, keys=moved.keys()):
            self.departed.add((row.space, row.record))

    def _load_bodies(self, connection: Connection, changes: Sequence[Change]) -> None:
        wanted = {one for change in changes for ids in (change.covers, *change.replaces.values()) for one in ids}
        for state in self.records.values():
            if state.heads:
                wanted.update(state.heads.heads)
        for row in rows_by_key(connection, BODIES, keys=wanted):
            self.bodies[row.change] = row.body

    def find_change(self, change: ChangeId) -> Change | None:
        """A change that the log holds, as far as this push can concern it."""
        found = self.changes.get(change)
        if found is None and change in self.bodies:
            found = self.changes[change] = decode_change(self.bodies[change])
        return found

    def judge(self, transaction: Transaction) -> Verdict:
        new = self.held.lacking(transaction)
        earlier = self.held.find_verdict(new)
        if earlier is not None:
            return earlier
        try:
            writable = self._check_author(transaction)
            begun = self._check_homes(new, writable)
        except Refused as refused:
            return Verdict(transaction.id, Outcome.REFUSED, refused.reason)
        self._accept(new, begun)
        return Verdict(transaction.id, Outcome.ACCEPTED, None, self.now_ms)

    def _check_author(self, transaction: Transaction) -> frozenset[SpaceId]:
        """The spaces that whoever wrote it may write in."""
        if self.devices.get(transaction.origin, "") == self.author.device:
            return self.author.writable
        if transaction.origin not in self.devices or transaction.id not in self.author.vouched:
            raise Refused(Refusal.UNKNOWN_ORIGIN)
        return self.author.vouched[transaction.id]

    def _check_homes(self, transaction: Transaction, writable: frozenset[SpaceId]) -> dict[RecordId, RecordState]:
        """The records that the transaction begins. A part stands where its root does; an edit goes where the record
        stands now, if its author may write there and believed it where it once was.
        """
        begun: dict[RecordId, RecordState] = {}
        for change in transaction.changes:
            root = begun.get(change.root) or self.records.get(change.root)
            is_root = change.record == change.root
            if root is None:
                root = begun[change.root] = RecordState(change.type if is_root else "", change.root, change.space)
            if root.space not in writable or root.space not in self.spaces:
                raise Refused(Refusal.NOT_A_MEMBER)
            if root.space != change.space and (change.space, change.root) not in self.departed:
                raise Refused(Refusal.WRONG_SPACE if change.space in writable else Refusal.NOT_A_MEMBER)
            if is_root and not root.type:
                root = begun[change.root] = replace(root, type=change.type)
            record = root if is_root else begun.get(change.record) or self.records.get(change.record)
            if record is None:
                record = begun[change.record] = RecordState(change.type, change.root, root.space)
            if root.root != change.root or record.root != change.root or record.type != change.type:
                raise Refused(Refusal.UNREADABLE)
        return begun

    def _accept(self, transaction: Transaction, begun: dict[RecordId, RecordState]) -> None:
        self.records.update(begun)
        for named, sealed, body in zip(transaction.ids, transaction.changes, transaction.bodies, strict=True):
            change = erase(sealed, self.orders)
            record = self.records[change.record]
            tail = self.spaces[record.space]
            tail.digest += record.join(change, self.find_change)
            tail.position += 1
            tail.chain = next_chain(tail.chain, EntryKind.CHANGE, named)
            self.changes[named] = change
            content = self.held.add(named, body, received_at=self.now_ms)
            self.entries.append(
                (
                    record.space,
                    tail.position,
                    EntryKind.CHANGE.value,
                    change.record,
                    named,
                    change.transaction,
                    content,
                    body if change is sealed else encode_change(change),
                    self.now_ms,
                    tail.chain,
                )
            )

    def store(self, connection: Connection) -> None:
        if not self.entries:
            return
        insert_rows(connection, ENTRY, columns=ENTRY_COLUMNS, rows=self.entries)
        self._store_records(connection)
        spaces = [
            {
                "key": space,
                "new_position": tail.position,
                "new_chain": tail.chain,
                "new_digest": (tail.digest % MODULUS).to_bytes(16, "big"),
            }
            for space, tail in self.spaces.items()
        ]
        connection.execute(UPDATE_SPACE, spaces)

    def _store_records(self, connection: Connection) -> None:
        begun, grown = [], []
        for record, state in self.records.items():
            heads = encode_heads(state.heads) if state.heads else None
            terms = encode_terms(state.terms)
            if not state.is_stored:
                begun.append((record, state.root, state.space, state.type, heads, terms))
            elif state.is_changed:
                grown.append({"key": record, "new_type": state.type, "new_heads": heads, "new_terms": terms})
        insert_rows(connection, RECORD, columns=RECORD_COLUMNS, rows=begun)
        if grown:
            connection.execute(UPDATE_RECORD, grown)
