"""The base of every record class, and the registry of record types that everything else is derived from.

A record class is a typed SQLAlchemy mapped dataclass without relationships. Its table is a view of the changes: only
the workspace writes it, beside the change.

Mapping the classes takes a tenth of a start and the first page needs none of it, so it waits until something does: an
instance, a column, a table, or a session (`map_records`).
"""

import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any, ClassVar, Self, cast

from sqlalchemy import String, Table
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedAsDataclass, MappedColumn, mapped_column
from sqlalchemy.orm.decl_api import DCTransformDeclarative

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


_declared: dict[type["Record"], dict[str, MappedColumn[Any]]] = {}
_unmapped: list[type["Record"]] = []
_mapping = threading.RLock()
_under_way: list[type["Record"]] = []


def map_records() -> None:
    """Maps what was declared since the last time. Any thread; costs nothing when there is nothing left."""
    if not _unmapped:
        return
    with _mapping:
        if _under_way or not _unmapped:  # SQLAlchemy asks the classes while it maps them
            return
        _under_way.extend(_unmapped)
        try:
            classes: list[type[Record]] = [Record, *_under_way]
            for cls in classes:
                for name, column in _declared[cls].items():
                    setattr(cls, name, column)
            for cls in _under_way:
                cls._map()
            _unmapped.clear()
        finally:
            _under_way.clear()


class _MappedLate(DCTransformDeclarative):
    """Asked for an attribute that a class does not have yet, such as a column or its table, it is mapped first."""

    def __getattr__(self, name: str) -> Any:
        if _unmapped:
            map_records()
            if not _unmapped:
                return getattr(self, name)
        raise AttributeError(f"{self.__name__} has no attribute {name!r}")


def _take_out(cls: type[Any]) -> None:
    """The columns of a class, until it is mapped: an expression made of them before would name no table."""
    _declared[cls] = {name: value for name, value in vars(cls).items() if isinstance(value, MappedColumn)}
    for name in _declared[cls]:
        delattr(cls, name)


class Record(
    MappedAsDataclass,
    DeclarativeBase,
    metaclass=_MappedLate,
    kw_only=True,
    dataclass_callable=_with_shared_constructor,
):
    """A record: id, root, fields. For a root, `root` is its own id; the workspace fills both when they are empty."""

    home: ClassVar[SpaceKind]
    """The kind of space a new root goes to; parts go where their root is."""
    follows_case: ClassVar[bool] = False
    """Whether a root that names a `consulting_case` stands where the case stands, and goes where it goes."""
    lends_its_persons: ClassVar[bool] = False
    """Whether what belongs to it is about the contacts that it is about: erased with them."""
    written_once: ClassVar[bool] = False
    """Whether a record of this type is never edited nor deleted once it is there."""
    is_evidence: ClassVar[bool] = False
    """Whether an order of erasure takes nothing from it, but restricts it until its time is over."""
    parent: ClassVar[str | None] = None
    """The record type a part hangs on, by the reference field of the same name; None for a root."""

    id: Mapped[str] = mapped_column(String, primary_key=True, default="", sort_order=-2)
    root: Mapped[str] = mapped_column(String, default="", index=True, sort_order=-1)

    def __init_subclass__(cls) -> None:
        """Notes what is declared; `_map` does what SQLAlchemy does at this place."""
        _take_out(cls)
        _unmapped.append(cls)

    def __new__(cls, *_: Any, **__: Any) -> Self:
        map_records()
        return super().__new__(cls)

    @classmethod
    def _map(cls) -> None:
        super().__init_subclass__()

    def label(self) -> str:
        """What a list calls this record; never empty. (`title` is a field of measures, plans and notes.)"""
        raise NotImplementedError

    def check(self) -> None:
        """Raises RuleError naming the `field` when a rule over several fields is broken; nothing by default."""


_take_out(Record)


@dataclass(frozen=True)
class RecordType:
    """What is derived from one record class. `fields` in the order of declaration."""

    name: str
    cls: type[Record]
    home: SpaceKind
    parent: str | None
    fields: Mapping[str, FieldKind]
    columns: Mapping[str, str]
    """Of the table: names, and what they are made of."""

    @cached_property
    def table(self) -> Table:
        map_records()
        return cast("Table", self.cls.__table__)

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
    declared = _declared[cls]
    fields = {name: cast("FieldKind", one.column.info["kind"]) for name, one in declared.items()}
    columns = {"id": "String", "root": "String"} | {n: type(one.column.type).__name__ for n, one in declared.items()}
    return RecordType(cls.__tablename__, cls, cls.home, cls.parent, fields, columns)


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
    """Raises RuleError("field_required") for the first required field that is empty; of a group no part may be."""
    for name, kind in type_of(record).fields.items():
        value = getattr(record, name)
        values = [getattr(value, part) for part in kind.parts] if value is not None and kind.parts else [value]
        if kind.traits.required and any(one in (None, "", frozenset()) for one in values):
            raise RuleError("field_required", type=record.__tablename__, field=name)
