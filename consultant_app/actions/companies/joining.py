"""Companies that were entered twice and joined: which one stands for them all.

Joining is a field of the record, so it travels, is contested, decided and taken back like any other.
"""

from collections.abc import Sequence
from typing import Any

from consultant_app.changes.change import RecordId
from consultant_app.domain.duplicates import faces
from consultant_app.workspace.history import conflicts_of
from consultant_app.workspace.looking import Looking

FIELD = "merged_into"


def joined_companies(raw: Any) -> dict[str, str]:
    """Of each company for which another one stands: that one. The same on every laptop with the same changes."""
    here = "SELECT id FROM company"
    joins = set(raw.execute(f"SELECT id, {FIELD} FROM company WHERE {FIELD} IN ({here})").fetchall())
    contested = raw.execute(f"SELECT id FROM record WHERE contested <> '' AND id IN ({here})").fetchall()
    present = {record for (record,) in raw.execute(here)} if contested else set()
    for (record,) in contested:
        values = [one for conflict in conflicts_of(raw, record) if conflict.field == FIELD for one in conflict.values]
        joins |= {(record, str(one.value)) for one in values if one.value in present}
    return {record: face for record, face in faces(joins).items() if record != face}


def face_of(raw: Any, company: str) -> RecordId:
    """Where a company that was joined is looked at and edited, by whichever of its ids it is called."""
    return RecordId(joined_companies(raw).get(company, company))


def group_of(reader: Looking, face: str) -> Sequence[str]:
    """A company with all those that it stands for: what belongs to any of them belongs to it."""
    return [face, *sorted(record for record, other in joined_companies(reader.raw).items() if other == face)]
