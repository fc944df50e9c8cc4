"""`document`: frozen protocols from the command line, and forgeries made with a PDF library alone."""

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from tests.cli.laptop import Laptop

MODIFIED = "Nachträglich gefälscht"


@pytest.fixture
def visit(laptop: Laptop) -> str:
    company = laptop.new("company", "name=Ruhrblech & Söhne")
    contact = laptop.new("contact", f"company={company}", "last_name=Tilgner")
    (user,) = (row["id"] for row in laptop.json("records", "list", "user"))
    texts = [f"{name}=Besprochen." for name in ("occasion", "goal", "situation", "environment")]
    frame = ["held_on=2024-05-14", "kind=follow_up", "no_agreements=true", "status=draft", f"consultants={user}"]
    times, place = 'times={"start":"09:00","end":"10:00"}', 'place={"kind":"company"}'
    visit = laptop.new("visit", f"company={company}", *texts, *frame, times, place)
    laptop.new("participant", f"visit={visit}", f"person={contact}", "present=true")
    laptop.new("recommendation", f"visit={visit}", "text=Zähler einbauen")
    return visit


@pytest.fixture
def document(laptop: Laptop, visit: str) -> Any:
    return laptop.json("document", "finalise", visit)


@pytest.fixture
def original(laptop: Laptop, document: Any, tmp_path: Path) -> Path:
    return Path(laptop.json("document", "extract", document["id"], "--output", str(tmp_path / "original.pdf"))["file"])


def verdict(laptop: Laptop, what: str | Path) -> Any:
    """The answer, whatever the exit code."""
    (row,) = laptop.call("document", "verify", str(what), "--json").answer
    return row


def test_a_document_is_found_by_id_number_and_check_code(laptop: Laptop, visit: str, document: Any) -> None:
    assert document["number"].startswith("BP-EN-2024-XX")
    assert document["stands"] is True
    for words in (document["id"], document["number"], document["check_code"], document["check_code"].lower()):
        assert laptop.json("document", "show", words)["id"] == document["id"]
    assert laptop.json("document", "list") == [document] == laptop.json("document", "list", "--about", visit)
    assert laptop.refused("document", "show", "BP-EN-1999-XX001") == (1, "document_unknown")
    assert laptop.json("document", "finalise", visit)["id"] == document["id"]


def test_what_is_written_otherwise_since_is_named(laptop: Laptop, visit: str, document: Any) -> None:
    assert laptop.json("document", "show", document["id"])["changed_since"] == []
    laptop.json("records", "set", visit, "goal=Anders", "internal_note=Nie gedruckt")
    assert laptop.json("document", "show", document["id"])["changed_since"] == ["Ziel"]
    laptop.json("records", "set", visit, "goal=Besprochen.")
    assert laptop.json("document", "show", document["id"])["changed_since"] == []
    laptop.new("recommendation", f"visit={visit}", "text=Noch eine")
    assert laptop.json("document", "show", document["id"])["changed_since"] == ["Empfehlung"]


def test_the_contents_come_out_as_json(laptop: Laptop, document: Any, tmp_path: Path) -> None:
    laptop.json("document", "extract", document["id"], "--contents", "--output", str(tmp_path / "inhalt.json"))
    contents = json.loads((tmp_path / "inhalt.json").read_bytes())
    assert (contents["kind"], contents["contents"]["company"]["name"]) == ("visit_protocol", "Ruhrblech & Söhne")


def test_an_original_is_unchanged_here_and_as_a_file(laptop: Laptop, document: Any, original: Path) -> None:
    for what in (original, document["id"], document["number"]):
        said = verdict(laptop, what)
        assert (said["unchanged"], said["document"]) == (True, document["id"])
    words = laptop.call("document", "verify", str(original)).out
    assert "Unverändert: Bytes, Inhalt und Prüfcode" in words
    assert document["number"] in words


def test_a_document_is_neither_edited_nor_deleted(laptop: Laptop, document: Any) -> None:
    assert laptop.refused("records", "set", document["id"], "number=BP-EN-2024-XX999") == (1, "written_once")
    assert laptop.refused("records", "delete", document["id"]) == (1, "written_once")


def _saved(pdf: pikepdf.Pdf) -> bytes:
    target = io.BytesIO()
    pdf.save(target)
    return target.getvalue()


def resaved(pdf: pikepdf.Pdf) -> None:
    """Nothing but saved anew."""


def other_title(pdf: pikepdf.Pdf) -> None:
    pdf.docinfo["/Title"] = MODIFIED


def page_removed(pdf: pikepdf.Pdf) -> None:
    del pdf.pages[-1]


def blank_page_added(pdf: pikepdf.Pdf) -> None:
    pdf.add_blank_page()


def page_covered(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].contents_add(b"q 1 1 1 rg 0 0 600 900 re f Q")


def page_emptied(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].Contents = pdf.make_stream(b"")


def contents_removed(pdf: pikepdf.Pdf) -> None:
    del pdf.attachments["inhalt.json"]


def contents_swapped(pdf: pikepdf.Pdf) -> None:
    said = json.loads(pdf.attachments["inhalt.json"].get_file().read_bytes())
    said["contents"]["goal"] = MODIFIED
    del pdf.attachments["inhalt.json"]
    forged = json.dumps(said, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()
    pdf.attachments["inhalt.json"] = pikepdf.AttachedFileSpec(pdf, forged, filename="inhalt.json")


FORGERIES: dict[Callable[[pikepdf.Pdf], None], list[str]] = {
    resaved: ["other_bytes"],
    other_title: ["other_bytes"],
    page_removed: ["other_bytes"],
    page_covered: ["other_bytes"],
    blank_page_added: ["other_bytes", "no_code"],
    page_emptied: ["other_bytes", "no_code"],
    contents_removed: ["no_contents"],
    contents_swapped: ["other_contents", "other_code"],
}


def test_a_forgery_is_told_and_what_is_wrong_with_it(laptop: Laptop, document: Any, original: Path) -> None:
    for forge, findings in FORGERIES.items():
        forged = original.with_name(f"{forge.__name__}.pdf")
        with pikepdf.open(original) as pdf:
            forge(pdf)
            forged.write_bytes(_saved(pdf))
        said = verdict(laptop, forged)
        assert (said["what"], said["findings"]) == (str(forged), findings)
        assert (said["document"], said["unchanged"]) == (document["id"], False)
        assert said["differing"] == (["goal"] if forge is contents_swapped else [])
    assert laptop.call("document", "verify", str(forged)).code == 1


def test_what_was_appended_leaves_the_beginning_proved(laptop: Laptop, document: Any, original: Path) -> None:
    longer = original.with_name("länger.pdf")
    longer.write_bytes(original.read_bytes() + b"\n% more\n")
    said = verdict(laptop, longer)
    assert (said["findings"], said["document"]) == (["appended"], document["id"])


def test_a_file_of_somewhere_else_is_checked_in_itself(laptop: Laptop, original: Path, tmp_path: Path) -> None:
    elsewhere = Laptop(tmp_path / "other", laptop.capsys)
    elsewhere.json("workspace", "create", "--partner", "DO", "--user", "Ben Muster")
    said = verdict(elsewhere, original)
    assert (said["findings"], said["document"]) == (["unknown_here"], None)
    assert said["check_code"]
    (tmp_path / "kein.pdf").write_bytes(b"Nur Text")
    assert verdict(elsewhere, tmp_path / "kein.pdf")["findings"] == ["no_pdf"]
