"""Orders of erasure on this device: kept for good, checked at the door, and carried out on all that is stored here.

Works in the transaction that takes in the answer; what lies beside the database is swept up after it
(`Exchange.take_in`), and at the next round where the program ended between the two.
"""

from collections.abc import Collection, Iterable, Sequence
from typing import Any, Final

import msgspec
from msgspec.structs import replace
from sqlalchemy import Connection

from consultant_app.changes.change import (
    Change,
    ChangeId,
    RecordId,
    decode_change,
    encode_change,
    split_change_id,
    split_set_field,
)
from consultant_app.changes.erasure import (
    ErasureOrder,
    erase,
    join_copies,
    named_contacts,
    pack_order,
    unpack_order,
)
from consultant_app.changes.wire import EntryKind, SpaceNews
from consultant_app.errors import TroubleError
from consultant_app.workspace.apply import Touched
from consultant_app.workspace.database import cursor_of
from consultant_app.workspace.drafts import drop_draft, load_drafts
from consultant_app.workspace.identity import load_identity
from consultant_app.workspace.log import NAMED, Arrival, chunks, marks
from consultant_app.workspace.reseal import rebuild_records
from consultant_app.workspace.schema import MISSING, SET_ASIDE, UNSENT
from consultant_app.workspace.search_index import drop_records

_REMAINS: Final = "erasure_remains"


def known_orders(raw: Any) -> list[ErasureOrder]:
    return [unpack_order(body) for (body,) in raw.execute("SELECT body FROM erasure ORDER BY contact, id")]


def _orders_about(raw: Any, changes: Iterable[Change]) -> list[ErasureOrder]:
    contacts = {contact for change in changes for contact in named_contacts(change)}
    return [
        unpack_order(body)
        for chunk in chunks(sorted(contacts))
        for (body,) in raw.execute(f"SELECT body FROM erasure WHERE contact IN ({marks(len(chunk))})", tuple(chunk))
    ]


def new_orders(raw: Any, news: Iterable[SpaceNews]) -> list[ErasureOrder]:
    """What an answer brings and this device has not carried out. Raises TroubleError("answer_damaged") for an order
    that the server it is enrolled at did not sign.
    """
    entries = [entry for one in news for entry in one.entries if entry.kind is EntryKind.ERASE]
    if not entries:
        return []
    key = load_identity(raw).server_key
    known = {id_ for (id_,) in raw.execute("SELECT id FROM erasure")}
    orders: dict[RecordId, ErasureOrder] = {}
    for entry in entries:
        order = _read(entry.body, key)
        if order.contact != entry.subject:
            raise TroubleError("answer_damaged")
        if order.id not in known:
            orders[order.id] = order
    return list(orders.values())


def as_ordered(raw: Any, arrivals: list[Arrival], fresh: Sequence[ErasureOrder]) -> list[Arrival]:
    """Without what the orders take that are known here or are `fresh`: a restored server may not know them yet."""
    orders = [*_orders_about(raw, (one.change for one in arrivals)), *fresh]
    return [_ordered(one, orders) for one in arrivals] if orders else arrivals


def hollow_as_told(raw: Any, arrivals: Sequence[Arrival]) -> tuple[list[Arrival], set[RecordId]]:
    """Where a change comes without erased values that are still here, these go, and it is the very change that came.

    Returns what is to be taken in, and the records that stand on something else now.
    """
    settled, records = [], set()
    for arrival in arrivals:
        told = _told(raw, arrival) if arrival.change.erased else None
        settled.append(told or arrival)
        if told is not None:
            records.add(arrival.change.record)
    return settled, records


def carry_out(
    connection: Connection,
    orders: Sequence[ErasureOrder],
    changes: Sequence[ChangeId],
    hollowed: Collection[RecordId] = (),
) -> Touched:
    """Keeps new orders and takes what they name out of everything here; `changes` are those that the server has taken
    without such values, or that it never got, `hollowed` the records that have lost them already, as they were told.
    """
    if not orders and not changes and not hollowed:
        return Touched()
    raw = cursor_of(connection)
    raw.executemany(
        "INSERT OR IGNORE INTO erasure (id, contact, body) VALUES (?, ?, ?)",
        [(order.id, order.contact, pack_order(order)) for order in orders],
    )
    records = {*hollowed, *_hollow_all(raw, orders), *_hollow_these(raw, changes)}
    _drop_drafts(raw, records, known_orders(raw))
    drop_records(connection, sorted(records))
    touched = rebuild_records(raw, records)
    for chunk in chunks(sorted(records)):
        raw.execute(
            f"DELETE FROM file WHERE record IN ({marks(len(chunk))})"
            " AND sha256 NOT IN (SELECT sha256 FROM attachment WHERE id = file.record)",
            tuple(chunk),
        )
    raw.execute("INSERT OR REPLACE INTO meta (name, value) VALUES (?, 1)", (_REMAINS,))
    return touched


def erased_yet_kept(raw: Any) -> list[ChangeId]:
    """What was set aside although it says something of somebody whose order is known here: it was written since, and
    no server tells what to take out of that.
    """
    orders = known_orders(raw)
    bodies = raw.execute("SELECT body FROM change WHERE state = ?", (SET_ASIDE,)).fetchall() if orders else ()
    changes = [decode_change(body) for (body,) in bodies]
    return [change.id for change in changes if erase(change, orders) is not change]


def has_remains(raw: Any) -> bool:
    """Whether restore points, files or the write-ahead log may still hold what was erased."""
    return raw.execute("SELECT 1 FROM meta WHERE name = ?", (_REMAINS,)).fetchone() is not None


def note_swept(raw: Any) -> None:
    raw.execute("DELETE FROM meta WHERE name = ?", (_REMAINS,))


def _read(body: bytes, key: bytes) -> ErasureOrder:
    from cryptography.exceptions import InvalidSignature  # a round without orders checks no signature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        order = unpack_order(body)
        Ed25519PublicKey.from_public_bytes(key).verify(order.signature, order.signed_bytes())
    except (InvalidSignature, msgspec.DecodeError) as error:
        raise TroubleError("answer_damaged") from error
    return order


def _ordered(arrival: Arrival, orders: Sequence[ErasureOrder]) -> Arrival:
    change = erase(arrival.change, orders)
    return arrival if change is arrival.change else replace(arrival, change=change, body=encode_change(change))


def _told(raw: Any, arrival: Arrival) -> Arrival | None:
    """The change as it stands here from now on; None for one that is not here, or here as it came, or is another."""
    where = split_change_id(arrival.change.id)
    row = raw.execute(f"SELECT body FROM change WHERE {NAMED}", where).fetchone()
    if row is None or row[0] == arrival.body:
        return None
    told = join_copies(decode_change(row[0]), arrival.change)
    if told is None:
        return None
    body = encode_change(told)
    raw.execute(f"UPDATE change SET body = ? WHERE {NAMED}", (body, *where))
    return replace(arrival, change=told, body=body)


def _hollow_all(raw: Any, orders: Sequence[ErasureOrder]) -> set[RecordId]:
    """Reads every change that names one of the contacts, wherever it stands."""
    records = set()
    for order in orders:
        for table in ("change", "past_value"):
            rows = raw.execute(
                f"SELECT origin, number, body FROM {table} WHERE instr(body, ?) > 0", (order.contact.encode(),)
            ).fetchall()
            for origin, number, body in rows:
                records |= _hollow(raw, table, (origin, number, body), [order])
    return records


def _hollow_these(raw: Any, changes: Sequence[ChangeId]) -> set[RecordId]:
    """Their records are made anew in any case: they may stand on values that were taken for accepted."""
    orders = known_orders(raw) if changes else []
    records = set()
    for change in changes:
        # What moves with the very answer that takes it has gone to the past by now.
        for table in ("change", "past_value"):
            row = raw.execute(
                f"SELECT origin, number, body FROM {table} WHERE {NAMED}", split_change_id(change)
            ).fetchone()
            if row is not None:
                records |= {decode_change(row[2]).record} | _hollow(raw, table, row, orders)
    return records


def _hollow(raw: Any, table: str, row: tuple[int, int, bytes], orders: Sequence[ErasureOrder]) -> set[RecordId]:
    origin, number, body = row
    before = decode_change(body)
    after = erase(before, orders)
    if after is before:
        return set()
    raw.execute(f"UPDATE {table} SET body = ? WHERE origin = ? AND number = ?", (encode_change(after), origin, number))
    # What another device has signed is not what it signed any more: its author brings it to the server.
    raw.execute(
        "UPDATE change SET state = ? WHERE origin = ? AND txn = ? AND state = ?"
        " AND origin IN (SELECT number FROM origin WHERE NOT own)",
        (MISSING, origin, before.transaction, UNSENT),
    )
    return {before.record}


def _drop_drafts(raw: Any, records: set[RecordId], orders: Sequence[ErasureOrder]) -> None:
    """What is being typed about her, and what waits at her own record."""
    contacts = {order.contact for order in orders}
    for draft in load_drafts(raw):
        row = raw.execute("SELECT type FROM record WHERE id = ?", (draft.record,)).fetchone()
        fields = {field for order in orders for field in order.fields.get(row[0] if row else "", ())}
        is_personal = draft.record in records and split_set_field(draft.field)[0] in fields
        if is_personal or draft.record in contacts:
            drop_draft(raw, draft.record, draft.field)
