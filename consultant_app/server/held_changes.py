"""What the log holds of what is pushed: the same again is known, the same id with other content is forked."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import msgspec
from sqlalchemy import Connection

from consultant_app.changes.change import Change, ChangeId, encode_change
from consultant_app.changes.erasure import ErasureOrder, erase
from consultant_app.changes.wire import Outcome, Verdict
from consultant_app.server.bulk import rows_by_key
from consultant_app.server.identity import Identity
from consultant_app.server.log_statements import BODIES, HELD
from consultant_app.server.transactions import Transaction


class _Held(msgspec.Struct, frozen=True):
    """The keyed hash of a change's content, and when it came."""

    content: bytes
    received_at: int


@dataclass(slots=True)
class HeldChanges:
    identity: Identity
    _held: dict[ChangeId, _Held] = field(default_factory=dict)
    _forked: set[ChangeId] = field(default_factory=set)
    _erased: set[ChangeId] = field(default_factory=set)
    """What is pushed again without erased values, as it stands in the log by now."""

    def load(self, connection: Connection, changes: Sequence[Change], *, orders: Iterable[ErasureOrder]) -> None:
        """`orders` are those that concern the changes."""
        for row in rows_by_key(connection, HELD, keys={change.id for change in changes}):
            self._held[row.change] = _Held(row.content, row.received_at)
        bodies = {change.id: encode_change(erase(change, orders)) for change in changes if change.erased}
        for row in rows_by_key(connection, BODIES, keys=bodies):
            if row.body == bodies[row.change]:
                self._erased.add(row.change)

    def add(self, change: ChangeId, body: bytes, *, received_at: int) -> bytes:
        """The hash of its content."""
        content = self.identity.content_hash(body)
        self._held[change] = _Held(content, received_at)
        return content

    def find_verdict(self, transaction: Transaction) -> Verdict | None:
        """None for what the log knows nothing of. To be asked in the order in which a device sealed."""
        if not self._forked and self._held.keys().isdisjoint(transaction.ids):
            return None
        held = [self._held.get(change) for change in transaction.ids]
        if self._is_forked(transaction, held):
            self._forked.update(transaction.ids)
            return Verdict(transaction.id, Outcome.FORKED)
        times = [one.received_at for one in held if one is not None]
        return Verdict(transaction.id, Outcome.KNOWN, None, min(times)) if times else None

    def lacking(self, transaction: Transaction) -> Transaction:
        """What is left of it where another brought a part of it before; all of it else."""
        if self._held.keys().isdisjoint(transaction.ids):
            return transaction
        held = [self._held.get(change) for change in transaction.ids]
        if all(held) or self._differs(transaction, held):
            return transaction
        left = [number for number, one in enumerate(held) if one is None]
        return Transaction.of([transaction.changes[one] for one in left], [transaction.bodies[one] for one in left])

    def _differs(self, transaction: Transaction, held: list[_Held | None]) -> bool:
        return any(
            one is not None and one.content != self.identity.content_hash(body) and named not in self._erased
            for named, one, body in zip(transaction.ids, held, transaction.bodies, strict=True)
        )

    def _is_forked(self, transaction: Transaction, held: list[_Held | None]) -> bool:
        """What builds on a forked change is forked as well: its author was shown other content than stands here."""
        if any(held):
            return not all(held) or self._differs(transaction, held)
        return bool(self._forked) and not self._forked.isdisjoint(transaction.named)
