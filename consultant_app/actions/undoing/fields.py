"""One field of one record without what a person wrote there: which values are to be said again, over which changes."""

import enum
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from consultant_app.changes.change import ChangeId, RecordId, Value, encode_value, split_set_field
from consultant_app.domain.record import record_types
from consultant_app.workspace.log import StoredChange
from consultant_app.workspace.person_changes import RecordPast
from consultant_app.workspace.reopening import SaidAgain

Known = Callable[[ChangeId], StoredChange | None]
"""A change with all values that this device knows of it."""


class Stays(enum.StrEnum):
    """Why something of theirs is not taken back."""

    CHANGED_SINCE = "changed_since"
    DELETED_SINCE = "deleted_since"
    IN_USE = "in_use"
    NOT_HERE = "not_here"
    ERASED = "erased"
    NO_RIGHT = "no_right"
    WRITTEN_ONCE = "written_once"
    NEWER = "newer"


class Refused(Exception):  # noqa: N818  (an answer, and no error: the rest goes on)
    """What a field stood on cannot be said again. `lacking`: the changes whose values may lie at the server."""

    def __init__(self, reason: Stays, lacking: Sequence[ChangeId] = ()) -> None:
        super().__init__(reason)
        self.reason = reason
        self.lacking = lacking


@dataclass(frozen=True, slots=True)
class FieldBack:
    """`said` in this order makes the field stand where it stood; `about`: the contacts that the values are about."""

    said: tuple[SaidAgain, ...]
    about: frozenset[RecordId] = frozenset()


def field_back(
    past: RecordPast, type_name: str, field: str, *, heads: Sequence[ChangeId], known: Known
) -> FieldBack | None:
    """What to say again where a change of theirs is a head; None where the record began with it.

    What others wrote beside it stands alone then. What they had superseded stands as it stood: where that were several
    values against each other, these are in question again.
    """
    standing = past.without_theirs(field, heads)
    if not standing:
        return None if past.is_begun_by_them() else FieldBack((SaidAgain(_empty(type_name, field), tuple(heads)),))
    stored = sorted(_whole(standing, field, known), key=lambda one: (one.at, one.change.id))
    about = frozenset(contact for one in stored for contact in one.change.about)
    values = {encode_value(one.change.fields[field]) for one in stored}
    if len(values) == 1:
        return FieldBack((SaidAgain(stored[-1].change.fields[field], tuple(heads)),), about)
    return FieldBack(_side_by_side(past, field, stored=stored, heads=heads), about)


def is_back(past: RecordPast, type_name: str, field: str, *, heads: Sequence[ChangeId], known: Known) -> bool:
    """Whether what somebody wrote over theirs since is what stood before it."""
    before = past.without_theirs(field, past.newest_of_theirs(field))
    try:
        values = {encode_value(one.change.fields[field]) for one in _whole(before, field, known)}
        now = {encode_value(one.change.fields[field]) for one in _whole(heads, field, known)}
        return now == (values or {encode_value(_empty(type_name, field))})
    except Refused:
        return False


def _side_by_side(
    past: RecordPast, field: str, *, stored: Sequence[StoredChange], heads: Sequence[ChangeId]
) -> tuple[SaidAgain, ...]:
    """Each over the very changes that it was said over first, and one of them over theirs as well (`reopening`)."""
    superseded = [one for one in stored if one.change.id not in heads]
    carrier = (superseded or stored)[-1]
    over = [*past.replaced(carrier.change.id, field), *(head for head in heads if head in past.theirs)]
    if carrier.change.id in heads:
        over.append(carrier.change.id)
    again = [SaidAgain(o.change.fields[field], past.replaced(o.change.id, field)) for o in superseded[:-1]]
    return (*again, SaidAgain(carrier.change.fields[field], tuple(dict.fromkeys(over))))


def _whole(changes: Sequence[ChangeId], field: str, known: Known) -> list[StoredChange]:
    stored = [(id_, known(id_)) for id_ in changes]
    if any(one is not None and field in one.change.erased for _, one in stored):
        raise Refused(Stays.ERASED)
    if lacking := [id_ for id_, one in stored if one is None or field not in one.change.fields]:
        raise Refused(Stays.NOT_HERE, lacking)
    return [one for _, one in stored if one is not None]


def _empty(type_name: str, field: str) -> Value:
    name, code = split_set_field(field)
    record_type = record_types().get(type_name)
    if record_type is None or name not in record_type.fields:
        raise Refused(Stays.NEWER)
    return record_type.fields[name].empty if code is None else False
