"""What belongs to a note about somebody and was written before the note named her: its own changes do not name her."""

from collections.abc import Collection

from sqlalchemy import Connection

from consultant_app.changes.change import RecordId
from consultant_app.changes.heads import decode_heads
from consultant_app.server.bulk import rows_by_key
from consultant_app.server.erasing import changes_with
from consultant_app.server.log_statements import RECORDS


def belongings(connection: Connection, contact: RecordId, lenders: Collection[str]) -> dict[RecordId, str]:
    """By id, with its type; of records of a type in `lenders` on which a value stands that names the contact.

    What was written while such a record named somebody else has that name in its change, and is hers no more than his.
    """
    named = [change for _, change in changes_with(connection, contact) if contact in change.about]
    rows = rows_by_key(connection, RECORDS, keys={change.record for change in named if change.type in lenders})
    standing = {head for row in rows if row.heads for head in decode_heads(row.heads).heads}
    found = {}
    for lender in {change.record for change in named if change.type in lenders and change.id in standing}:
        for _, change in changes_with(connection, lender):
            if change.about == [lender]:
                found[change.record] = change.type
    return found
