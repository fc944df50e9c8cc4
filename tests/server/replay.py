"""A replica in a few lines: what the chain and the digest of a space must be, computed anew from its entries."""

from collections.abc import Sequence

from consultant_app.changes.change import Change, ChangeId, RecordId, decode_change
from consultant_app.changes.digest import MODULUS, term_of
from consultant_app.changes.heads import RecordHeads, advance
from consultant_app.changes.wire import Entry, next_chain


def chain_of(entries: Sequence[Entry]) -> bytes:
    chain = b""
    for entry in entries:
        chain = next_chain(chain, entry.kind, entry.subject)
    return chain


def digest_of(entries: Sequence[Entry]) -> bytes:
    changes: dict[ChangeId, Change] = {}
    heads: dict[RecordId, RecordHeads] = {}
    for change in (decode_change(entry.body) for entry in entries):
        heads[change.record] = advance(
            heads.get(change.record),
            change,
            known=lambda one, record=change.record: one in changes and changes[one].record == record,
            fields_of=lambda one, change=change: (change if one == change.id else changes[one]).field_names,
        )
        changes[change.id] = change
    total = sum(
        term_of(changes[head], changes[head].field_names if fields is None else fields)
        for state in heads.values()
        for head, fields in state.heads.items()
    )
    return (total % MODULUS).to_bytes(16, "big")
