"""Nothing confidential reaches a paper: a canary sits in every field that is not printed, and no file contains it."""

import dataclasses
import io
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from PIL import Image
from sqlalchemy import select

from consultant_app.actions.attachments import add_attachment
from consultant_app.actions.documents.editions import signed_bytes
from consultant_app.actions.documents.signers import open_signers
from consultant_app.actions.documents.signing import sign
from consultant_app.actions.paper.kinds import KINDS
from consultant_app.actions.paper.printable import NotPrintableError, printable
from consultant_app.actions.paper.printing import print_out
from consultant_app.actions.samples.files import sample_id
from consultant_app.changes.change import RecordId
from consultant_app.domain.document import Document
from consultant_app.domain.kinds import TEXT_PART, FieldKind
from consultant_app.domain.measure import Measure
from consultant_app.domain.note import Note
from consultant_app.domain.record import record_types
from consultant_app.domain.visit import Visit
from consultant_app.workspace.capture import Writer
from consultant_app.workspace.workspace import Workspace
from tests.documents.reading import whole_text
from tests.support.clock import SettableClock
from tests.support.held_visits import hold_visit
from tests.support.laptops import every, read

VISIT, PLAN, COMPANY = sample_id("V-002"), sample_id("AP-1"), sample_id("C-003")
CANARY, SONGBIRD = "Kanarienvogel", "Wellensittich"

pytestmark = pytest.mark.usefixtures("qapp")  # reading a PDF back needs Qt's fonts


def raw_words(pdf: bytes) -> bytes:
    """All of the file that is not pictures of letters: every stream unpacked, embedded files, titles, metadata."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        parts = [thing.read_bytes() for thing in document.objects if isinstance(thing, pikepdf.Stream)]
        parts += [file.get_file().read_bytes() for file in document.attachments.values()]
        plain = io.BytesIO()
        document.save(plain, compress_streams=False, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return b"\n".join([*parts, plain.getvalue(), pdf])


def assert_silent(pdf: bytes) -> None:
    assert CANARY not in whole_text(pdf).replace("- ", "")
    raw = raw_words(pdf)
    assert not any(CANARY.encode(code) in raw for code in ("utf-8", "utf-16-be", "utf-16-le"))


def secret_value(field: str, kind: FieldKind) -> Any:
    """The canary in the shape of a field; None where the field holds no words."""
    if kind.name in {"line", "text"}:
        return CANARY
    if field == "tags":
        return [CANARY]
    if kind.name == "group":
        words = [part.name for part in dataclasses.fields(kind.group) if part.metadata["part"] is TEXT_PART]  # type: ignore[arg-type]
        return dict.fromkeys(words, CANARY) or None
    return None


def fill_with_canaries(writer: Writer) -> set[str]:
    """Every record here gets one in each field that may not be printed; the fields that were filled."""
    filled: set[str] = set()
    for name, record_type in record_types().items():
        if record_type.cls.written_once:
            continue
        secret: Mapping[str, Any] = {
            field: value
            for field, kind in record_type.fields.items()
            if not kind.traits.printable and (value := secret_value(field, kind)) is not None
        }
        for record in writer.session.scalars(select(record_type.cls)).all():
            writer.set_wire(RecordId(record.id), secret)
            filled |= {f"{name}.{field}" for field in secret}
    return filled


def photo(path: Path) -> Path:
    """A picture that says the word in its metadata."""
    about = Image.Exif()
    about[0x010E] = CANARY
    Image.new("RGB", (40, 30)).save(path, exif=about)
    return path


def records_of(workspace: Workspace) -> Mapping[str, str]:
    """Of each kind of paper something that is printed: whoever adds a kind adds it here."""
    measure = next(one.id for one in every(workspace, Measure) if one.action_plan == PLAN)
    return {"visit": VISIT, "attendance": VISIT, "plan": PLAN, "sheets": PLAN, "measure": measure}


def test_no_word_of_a_field_that_may_not_be_printed_is_in_a_file(workspace: Workspace, tmp_path: Path) -> None:
    attached = photo(tmp_path / f"{CANARY}.jpg")
    for about in (VISIT, PLAN, COMPANY):
        add_attachment(workspace, attached, about)
    with workspace.write() as writer:
        writer.new(Note(title=CANARY, company=COMPANY, visit=VISIT))
        # What stood in a printed field, and was taken back, is not printed either.
        goal, writer.get(Visit, VISIT).goal = writer.get(Visit, VISIT).goal, CANARY
    with workspace.write() as writer:
        filled = fill_with_canaries(writer)
        visit = writer.get(Visit, VISIT)
        visit.goal = goal
        visit.situation = f"{visit.situation} Der {SONGBIRD} darf."
    assert {
        "visit.internal_note", "contact.remark", "contact.source", "note.text", "company.tags", "attachment.file_name",
        "consulting_case.next_action",
    } <= filled  # fmt: skip
    records = records_of(workspace)
    assert records.keys() == KINDS.keys()
    for kind, record in records.items():
        for in_grey in (False, True):
            assert_silent(print_out(workspace, kind, record, in_grey=in_grey).pdf)
    assert SONGBIRD in whole_text(print_out(workspace, "visit", VISIT).pdf)


@pytest.fixture
def visit(empty: Workspace, clock: SettableClock) -> str:
    held = hold_visit(empty)
    clock.advance(timedelta(hours=4))
    return held


def test_neither_a_frozen_paper_nor_its_signed_edition_holds_one(empty: Workspace, visit: str, tmp_path: Path) -> None:
    add_attachment(empty, photo(tmp_path / f"{CANARY}.jpg"), visit)
    with empty.write() as writer:
        writer.new(Note(text=CANARY, visit=visit))
    with empty.write() as writer:
        assert "visit.internal_note" in fill_with_canaries(writer)
    ink = io.BytesIO()
    Image.new("RGBA", (300, 100), (0, 0, 0, 128)).save(ink, "PNG")
    with empty.read() as reader:
        signers = open_signers(reader, visit)
    for signer in signers:
        sign(empty, visit, dataclasses.replace(signer, name=signer.name or "Albers"), picture=ink.getvalue())
    (document,) = every(empty, Document)
    frozen, edition = empty.attachments.read(RecordId(str(document.file))), signed_bytes(empty, document)
    assert edition.startswith(frozen)
    assert edition != frozen
    assert b"inhalt.json" in raw_words(edition)
    for pdf in (frozen, edition):
        assert_silent(pdf)
    assert read(empty, Visit, visit).status == "signed"


def test_a_canary_is_heard_wherever_it_sits() -> None:
    """In the text of a page, in the metadata, in a file inside."""
    hidden = pikepdf.new()
    hidden.add_blank_page()
    hidden.attachments["a.txt"] = pikepdf.AttachedFileSpec(hidden, CANARY.encode(), filename="a.txt")
    told = pikepdf.new()
    told.add_blank_page()
    told.docinfo["/Subject"] = f"Ein {CANARY}, größer als nötig …"
    for document in (hidden, told):
        file = io.BytesIO()
        document.save(file)
        with pytest.raises(AssertionError):
            assert_silent(file.getvalue())


def test_the_door_to_paper_opens_for_printable_fields_only() -> None:
    visit = printable(Visit(goal="Leitbild", internal_note=CANARY, travel_minutes=40))
    assert visit.goal == "Leitbild"
    for field in ("internal_note", "travel_minutes", "clock", "guiding_questions", "metadata"):
        with pytest.raises(NotPrintableError):
            getattr(visit, field)


def test_every_field_that_is_not_printable_is_shut(workspace: Workspace) -> None:
    with workspace.read() as reader:
        for record_type in record_types().values():
            for record in reader.all(select(record_type.cls).limit(1)):
                view = printable(record)
                for field, kind in record_type.fields.items():
                    if kind.traits.printable:
                        getattr(view, field)
                    else:
                        with pytest.raises(NotPrintableError):
                            getattr(view, field)


def test_what_is_computed_from_a_field_that_may_not_be_printed_is_shut_as_well() -> None:
    class Talkative(Visit):
        @property
        def whole_story(self) -> str:
            return f"{self.goal} {self.internal_note}"

    with pytest.raises(NotPrintableError):
        _ = printable(Talkative(goal="Leitbild", internal_note=CANARY)).whole_story
