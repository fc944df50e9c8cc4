"""Writes a sample of every message and file of the wire, and beside it what it says.

`python -m tests.sync.wire_samples`; `tests/data/wire_v1/README.md` says when. Every field of every kind is filled, so
that none can change its name, place or meaning unseen.
"""

import hashlib
from pathlib import Path
from typing import Any, Final

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from msgspec.structs import replace

from consultant_app.changes import attachment_messages as files
from consultant_app.changes import erasure_messages as erasures
from consultant_app.changes import wire
from consultant_app.changes.change import (
    EXISTENCE,
    Change,
    Kind,
    OriginId,
    RecordId,
    SpaceId,
    change_id,
    decode_change,
    encode_change,
)
from consultant_app.changes.digest import digest_text, term_of
from consultant_app.changes.erasure import ErasureOrder
from consultant_app.changes.moves import Carried
from consultant_app.changes.revocation import Revocation
from consultant_app.changes.testimony import Testimony, content_of
from consultant_app.changes.wire import DeviceCertificate, OriginCertificate, OriginNote, pack
from consultant_app.sync.exchange_file import ExchangeWriter, FilePart, HeldChange, Manifest
from consultant_app.sync.exchange_sealing import Card
from consultant_app.workspace.exchange_papers import OriginPaper
from consultant_app.workspace.key_wrapping import Argon2Cost

FOLDER: Final = Path(__file__).parents[1] / "data" / "wire_v1"
MESSAGES: Final[tuple[type[msgspec.Struct], ...]] = (
    wire.SyncAsk, wire.SyncAnswer, wire.EnrolAsk, wire.EnrolAnswer, wire.Problem, wire.WatchAsk, wire.WatchAnswer,
    files.OfferAsk, files.OfferAnswer, files.PartAsk, files.PartAnswer, files.FetchAsk, files.FetchAnswer,
    erasures.EraseAsk, erasures.ErasuresAsk, erasures.ErasuresAnswer,
)  # fmt: skip
"""What is packed, with a head before it."""
SIGNED: Final[tuple[type[msgspec.Struct], ...]] = (
    OriginCertificate, DeviceCertificate, OriginNote, ErasureOrder, Revocation, Testimony, wire.Receipt,
    files.FileReceipt,
)  # fmt: skip
"""What is proven by a signature over `signed_bytes`, which are therefore the same for ever."""
BODIES: Final[tuple[type[msgspec.Struct], ...]] = (Change, Carried, *SIGNED)
"""What stands inside of others as bytes, or is signed."""
PASSWORD: Final = "Zeche Zollern"
EXCHANGE_FILE: Final = "exchange_file.csrx"
RECKONED: Final = "reckoned.json"
INVITATION: Final = "https://server.example.org#EN7K-4RQ2-M9XX"
_KEY: Final = bytes(range(32))
_ORIGIN: Final = OriginId("0a" * 16)
_AT: Final = 1_779_000_000_000
_CONTENT: Final = b"Ein Foto."


def sample_of(kind: Any) -> Any:
    """A value of this type with something in each of its fields, the same each time."""
    return msgspec.convert(_filled(msgspec.inspect.type_info(kind), "it"), type=kind)


def _filled(info: Any, name: str) -> Any:
    match info:
        case msgspec.inspect.StructType():
            values = [(one.encode_name, _filled(one.type, one.name)) for one in info.fields]
            return [value for _, value in values] if info.array_like else dict(values)
        case msgspec.inspect.UnionType():
            return _filled(next(one for one in info.types if not isinstance(one, msgspec.inspect.NoneType)), name)
        case msgspec.inspect.ListType():
            return [_filled(info.item_type, name)]
        case msgspec.inspect.DictType():
            return {_filled(info.key_type, f"{name} key"): _filled(info.value_type, name)}
        case msgspec.inspect.EnumType():
            return list(info.cls)[-1].value
    return _plain_filling(info, name)


def _plain_filling(info: Any, name: str) -> Any:
    match info:
        case msgspec.inspect.IntType():
            return 1 + len(name)
        case msgspec.inspect.BoolType():
            return True
        case msgspec.inspect.BytesType():
            return name.encode()
    return name


def reckoned() -> dict[str, str]:
    """What laptops and server each work out by themselves and compare: equal in every version that speaks this wire."""
    body = (FOLDER / "Change.bin").read_bytes()
    change = decode_change(body)
    fields = [*change.fields, *change.erased, EXISTENCE]
    return {
        "change id": change.id,
        "term of a digest": digest_text(term_of(change, fields)),
        "term of a deletion": digest_text(term_of(replace(change, kind=Kind.DELETE), [EXISTENCE])),
        "chain": wire.next_chain(b"chain", wire.EntryKind.CHANGE, change.id).hex(),
        "content of a testimony": content_of(body).hex(),
        "what is vouched for": wire.vouched_bytes(change.id, [body]).hex(),
    }


def exchange_file(path: Path) -> None:
    """Of one change that nobody but its author has, and one file."""
    key = Ed25519PrivateKey.from_private_bytes(_KEY)
    writer = DeviceCertificate(
        RecordId("d0" * 16), "Laptop", RecordId("0e" * 16), "Ada", "Partner EN", key.public_key().public_bytes_raw(), 0
    )
    bare = OriginCertificate(_ORIGIN, writer.device, _AT, "1.0")
    certificate = msgspec.structs.replace(bare, signature=key.sign(bare.signed_bytes()))
    note = OriginNote(_ORIGIN, writer.device, "Laptop", writer.user, "Ada", _AT, "1.0")
    space, record, sha256 = SpaceId("5e" * 16), RecordId("c0" * 16), hashlib.sha256(_CONTENT).hexdigest()
    body = encode_change(Change(_ORIGIN, 1, 1, 1, Kind.SET, "note", record, record, space, _AT, {"text": "Gespräch"}))
    named = change_id(_ORIGIN, 1)
    card = Card("f0" * 16, _AT, "Ada", "Partner EN", writer.device, space, 1, bytes(16), Argon2Cost(1, 64, 1))
    manifest = Manifest(
        space, "organisation", "EN", writer, [OriginPaper(note, certificate, writer)], {_ORIGIN: [1, 1]}, {}, [sha256]
    )
    with path.open("wb") as stream:
        written = ExchangeWriter(stream, card, password=PASSWORD, manifest=manifest, device_key=_KEY)
        written.add([HeldChange(body, False)], {named: key.sign(wire.vouched_bytes(named, [body]))})
        written.add_file_part(FilePart(sha256, 0, len(_CONTENT), _CONTENT))
        written.close()


def said(value: msgspec.Struct) -> Any:
    """What a message says, field by field with names, as plain values that JSON holds."""
    plain = {name: getattr(value, name) for name in value.__struct_fields__}
    return {name: _plain(one) for name, one in plain.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, msgspec.Struct):
        return said(value)
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    if isinstance(value, dict):
        return {str(key): _plain(one) for key, one in value.items()}
    return value.hex() if isinstance(value, bytes) else value


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    for kind in (*MESSAGES, *BODIES):
        sample = sample_of(kind)
        packed = pack(sample) if kind in MESSAGES else msgspec.msgpack.encode(sample)
        (FOLDER / f"{kind.__name__}.bin").write_bytes(packed)
        words = msgspec.json.format(msgspec.json.encode(said(sample)), indent=1)
        (FOLDER / f"{kind.__name__}.json").write_bytes(words + b"\n")
    (FOLDER / RECKONED).write_bytes(msgspec.json.format(msgspec.json.encode(reckoned()), indent=1) + b"\n")
    for kind in SIGNED:
        (FOLDER / f"{kind.__name__}.signed").write_bytes(sample_of(kind).signed_bytes())
    exchange_file(FOLDER / EXCHANGE_FILE)
    (FOLDER / "invitation.txt").write_text(f"{INVITATION}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
