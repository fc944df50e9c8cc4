"""Photos and files come whole or not at all, hold up no record, and count as synced only by the server's word."""

import hashlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import msgspec
import pytest
from PIL import Image

from consultant_app.actions.attachments import (
    add_attachment,
    attachments_of,
    delete_attachment,
    save_attachment,
)
from consultant_app.changes.attachment_messages import PART_BYTES, FileReceipt
from consultant_app.changes.change import RecordId, SpaceId
from consultant_app.domain.attachment import Attachment
from consultant_app.domain.visit import Visit
from consultant_app.errors import RuleError, TroubleError
from consultant_app.server.rights import Role
from consultant_app.sync.attachments import FileCounts, carry_files
from consultant_app.workspace.attachments import BOTH
from consultant_app.workspace.database import cursor_of
from consultant_app.workspace.status import Whereabouts
from consultant_app.workspace.workspace import CommitNotice, Workspace
from tests.support.laptops import Laptop, Workspaces, add, read, rows, sync_all
from tests.support.lines import LossyLine
from tests.support.partner_server import PartnerServer
from tests.support.scenarios import scenario

SCAN = b"%PDF-1.7 " + bytes(range(256)) * 5_000


@pytest.fixture
def scan(tmp_path: Path) -> Iterator[Path]:
    path = tmp_path / "Scan Müller & Söhne.pdf"
    path.write_bytes(SCAN)
    return path


@pytest.fixture
def visit(ada: Laptop) -> RecordId:
    return add(ada.workspace, Visit(company="c" * 32, number="BP-1"))


def carry(laptop: Laptop) -> FileCounts:
    return carry_files(laptop.workspace, laptop.line)


def state(workspace: Workspace, record: str) -> Whereabouts:
    return workspace.states([RecordId(record)])[RecordId(record)].whereabouts


def test_a_scan_is_on_the_colleagues_laptop_byte_by_byte(
    ada: Laptop, bo: Laptop, visit: RecordId, scan: Path, tmp_path: Path
) -> None:
    attachment = add_attachment(ada.workspace, scan, visit)
    sync_all(ada, bo)
    assert carry(ada).sent == 1
    assert carry(bo).received == 1

    saved = save_attachment(bo.workspace, attachment, tmp_path / "aus")
    assert saved.read_bytes() == SCAN
    assert (carry(ada).to_carry, carry(bo).to_carry) == (0, 0)
    assert ada.workspace.verify().whole
    assert bo.workspace.verify().whole


def test_the_dots_are_full_only_when_the_server_has_the_file(ada: Laptop, visit: RecordId, scan: Path) -> None:
    attachment = add_attachment(ada.workspace, scan, visit)
    ada.sync()

    assert state(ada.workspace, visit) is Whereabouts.WAITING, "the record is there, its file is not"
    assert ada.workspace.status().files_waiting == 1
    told: list[CommitNotice] = []
    ada.workspace.listeners.append(told.append)
    carry(ada)
    assert [notice.records for notice in told] == [{attachment: "attachment", visit: "visit"}], "pages read again"
    assert state(ada.workspace, visit) is Whereabouts.BOTH
    assert state(ada.workspace, attachment) is Whereabouts.BOTH
    assert ada.workspace.status().files_waiting == 0


@scenario("F60")
@pytest.mark.parametrize("lost", ["request lost", "answer lost"])
@pytest.mark.parametrize("at", range(4))
def test_a_line_that_breaks_anywhere_costs_a_part_at_most(
    ada: Laptop, bo: Laptop, visit: RecordId, scan: Path, at: int, lost: str
) -> None:
    attachment = add_attachment(ada.workspace, scan, visit)
    sync_all(ada, bo)
    up = LossyLine(ada.line, ["arrives"] * at + [lost])
    with pytest.raises(TroubleError):
        carry_files(ada.workspace, up)
    sent_before = ada.line.traffic.bytes_up
    assert carry(ada).sent == 1
    parts_left = -(-len(SCAN) // PART_BYTES) - max(0, at - 1)
    assert ada.line.traffic.bytes_up - sent_before < (parts_left + 1) * PART_BYTES

    down = LossyLine(bo.line, ["arrives"] * min(at, 2) + [lost])
    with pytest.raises(TroubleError):
        carry_files(bo.workspace, down)
    with pytest.raises(RuleError, match="attachment_not_here"):
        bo.workspace.attachments.read(attachment)
    assert carry(bo).received == 1
    assert bo.workspace.attachments.read(attachment) == SCAN


@scenario("F62")
def test_a_record_whose_file_never_came_is_no_broken_link(
    ada: Laptop, bo: Laptop, visit: RecordId, scan: Path, tmp_path: Path
) -> None:
    attachment = add_attachment(ada.workspace, scan, visit)
    sync_all(ada, bo)
    assert carry(bo).missing == [attachment]

    (row,) = attachments_of(bo.workspace, [visit])
    assert (row.id, row.is_here) == (attachment, False)
    with pytest.raises(RuleError, match="attachment_not_here"):
        save_attachment(bo.workspace, attachment, tmp_path)
    assert list(tmp_path.glob("*.pdf")) == [scan]


@scenario("F62")
def test_a_file_that_a_repaired_disk_lacks_holds_up_no_other_and_is_fetched_again(
    ada: Laptop, bo: Laptop, visit: RecordId, scan: Path, tmp_path: Path
) -> None:
    sketch = tmp_path / "Skizze.pdf"
    sketch.write_bytes(SCAN[::-1])
    lost, kept = add_attachment(ada.workspace, scan, visit), add_attachment(ada.workspace, sketch, visit)
    sync_all(ada, bo)
    ada.workspace.attachments.drop([read(ada.workspace, Attachment, lost).sha256])
    with pytest.raises(RuleError, match="attachment_not_here"):
        ada.workspace.attachments.read(lost)

    assert carry(ada).missing == [lost]
    assert carry(bo).missing == [lost]
    assert bo.workspace.attachments.read(kept) == SCAN[::-1]

    bo.workspace.attachments.drop([read(bo.workspace, Attachment, kept).sha256])
    with pytest.raises(RuleError, match="attachment_not_here"):
        bo.workspace.attachments.read(kept)
    assert carry(bo).received == 1
    assert bo.workspace.attachments.read(kept) == SCAN[::-1]
    assert {row.id: row.is_here for row in attachments_of(bo.workspace, [visit])} == {lost: False, kept: True}
    assert ada.workspace.verify().whole
    assert bo.workspace.verify().whole


def test_a_file_that_turns_out_to_be_gone_while_it_is_sent_holds_up_no_other(
    ada: Laptop, visit: RecordId, scan: Path, tmp_path: Path
) -> None:
    sketch = tmp_path / "Skizze.pdf"
    sketch.write_bytes(SCAN[::-1])
    carry(ada)
    lost, kept = add_attachment(ada.workspace, scan, visit), add_attachment(ada.workspace, sketch, visit)
    ada.sync()
    ada.workspace.attachments.drop([read(ada.workspace, Attachment, lost).sha256])

    assert carry(ada).sent == 1
    assert ada.workspace.attachments.whereabouts([lost, kept])[kept] == BOTH
    assert carry(ada).missing == [lost]


@scenario("F61")
def test_bytes_that_went_bad_on_the_way_do_not_count(ada: Laptop, bo: Laptop, visit: RecordId, scan: Path) -> None:
    attachment = add_attachment(ada.workspace, scan, visit)
    sync_all(ada, bo)
    carry(ada)
    with pytest.raises(TroubleError):
        carry_files(bo.workspace, LossyLine(bo.line, ["arrives", "request lost"]))
    with bo.workspace.attachments._writing() as raw:
        raw.execute("UPDATE part SET content = zeroblob(length(content))")

    assert carry(bo).received == 0, "the hash is another: all of it is fetched again"
    assert carry(bo).received == 1
    assert bo.workspace.attachments.read(attachment) == SCAN


def test_bytes_that_went_bad_on_the_disk_are_found(ada: Laptop, visit: RecordId, scan: Path) -> None:
    attachment = add_attachment(ada.workspace, scan, visit)
    assert ada.workspace.verify().whole
    with ada.workspace.attachments._writing() as raw:
        raw.execute("UPDATE part SET content = zeroblob(length(content)) WHERE start = 0")

    found = ada.workspace.verify()
    assert (found.attachments, found.whole) == ((attachment,), False)


def test_a_receipt_nobody_signed_is_found(ada: Laptop, visit: RecordId, scan: Path) -> None:
    attachment = add_attachment(ada.workspace, scan, visit)
    ada.sync()
    carry(ada)
    forged = FileReceipt("epoch", 0, SpaceId("0" * 32), hashlib.sha256(SCAN).hexdigest(), bytes(64))
    with ada.workspace.database.writing() as connection:
        cursor_of(connection).execute("UPDATE file SET receipt = ?", (msgspec.msgpack.encode(forged),))

    assert ada.workspace.verify().attachments == (attachment,)


@scenario("F24", "F82")
def test_a_server_that_lost_everything_gets_the_file_back(
    server: PartnerServer, ada: Laptop, bo: Laptop, scan: Path
) -> None:
    sync_all(ada, bo)
    backup = server.back_up()
    visit = add(ada.workspace, Visit(company="c" * 32, number="BP-1"))
    attachment = add_attachment(ada.workspace, scan, visit)
    sync_all(ada)
    carry(ada)
    server.restore(backup)
    for file in [path for path in server.files.rglob("*") if path.is_file()]:
        file.unlink()
    ada.sync()

    assert state(ada.workspace, visit) is Whereabouts.WAITING
    assert carry(ada).sent == 1
    sync_all(bo)
    carry(bo)
    assert bo.workspace.attachments.read(attachment) == SCAN


def test_one_photo_beside_two_records_travels_once(ada: Laptop, visit: RecordId, scan: Path) -> None:
    add_attachment(ada.workspace, scan, visit)
    other = add_attachment(ada.workspace, scan, add(ada.workspace, Visit(company="c" * 32, number="BP-2")))
    ada.sync()
    before = ada.line.traffic.bytes_up
    assert carry(ada).sent == 2
    assert ada.line.traffic.bytes_up - before < len(SCAN) * 1.5
    assert ada.workspace.attachments.read(other) == SCAN


def test_who_loses_the_space_loses_the_bytes(
    server: PartnerServer, ada: Laptop, bo: Laptop, visit: RecordId, scan: Path
) -> None:
    attachment = add_attachment(ada.workspace, scan, visit)
    sync_all(ada, bo)
    carry(ada)
    carry(bo)
    server.change_roles("bo@example.org", Role.AUDITOR)
    bo.sync()
    bo.workspace.attachments.tidy()

    with pytest.raises(RuleError, match="attachment_not_here"):
        bo.workspace.attachments.read(attachment)
    with bo.workspace.attachments._reading() as raw:
        assert raw.execute("SELECT count(*) FROM part").fetchone() == (0,)
    canary = SCAN[:64]
    bo.workspace.attachments.close()
    bo.workspace.database.truncate_log()
    for file in bo.workspace.folder.iterdir():
        assert canary not in file.read_bytes()


def test_a_deleted_attachment_can_be_brought_back_with_its_bytes(ada: Laptop, visit: RecordId, scan: Path) -> None:
    attachment = add_attachment(ada.workspace, scan, visit)
    ada.sync()
    carry(ada)
    with ada.workspace.write("Anlage gelöscht") as writer:
        delete_attachment(writer, attachment)
    ada.workspace.attachments.tidy()
    ada.workspace.undo()

    assert ada.workspace.attachments.read(attachment) == SCAN


def test_bytes_lie_encrypted_on_this_device(ada: Laptop, visit: RecordId, scan: Path) -> None:
    add_attachment(ada.workspace, scan, visit)
    ada.workspace.attachments.close()
    for file in ada.workspace.folder.iterdir():
        assert SCAN[:64] not in file.read_bytes()


def test_attachments_outlive_a_restart(workspaces: Workspaces, ada: Laptop, visit: RecordId, scan: Path) -> None:
    attachment = add_attachment(ada.workspace, scan, visit)
    again = workspaces.restart(ada.workspace)
    assert again.attachments.read(attachment) == SCAN


def test_a_photo_says_the_day_and_not_the_place(ada: Laptop, visit: RecordId, tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    exif.get_ifd(0x8769)[0x9003] = "2026:05:18 14:30:00"
    exif.get_ifd(0x8825).update({1: "N", 2: (51.0, 30.0, 0.0)})
    exif[0x010F] = "Kamera-Kanarienvogel"
    path = tmp_path / "halle.JPG"
    Image.new("RGB", (4000, 3000), "white").save(path, "JPEG", exif=exif)
    attachment = add_attachment(ada.workspace, path, visit)

    kept = ada.workspace.attachments.read(attachment)
    record = read(ada.workspace, Attachment, attachment)
    with Image.open(BytesIO(kept)) as photo:
        assert photo.size == (1920, 2560), "upright, and no larger than a page needs"
        assert len(photo.getexif()) == 0
    assert b"Kanarienvogel" not in kept
    assert (str(record.taken_on), record.media_type, record.file_name) == ("2026-05-18", "image/jpeg", "halle.jpg")
    assert record.size_bytes == len(kept)


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("leer.pdf", b"", "attachment_empty"),
        ("kaputt.jpg", b"das ist kein Foto", "photo_unreadable"),
        ("iphone.HEIC", b"ftypheic", "photo_kind_not_read"),
        ("gibt-es-nicht.pdf", None, "attachment_unreadable"),
    ],
)
def test_what_cannot_be_kept_is_said_and_leaves_nothing(
    ada: Laptop, visit: RecordId, tmp_path: Path, name: str, content: bytes | None, code: str
) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    with pytest.raises((RuleError, TroubleError), match=code):
        add_attachment(ada.workspace, path, visit)

    assert attachments_of(ada.workspace, [visit]) == ()
    assert rows(ada.workspace, "SELECT count(*) FROM file") == [(0,)]


def test_a_name_from_elsewhere_leads_out_of_no_folder(
    ada: Laptop, bo: Laptop, visit: RecordId, scan: Path, tmp_path: Path
) -> None:
    attachment = add_attachment(ada.workspace, scan, visit)
    with ada.workspace.write() as writer:
        writer.get(Attachment, attachment).file_name = "../../böse.pdf"
    sync_all(ada, bo)
    carry(ada)
    carry(bo)
    folder = tmp_path / "aus"
    folder.mkdir()

    assert save_attachment(bo.workspace, attachment, folder) == folder / "_.._böse.pdf"
    with pytest.raises(RuleError, match="attachment_file_exists"):
        save_attachment(bo.workspace, attachment, folder)
