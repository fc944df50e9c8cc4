"""Invitations: a code that makes one device a person's own, once, even when the answer gets lost on the way."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection, Row, insert, select, update

from consultant_app.changes.change import RecordId
from consultant_app.changes.version import NEWEST
from consultant_app.changes.wire import DeviceCertificate, EnrolAnswer, EnrolAsk
from consultant_app.errors import RuleError
from consultant_app.server.accounts import ACTIVE, Person, find_person, token_hash
from consultant_app.server.clones import forget_clones
from consultant_app.server.identity import Identity, Randomness
from consultant_app.server.instants import milliseconds
from consultant_app.server.schema import DEVICE, INVITATION

VALID_FOR: Final = timedelta(days=14)
_ALPHABET: Final = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""32 signs without 0, O, 1 and I, which are mistaken for each other on paper."""
_CODE_LENGTH: Final = 12
_LETTERS: Final = "ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Device letters stand in printed numbers: I and O would be read as digits."""
_SCRYPT_N: Final = 1 << 14
"""About 50 ms for each guess of whoever steals the database; a code has 60 bits."""


@dataclass(frozen=True, slots=True)
class _CodeSecrets:
    code_hash: bytes
    token_mask: bytes


def new_invitation(
    connection: Connection, mail: str, *, identity: Identity, randomness: Randomness, now: datetime
) -> str:
    """The code, in groups of four; only its hash stays here. Raises RuleError for an unknown person."""
    person = find_person(connection, mail=mail)
    if person is None:
        raise RuleError("user_unknown", mail=mail)
    signs = "".join(_ALPHABET[byte % 32] for byte in randomness(_CODE_LENGTH))
    connection.execute(
        insert(INVITATION),
        {
            "code_hash": _secrets_of(signs, identity).code_hash,
            "account": person.id,
            "created_at": milliseconds(now),
            "expires_at": milliseconds(now + VALID_FOR),
        },
    )
    return "-".join(signs[start : start + 4] for start in range(0, _CODE_LENGTH, 4))


def redeem_invitation(
    connection: Connection, ask: EnrolAsk, *, identity: Identity, randomness: Randomness, now: datetime
) -> EnrolAnswer:
    """Raises RuleError for a code that is unknown, expired, or used by another device key."""
    secrets = _secrets_of(ask.code, identity)
    invitation = connection.execute(
        select(INVITATION).where(INVITATION.c.code_hash == secrets.code_hash).with_for_update()
    ).first()
    if invitation is None:
        raise RuleError("invitation_unknown")
    if milliseconds(now) >= invitation.expires_at:
        raise RuleError("invitation_expired")
    person = find_person(connection, user=invitation.account)
    if person is None:
        raise RuleError("invitation_unknown")
    if invitation.device is None:
        return _enrol(
            connection, ask, person=person, secrets=secrets, identity=identity, randomness=randomness, now=now
        )
    device = connection.execute(select(DEVICE).where(DEVICE.c.id == invitation.device)).one()
    if device.public_key != ask.device_key or device.state != ACTIVE:
        raise RuleError("invitation_used")
    token = _masked(invitation.sealed_token, secrets.token_mask).hex()
    return _answer(device, token=token, person=person, identity=identity)


def _enrol(
    connection: Connection,
    ask: EnrolAsk,
    *,
    person: Person,
    secrets: _CodeSecrets,
    identity: Identity,
    randomness: Randomness,
    now: datetime,
) -> EnrolAnswer:
    forget_clones(connection, person.id)
    token = randomness(32)
    device = RecordId(randomness(16).hex())
    connection.execute(
        insert(DEVICE),
        {
            "id": device,
            "account": person.id,
            "name": ask.device_name,
            "letters": _free_letters(connection, randomness),
            "public_key": ask.device_key,
            "token_hash": token_hash(token.hex()),
            "state": ACTIVE,
            "created_at": milliseconds(now),
        },
    )
    connection.execute(
        update(INVITATION)
        .where(INVITATION.c.code_hash == secrets.code_hash)
        .values(device=device, sealed_token=_masked(token, secrets.token_mask))
    )
    row = connection.execute(select(DEVICE).where(DEVICE.c.id == device)).one()
    return _answer(row, token=token.hex(), person=person, identity=identity)


def _answer(device: Row[tuple[object, ...]], *, token: str, person: Person, identity: Identity) -> EnrolAnswer:
    return EnrolAnswer(
        protocol=NEWEST,
        epoch=identity.epoch,
        device=device.id,
        device_letters=device.letters,
        token=token,
        user=person.id,
        user_name=person.name,
        mail=person.mail,
        roles=list(person.roles),
        partner=person.partner,
        partner_code=person.partner_code,
        partner_name=person.partner_name,
        server_key=identity.public_key,
        grants=person.grants,
        certificate=identity.sign(
            DeviceCertificate(
                device=device.id,
                device_name=device.name,
                user=person.id,
                user_name=person.name,
                partner_name=person.partner_name,
                public_key=device.public_key,
                at=device.created_at,
            )
        ),
    )


def _secrets_of(code: str, identity: Identity) -> _CodeSecrets:
    """What is kept of a code, and what hides the token it stands for; case, blanks and hyphens do not count."""
    signs = "".join(sign for sign in code.upper() if sign in _ALPHABET)
    derived = hashlib.scrypt(signs.encode(), salt=identity.invitation_salt, n=_SCRYPT_N, r=8, p=1, dklen=64)
    return _CodeSecrets(derived[:32], derived[32:])


def _masked(token: bytes, mask: bytes) -> bytes:
    return bytes(one ^ other for one, other in zip(token, mask, strict=True))


def _free_letters(connection: Connection, randomness: Randomness) -> str:
    """Two letters that no device has ever had; three once all pairs are given away."""
    taken = set(connection.execute(select(DEVICE.c.letters)).scalars())
    pairs = [one + other for one in _LETTERS for other in _LETTERS]
    free = [pair for pair in pairs if pair not in taken] or [
        pair + third for pair in pairs for third in _LETTERS if pair + third not in taken
    ]
    return free[int.from_bytes(randomness(8), "big") % len(free)]
