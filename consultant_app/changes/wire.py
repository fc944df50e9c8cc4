"""What laptop and server say to each other: the messages of enrolment and of a round, and their packing into bytes.

Both ends read this one definition. A packed message is magic, length and a hash before the compressed bytes, so a cut
body or a hotel portal's page is never taken for an answer.
"""

import enum
import hashlib
import struct
from collections.abc import Sequence
from typing import Final, TypeVar

import msgspec
import zstandard

from consultant_app.changes.change import ChangeId, OriginId, RecordId, SpaceId
from consultant_app.changes.erasure import ErasureOrder
from consultant_app.changes.limits import TooMuch, decompress
from consultant_app.changes.moves import MoveWish
from consultant_app.changes.testimony import Testimony

MAGIC: Final = b"CSR1"
CONTENT_TYPE: Final = "application/x-csr-round"
MAX_MESSAGE_BYTES: Final = 32 * 1024 * 1024
"""More than any batch that `MAX_BATCH_BYTES` allows needs, and the largest transaction; what claims to be larger is
refused before it is opened.
"""
MAX_BATCH_BYTES: Final = 2 * 1024 * 1024
"""Of the changes in one request, and asked for in one answer. Larger ones cost as much for each change and leave less
for server and laptop to do at the same time.
"""
MAX_WORD: Final = 40
_HEADER: Final = struct.Struct(">4sI8s")

M = TypeVar("M", bound=msgspec.Struct)


class NotAMessage(ValueError):  # noqa: N818  (it says what the bytes are not)
    """These bytes are no whole message of this product: cut, damaged, or somebody else's."""


def pack(message: msgspec.Struct) -> bytes:
    plain = msgspec.msgpack.encode(message)
    packed = zstandard.ZstdCompressor(level=3).compress(plain)
    return _HEADER.pack(MAGIC, len(plain), hashlib.sha256(packed).digest()[:8]) + packed


def unpack(data: bytes, message: type[M]) -> M:
    """Raises NotAMessage for anything but the whole bytes of one `message`."""
    if len(data) < _HEADER.size:
        raise NotAMessage("too short")
    magic, length, checksum = _HEADER.unpack_from(data)
    packed = data[_HEADER.size :]
    if magic != MAGIC or hashlib.sha256(packed).digest()[:8] != checksum:
        raise NotAMessage("not of this product, or damaged")
    if length > MAX_MESSAGE_BYTES:
        raise NotAMessage("too large")
    try:
        plain = decompress(packed, length)
        return msgspec.msgpack.decode(plain, type=message)
    except (TooMuch, msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
        raise NotAMessage("not readable") from error


class Cursor(msgspec.Struct, frozen=True, array_like=True):
    """How far a reader is in a space's log: a position, and the chain hash over all entries up to it."""

    position: int = 0
    chain: bytes = b""


class Word(enum.StrEnum):
    """A word of a list that a newer version may have lengthened: one not known here is kept as it came."""

    @classmethod
    def _missing_(cls, value: object) -> "Word | None":
        if not isinstance(value, str) or len(value) > MAX_WORD:
            return None
        word = str.__new__(cls, value)
        word._name_, word._value_ = "UNKNOWN", value
        return word


class EntryKind(Word):
    CHANGE = "change"
    ENTER = "enter"
    LEAVE = "leave"
    ERASE = "erase"
    MEMBER = "member"


def next_chain(chain: bytes, kind: EntryKind, subject: str) -> bytes:
    """The chain hash after one more entry; `subject` is the change id, or the record id of another entry."""
    return hashlib.sha256(chain + kind.value.encode() + b"\0" + subject.encode()).digest()[:16]


class OriginCertificate(msgspec.Struct, frozen=True, array_like=True):
    """A device's word that a run of the program on it was this origin; `signature` is Ed25519 over `signed_bytes`."""

    origin: OriginId
    device: RecordId
    started_at: int
    version: str
    signature: bytes = b""

    def signed_bytes(self) -> bytes:
        return msgspec.msgpack.encode(["origin", self.origin, self.device, self.started_at, self.version])


class DeviceCertificate(msgspec.Struct, frozen=True, array_like=True):
    """The server's word whose device holds a key, given at enrolment; Ed25519 over `signed_bytes` by the server's key.

    It lets laptops believe each other's exchange files without a network.
    """

    device: RecordId
    device_name: str
    user: RecordId
    user_name: str
    partner_name: str
    public_key: bytes
    at: int
    signature: bytes = b""

    def signed_bytes(self) -> bytes:
        return _signed("device", self)


class OriginNote(msgspec.Struct, frozen=True, array_like=True):
    """Who stands behind an origin, told to readers with the first change they get from it.

    `signature`, by the server's key, makes it the certificate that an exchange file carries; empty for an origin that
    the server has not seen.
    """

    origin: OriginId
    device: RecordId
    device_name: str
    user: RecordId
    user_name: str
    started_at: int
    version: str
    signature: bytes = b""

    def signed_bytes(self) -> bytes:
        return _signed("note", self)


def _signed(word: str, certificate: DeviceCertificate | OriginNote) -> bytes:
    """All of it but the signature, after a word that keeps one kind of certificate from passing for another."""
    return msgspec.msgpack.encode([word, msgspec.structs.replace(certificate, signature=b"")])


def vouched_bytes(transaction: ChangeId, bodies: Sequence[bytes]) -> bytes:
    """What a device signs of a whole transaction that another device is to bring to the server."""
    return msgspec.msgpack.encode(["transaction", transaction, bodies])


class Refusal(Word):
    """Why the server does not take a transaction."""

    NOT_A_MEMBER = "not_a_member"
    """Its author may not write in the space, or no longer."""
    WRONG_SPACE = "wrong_space"
    """The record's root stands in another space, and its author may not have known who reads it there."""
    UNKNOWN_ORIGIN = "unknown_origin"
    """No certificate by the pushing device for this origin."""
    NOT_VOUCHED = "not_vouched"
    """A stick brought it of a device that the server does not trust, or no longer. Only laptops say so."""
    UNREADABLE = "unreadable"
    """Not a whole, consistent transaction."""
    TOO_LARGE = "too_large"
    MANY_DELETIONS = "many_deletions"
    """The request would delete much of a space, and no person has confirmed that."""
    TROUBLE = "trouble"
    """The server stumbled over exactly this transaction; it can be sent again."""


class Outcome(enum.StrEnum):
    ACCEPTED = "accepted"
    KNOWN = "known"
    FORKED = "forked"
    """The id is taken by other content: seal it anew under a new origin."""
    REFUSED = "refused"


class Verdict(msgspec.Struct, frozen=True, array_like=True):
    """On one pushed transaction, named by its first change. `received_at`: when the server first got it."""

    transaction: ChangeId
    outcome: Outcome
    reason: Refusal | None = None
    received_at: int = 0


class MoveVerdict(msgspec.Struct, frozen=True, array_like=True):
    """On one wish. `position`: of the last of its `leave` entries, 0 where the roots stood there already."""

    wish: RecordId
    outcome: Outcome
    reason: Refusal | None = None
    position: int = 0


class Entry(msgspec.Struct, frozen=True, array_like=True):
    """One entry of a space's log.

    `body` of a change is the encoded change; empty where this very request brought it, and where its root has left
    since. Of an `enter` it is what the root brought along (`unpack_carried`), empty where the root has left since. Of
    a `leave` it is the space where the root stands now, empty where the reader has no right to that. `subject` of
    both is the root's id; of a `member` entry it is the partner's id. Of an `erase` it is the packed `ErasureOrder`,
    and `subject` the contact's id.
    """

    position: int
    kind: EntryKind
    subject: str
    received_at: int
    body: bytes = b""


class SpaceNews(msgspec.Struct, frozen=True, array_like=True):
    """What is new in a space after the asked cursor; whole transactions. `digest` is of the space at the log's end.

    With `rewind` the server did not recognise the asked cursor; `cursor` is then the newest offered one that it does
    recognise (position 0 if none), nothing else is filled, and the laptop offers again what came after it.
    `testimony` is the server's signature for the contents of all changes among the entries (`Testimony`).
    """

    space: SpaceId
    cursor: Cursor
    entries: list[Entry] = []
    more: bool = False
    digest: bytes = b""
    rewind: bool = False
    testimony: bytes = b""


class SpaceGrant(msgspec.Struct, frozen=True, array_like=True):
    space: SpaceId
    kind: str
    owner: str
    """Partner code for organisation and office, user id for person, empty for the consortium."""
    may_write: bool


class Employment(msgspec.Struct, frozen=True, array_like=True):
    """Where and as what the person works by now; told with her grants."""

    partner: RecordId
    partner_code: str
    partner_name: str
    roles: list[str]


class Receipt(msgspec.Struct, frozen=True, array_like=True):
    """The server's signed word that it holds these transactions; Ed25519 over `signed_bytes` by the server's key."""

    epoch: str
    at: int
    transactions: list[ChangeId]
    content: bytes
    """SHA-256 over the bodies of their changes, in that order."""
    signature: bytes = b""

    def signed_bytes(self) -> bytes:
        return msgspec.msgpack.encode(["receipt", self.epoch, self.at, self.transactions, self.content])


class SyncAsk(msgspec.Struct, frozen=True, omit_defaults=True):
    """A round's question. `cursors` names every space the laptop reads; `older` is sent only after a rewind.

    `vouchers` has, for each transaction of another device's origin, that device's signature over `vouched_bytes`.
    `erasures` are all orders that the laptop holds; they go along with `older`, for a server that was restored.
    `testimonies` and `notes` are the server's own words for what it lost since, and for who stands behind its origins:
    of such a transaction any part may be brought.
    """

    protocol: int
    version: str
    cursors: dict[SpaceId, Cursor] = {}
    older: dict[SpaceId, list[Cursor]] = {}
    certificates: list[OriginCertificate] = []
    transactions: list[list[bytes]] = []
    moves: list[MoveWish] = []
    vouchers: dict[ChangeId, bytes] = {}
    erasures: list[ErasureOrder] = []
    testimonies: list[Testimony] = []
    notes: list[OriginNote] = []
    limit_bytes: int = MAX_BATCH_BYTES
    first: list[SpaceId] = []
    """Spaces whose log the laptop has never read to its end: long values that were replaced since may stay hollow."""
    confirm_deletions: bool = False
    """Whether a person has said that much of a space is to be deleted."""
    past: list[ChangeId] = []
    """Asks for such values, by the changes that set them."""
    stamp: bytes | None = None
    """With a push: what the answer to the workspace's last one brought, empty before the first (`server/clones`)."""


class SyncAnswer(msgspec.Struct, frozen=True, omit_defaults=True):
    """A round's answer. `verdicts` in the order of the ask; `news` only of spaces where something is new.

    `grants` is the whole list of the person's spaces when it differs from the asked cursors' spaces, else empty, and
    `employment` goes along with it;
    `closed` are asked spaces the person may no longer read. `erased` are changes that were taken without what they say
    about somebody whose data were erased.
    """

    protocol: int
    at: int
    verdicts: list[Verdict] = []
    moves: list[MoveVerdict] = []
    news: list[SpaceNews] = []
    origins: list[OriginNote] = []
    grants: list[SpaceGrant] = []
    employment: Employment | None = None
    closed: list[SpaceId] = []
    erased: list[ChangeId] = []
    receipt: Receipt | None = None
    past: list[bytes] = []
    """The bodies of the first so many changes that were asked for; empty where the person may not have them."""
    stamp: bytes = b""
    """To be shown with the next push."""
    is_cloned: bool = False
    """Whether two copies of this device's disk are at work."""


class EnrolAsk(msgspec.Struct, frozen=True):
    protocol: int
    version: str
    code: str
    device_name: str
    device_key: bytes
    """The device's Ed25519 public key, 32 bytes."""


class EnrolAnswer(msgspec.Struct, frozen=True):
    protocol: int
    epoch: str
    device: RecordId
    device_letters: str
    token: str
    user: RecordId
    user_name: str
    mail: str
    roles: list[str]
    partner: RecordId
    partner_code: str
    partner_name: str
    server_key: bytes
    grants: list[SpaceGrant]
    certificate: DeviceCertificate


class Problem(msgspec.Struct, frozen=True):
    """The body of every answer that is not 200: a code of `resources/translations/errors.yaml`."""

    code: str
    facts: dict[str, str] = {}


class WatchAsk(msgspec.Struct, frozen=True):
    """Asks to be told when a space has moved on from these positions; the answer may take half a minute."""

    protocol: int
    positions: dict[SpaceId, int]


class WatchAnswer(msgspec.Struct, frozen=True):
    """The spaces to ask for; none when nothing moved in time. Nothing else is told here."""

    protocol: int
    moved: list[SpaceId]
