"""From what one transaction did to its records to the changes that say so."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import cast

import msgspec

from consultant_app.changes.change import (
    EXISTENCE,
    SET_SEPARATOR,
    Change,
    ChangeId,
    Kind,
    OriginId,
    RecordId,
    SpaceId,
    Value,
)
from consultant_app.domain.kinds import FieldKind, Merge

Shown = Mapping[str, Sequence[ChangeId]]
"""The heads of each field that an author was shown."""


@dataclass(slots=True)
class Pending:
    """What one transaction did to one record so far.

    `before` holds the old wire values of the fields set, `about` the contacts that the record names. `in_table`: the
    session writes the row itself. `was_there`: what is restored was there, so that a question is decided by it.
    """

    kind: Kind
    type: str
    record: RecordId
    root: RecordId
    space: SpaceId
    fields: dict[str, Value] = field(default_factory=dict)
    before: dict[str, Value] = field(default_factory=dict)
    about: set[RecordId] = field(default_factory=set)
    is_new: bool = False
    in_table: bool = True
    was_there: bool = False

    @property
    def says_something(self) -> bool:
        return self.is_new or self.kind is not Kind.SET or bool(self.fields)

    def note(self, kind: FieldKind, name: str, new: Value, *, old: Value) -> None:
        """Notes a field's new and old value; a set becomes one field per code that came or went."""
        if kind.merge is not Merge.MEMBERS:
            self.fields[name] = new
            self.before.setdefault(name, old)
            return
        inside, before = set(cast("list[str]", new)), set(cast("list[str]", old))
        for member in sorted(inside ^ before):
            key = f"{name}{SET_SEPARATOR}{member}"
            self.fields[key] = member in inside
            self.before.setdefault(key, member in before)


class Step(msgspec.Struct, frozen=True):
    """One sealed transaction, as undoing needs it."""

    label: str
    changes: tuple[Change, ...]
    pending: tuple[Pending, ...]


class Seal(msgspec.Struct, frozen=True):
    """What all changes of one transaction have in common; `first` is the number of the first of them."""

    origin: OriginId
    first: int
    size: int
    at_ms: int
    automatic: bool

    def change(self, number: int, one: Pending, seen: Shown) -> Change:
        """`seen`: the heads of each field that the author was shown."""
        names = [EXISTENCE] if one.kind is not Kind.SET else list(one.fields)
        covers = sorted({head for name, ids in seen.items() if name != EXISTENCE for head in ids})
        return Change(
            origin=self.origin,
            number=number,
            transaction=self.first,
            size=self.size,
            kind=one.kind,
            type=one.type,
            record=one.record,
            root=one.root,
            space=one.space,
            at=self.at_ms,
            fields=one.fields if one.kind is Kind.SET else {},
            replaces={name: list(seen[name]) for name in names if seen.get(name)},
            covers=covers if one.kind is Kind.DELETE else [],
            about=sorted(one.about),
            automatic=self.automatic,
        )
