"""What was erased stands in no file of a laptop: looked for in the bytes of workspaces that are kept without a key."""

from pathlib import Path
from typing import Any

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from consultant_app.actions.attachments import add_attachment
from consultant_app.actions.erasing import erase_contact, erasures
from consultant_app.changes.change import RecordId
from consultant_app.domain.attachment import Attachment
from consultant_app.domain.company import Company
from consultant_app.domain.contact import Contact
from consultant_app.domain.note import Note
from consultant_app.server.rights import Role
from consultant_app.sync.attachments import carry_files
from consultant_app.workspace import database
from consultant_app.workspace.database import Database
from consultant_app.workspace.restore_points import make_restore_point, restore_points
from consultant_app.workspace.search_index import index_backlog
from tests.support.laptops import Laptop, Workspaces, add, edit, every, rows, sync_all
from tests.support.partner_server import PartnerServer
from tests.support.scenarios import scenario
from tests.sync.conftest import another, enrolled

CANARY = "Kanarienvogel"


def without_key(path: Path, _key: bytes) -> Any:
    raw = sqlcipher.connect(str(path), timeout=30, check_same_thread=False, isolation_level=None)
    for pragma in database._PRAGMAS:
        raw.execute(f"PRAGMA {pragma}")
    return raw


@pytest.fixture
def readable(monkeypatch: pytest.MonkeyPatch) -> None:
    """Workspaces made from here on are plain files."""
    monkeypatch.setitem(Database.__init__.__kwdefaults__, "connect", without_key)  # type: ignore[index,arg-type]


@pytest.fixture
def officer(readable: None, server: PartnerServer, workspaces: Workspaces) -> Laptop:
    server.add_person("ada@example.org", roles=(Role.CONSULTANT, Role.DPO))
    return another(server, workspaces, "ada@example.org")


@pytest.fixture
def bo(readable: None, server: PartnerServer, workspaces: Workspaces) -> Laptop:
    return enrolled(server, workspaces, "bo@example.org")


def files_with(folder: Path, *words: str) -> list[str]:
    """The files below a folder in whose bytes one of the words stands, in any of the forms that the index keeps."""
    forms = [form.encode() for word in words for form in (word, word.lower())]
    return sorted(
        path.name for path in folder.rglob("*") if path.is_file() and any(form in path.read_bytes() for form in forms)
    )


def index(laptop: Laptop) -> None:
    with laptop.workspace.database.writing() as connection:
        while index_backlog(connection, 100):
            pass


def add_her(laptop: Laptop, scan: Path) -> RecordId:
    company = add(laptop.workspace, Company(name="Zeche"))
    contact = add(laptop.workspace, Contact(company=company, last_name=CANARY, remark=f"{CANARY} singt. " * 300))
    edit(laptop.workspace, contact, remark=f"{CANARY} schweigt. " * 300)
    note = add(laptop.workspace, Note(company=company, contact=contact, text=CANARY))
    scan.write_bytes(b"%PDF " + CANARY.encode() * 1000)
    add_attachment(laptop.workspace, scan, contact)
    of_note = scan.with_name(f"Zur Notiz {CANARY}.pdf")
    of_note.write_bytes(b"%PDF zur Notiz " + CANARY.encode() * 1000)
    add_attachment(laptop.workspace, of_note, note)
    add_attachment(laptop.workspace, scan.with_name("Bleibt.pdf"), company)
    return contact


@scenario("F51")
def test_a_file_goes_that_was_there_before_its_note_named_her(
    server: PartnerServer, officer: Laptop, bo: Laptop, tmp_path: Path
) -> None:
    """Another's file stays, and so does one that came to a note while the note was about somebody else."""
    company = add(officer.workspace, Company(name="Zeche"))
    contact, other = (add(officer.workspace, Contact(company=company, last_name=name)) for name in (CANARY, "Amsel"))
    note, of_other, left = (add(officer.workspace, Note(title=title)) for title in ("Rückruf", "Amsel", "Beide"))
    for name, record in ((CANARY, note), ("Amsel", of_other)):
        _attach(officer, tmp_path / f"{name}.pdf", record)
    edit(officer.workspace, note, contact=contact)
    edit(officer.workspace, of_other, contact=other)
    edit(officer.workspace, left, contact=other)
    _attach(officer, tmp_path / "Spatz.pdf", left)
    edit(officer.workspace, left, contact=contact)
    for laptop in (officer, bo):
        laptop.sync()
        carry_files(laptop.workspace, laptop.line)
    assert files_with(server.files, CANARY) != []

    erase_contact(officer.workspace, contact)
    sync_all(bo, officer)
    assert [one.contact for one in erasures(officer.workspace)] == [contact]
    for laptop in (officer, bo):
        assert files_with(laptop.workspace.folder, CANARY) == []
        assert {one.file_name for one in every(laptop.workspace, Attachment)} == {"", "Amsel.pdf", "Spatz.pdf"}
        assert laptop.agrees()
        assert laptop.workspace.verify().whole
    assert files_with(server.files, CANARY) == []


def _attach(laptop: Laptop, file: Path, record: RecordId) -> None:
    file.write_bytes(b"%PDF " + file.stem.encode() * 1000)
    add_attachment(laptop.workspace, file, record)


@scenario("F51")
def test_no_file_of_a_laptop_holds_what_was_erased(
    server: PartnerServer, officer: Laptop, bo: Laptop, tmp_path: Path
) -> None:
    (tmp_path / "Bleibt.pdf").write_bytes(b"%PDF Bleibt")
    contact = add_her(officer, tmp_path / f"{CANARY}.pdf")
    for laptop in (officer, bo):
        laptop.sync()
        carry_files(laptop.workspace, laptop.line)
        index(laptop)
        point = make_restore_point(laptop.workspace)
        laptop.workspace.database.truncate_log()
        laptop.workspace.type_draft(contact, "source", f"{CANARY}, getippt", shown=[])
        places = {"workspace.db", "workspace.db-wal", "attachments.db-wal", f"{point.name}.db"}
        assert places <= set(files_with(laptop.workspace.folder, CANARY))
        assert "search_index_data" in _index_tables(laptop, CANARY)
    assert files_with(server.files, CANARY) != []
    erase_contact(officer.workspace, contact)
    sync_all(bo, officer)
    for laptop in (officer, bo):
        assert files_with(laptop.workspace.folder, CANARY) == []
        assert _index_tables(laptop, CANARY) == []
        index(laptop)
        carry_files(laptop.workspace, laptop.line)
        assert _index_tables(laptop, CANARY) == []
        assert restore_points(laptop.workspace.folder) == []
        assert len(rows(laptop.workspace, "SELECT 1 FROM file")) == 1
        assert {one.file_name for one in every(laptop.workspace, Attachment)} == {"", "Bleibt.pdf"}
        assert laptop.agrees()
    assert files_with(server.files, CANARY) == []
    assert files_with(server.files, "%PDF Bleibt") != []


def _index_tables(laptop: Laptop, word: str) -> list[str]:
    """The tables of the full-text index that know the first three letters of a word."""
    (found,) = rows(laptop.workspace, "SELECT count(*) FROM search_index WHERE search_index MATCH ?", word[:3].lower())
    data = [bytes(row[0]) for row in rows(laptop.workspace, "SELECT block FROM search_index_data")]
    return ["search_index_data"] if found[0] or any(word[:3].lower().encode() in block for block in data) else []


@scenario("F51")
def test_what_a_crash_left_beside_the_records_goes_with_the_next_round(
    officer: Laptop, bo: Laptop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "Bleibt.pdf").write_bytes(b"%PDF Bleibt")
    contact = add_her(officer, tmp_path / f"{CANARY}.pdf")
    sync_all(officer, bo)
    make_restore_point(bo.workspace)
    erase_contact(officer.workspace, contact)
    with monkeypatch.context() as power:
        power.setattr("consultant_app.workspace.exchange.drop_restore_points", lambda _: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            bo.sync()
    assert len(files_with(bo.workspace.folder, CANARY)) > 0
    bo.sync()
    assert files_with(bo.workspace.folder, CANARY) == []
