"""What belongs to a company as ids, and how much of it has not reached the consortium yet."""

import json

from sqlalchemy import text

from consultant_app.actions.companies.joining import group_of
from consultant_app.changes.change import RecordId
from consultant_app.workspace.status import TYPED, WAITS
from consultant_app.workspace.workspace import Reader

_TYPES = ("company_profile", "contact", "consulting_case", "visit", "action_plan", "note")

_ROOTS = " UNION ".join(
    ["SELECT value FROM json_each(:group)"]
    + [f"SELECT id FROM {name} WHERE company IN (SELECT value FROM json_each(:group))" for name in _TYPES]
)


def _group(reader: Reader, company: str) -> dict[str, str]:
    return {"group": json.dumps(group_of(reader.raw, company))}


def records_of(reader: Reader, company: str) -> tuple[tuple[RecordId, str], ...]:
    """Id and type of the company, of those joined to it, of their roots and of the parts, deleted parts included."""
    rows = reader.session.execute(
        text(f"SELECT r.id, r.type FROM record r WHERE r.root IN ({_ROOTS})"),
        _group(reader, company),
    )
    return tuple((RecordId(id_), type_name) for id_, type_name in rows)


def contested_records(reader: Reader, company: str) -> tuple[RecordId, ...]:
    """Those of the company's records in which a field waits for a decision."""
    rows = reader.session.execute(
        text(f"SELECT id FROM record WHERE contested <> '' AND root IN ({_ROOTS})"), _group(reader, company)
    )
    return tuple(RecordId(row[0]) for row in rows)


def waiting_changes(reader: Reader, company: str) -> int:
    """How many records of the company and of what belongs to it wait for the server, each counted once."""
    counts = reader.session.execute(
        text(
            f"SELECT count(*) FROM record WHERE {WAITS} AND root IN ({_ROOTS})"
            f" UNION ALL SELECT count(*) FROM record WHERE {TYPED} AND root IN ({_ROOTS})"
        ),
        _group(reader, company),
    )
    return sum(counts.scalars())
