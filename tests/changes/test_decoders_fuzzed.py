"""Bytes from outside: thousands of hostile inputs in processes with little memory, and a body cut at every byte."""

import random
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest
import zstandard

from consultant_app.changes.change import encode_change
from consultant_app.changes.limits import MOST_ITEMS, TooMuch, count_items, decompress
from consultant_app.changes.soundness import read_sound
from consultant_app.changes.wire import NotAMessage, SyncAsk, pack, unpack
from tests.support.scenarios import scenario
from tests.torture.hostile_bytes import honest_changes

ROOT = Path(__file__).resolve().parents[2]


@scenario("F63", "F64")
@pytest.mark.parametrize(("kind", "inputs"), [("answers", 1500), ("pushes", 3000), ("files", 600)])
def test_hostile_bytes_cost_little_and_crash_nothing(kind: str, inputs: int, tmp_path: Path) -> None:
    words = ["-m", "tests.torture.decoders", kind, "--inputs", str(inputs), "--folder", str(tmp_path)]
    done = subprocess.run([sys.executable, *words], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


@scenario("F04")
def test_a_body_of_fifty_changes_cut_at_any_byte_is_no_message() -> None:
    changes = honest_changes(random.Random(1), space="e" * 32, count=50)
    body = pack(SyncAsk(1, "0.1", transactions=[[encode_change(change)] for change in changes]))
    assert len(unpack(body, SyncAsk).transactions) == 50
    for length in range(len(body)):
        with pytest.raises(NotAMessage):
            unpack(body[:length], SyncAsk)


def test_a_portals_page_is_no_message() -> None:
    with pytest.raises(NotAMessage):
        unpack(b"<!doctype html><title>WLAN im Hotel</title>" * 20, SyncAsk)


@scenario("F63")
@pytest.mark.parametrize("says", [True, False])
def test_a_frame_that_stands_for_more_than_it_says_is_not_opened(says: bool) -> None:
    bomb = zstandard.ZstdCompressor(level=19, write_content_size=says).compress(bytes(300_000_000))
    assert len(bomb) < 30_000
    for length in (100, 300_000_000 - 1):
        with pytest.raises(TooMuch):
            decompress(bomb, length)


def test_a_frame_that_asks_for_a_large_window_is_not_opened() -> None:
    wide = zstandard.ZstdCompressionParameters(window_log=27)
    packed = zstandard.ZstdCompressor(compression_params=wide).compress(random.Random(1).randbytes(10_000_000))
    with pytest.raises(TooMuch):
        decompress(packed, 10_000_000)


def test_items_are_counted_as_they_are() -> None:
    value = [
        1,
        -1,
        2**40,
        -(2**40),
        1.5,
        "x",
        "y" * 300,
        b"z" * 70_000,
        None,
        True,
        {"a": [[], {}], "b": "c"},
        [0] * 20,
    ]
    assert count_items(msgspec.msgpack.encode(value)) == 12 + 4 + 2 + 20
    assert count_items(b"\xdd\xff\xff\xff\xff") > MOST_ITEMS


@scenario("F64")
def test_a_field_that_is_said_twice_is_not_taken() -> None:
    [change] = honest_changes(random.Random(1), space="e" * 32, count=1)
    body = encode_change(change)
    assert read_sound(body) == change
    twice = body.replace(b"\x83\xa4goal", b"\x84\xa4goal\xa1x\xa4goal")
    assert twice != body
    assert read_sound(twice) is None
    assert read_sound(msgspec.msgpack.encode([*msgspec.msgpack.decode(body), "von morgen"])) == change
