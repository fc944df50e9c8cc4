"""The one door to paper: of a record, only what its declaration calls printable can be read through it.

Documents are filled from these views alone, so internal and private words cannot reach a client by a slip.
"""

from typing import Any, Generic, TypeVar

from consultant_app.domain.record import Record, type_of

R = TypeVar("R", bound=Record)


class NotPrintableError(Exception):
    """A document asked for a field that may not be printed: a defect of the program, never of the data."""


class Printable(Generic[R]):
    """A record as paper may see it: `view.title` is the field's value, NotPrintableError for any that is not printable.

    A property of the record class may be read when every field it is computed from is printable: it is computed on the
    view itself.
    """

    __slots__ = ("_cls", "_fields", "_record")

    def __init__(self, record: R) -> None:
        object.__setattr__(self, "_record", record)
        object.__setattr__(self, "_fields", type_of(record).fields)
        object.__setattr__(self, "_cls", type(record))

    @property
    def id(self) -> str:
        return str(self._record.id)

    def __getattr__(self, name: str) -> Any:
        kind = self._fields.get(name)
        if kind is not None:
            if not kind.traits.printable:
                raise NotPrintableError(f"{self._cls.__tablename__}.{name}")
            return getattr(self._record, name)
        computed = getattr(self._cls, name, None)
        if isinstance(computed, property) and computed.fget is not None:
            return computed.fget(self)
        raise NotPrintableError(f"{self._cls.__tablename__}.{name}")


def printable(record: R) -> Printable[R]:
    return Printable(record)
