"""Bytes of attachments at the server: from any byte on, compared with their hash, for nobody without the right."""

import hashlib
from pathlib import Path
from typing import TypeVar

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from consultant_app.changes.attachment_messages import (
    MAX_FILE_BYTES,
    PART_BYTES,
    FetchAnswer,
    FetchAsk,
    FileOffer,
    Held,
    OfferAnswer,
    OfferAsk,
    PartAnswer,
    PartAsk,
)
from consultant_app.changes.change import SpaceId
from consultant_app.changes.spaces import organisation_space
from consultant_app.changes.version import NEWEST
from consultant_app.changes.wire import pack, unpack
from consultant_app.server.rights import Role
from tests.server.fake_laptop import FakeLaptop, TurnedAwayError
from tests.server.office import Office
from tests.support.scenarios import scenario

PHOTO = bytes(range(256)) * 5_000
"""Two whole parts and a piece."""
EN = organisation_space("EN")

M = TypeVar("M", bound=msgspec.Struct)


def _of(content: bytes, space: SpaceId = EN) -> FileOffer:
    return FileOffer(space, hashlib.sha256(content).hexdigest(), len(content))


def _ask(laptop: FakeLaptop, path: str, question: msgspec.Struct, answer: type[M]) -> M:
    return unpack(laptop.post_bytes(pack(question), path=f"/v1/attachments/{path}"), answer)


def offer(laptop: FakeLaptop, *files: FileOffer) -> list[Held]:
    return _ask(laptop, "offer", OfferAsk(NEWEST, list(files)), OfferAnswer).held


def send(laptop: FakeLaptop, file: FileOffer, content: bytes, *, start: int = 0) -> Held:
    return _ask(laptop, "part", PartAsk(NEWEST, file, start, content), PartAnswer).held


def send_all(laptop: FakeLaptop, content: bytes, file: FileOffer | None = None) -> Held:
    file = file or _of(content)
    held = Held(0)
    while held.size < file.size:
        held = send(laptop, file, content[held.size : held.size + PART_BYTES], start=held.size)
    return held


def fetch(laptop: FakeLaptop, file: FileOffer, *, start: int = 0) -> FetchAnswer:
    return _ask(laptop, "fetch", FetchAsk(NEWEST, file.space, file.sha256, start), FetchAnswer)


def turned_away(laptop: FakeLaptop, file: FileOffer) -> str:
    with pytest.raises(TurnedAwayError) as refused:
        fetch(laptop, file)
    return refused.value.code


def test_a_file_comes_to_a_colleague_byte_by_byte(ada: FakeLaptop, bo: FakeLaptop) -> None:
    held = send_all(ada, PHOTO)

    assert held.receipt is not None
    Ed25519PublicKey.from_public_bytes(ada.enrolled.server_key).verify(
        held.receipt.signature, held.receipt.signed_bytes()
    )
    received = b""
    while len(received) < len(PHOTO):
        received += fetch(bo, _of(PHOTO), start=len(received)).content
    assert received == PHOTO


@scenario("F60")
@pytest.mark.parametrize("cut", [1, PART_BYTES - 1, PART_BYTES, PART_BYTES + 1, len(PHOTO) - 1])
def test_a_file_that_was_cut_anywhere_goes_on_from_there(ada: FakeLaptop, bo: FakeLaptop, cut: int) -> None:
    file = _of(PHOTO)
    held = Held(0)
    while held.size < cut:
        end = min(held.size + PART_BYTES, cut)
        held = send(ada, file, PHOTO[held.size : end], start=held.size)
    assert turned_away(bo, file) == "attachment_not_here"

    assert offer(ada, file) == [Held(cut)]
    while held.receipt is None:
        held = send(ada, file, PHOTO[held.size : held.size + PART_BYTES], start=held.size)
    assert fetch(bo, file, start=cut).content == PHOTO[cut : cut + PART_BYTES]


def test_a_part_that_comes_twice_is_kept_once(ada: FakeLaptop) -> None:
    file = _of(PHOTO)
    send(ada, file, PHOTO[:1000])
    assert send(ada, file, PHOTO[:1000]) == Held(1000)
    assert send(ada, file, PHOTO[5000:6000], start=5000) == Held(1000)


@scenario("F60", "F61")
def test_a_file_with_another_hash_never_counts_as_here(ada: FakeLaptop, bo: FakeLaptop) -> None:
    file = _of(PHOTO)
    with pytest.raises(TurnedAwayError, match="attachment_damaged"):
        send_all(ada, PHOTO[:-1] + b"?", file)

    assert turned_away(bo, file) == "attachment_not_here"
    assert offer(ada, file) == [Held(0)], "it is all to be sent again"
    assert send_all(ada, PHOTO).receipt is not None


def test_nobody_spoils_what_another_is_sending(ada: FakeLaptop, bo: FakeLaptop) -> None:
    file = _of(PHOTO)
    send(bo, file, b"?" * 1000)
    assert send_all(ada, PHOTO).receipt is not None
    assert offer(bo, file)[0].size == len(PHOTO)


@scenario("F67")
def test_the_hash_of_a_file_is_no_key_to_it(ada: FakeLaptop, cem: FakeLaptop) -> None:
    send_all(ada, PHOTO)

    assert turned_away(cem, _of(PHOTO)) == "attachment_not_here"
    assert turned_away(cem, _of(PHOTO, cem.space("organisation"))) == "attachment_not_here"
    assert offer(cem, _of(PHOTO, cem.space("organisation"))) == [Held(0)], "not even that it is known is told"
    with pytest.raises(TurnedAwayError, match="attachment_space_closed"):
        offer(cem, _of(PHOTO))
    with pytest.raises(TurnedAwayError, match="attachment_space_closed"):
        send(cem, _of(PHOTO), PHOTO[:10])


def test_who_lost_the_right_gets_nothing_any_more(office: Office, ada: FakeLaptop, bo: FakeLaptop) -> None:
    send_all(ada, PHOTO)
    office.change_roles("bo@example.org", Role.AUDITOR)
    assert turned_away(bo, _of(PHOTO)) == "attachment_not_here"
    office.revoke(ada)
    assert turned_away(ada, _of(PHOTO)) == "device_revoked"


@pytest.mark.parametrize(
    "file",
    [
        FileOffer(EN, "../" * 20 + "etc/passwd", 10),
        FileOffer(EN, "A" * 64, 10),
        FileOffer(EN, "0" * 64, 0),
        FileOffer(EN, "0" * 64, -1),
        FileOffer(EN, "0" * 64, MAX_FILE_BYTES + 1),
    ],
    ids=["a path", "capitals", "empty", "less than empty", "too large"],
)
def test_what_is_no_file_is_not_taken(ada: FakeLaptop, file: FileOffer) -> None:
    with pytest.raises(TurnedAwayError, match="message_unreadable"):
        send(ada, file, b"x")
    assert turned_away(ada, FileOffer(EN, "../../" + "a" * 58, 1)) == "attachment_not_here"


def test_a_full_disk_leaves_no_half_part(ada: FakeLaptop, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = _of(PHOTO)
    send(ada, file, PHOTO[:1000])
    with monkeypatch.context() as patch:
        patch.setattr("consultant_app.server.file_store.os.fsync", _disk_is_full)
        with pytest.raises(TurnedAwayError, match="server_trouble"):
            send(ada, file, PHOTO[1000:2000], start=1000)

    assert offer(ada, file) == [Held(1000)]


def _disk_is_full(_descriptor: int) -> None:
    raise OSError(28, "No space left on device")
