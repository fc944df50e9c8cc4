"""What belongs to a company as ids, and how much of it has not reached the consortium yet."""

from sqlalchemy import text

from consultant_app.changes.change import RecordId
from consultant_app.workspace.status import TYPED, WAITS
from consultant_app.workspace.workspace import Reader

_TYPES = ("company_profile", "contact", "consulting_case", "visit", "action_plan", "note")

_ROOTS = " UNION ".join(
    ["SELECT id FROM company WHERE id = :company"]
    + [f"SELECT id FROM {name} WHERE company = :company" for name in _TYPES]
)


def records_of(reader: Reader, company: str) -> tuple[tuple[RecordId, str], ...]:
    """Id and type of the company, of the roots that belong to it and of their parts, deleted parts included."""
    rows = reader.session.execute(
        text(f"SELECT r.id, r.type FROM record r WHERE r.root IN ({_ROOTS})"),
        {"company": company},
    )
    return tuple((RecordId(id_), type_name) for id_, type_name in rows)


def contested_records(reader: Reader, company: str) -> tuple[RecordId, ...]:
    """Those of the company's records in which a field waits for a decision."""
    rows = reader.session.execute(
        text(f"SELECT id FROM record WHERE contested <> '' AND root IN ({_ROOTS})"), {"company": company}
    )
    return tuple(RecordId(row[0]) for row in rows)


def waiting_changes(reader: Reader, company: str) -> int:
    """How many records of the company and of what belongs to it wait for the server, each counted once."""
    counts = reader.session.execute(
        text(
            f"SELECT count(*) FROM record WHERE {WAITS} AND root IN ({_ROOTS})"
            f" UNION ALL SELECT count(*) FROM record WHERE {TYPED} AND root IN ({_ROOTS})"
        ),
        {"company": company},
    )
    return sum(counts.scalars())
