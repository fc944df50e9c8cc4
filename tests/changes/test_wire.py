import contextlib
import hashlib
import struct
import time
import tracemalloc

import msgspec
import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from consultant_app.changes.change import Change, SpaceId, encode_change
from consultant_app.changes.version import NEWEST, OLDEST, VERSIONS
from consultant_app.changes.wire import (
    MAX_MESSAGE_BYTES,
    Cursor,
    Entry,
    EntryKind,
    NotAMessage,
    OriginCertificate,
    Outcome,
    Problem,
    Receipt,
    Refusal,
    SpaceNews,
    SyncAnswer,
    SyncAsk,
    Verdict,
    next_chain,
    pack,
    unpack,
)
from tests.changes.histories import a_change, an_id, garbage, origin

SPACE = SpaceId("f" * 32)


def an_ask(changes: list[Change]) -> SyncAsk:
    return SyncAsk(
        NEWEST, "0.1.0", cursors={SPACE: Cursor(7, b"chain")}, transactions=[[encode_change(c)] for c in changes]
    )


def sealed(plain: bytes, *, length: int | None = None, packed: bytes | None = None) -> bytes:
    """A packed message whose outside is right, whatever is inside."""
    packed = zstandard.compress(plain) if packed is None else packed
    checksum = hashlib.sha256(packed).digest()[:8]
    return struct.pack(">4sI8s", b"CSR1", len(plain) if length is None else length, checksum) + packed


@given(garbage())
def test_a_message_survives_being_packed(changes: list[Change]) -> None:
    ask = an_ask(changes)
    assert unpack(pack(ask), SyncAsk) == ask


def test_an_answer_survives_with_all_its_parts() -> None:
    answer = SyncAnswer(
        NEWEST, 5,
        verdicts=[Verdict(an_id("a"), Outcome.REFUSED, Refusal.TROUBLE), Verdict(an_id("b"), Outcome.KNOWN, None, 3)],
        news=[SpaceNews(SPACE, Cursor(2, b"c"), [Entry(2, EntryKind.CHANGE, an_id("a"), 3, b"body")], digest=b"d")],
        receipt=Receipt("epoch", 5, [an_id("a")], b"hash", b"signature"),
    )  # fmt: skip
    assert unpack(pack(answer), SyncAnswer) == answer


def test_a_body_cut_at_any_byte_is_no_message() -> None:
    whole = pack(an_ask([a_change("a", number, fields={"name": f"Firma {number}"}) for number in range(1, 51)]))
    for length in range(len(whole)):
        with pytest.raises(NotAMessage):
            unpack(whole[:length], SyncAsk)


@given(st.data())
def test_a_body_with_any_byte_changed_is_no_message_or_the_same(data: st.DataObject) -> None:
    ask = an_ask([a_change("a", fields={"name": "Muster"})])
    whole = bytearray(pack(ask))
    place = data.draw(st.integers(0, len(whole) - 1))
    whole[place] ^= data.draw(st.integers(1, 255))
    with pytest.raises(NotAMessage):
        unpack(bytes(whole), SyncAsk)


@given(st.binary(max_size=200))
def test_any_bytes_rightly_wrapped_are_a_message_or_refused(plain: bytes) -> None:
    with contextlib.suppress(NotAMessage):
        assert isinstance(unpack(sealed(plain), Problem), Problem)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<!DOCTYPE html><html><head><title>WLAN Hotel</title></head></html>",
        b"CSR1" + b"\0" * 40,
        sealed(b"", length=0, packed=b""),
        sealed(msgspec.msgpack.encode({"code": "x"}), length=3),
        sealed(msgspec.msgpack.encode({"code": "x"}), length=300),
        sealed(b"", length=9, packed=b"no compression"),
        sealed(msgspec.msgpack.encode({"code": 5})),
        sealed(b"\x82\xa4code\xa1x\xa5facts" + b"\x91" * 200_000),
        sealed(b"\x81\xa4code\xa1\xff"),
    ],
    ids=[
        "nothing",
        "a portal's page",
        "magic",
        "empty",
        "longer",
        "shorter",
        "uncompressed",
        "other",
        "nested",
        "no text",
    ],
)
def test_what_is_no_message_is_refused_as_such(body: bytes) -> None:
    with pytest.raises(NotAMessage):
        unpack(body, Problem)


@pytest.mark.parametrize("claimed", [1000, MAX_MESSAGE_BYTES, MAX_MESSAGE_BYTES + 1, 300_000_000])
@pytest.mark.parametrize("states_its_size", [True, False])
def test_a_few_kilobytes_that_would_become_300_megabytes_are_refused_soon_and_in_little_memory(
    claimed: int, states_its_size: bool
) -> None:
    bomb = compressed_zeros(300, states_its_size=states_its_size)
    assert len(bomb) < 40_000
    tracemalloc.start()
    began = time.process_time()
    with pytest.raises(NotAMessage):
        unpack(sealed(b"", length=claimed, packed=bomb), SyncAsk)
    took = time.process_time() - began
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert took < 2
    assert peak < 2.2 * MAX_MESSAGE_BYTES


def compressed_zeros(megabytes: int, *, states_its_size: bool) -> bytes:
    size = megabytes * 1_000_000 if states_its_size else -1
    compressor = zstandard.ZstdCompressor(level=3).compressobj(size=size)
    chunk = bytes(1_000_000)
    return b"".join(compressor.compress(chunk) for _ in range(megabytes)) + compressor.flush()


def test_fields_of_a_message_that_a_newer_version_added_are_passed_over() -> None:
    newer = msgspec.msgpack.encode({"code": "x", "facts": {}, "hint": "from version 9"})
    assert unpack(sealed(newer), Problem) == Problem("x")


def test_the_chain_tells_every_order_and_kind_of_entries_apart() -> None:
    def chain(*entries: tuple[EntryKind, str]) -> bytes:
        value = b""
        for kind, subject in entries:
            value = next_chain(value, kind, subject)
        return value

    one, other = (EntryKind.CHANGE, an_id("a")), (EntryKind.CHANGE, an_id("b"))
    histories = [(), (one,), (other,), (one, other), (other, one), ((EntryKind.ERASE, an_id("a")),)]
    assert len({chain(*history) for history in histories}) == len(histories)


def test_what_is_signed_holds_everything_but_the_signature() -> None:
    certificate = OriginCertificate(origin("a"), "d" * 32, 5, "0.1.0", b"signature")
    receipt = Receipt("epoch", 5, [an_id("a")], b"hash", b"signature")
    for signed in (certificate, receipt):
        assert msgspec.structs.replace(signed, signature=b"").signed_bytes() == signed.signed_bytes()
        for name in set(signed.__struct_fields__) - {"signature"}:
            other = msgspec.structs.replace(signed, **{name: "other"})
            assert other.signed_bytes() != signed.signed_bytes()


def test_every_version_spoken_has_its_reason() -> None:
    assert all(VERSIONS.values())
    assert sorted(VERSIONS) == list(range(OLDEST, NEWEST + 1))
