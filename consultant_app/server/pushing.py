"""What a device pushes in a round: read, taken into the logs of its spaces, and answered transaction by transaction."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlalchemy import Connection, Engine, insert
from sqlalchemy.exc import OperationalError

from consultant_app.changes.change import ChangeId, RecordId
from consultant_app.changes.wire import MoveVerdict, OriginCertificate, Outcome, Refusal, SyncAsk, Verdict
from consultant_app.errors import RuleError
from consultant_app.server.accounts import Device, find_active_device, note_contact, present_device
from consultant_app.server.batch import Author, MovedElsewhereError
from consultant_app.server.bulk import rows_by_key
from consultant_app.server.change_log import take_transactions
from consultant_app.server.clones import stamp_push
from consultant_app.server.database import writing
from consultant_app.server.erasure_orders import lost_values
from consultant_app.server.erasures import learn_orders
from consultant_app.server.identity import Identity
from consultant_app.server.log_statements import ORIGINS
from consultant_app.server.moves import grant_wishes, spaces_of
from consultant_app.server.quarantine import find_quarantined
from consultant_app.server.schema import ORIGIN
from consultant_app.server.testifying import believed_contents, find_told, is_told, store_told_origins
from consultant_app.server.transactions import Refused, Transaction, first_change_id, read_transaction
from consultant_app.server.vouching import find_vouched

_logger = logging.getLogger(__name__)

_MAX_VERSION_LENGTH: Final = 60


@dataclass(frozen=True, slots=True)
class Pushed:
    """What the push of a round came to; `held` are the transactions that the server now has, new or known."""

    verdicts: list[Verdict]
    held: list[Transaction]
    moves: list[MoveVerdict]
    erased: list[ChangeId] = field(default_factory=list)
    """Changes among them that said something that was ordered to be erased."""
    stamp: bytes = b""

    @property
    def changes(self) -> frozenset[ChangeId]:
        return frozenset(change for transaction in self.held for change in transaction.ids)


def take_push(engine: Engine, ask: SyncAsk, *, asker: RecordId, identity: Identity, now_ms: int) -> Pushed:
    """Commits. Raises RuleError when the device `asker` is not welcome any more."""
    believed = believed_contents(ask.testimonies, identity=identity)
    readable: list[Transaction | Verdict] = [_read(bodies, believed) for bodies in ask.transactions]
    transactions = [one for one in readable if isinstance(one, Transaction)]
    if not (transactions or ask.moves or ask.certificates or ask.erasures):
        return Pushed([one for one in readable if isinstance(one, Verdict)], [], [])
    push = _Push(ask, transactions, believed, asker, identity, now_ms)
    taken = _take_in(engine, push)
    given = iter(taken.verdicts)
    return replace(taken, verdicts=[one if isinstance(one, Verdict) else next(given) for one in readable])


def _take_in(engine: Engine, push: "_Push") -> Pushed:
    """Nearly every push goes well in one piece; what does not is taken once more, step by step."""
    try:
        with writing(engine) as connection:
            return push.take(connection, is_shielded=False)
    except (OperationalError, RuleError):
        raise
    except MovedElsewhereError:
        pass  # the locks it lacks can only be taken along with the others
    except Exception:
        _logger.exception("a push of %d transactions is taken step by step", len(push.transactions))
    with writing(engine) as connection:
        return push.take(connection, is_shielded=True)


@dataclass(frozen=True, slots=True)
class _Push:
    """`transactions` are those of the `ask` that can be read, `believed` the contents that the server once signed."""

    ask: SyncAsk
    transactions: list[Transaction]
    believed: frozenset[bytes]
    asker: RecordId
    identity: Identity
    now_ms: int

    def take(self, connection: Connection, *, is_shielded: bool) -> Pushed:
        """One verdict per transaction. Needs a writing transaction, which is to be rolled back if this raises."""
        ask = self.ask
        device = present_device(connection, self.asker)
        author = self._introduce(connection, device)
        stamp = stamp_push(connection, device, ask.stamp, identity=self.identity, now_ms=self.now_ms)
        reserved = spaces_of(ask.moves, writable=author.writable)

        def take(some: Sequence[Transaction]) -> list[Verdict]:
            back = frozenset() if ask.confirm_deletions else find_quarantined(connection, some)
            others = [one for one in some if one.id not in back]
            taken = take_transactions(
                connection, others, author=author, identity=self.identity, now_ms=self.now_ms, reserved=reserved,
                is_shielded=is_shielded,
            )  # fmt: skip
            given = iter(taken)
            refused = (Outcome.REFUSED, Refusal.MANY_DELETIONS)
            return [Verdict(one.id, *refused) if one.id in back else next(given) for one in some]

        verdicts = take(self.transactions)
        moves = grant_wishes(connection, ask.moves, person=device.person, now_ms=self.now_ms)
        if any(move.outcome is Outcome.ACCEPTED for move in moves):
            # What was written for the other space already is in its place now.
            early = [place for place, verdict in enumerate(verdicts) if verdict.reason is Refusal.WRONG_SPACE]
            for place, verdict in zip(early, take([self.transactions[place] for place in early]), strict=True):
                verdicts[place] = verdict
        held = [
            transaction
            for transaction, verdict in zip(self.transactions, verdicts, strict=True)
            if verdict.outcome in {Outcome.ACCEPTED, Outcome.KNOWN}
        ]
        erased = lost_values(connection, [change for transaction in held for change in transaction.changes])
        return Pushed(verdicts, held, moves, erased, stamp)

    def _introduce(self, connection: Connection, device: Device) -> Author:
        """What the server hears of the device and by it, before it takes or tells anything."""
        ask, person = self.ask, device.person
        note_contact(connection, device, now_ms=self.now_ms)
        # The orders that a restored server has forgotten.
        learn_orders(connection, ask.erasures, identity=self.identity, now_ms=self.now_ms)
        _store_certificates(connection, ask.certificates, device=device)
        store_told_origins(connection, ask.notes, identity=self.identity)
        vouched = find_vouched(connection, self.transactions, vouchers=ask.vouchers)
        vouched |= find_told(self.transactions, believed=self.believed, writable=person.writable)
        return Author(device.id, person.writable, vouched)


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
