"""The base of every record class, and the registry of record types that everything else is derived from.

A record class is a typed SQLAlchemy mapped dataclass without relationships. Its table is a view of the changes: only
the workspace writes it, beside the change.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any, ClassVar, cast

from sqlalchemy import String, Table
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedAsDataclass, mapped_column

from consultant_app.changes.change import RecordId
from consultant_app.changes.spaces import SpaceKind
from consultant_app.domain.kinds import FieldKind
from consultant_app.errors import RuleError, UsageError


def _with_shared_constructor(cls: type[Any], **_: object) -> type[Any]:
    """In place of `dataclass`, which would compile four methods for each class at every start: a tenth of its time.

    SQLAlchemy's own constructor takes the same keywords, and a record is equal to itself alone.
    """
    cls.__dataclass_fields__ = {}
    return cls


class Record(MappedAsDataclass, DeclarativeBase, kw_only=True, dataclass_callable=_with_shared_constructor):
    """A record: id, root, fields. For a root, `root` is its own id; the workspace fills both when they are empty."""

    home: ClassVar[SpaceKind]
    """The kind of space a new root goes to; parts go where their root is."""
    follows_case: ClassVar[bool] = False
    """Whether a root that names a `consulting_case` stands where the case stands, and goes where it goes."""
    parent: ClassVar[str | None] = None
    """The record type a part hangs on, by the reference field of the same name; None for a root."""

    id: Mapped[str] = mapped_column(String, primary_key=True, default="", sort_order=-2)
    root: Mapped[str] = mapped_column(String, default="", index=True, sort_order=-1)

    def label(self) -> str:
        """What a list calls this record; never empty. (`title` is a field of measures, plans and notes.)"""
        raise NotImplementedError

    def check(self) -> None:
        """Raises RuleError naming the `field` when a rule over several fields is broken; nothing by default."""


@dataclass(frozen=True)
class RecordType:
    """What is derived from one record class. `fields` in the order of declaration."""

    name: str
    cls: type[Record]
    table: Table
    home: SpaceKind
    parent: str | None
    fields: Mapping[str, FieldKind]

    def kind(self, field: str) -> FieldKind:
        """Raises UsageError for a name this type does not have."""
        if field not in self.fields:
            raise UsageError("unknown_field", type=self.name, field=field)
        return self.fields[field]

    @cached_property
    def contact_fields(self) -> tuple[str, ...]:
        """The fields whose values may name contacts, so that a change that sets them is about these persons."""
        return tuple(name for name, kind in self.fields.items() if "contact" in kind.refers_to)

    def parse(self, field: str, text: str) -> Any:
        """A person's text as the field's Python value; RuleError names the field."""
        try:
            return self.kind(field).parse(text)
        except RuleError as error:
            raise RuleError(error.code, **{**error.facts, "field": field}) from None


def describe(cls: type[Record]) -> RecordType:
    table = cast("Table", cls.__table__)
    fields = {
        str(column.name): cast("FieldKind", column.info["kind"]) for column in table.columns if "kind" in column.info
    }
    return RecordType(cls.__tablename__, cls, table, cls.home, cls.parent, fields)


def registry_of(classes: Iterable[type[Record]]) -> dict[str, RecordType]:
    return {cls.__tablename__: describe(cls) for cls in classes}


@cache
def record_types() -> Mapping[str, RecordType]:
    """Every record type by name, in the order of the domain package's list."""
    from consultant_app.domain import RECORD_CLASSES  # the package imports every record module, which import this one

    return registry_of(RECORD_CLASSES)


def record_type(name: str) -> RecordType:
    """Raises UsageError for a name that no record type has."""
    try:
        return record_types()[name]
    except KeyError:
        raise UsageError("unknown_type", type=name) from None


def type_of(record: Record) -> RecordType:
    return record_types()[record.__tablename__]


def record_id(record: Record) -> RecordId:
    return RecordId(record.id)


def check_required(record: Record) -> None:
    """Raises RuleError("field_required") for the first required field that is empty."""
    for name, kind in type_of(record).fields.items():
        if kind.traits.required and getattr(record, name) in (None, "", frozenset()):
            raise RuleError("field_required", type=record.__tablename__, field=name)
