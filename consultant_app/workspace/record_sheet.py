"""One record read from its changes rather than from its table: also a deleted one, also one of an unknown type."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from consultant_app.changes.change import EXISTENCE, ChangeId, RecordId, SpaceId, Value
from consultant_app.changes.heads import decode_heads
from consultant_app.domain.record import record_types
from consultant_app.errors import RuleError
from consultant_app.workspace.log import heads_by_field, load_change
from consultant_app.workspace.projection import contested_fields, settle_record


@dataclass(frozen=True, slots=True)
class RecordSheet:
    """`values` holds the wire value of every field the type has; `changed_at` is in ms UTC."""

    id: RecordId
    type: str
    root: RecordId
    space: SpaceId
    present: bool
    values: Mapping[str, Value]
    contested: tuple[str, ...]
    changed_at: int


def record_sheet(raw: Any, record: str) -> RecordSheet:
    """Raises RuleError("record_not_found") only for what was never here."""
    row = raw.execute(
        "SELECT type, root, space, present, contested, changed_at, heads FROM record WHERE id = ?", (record,)
    ).fetchone()
    if row is None:
        raise RuleError("record_not_found", id=record)
    type_name, root, space, present, contested, changed_at, heads = row
    return RecordSheet(
        id=RecordId(record),
        type=type_name,
        root=RecordId(root),
        space=SpaceId(space),
        present=bool(present),
        values=_values(raw, type_name, heads),
        contested=contested_fields(contested),
        changed_at=changed_at,
    )


def _values(raw: Any, type_name: str, heads: bytes) -> dict[str, Value]:
    by_field = heads_by_field(raw, heads)
    if type_name not in record_types():
        return _values_of_unknown_type(raw, by_field)
    settled = settle_record(type_name, by_field, list(decode_heads(heads).awaited), lambda id_: load_change(raw, id_))
    empty = {name: kind.empty for name, kind in record_types()[type_name].fields.items()}
    return {name: settled.values.get(name, value) for name, value in empty.items()}


def _values_of_unknown_type(raw: Any, by_field: Mapping[str, Sequence[ChangeId]]) -> dict[str, Value]:
    """What a newer version set, as it came: how its fields merge is not known here."""
    values: dict[str, Value] = {}
    for name, heads in by_field.items():
        stored = [one for one in (load_change(raw, head) for head in heads) if one and name in one.change.fields]
        if stored and name != EXISTENCE:
            values[name] = max(stored, key=lambda one: (one.at, one.change.id)).change.fields[name]
    return values
