"""Records as they stand in the tables, for looking only: without a session, which takes longer to make than they do.

The first page reads this way. What comes back has the fields of a record, its properties and its methods; nothing that
is set on it reaches a table.
"""

from collections.abc import Callable, Collection, Sequence
from functools import cache
from typing import Any, TypeVar, cast

import msgspec

from consultant_app.changes.change import ChangeId, RecordId
from consultant_app.domain.kinds import JSON_KINDS, FieldKind
from consultant_app.domain.record import Record, RecordType, record_types
from consultant_app.errors import RuleError
from consultant_app.workspace.projection import seen_heads

R = TypeVar("R", bound=Record)
_decode_json = msgspec.json.Decoder().decode


class Looking:
    """A steady view of the records. `raw` is the driver's own connection."""

    def __init__(self, raw: Any) -> None:
        self.raw = raw

    def get(self, cls: type[R], record: str) -> R:
        """Raises RuleError("record_not_found") for what is not here or deleted."""
        found = self.find(cls, record)
        if found is None:
            raise RuleError("record_not_found", id=record)
        return found

    def find(self, cls: type[R], record: str | None) -> R | None:
        return None if record is None else next(iter(self.where(cls, "id = ?", (record,))), None)

    def by_id(self, cls: type[R], records: Collection[str | None]) -> dict[str, R]:
        """Those of the ids that are here."""
        wanted = sorted({record for record in records if record})
        if not wanted:
            return {}
        found = self.where(cls, "id IN (SELECT value FROM json_each(?))", (msgspec.json.encode(wanted).decode(),))
        return {one.id: one for one in found}

    def where(self, cls: type[R], condition: str, parameters: Sequence[object] = ()) -> tuple[R, ...]:
        """`condition` in SQL, over the columns of the record's table; an ORDER BY or a LIMIT may follow it."""
        shape = _shape(cls.__tablename__)
        rows = self.raw.execute(f"SELECT {shape.columns} FROM {cls.__tablename__} WHERE {condition}", parameters)
        return tuple(cast("R", shape.of(row)) for row in rows)

    def count(self, cls: type[Record], condition: str, parameters: Sequence[object] = ()) -> int:
        row = self.raw.execute(f"SELECT count(*) FROM {cls.__tablename__} WHERE {condition}", parameters).fetchone()
        return int(row[0])

    def shown(self, record: RecordId) -> dict[str, list[ChangeId]]:
        """The heads of every field as this view shows them: what an edit made from it will replace."""
        row = self.raw.execute("SELECT type, heads FROM record WHERE id = ?", (record,)).fetchone()
        return {} if row is None else seen_heads(self.raw, *row)


class _Shape:
    """What makes something to look at of a row of one record type."""

    def __init__(self, record_type: RecordType) -> None:
        self._fields = [("id", None), ("root", None), *((n, _from_column(k)) for n, k in record_type.fields.items())]
        self.columns = ", ".join(name for name, _ in self._fields)
        cls = record_type.cls
        said = {n: v for base in (Record, cls) for n, v in vars(base).items() if _is_said_of_values(n, v)}
        self._cls = type(cls.__name__, (), {**said, "__tablename__": cls.__tablename__})

    def of(self, row: Sequence[Any]) -> object:
        made = self._cls()
        made.__dict__ = {
            name: value if convert is None or value is None else convert(value)
            for (name, convert), value in zip(self._fields, row, strict=True)
        }
        return made


@cache
def _shape(type_name: str) -> _Shape:
    return _Shape(record_types()[type_name])


def _is_said_of_values(name: str, value: object) -> bool:
    """Properties and methods of a record class, which need nothing but its fields."""
    return not name.startswith("_") and (isinstance(value, property) or callable(value))


def _from_column(kind: FieldKind) -> Callable[[Any], Any]:
    if kind.name in JSON_KINDS:
        return lambda stored: kind.from_wire(_decode_json(stored))
    return kind.from_wire
