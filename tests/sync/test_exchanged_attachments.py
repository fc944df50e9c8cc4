"""Photos and files on the stick: their bytes go along, count once their hash was compared, and wait for the server."""

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

import msgspec
import pytest

from consultant_app.actions.attachments import add_attachment, attachments_of, delete_attachment
from consultant_app.actions.sync import exchange_writing
from consultant_app.actions.sync.exchange_reading import Contents, look_into, read_exchange
from consultant_app.actions.sync.exchange_writing import Written, had_by, write_exchange
from consultant_app.actions.sync.leaving import seal_waiting, wipe
from consultant_app.changes.attachment_messages import PART_BYTES
from consultant_app.changes.change import RecordId
from consultant_app.changes.spaces import SpaceKind
from consultant_app.domain.visit import Visit
from consultant_app.errors import ProductError
from consultant_app.sync.attachments import carry_files
from consultant_app.sync.exchange_file import ExchangeWriter, FilePart
from consultant_app.workspace.exchange_log import Selection
from consultant_app.workspace.restore_points import go_back
from consultant_app.workspace.status import Whereabouts
from consultant_app.workspace.workspace import Workspace
from tests.support.laptops import CHEAP, Laptop, add, sync_all
from tests.support.scenarios import scenario

PASSWORD = "Fördergerüst"
SCAN = b"%PDF-1.7 " + bytes(range(256)) * 5_000
"""Three parts."""


@pytest.fixture
def visit(ada: Laptop, bo: Laptop) -> RecordId:
    made = add(ada.workspace, Visit(company="c" * 32, number="BP-1"))
    sync_all(ada, bo)
    return made


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    path = tmp_path / "Scan.pdf"
    path.write_bytes(SCAN)
    return path


@pytest.fixture
def attachment(ada: Laptop, visit: RecordId, scan: Path) -> RecordId:
    return add_attachment(ada.workspace, scan, visit)


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    return tmp_path / "a.csrx"


def write(workspace: Workspace, path: Path, **other: Any) -> Written:
    selection = Selection(workspace.identity.space(SpaceKind.ORGANISATION), **other)
    return write_exchange(workspace, path, selection, password=PASSWORD, cost=CHEAP)


def take(workspace: Workspace, path: Path) -> Contents:
    return read_exchange(workspace, path, PASSWORD)


def refusal(act: Callable[[], object]) -> str:
    with pytest.raises(ProductError) as caught:
        act()
    return caught.value.code


def state(workspace: Workspace, record: RecordId) -> Whereabouts:
    return workspace.states([record])[record].whereabouts


@scenario("F13")
def test_a_file_on_the_stick_is_there_byte_by_byte_and_waits_for_the_server(
    ada: Laptop, bo: Laptop, visit: RecordId, attachment: RecordId, stick: Path
) -> None:
    assert write(ada.workspace, stick).files == 1
    looked = look_into(bo.workspace, stick, PASSWORD)
    assert (looked.files, looked.files_new, looked.files_taken) == (1, 1, 0)
    assert attachments_of(bo.workspace, [visit]) == ()

    assert take(bo.workspace, stick).files_taken == 1
    assert bo.workspace.attachments.read(attachment) == SCAN
    assert bo.workspace.status().files_waiting == 1
    bo.sync()
    assert state(bo.workspace, attachment) is Whereabouts.WAITING, "its record is there, its bytes are not"
    assert carry_files(bo.workspace, bo.line).sent == 1
    assert state(bo.workspace, attachment) is Whereabouts.BOTH
    ada.sync()
    assert carry_files(ada.workspace, ada.line).sent == 1, "the server has it already and says so"
    assert ada.workspace.verify().whole
    assert bo.workspace.verify().whole


def test_reading_twice_changes_nothing(ada: Laptop, bo: Laptop, attachment: RecordId, stick: Path) -> None:
    write(ada.workspace, stick)
    take(bo.workspace, stick)
    again = take(bo.workspace, stick)
    assert (again.new, again.files_new, again.files_taken, again.restore_point) == (0, 0, 0, None)


def test_bytes_come_later_than_their_record(
    ada: Laptop, bo: Laptop, visit: RecordId, attachment: RecordId, stick: Path
) -> None:
    sync_all(ada, bo)
    (row,) = attachments_of(bo.workspace, [visit])
    assert not row.is_here
    write(ada.workspace, stick)
    assert take(bo.workspace, stick).files_taken == 1
    (row,) = attachments_of(bo.workspace, [visit])
    assert row.is_here


def test_bytes_can_be_left_out(ada: Laptop, bo: Laptop, visit: RecordId, attachment: RecordId, stick: Path) -> None:
    assert write(ada.workspace, stick, files=False).files == 0
    assert stick.stat().st_size < len(SCAN) / 10
    take(bo.workspace, stick)
    (row,) = attachments_of(bo.workspace, [visit])
    assert not row.is_here


def test_what_an_earlier_file_had_does_not_go_along_again(
    ada: Laptop, visit: RecordId, attachment: RecordId, scan: Path, tmp_path: Path
) -> None:
    write(ada.workspace, tmp_path / "1.csrx")
    scan.write_bytes(b"%PDF-1.7 noch eine Seite")
    add_attachment(ada.workspace, scan, visit)
    second = write(ada.workspace, tmp_path / "2.csrx", before=had_by(tmp_path / "1.csrx", PASSWORD))
    assert second.files == 1
    before = had_by(tmp_path / "2.csrx", PASSWORD)
    assert refusal(lambda: write(ada.workspace, tmp_path / "3.csrx", before=before)) == "exchange_empty"


def test_what_waits_goes_along_although_its_record_does_not(
    ada: Laptop, attachment: RecordId, stick: Path, tmp_path: Path
) -> None:
    ada.sync()
    written = write(ada.workspace, stick, only_waiting=True)
    assert (written.changes, written.files) == (0, 1)
    carry_files(ada.workspace, ada.line)
    assert refusal(lambda: write(ada.workspace, tmp_path / "2.csrx", only_waiting=True)) == "exchange_empty"


def test_two_attachments_of_the_same_bytes_travel_once(
    ada: Laptop, bo: Laptop, visit: RecordId, attachment: RecordId, scan: Path, stick: Path
) -> None:
    other = add_attachment(ada.workspace, scan, visit)
    assert write(ada.workspace, stick).files == 1
    take(bo.workspace, stick)
    assert bo.workspace.attachments.read(other) == bo.workspace.attachments.read(attachment) == SCAN


def test_bytes_that_are_here_for_another_record_are_not_touched(
    ada: Laptop, bo: Laptop, visit: RecordId, attachment: RecordId, scan: Path, stick: Path
) -> None:
    own = add_attachment(bo.workspace, scan, visit)
    write(ada.workspace, stick)
    assert take(bo.workspace, stick).files_taken == 1
    assert bo.workspace.attachments.read(own) == bo.workspace.attachments.read(attachment) == SCAN
    assert bo.workspace.verify().whole


def test_reading_that_was_stopped_goes_on(
    ada: Laptop, bo: Laptop, attachment: RecordId, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(ada.workspace, stick)
    taken: list[int] = []
    take_part = bo.workspace.attachments.take_part

    def counted(sha256: str, start: int, content: bytes) -> None:
        take_part(sha256, start, content)
        taken.append(start)

    monkeypatch.setattr(bo.workspace.attachments, "take_part", counted)
    contents = read_exchange(bo.workspace, stick, PASSWORD, is_cancelled=lambda: len(taken) == 1)
    assert (contents.taken, contents.files_taken) == (1, 0)
    assert refusal(lambda: bo.workspace.attachments.read(attachment)) == "attachment_not_here"

    assert take(bo.workspace, stick).files_taken == 1
    assert bo.workspace.attachments.read(attachment) == SCAN


@scenario("F61")
@pytest.mark.parametrize("fault", ["bytes", "order", "part left out", "not told of"])
def test_bytes_that_are_not_those_of_their_hash_refuse_the_whole_file(
    ada: Laptop, bo: Laptop, visit: RecordId, attachment: RecordId, stick: Path, fault: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    """Also from somebody whose signature is right."""

    class Liar(ExchangeWriter):
        def add_file_part(self, part: FilePart) -> None:
            if fault == "bytes" and part.is_last:
                part = msgspec.structs.replace(part, content=bytes(len(part.content)))
            if fault == "order" and part.start:
                part = msgspec.structs.replace(part, start=part.start - 1)
            if fault == "part left out" and part.start == PART_BYTES:
                return
            super().add_file_part(part)
            if fault == "not told of" and part.is_last:
                sha256 = hashlib.sha256(b"x").hexdigest()
                super().add_file_part(FilePart(sha256, 0, 1, b"x"))

    monkeypatch.setattr(exchange_writing, "ExchangeWriter", Liar)
    write(ada.workspace, stick)
    assert refusal(lambda: take(bo.workspace, stick)) == "exchange_damaged"
    assert attachments_of(bo.workspace, [visit]) == ()


def test_bytes_that_no_record_here_names_are_not_kept(
    ada: Laptop, bo: Laptop, attachment: RecordId, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Generous(ExchangeWriter):
        def __init__(self, stream: IO[bytes], *words: Any, manifest: Any, **others: Any) -> None:
            more = [*manifest.files, hashlib.sha256(b"x").hexdigest()]
            super().__init__(stream, *words, manifest=msgspec.structs.replace(manifest, files=more), **others)

        def close(self) -> None:
            self.add_file_part(FilePart(hashlib.sha256(b"x").hexdigest(), 0, 1, b"x"))
            super().close()

    monkeypatch.setattr(exchange_writing, "ExchangeWriter", Generous)
    write(ada.workspace, stick)
    contents = take(bo.workspace, stick)
    assert (contents.files, contents.files_taken) == (2, 1)
    assert not bo.workspace.attachments.is_whole(hashlib.sha256(b"x").hexdigest())


def test_damaged_bytes_are_not_spread(ada: Laptop, attachment: RecordId, stick: Path) -> None:
    with ada.workspace.attachments._writing() as raw:
        raw.execute("UPDATE part SET content = zeroblob(length(content))")
    assert write(ada.workspace, stick).files == 0


@scenario("F17")
def test_going_back_and_reading_again_has_the_bytes_again(
    ada: Laptop, bo: Laptop, visit: RecordId, attachment: RecordId, scan: Path, stick: Path
) -> None:
    write(ada.workspace, stick)
    take(bo.workspace, stick)
    scan.write_bytes(b"%PDF-1.7 eigenes")
    own = add_attachment(bo.workspace, scan, visit)
    go_back(bo.workspace)
    assert [row.id for row in attachments_of(bo.workspace, [visit])] == [own]
    assert bo.workspace.attachments.read(own) == b"%PDF-1.7 eigenes"
    bo.sync()
    assert carry_files(bo.workspace, bo.line).sent == 1

    assert take(bo.workspace, stick).files_taken == 1
    assert bo.workspace.attachments.read(attachment) == SCAN
    assert bo.workspace.verify().whole


def test_after_going_back_the_server_need_not_send_what_is_here(
    ada: Laptop, bo: Laptop, visit: RecordId, attachment: RecordId, stick: Path
) -> None:
    write(ada.workspace, stick)
    take(bo.workspace, stick)
    go_back(bo.workspace)
    sync_all(ada, bo)
    assert carry_files(bo.workspace, bo.line).missing == [], "only its record was away"
    assert bo.workspace.attachments.read(attachment) == SCAN


def test_a_deleted_attachment_still_brings_its_bytes_for_taking_that_back(
    ada: Laptop, bo: Laptop, attachment: RecordId, stick: Path
) -> None:
    with ada.workspace.write("weg") as writer:
        delete_attachment(writer, attachment)
    assert write(ada.workspace, stick).files == 1
    take(bo.workspace, stick)
    ada.workspace.undo()
    sync_all(ada, bo)
    assert carry_files(ada.workspace, ada.line).sent == 1
    assert carry_files(bo.workspace, bo.line).received == 1
    assert bo.workspace.attachments.read(attachment) == SCAN


def test_who_leaves_a_device_seals_the_bytes_that_no_server_has(
    ada: Laptop, bo: Laptop, attachment: RecordId, tmp_path: Path
) -> None:
    ada.sync()
    sealed = seal_waiting(ada.workspace, tmp_path, password=lambda: PASSWORD, cost=CHEAP)
    wipe(ada.workspace, sealed)
    assert not (ada.workspace.folder / "attachments.db").exists()

    bo.sync()
    assert take(bo.workspace, sealed.files[0].path).files_taken == 1
    assert bo.workspace.attachments.read(attachment) == SCAN


def test_a_device_stays_where_a_file_cannot_be_sealed(ada: Laptop, attachment: RecordId, tmp_path: Path) -> None:
    with ada.workspace.attachments._writing() as raw:
        raw.execute("UPDATE part SET content = zeroblob(length(content))")
    with pytest.raises(ProductError, match="leave_files_waiting"):
        seal_waiting(ada.workspace, tmp_path, password=lambda: PASSWORD, cost=CHEAP)


def test_a_file_added_after_the_sealing_keeps_the_device(
    ada: Laptop, visit: RecordId, attachment: RecordId, scan: Path, tmp_path: Path
) -> None:
    sealed = seal_waiting(ada.workspace, tmp_path, password=lambda: PASSWORD, cost=CHEAP)
    scan.write_bytes(b"%PDF-1.7 noch eine Seite")
    add_attachment(ada.workspace, scan, visit)
    assert refusal(lambda: wipe(ada.workspace, sealed)) == "leave_files_waiting"
