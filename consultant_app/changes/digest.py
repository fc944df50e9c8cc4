"""The digest of a space: a sum that two replicas compare to know that they hold the same heads with the same values.

digest = sum modulo 2**128 of one term per record and head change, each the first 16 bytes of a SHA-256 over the record,
the change, and the fields it is head of with their values. Sums can be kept incrementally and need no order.
"""

import hashlib
from collections.abc import Iterable, Mapping
from typing import Final

from consultant_app.changes.change import EXISTENCE, Change, ChangeId, RecordId, Value, encode_value

MODULUS: Final = 1 << 128
ERASED: Final = ["erased"]
"""Stands for an erased value; a list, which no field holds by itself."""
HOLLOW: Final = ["hollow"]
"""Only a replica that lacks a head's value would count this; it differs from everything else on purpose."""


def head_term(record: RecordId, change: ChangeId, values: Mapping[str, Value]) -> int:
    """The part of a digest that one change contributes by being the head of these fields of a record."""
    content = encode_value([record, change, values])
    return int.from_bytes(hashlib.sha256(content).digest()[:16], "big")


def term_of(change: Change, fields: Iterable[str]) -> int:
    """`head_term` for the fields of `change` it is still head of; 0 when there are none."""
    # Most changes are still head of all they set: then nothing needs copying.
    values = change.fields if fields is change.fields else {field: _digest_value(change, field) for field in fields}
    return head_term(change.record, change.id, values) if values else 0


def _digest_value(change: Change, field: str) -> Value:
    if field == EXISTENCE:
        return [change.kind.value, sorted(change.covers)]
    if field in change.fields:
        return change.fields[field]
    return ERASED if field in change.erased else HOLLOW


def add_term(digest: int, term: int) -> int:
    return (digest + term) % MODULUS


def digest_text(digest: int) -> str:
    """32 hexadecimal digits, as shown by `workspace status`."""
    return f"{digest:032x}"
