"""What a first sync leaves out, and gives when it is asked for: long values that something has replaced since."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, select

from consultant_app.changes.change import (
    Change,
    ChangeId,
    RecordId,
    SpaceId,
    decode_change,
    encode_change,
    encode_value,
)
from consultant_app.changes.heads import RecordHeads, decode_heads, field_heads
from consultant_app.changes.past import hollowed
from consultant_app.changes.wire import MAX_BATCH_BYTES
from consultant_app.server.bulk import keyed, rows_by_key
from consultant_app.server.log_statements import BODIES, ORIGINS
from consultant_app.server.schema import ENTRY, RECORD

WORTH_LEAVING_BYTES: Final = 200
"""Of a value. Shorter ones, among them whatever lists and papers read from the past, weigh less than asking."""
MOST_ASKED: Final = 1000
"""Changes of one request."""


@dataclass(frozen=True, slots=True)
class FirstSync:
    """Which spaces a device reads for the first time."""

    device: RecordId
    spaces: Collection[SpaceId]


def without_past(connection: Connection, rows: Iterable[Sequence[Any]], *, device: RecordId) -> Iterator[Sequence[Any]]:
    """The rows of a page (`news._ROWS_AND_BODIES_AFTER`), their bodies without what fields do not stand on any more.

    A change that anything still stands on comes whole, and so does what the device itself has written: a server that
    loses them gets them back from there. Where several values stand against each other, all that came before comes
    along: the text they have in common.
    """
    page = list(rows)
    origins = {row[2][:32] for row in page if _is_long(row)}
    own = {row.id for row in rows_by_key(connection, ORIGINS, keys=origins) if row.device == device}
    long = {row[2]: row[3] for row in page if _is_long(row) and row[2][:32] not in own}
    present = _Present(connection, set(long.values()))
    for row in page:
        yield (*row[:8], present.left_of(row[2], row[3], row[8])) if row[2] in long else row


def read_past(connection: Connection, changes: Sequence[ChangeId], *, granted: Collection[SpaceId]) -> list[bytes]:
    """The whole bodies of the first so many of `changes`, at least one; empty where the reader may not have it."""
    asked = changes[:MOST_ASKED]
    named = set(filter(_is_change_id, asked))
    rows = {row.change: row for row in rows_by_key(connection, _ENTRIES, keys=named)} if named else {}
    bodies: list[bytes] = []
    size = 0
    for change in asked:
        row = rows.get(change)
        is_given = row is not None and not row.withheld and row.space in granted
        body = row.body or b"" if is_given and row is not None else b""
        size += len(body)
        if bodies and size > MAX_BATCH_BYTES:
            break
        bodies.append(body)
    return bodies


def _is_long(row: Sequence[Any]) -> bool:
    """Whether it is a change that is told with contents, some of which may be worth leaving."""
    return row[2] is not None and len(row[8]) > WORTH_LEAVING_BYTES


class _Present:
    """What records stand on in the reader's snapshot."""

    def __init__(self, connection: Connection, records: Collection[str]) -> None:
        states = {row.id: decode_heads(row.heads) for row in rows_by_key(connection, _HEADS, keys=records) if row.heads}
        edited = [state for state in states.values() if len(state.heads) > 1]
        wanted = {head for state in edited for head, fields in state.heads.items() if fields is None}
        changes = {row.change: decode_change(row.body) for row in rows_by_key(connection, BODIES, keys=wanted)}
        self._states = states
        self._fields = {change: one.field_names for change, one in changes.items()}

    def left_of(self, change: str, record: str, body: bytes) -> bytes:
        state = self._states.get(record)
        if state is None or ChangeId(change) in state.heads:
            return body
        decoded = decode_change(body)
        gone = self._gone(decoded, state)
        # What a newer version wrote is passed on as it came.
        return encode_change(hollowed(decoded, gone)) if gone and encode_change(decoded) == body else body

    def _gone(self, change: Change, state: RecordHeads) -> list[str]:
        long = [field for field, value in change.fields.items() if len(encode_value(value)) > WORTH_LEAVING_BYTES]
        heads = field_heads(state, lambda one: self._fields.get(one, ())) if len(state.heads) > 1 else {}
        only = next(iter(state.heads), None)
        return [
            field
            for field in long
            if change.id not in (standing := heads.get(field, [only] if only else [])) and len(standing) == 1
        ]


_is_change_id: Final = re.compile("[0-9a-f]{32}:[1-9][0-9]{0,15}").fullmatch
_HEADS = keyed(select(RECORD.c.id, RECORD.c.heads), RECORD.c.id)
_ENTRIES = keyed(select(ENTRY.c.change, ENTRY.c.space, ENTRY.c.withheld, ENTRY.c.body), ENTRY.c.change)
