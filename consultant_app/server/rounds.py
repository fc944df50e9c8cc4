"""One round: takes what a device pushes, then tells it what is new in the spaces its person may read."""

import hashlib
from collections.abc import Collection, Sequence
from typing import Final

from sqlalchemy import Connection, Engine, select

from consultant_app.changes.change import RecordId, SpaceId
from consultant_app.changes.version import NEWEST
from consultant_app.changes.wire import Receipt, SyncAnswer, SyncAsk
from consultant_app.server.accounts import needs_note, note_contact, present_device
from consultant_app.server.bulk import keyed, rows_by_key
from consultant_app.server.clones import is_cloned
from consultant_app.server.database import reading, writing
from consultant_app.server.erasures import note_receipts, open_orders
from consultant_app.server.identity import Identity
from consultant_app.server.news import read_news, read_origin_notes
from consultant_app.server.past import FirstSync, read_past
from consultant_app.server.pushing import take_push
from consultant_app.server.schema import SPACE
from consultant_app.server.testifying import testified
from consultant_app.server.transactions import Transaction

_KNOWN_SPACES: Final = keyed(select(SPACE.c.id), SPACE.c.id)


def answer_round(engine: Engine, ask: SyncAsk, *, asker: RecordId, identity: Identity, now_ms: int) -> SyncAnswer:
    """Commits the push before it reads, so that the reader's one snapshot has it.

    Raises RuleError when the device `asker` is not welcome any more.
    """
    pushed = take_push(engine, ask, asker=asker, identity=identity, now_ms=now_ms)
    brought = pushed.changes
    with reading(engine) as connection:
        # Rights are read in the snapshot that they hold for: none that was lost meanwhile opens anything.
        device = present_device(connection, asker)
        person = device.person
        grants = person.grants
        granted = {grant.space for grant in grants}
        cursors = {space: cursor for space, cursor in ask.cursors.items() if space in granted}
        news = read_news(
            connection, cursors, older=ask.older, first=FirstSync(device.id, ask.first), brought=brought,
            granted=granted, limit_bytes=ask.limit_bytes,
        )  # fmt: skip
        news = [testified(one, identity=identity) for one in news]
        origins = read_origin_notes(connection, news, brought=brought, identity=identity)
        recognised = {} if any(one.rewind for one in news) else cursors
        carried_out = open_orders(connection, device, recognised)
        past = read_past(connection, ask.past, granted=granted)
        closed = _closed(connection, ask.cursors.keys() - granted)
    if carried_out or needs_note(device, now_ms):
        with writing(engine) as connection:
            note_receipts(connection, device, carried_out, now_ms=now_ms)
            note_contact(connection, device, now_ms=now_ms)
    is_other = granted != ask.cursors.keys()
    return SyncAnswer(
        protocol=NEWEST,
        at=now_ms,
        verdicts=pushed.verdicts,
        moves=pushed.moves,
        news=news,
        origins=origins,
        grants=grants if is_other else [],
        employment=person.employment if is_other else None,
        closed=closed,
        erased=pushed.erased,
        receipt=_receipt(pushed.held, identity=identity, now_ms=now_ms),
        past=past,
        stamp=pushed.stamp,
        is_cloned=is_cloned(device, now_ms),
    )


def _closed(connection: Connection, spaces: Collection[SpaceId]) -> list[SpaceId]:
    """Those of spaces without a right to them whose rights are known. A restored server may have forgotten a space:
    whoever holds it must not be told to forget it as well.
    """
    return sorted(row.id for row in rows_by_key(connection, _KNOWN_SPACES, keys=spaces)) if spaces else []


def _receipt(held: Sequence[Transaction], *, identity: Identity, now_ms: int) -> Receipt | None:
    if not held:
        return None
    content = hashlib.sha256()
    for transaction in held:
        for body in transaction.bodies:
            content.update(body)
    unsigned = Receipt(identity.epoch, now_ms, [transaction.id for transaction in held], content.digest())
    return identity.sign(unsigned)
