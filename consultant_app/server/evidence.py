"""What an order of erasure leaves because it has to be kept as evidence: frozen documents that name the contact."""

from typing import Final

from sqlalchemy import Connection

from consultant_app.changes.change import Change, RecordId, Value
from consultant_app.changes.erasure_messages import Evidence
from consultant_app.server.erasing import changes_with

_DOCUMENT: Final = "document"


def evidence_about(connection: Connection, contact: RecordId) -> list[Evidence]:
    """By number. A document is written once, so its one change says all of it."""
    named = (change for _, change in changes_with(connection, contact) if change.type == _DOCUMENT)
    found = {change.record: _evidence(change) for change in named if contact in change.about}
    return sorted(found.values(), key=lambda one: (one.number, one.document))


def _evidence(change: Change) -> Evidence:
    return Evidence(change.record, _text(change.fields.get("number")), _text(change.fields.get("retain_until")))


def _text(value: Value) -> str:
    return value if isinstance(value, str) else ""
