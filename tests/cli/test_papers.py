from pathlib import Path

import pikepdf
import pytest

from tests.cli.laptop import Laptop
from tests.support.printing import PrinterQueue


@pytest.fixture
def visit(laptop: Laptop) -> str:
    company = laptop.new("company", "name=Ruhrblech & Söhne")
    visit = laptop.new("visit", f"company={company}", "held_on=2026-05-19", "goal=Leitbild", "situation=Größe.")
    plan = laptop.new("action_plan", f"company={company}", "title=Plan")
    laptop.new("measure", f"action_plan={plan}", "title=Druckluft abschalten")
    return visit


def company_of(laptop: Laptop, visit: str) -> str:
    return str(laptop.fields(visit)["company"])


def is_pdf(path: Path) -> bool:
    with pikepdf.open(path) as pdf:
        return len(pdf.pages) > 0


def test_a_visit_and_a_plan_become_pdf_files(laptop: Laptop, visit: str, tmp_path: Path) -> None:
    file = tmp_path / "protokoll.pdf"
    answer = laptop.json("print", "visit", visit, "--output", str(file))
    assert answer.items() >= {"kind": "visit", "id": visit, "file": str(file)}.items()
    assert "Ruhrblech & Söhne" in answer["title"]
    assert is_pdf(file)
    (plan,) = laptop.json("records", "list", "action_plan")
    laptop.json("print", "--output", str(tmp_path / "plan.pdf"), "plan", plan["id"])
    assert is_pdf(tmp_path / "plan.pdf")


def test_the_language_of_a_paper_can_be_chosen_and_is_the_programs_without(
    laptop: Laptop, visit: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def title(*words: str) -> str:
        return str(laptop.json("print", "visit", visit, "--output", str(tmp_path / "x.pdf"), *words)["title"])

    assert title().startswith("Besuchsprotokoll")
    assert title("--language", "en").startswith("Visit protocol")
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    assert title().startswith("Visit protocol")
    assert title("--language", "de").startswith("Besuchsprotokoll")
    assert laptop.call("print", "visit", visit, "--output", "x.pdf", "--language", "fr").code == 2
    printed = laptop.json("print", "--company", company_of(laptop, visit), "--output", str(tmp_path / "all"))
    assert [Path(row["file"]).name.split(" ")[0] for row in printed] == ["Visit", "Action"]


def test_everything_of_a_company_goes_into_a_folder_that_may_be_new(laptop: Laptop, visit: str, tmp_path: Path) -> None:
    folder = tmp_path / "papiere" / "2026"
    printed = laptop.json("print", "--company", company_of(laptop, visit), "--output", str(folder))
    assert [row["kind"] for row in printed] == ["visit", "plan"]
    assert sorted(row["file"] for row in printed) == sorted(str(path) for path in folder.iterdir())
    assert all(is_pdf(path) for path in folder.iterdir())


def test_a_company_without_visit_and_plan_has_nothing_to_print(laptop: Laptop, tmp_path: Path) -> None:
    words = ("print", "--company", laptop.new("company", "name=Tilgner"), "--output", str(tmp_path / "all"))
    assert laptop.refused(*words) == (1, "nothing_to_print")
    assert "Zu Tilgner gibt es noch nichts zu drucken" in laptop.call(*words).err
    assert not (tmp_path / "all").exists()


def test_a_real_queue_gets_the_pages(
    laptop: Laptop, visit: str, printer_queue: PrinterQueue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CUPS_SERVER", printer_queue.env["CUPS_SERVER"])
    sent = laptop.json("print", "visit", visit, "--printer", printer_queue.name, "--copies", "2")
    assert (sent["printer"], sent["copies"]) == (printer_queue.name, 2)
    assert sent["state"] == "handed"
    (arrived,) = printer_queue.wait_for_jobs(1)
    assert is_pdf(arrived)


def test_a_printer_that_is_gone_is_told(
    laptop: Laptop, visit: str, printer_queue: PrinterQueue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CUPS_SERVER", printer_queue.env["CUPS_SERVER"])
    assert laptop.refused("print", "visit", visit, "--printer", "Weggeraeumt") == (3, "printer_gone")
    assert laptop.json("print-jobs", "list") == []


@pytest.mark.parametrize(
    ("words", "code", "error"),
    [
        (("visit", "--output", "x.pdf"), 2, "print_what"),
        (("--output", "x.pdf"), 2, "print_what"),
        (("visit", "ID", "--company", "ID", "--output", "x"), 2, "print_what"),
        (("visit", "ID"), 2, "print_where"),
        (("visit", "ID", "--output", "x", "--printer", "y"), 2, "print_where"),
        (("letter", "ID", "--output", "x"), 2, "unknown_document"),
        (("visit", "f" * 32, "--output", "x"), 1, "record_not_found"),
        (("visit", "ID", "--output", "/nowhere/x.pdf"), 3, "pdf_not_written"),
        (("--company", "f" * 32, "--output", "x"), 1, "record_not_found"),
        (("visit", "ID", "--output", "x", "--nosuch"), 2, "usage"),
    ],
)
def test_what_cannot_be_printed_is_said(
    laptop: Laptop, visit: str, words: tuple[str, ...], code: int, error: str
) -> None:
    assert laptop.refused("print", *[visit if word == "ID" else word for word in words]) == (code, error)
