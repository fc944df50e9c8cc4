"""What a record object says as a whole: whether an edit breaks a rule, whom its values are about, their wire form."""

from collections.abc import Mapping
from typing import Any, cast

from sqlalchemy.orm import Session

from consultant_app.changes.change import RecordId, Value, split_set_field
from consultant_app.domain.kinds import FieldKind
from consultant_app.domain.record import Record, record_types, type_of
from consultant_app.errors import RuleError


def check_edit(record: Record, before: Mapping[str, Any]) -> None:
    """A rule refuses the edit that breaks it; not an edit beside what a merge has broken already."""
    try:
        record.check()
    except RuleError as error:
        if error.facts.get("field") in before or not _was_broken(record, before, error.code):
            raise


def _was_broken(record: Record, before: Mapping[str, Any], code: str) -> bool:
    present = {name: getattr(record, name) for name in type_of(record).fields}
    try:
        type(record)(**{**present, **before}).check()
    except RuleError as error:
        return error.code == code
    return False


def contacts_of(record: Record, session: Session) -> set[RecordId]:
    """The contacts that a record's values are about: the contact itself, or those its references name, also by way of
    a note that it belongs to.
    """
    if record.__tablename__ == "contact":
        return {RecordId(record.id)}
    found: set[RecordId] = set()
    for name in type_of(record).contact_fields:
        value = getattr(record, name)
        named = {RecordId(one) for one in ([value] if isinstance(value, str) else value or ()) if one}
        found |= named
        for lender in _lenders(type_of(record).fields[name]):
            found |= {one for id_ in named if (lent := session.get(lender, id_)) for one in contacts_of(lent, session)}
    return found


def _lenders(kind: FieldKind) -> list[type[Record]]:
    types = (record_types()[name] for name in kind.refers_to)
    return [one.cls for one in types if one.cls.lends_its_persons]


def wire_value(record: Record, field: str) -> Value:
    name, code = split_set_field(field)
    kind = type_of(record).kind(name)
    value = kind.to_wire(getattr(record, name))
    return value if code is None else code in cast("list[str]", value)
