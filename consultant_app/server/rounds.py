"""One round: takes what a device pushes, then tells it what is new in the spaces its person may read."""

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlalchemy import Connection, Engine, insert, select

from consultant_app.changes.change import ChangeId, RecordId, SpaceId
from consultant_app.changes.version import NEWEST
from consultant_app.changes.wire import (
    MoveVerdict,
    OriginCertificate,
    Outcome,
    Receipt,
    Refusal,
    SyncAnswer,
    SyncAsk,
    Verdict,
)
from consultant_app.errors import RuleError
from consultant_app.server.accounts import Device, find_active_device, needs_note, note_contact
from consultant_app.server.bulk import keyed, rows_by_key
from consultant_app.server.change_log import Author, take_transactions
from consultant_app.server.database import reading, writing
from consultant_app.server.erasure_orders import lost_values
from consultant_app.server.erasures import learn_orders, note_receipts, open_orders
from consultant_app.server.identity import Identity
from consultant_app.server.log_statements import ORIGINS
from consultant_app.server.moves import grant_wishes, spaces_of
from consultant_app.server.news import read_news, read_origin_notes
from consultant_app.server.past import FirstSync, read_past
from consultant_app.server.quarantine import find_quarantined
from consultant_app.server.schema import ORIGIN, SPACE
from consultant_app.server.testifying import (
    believed_contents,
    find_told,
    is_told,
    store_told_origins,
    testified,
)
from consultant_app.server.transactions import Refused, Transaction, first_change_id, read_transaction
from consultant_app.server.vouching import find_vouched

_MAX_VERSION_LENGTH: Final = 60
_KNOWN_SPACES: Final = keyed(select(SPACE.c.id), SPACE.c.id)


@dataclass(frozen=True, slots=True)
class _Pushed:
    """What the push of a round came to; `held` are the transactions that the server now has, new or known."""

    verdicts: list[Verdict]
    held: list[Transaction]
    moves: list[MoveVerdict]
    erased: list[ChangeId] = field(default_factory=list)
    """Changes among them that said something that was ordered to be erased."""

    @property
    def changes(self) -> frozenset[ChangeId]:
        return frozenset(change for transaction in self.held for change in transaction.ids)


def answer_round(engine: Engine, ask: SyncAsk, *, asker: RecordId, identity: Identity, now_ms: int) -> SyncAnswer:
    """Commits the push before it reads, so that the reader's one snapshot has it.

    Raises RuleError when the device `asker` is not welcome any more.
    """
    pushed = _push(engine, ask, asker=asker, identity=identity, now_ms=now_ms)
    brought = pushed.changes
    with reading(engine) as connection:
        # Rights are read in the snapshot that they hold for: none that was lost meanwhile opens anything.
        device = _present(connection, asker)
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
    )


def _closed(connection: Connection, spaces: Collection[SpaceId]) -> list[SpaceId]:
    """Those of spaces without a right to them whose rights are known. A restored server may have forgotten a space:
    whoever holds it must not be told to forget it as well.
    """
    return sorted(row.id for row in rows_by_key(connection, _KNOWN_SPACES, keys=spaces)) if spaces else []


def _present(connection: Connection, device: RecordId) -> Device:
    """The device with the rights that it has in this very transaction. Raises RuleError for one revoked by now."""
    found = find_active_device(connection, device)
    if found is None:
        raise RuleError("device_revoked")
    return found


def _push(engine: Engine, ask: SyncAsk, *, asker: RecordId, identity: Identity, now_ms: int) -> _Pushed:
    believed = believed_contents(ask.testimonies, identity=identity)
    readable: list[Transaction | Verdict] = [_read(bodies, believed) for bodies in ask.transactions]
    transactions = [one for one in readable if isinstance(one, Transaction)]
    if not (transactions or ask.moves or ask.certificates or ask.erasures):
        return _Pushed([one for one in readable if isinstance(one, Verdict)], [], [])
    with writing(engine) as connection:
        device = _present(connection, asker)
        person = device.person
        note_contact(connection, device, now_ms=now_ms)
        # Before anything is taken or told: the orders that a restored server has forgotten.
        learn_orders(connection, ask.erasures, identity=identity, now_ms=now_ms)
        _store_certificates(connection, ask.certificates, device=device)
        store_told_origins(connection, ask.notes, identity=identity)
        vouched = find_vouched(connection, transactions, vouchers=ask.vouchers)
        vouched |= find_told(transactions, believed=believed, writable=person.writable)
        author = Author(device.id, person.writable, vouched)

        reserved = spaces_of(ask.moves, writable=person.writable)

        def take(some: Sequence[Transaction]) -> list[Verdict]:
            back = frozenset() if ask.confirm_deletions else find_quarantined(connection, some)
            others = [one for one in some if one.id not in back]
            taken = iter(
                take_transactions(
                    connection, others, author=author, identity=identity, now_ms=now_ms, reserved=reserved
                )
            )
            refused = (Outcome.REFUSED, Refusal.MANY_DELETIONS)
            return [Verdict(one.id, *refused) if one.id in back else next(taken) for one in some]

        verdicts = take(transactions)
        moves = grant_wishes(connection, ask.moves, person=person, now_ms=now_ms)
        if any(move.outcome is Outcome.ACCEPTED for move in moves):
            # What was written for the other space already is in its place now.
            early = [place for place, verdict in enumerate(verdicts) if verdict.reason is Refusal.WRONG_SPACE]
            for place, verdict in zip(early, take([transactions[place] for place in early]), strict=True):
                verdicts[place] = verdict
        held = [
            transaction
            for transaction, verdict in zip(transactions, verdicts, strict=True)
            if verdict.outcome in {Outcome.ACCEPTED, Outcome.KNOWN}
        ]
        erased = lost_values(connection, [change for transaction in held for change in transaction.changes])
    given = iter(verdicts)
    return _Pushed([one if isinstance(one, Verdict) else next(given) for one in readable], held, moves, erased)


def _read(bodies: Sequence[bytes], believed: frozenset[bytes]) -> Transaction | Verdict:
    try:
        return read_transaction(bodies, in_part=is_told(bodies, believed))
    except Refused as refused:
        return Verdict(first_change_id(bodies), Outcome.REFUSED, refused.reason)


def _store_certificates(connection: Connection, certificates: Sequence[OriginCertificate], *, device: Device) -> None:
    """Origins that a device has signed, this one or another that is active; others stay unknown, and so do changes
    by them.
    """
    known = {row.id for row in rows_by_key(connection, ORIGINS, keys={one.origin for one in certificates})}
    for certificate in certificates:
        if certificate.origin in known:
            continue
        signer = device if certificate.device == device.id else find_active_device(connection, certificate.device)
        if signer is None or not _is_signed_by(signer, certificate):
            continue
        known.add(certificate.origin)
        connection.execute(
            insert(ORIGIN),
            {
                "id": certificate.origin,
                "device": signer.id,
                "started_at": certificate.started_at,
                "version": certificate.version,
                "signature": certificate.signature,
            },
        )


def _is_signed_by(device: Device, certificate: OriginCertificate) -> bool:
    if certificate.device != device.id or len(certificate.version) > _MAX_VERSION_LENGTH:
        return False
    try:
        Ed25519PublicKey.from_public_bytes(device.public_key).verify(certificate.signature, certificate.signed_bytes())
    except InvalidSignature:
        return False
    return True


def _receipt(held: Sequence[Transaction], *, identity: Identity, now_ms: int) -> Receipt | None:
    if not held:
        return None
    content = hashlib.sha256()
    for transaction in held:
        for body in transaction.bodies:
            content.update(body)
    unsigned = Receipt(identity.epoch, now_ms, [transaction.id for transaction in held], content.digest())
    return identity.sign(unsigned)
