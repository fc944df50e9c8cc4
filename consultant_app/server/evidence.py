"""What an order of erasure leaves because it has to be kept as evidence: frozen documents that name the contact, or
that she signed.
"""

from collections.abc import Iterator
from typing import Final

from sqlalchemy import Connection

from consultant_app.changes.change import Change, RecordId, Value
from consultant_app.changes.erasure_messages import Evidence
from consultant_app.server.erasing import changes_with

_DOCUMENT: Final = "document"
_SIGNATURE: Final = "signature"


def evidence_about(connection: Connection, contact: RecordId) -> list[Evidence]:
    """By number. A document is written once, so its one change says all of it; who signed one is named on it, too."""
    found: dict[RecordId, Evidence] = {}
    for _, change in changes_with(connection, contact):
        if contact in change.about and change.type == _DOCUMENT:
            found[change.record] = _evidence(change)
        elif contact in change.about and change.type == _SIGNATURE and change.root not in found:
            found |= {one.record: _evidence(one) for one in _made(connection, change.root)}
    return sorted(found.values(), key=lambda one: (one.number, one.document))


def _made(connection: Connection, document: RecordId) -> Iterator[Change]:
    named = (change for _, change in changes_with(connection, document))
    return (change for change in named if change.type == _DOCUMENT and change.record == document)


def _evidence(change: Change) -> Evidence:
    return Evidence(change.record, _text(change.fields.get("number")), _text(change.fields.get("retain_until")))


def _text(value: Value) -> str:
    return value if isinstance(value, str) else ""
