"""What wire version 1 wrote is read for ever: every message, body and file of `tests/data/wire_v1`."""

import json
from typing import Any

import msgspec
import pytest

from consultant_app.changes import attachment_messages, erasure_messages, wire
from consultant_app.changes.change import decode_change
from consultant_app.changes.wire import unpack
from consultant_app.sync.enrolment import parse_invitation
from consultant_app.sync.exchange_file import Changes, ExchangeReader, FilePart
from tests.sync.wire_samples import (
    BODIES,
    EXCHANGE_FILE,
    FOLDER,
    MESSAGES,
    PASSWORD,
    RECKONED,
    SIGNED,
    reckoned,
    said,
    sample_of,
)


@pytest.mark.parametrize("kind", [*MESSAGES, *BODIES], ids=lambda kind: kind.__name__)
def test_a_sample_says_what_it_said_when_it_was_written(kind: Any) -> None:
    packed = (FOLDER / f"{kind.__name__}.bin").read_bytes()
    read = unpack(packed, kind) if kind in MESSAGES else msgspec.msgpack.decode(packed, type=kind)
    then = json.loads((FOLDER / f"{kind.__name__}.json").read_text(encoding="utf-8"))
    # A later version may know of more; what was said must be said still.
    assert _common(json.loads(msgspec.json.encode(said(read))), then) == then


def _common(now: Any, then: Any) -> Any:
    """Of `now` what there was then."""
    if isinstance(now, dict) and isinstance(then, dict):
        return {name: _common(value, then[name]) for name, value in now.items() if name in then}
    if isinstance(now, list) and isinstance(then, list) and len(now) == len(then):
        return [_common(one, other) for one, other in zip(now, then, strict=True)]
    return now


@pytest.mark.parametrize("kind", SIGNED, ids=lambda kind: kind.__name__)
def test_what_was_signed_is_signed_still(kind: Any) -> None:
    """A field that comes later must not change the bytes under signatures that were given before it."""
    read = msgspec.msgpack.decode((FOLDER / f"{kind.__name__}.bin").read_bytes(), type=kind)
    assert read.signed_bytes() == (FOLDER / f"{kind.__name__}.signed").read_bytes()


@pytest.mark.parametrize("kind", [*MESSAGES, *BODIES], ids=lambda kind: kind.__name__)
def test_a_sample_fills_every_field(kind: Any) -> None:
    words = said(sample_of(kind))
    assert [name for name, value in words.items() if value in (None, "", [], {}, 0)] == []


def test_what_both_ends_reckon_is_what_it_was() -> None:
    assert reckoned() == json.loads((FOLDER / RECKONED).read_text(encoding="utf-8"))


def test_every_message_has_a_sample() -> None:
    asked = {
        one
        for module in (wire, attachment_messages, erasure_messages)
        for one in vars(module).values()
        if isinstance(one, type) and issubclass(one, msgspec.Struct) and "protocol" in one.__struct_fields__
    }
    assert asked <= set(MESSAGES)


def test_an_exchange_file_of_version_1_is_read_whole() -> None:
    parts = [part for _, part in ExchangeReader(FOLDER / EXCHANGE_FILE, PASSWORD).read()]
    (held,) = [one for part in parts if isinstance(part, Changes) for one in part.changes]
    assert decode_change(held.body).fields == {"text": "Gespräch"}
    assert [part.content for part in parts if isinstance(part, FilePart)] == [b"Ein Foto."]


def test_an_invitation_of_version_1_is_read() -> None:
    line = (FOLDER / "invitation.txt").read_text(encoding="utf-8")
    assert parse_invitation(line).code == "EN7K-4RQ2-M9XX"
