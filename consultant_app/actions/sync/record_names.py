"""What records are called, and which company they are about, for places that show records of every type."""

from collections.abc import Mapping

from consultant_app.changes.change import RecordId, Value
from consultant_app.domain.company import Company
from consultant_app.domain.record import Record, record_types
from consultant_app.workspace.log import changes_of
from consultant_app.workspace.looking import Looking


def name_of(reader: Looking, record: str) -> str:
    """What a record is called; "" for one that is not here."""
    row = reader.raw.execute("SELECT type FROM record WHERE id = ? AND present = 1", (record,)).fetchone()
    found = find_record(reader, RecordId(record), row[0]) if row is not None else None
    return found.label() if found is not None else ""


def find_record(reader: Looking, record: RecordId, type_name: str) -> Record | None:
    record_type = record_types().get(type_name)
    return reader.find(record_type.cls, record) if record_type is not None else None


def record_company(reader: Looking, record: str, root: str) -> str:
    """The name of the company that the record or its root is or refers to; "" for none that is here."""
    company = reader.find(Company, record_company_id(reader, record, root))
    return company.name if company is not None else ""


def record_company_id(reader: Looking, record: str, root: str) -> str:
    """The id of the company that the record or its root is or refers to; "" for none that is here."""
    for id_ in dict.fromkeys((record, root)):
        fields = _newest_fields(reader, RecordId(id_))
        company = reader.find(Company, str(fields.get("company") or id_))
        if company is not None:
            return company.id
    return ""


def _newest_fields(reader: Looking, record: RecordId) -> Mapping[str, Value]:
    fields: dict[str, Value] = {}
    for stored in sorted(changes_of(reader.raw, record), key=lambda one: (one.at, one.change.id)):
        fields.update(stored.change.fields)
    return fields
