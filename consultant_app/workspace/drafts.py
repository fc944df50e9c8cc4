"""Drafts: what is being typed, durable at once, not yet a change.

A draft remembers the heads that were on screen when its typing began; sealing replaces exactly these.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import msgspec

from consultant_app.changes.change import ChangeId, RecordId, Value, encode_value

_decode_value = msgspec.msgpack.Decoder().decode
_decode_shown = msgspec.msgpack.Decoder(list[ChangeId]).decode


@dataclass(frozen=True, slots=True)
class Draft:
    record: RecordId
    field: str
    value: Value
    shown: tuple[ChangeId, ...]
    started_at: int
    typed_at: int


def write_draft(raw: Any, draft: Draft) -> None:
    """Keeps the text; a draft that stands already keeps what was shown when its typing began."""
    raw.execute(
        "INSERT INTO draft (record, field, value, shown, started_at, typed_at) VALUES (?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (record, field) DO UPDATE SET value = excluded.value, typed_at = excluded.typed_at",
        (draft.record, draft.field, encode_value(draft.value), encode_value(list(draft.shown)), draft.started_at,
         draft.typed_at),
    )  # fmt: skip


def load_drafts(raw: Any, record: RecordId | None = None) -> list[Draft]:
    """All drafts, or those of one record; oldest first."""
    query = "SELECT record, field, value, shown, started_at, typed_at FROM draft"
    where = " WHERE record = ?" if record is not None else ""
    rows = raw.execute(f"{query}{where} ORDER BY started_at, record, field", (record,) if record is not None else ())
    return [Draft(r[0], r[1], _decode_value(r[2]), tuple(_decode_shown(r[3])), r[4], r[5]) for r in rows]


def drop_drafts(raw: Any, drafts: Mapping[tuple[RecordId, str], Draft]) -> None:
    raw.executemany("DELETE FROM draft WHERE record = ? AND field = ?", list(drafts))
