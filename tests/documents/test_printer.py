import os
import struct
import subprocess
from pathlib import Path

import pytest

from consultant_app.documents.printer import list_printers, print_pdf, prints_two_sided
from consultant_app.documents.visit_protocol import render_visit_protocol
from consultant_app.errors import TroubleError
from tests.documents.sample_papers import visit_protocol
from tests.support.printing import PrinterQueue


@pytest.fixture
def queue(printer_queue: PrinterQueue, monkeypatch: pytest.MonkeyPatch) -> PrinterQueue:
    for name, value in printer_queue.env.items():
        monkeypatch.setenv(name, value)
    return printer_queue


def test_what_arrives_at_the_printer_are_the_pages_of_the_document(queue: PrinterQueue) -> None:
    pdf = render_visit_protocol(visit_protocol())
    job = print_pdf(pdf, queue.name, copies=1, title="Besuchsprotokoll – Bäckerei Krümelglück")
    assert job.startswith(queue.name)
    (arrived,) = queue.wait_for_jobs(1)
    text = subprocess.run(["pdftotext", str(arrived), "-"], capture_output=True, text=True, check=True).stdout
    assert "Ruhrblech Mustermetall" in text
    assert "Unterschriften" in text


def test_the_job_carries_its_title_and_copies(queue: PrinterQueue) -> None:
    queue.stop()
    job = print_pdf(render_visit_protocol(visit_protocol()), queue.name, copies=2, title="Protokoll „Größe“ <&>")
    told = queue.job_attributes(job)
    assert "Protokoll „Größe“ <&>".encode() in told
    assert struct.pack(">BH6sHI", 0x21, 6, b"copies", 4, 2) in told


def test_the_spooler_keeps_the_very_bytes(queue: PrinterQueue) -> None:
    queue.stop()
    pdf = render_visit_protocol(visit_protocol())
    job = print_pdf(pdf, queue.name, copies=1, title="Protokoll")
    number = job.rsplit("-", 1)[1]
    kept = queue.spooler.folder / "requests" / f"d{int(number):05}-001"
    assert kept.read_bytes() == pdf


def test_a_queue_is_listed_with_its_state(queue: PrinterQueue) -> None:
    (printer,) = [printer for printer in list_printers() if printer.name == queue.name]
    assert (printer.state, printer.accepts_jobs, printer.reason) == ("idle", True, "")
    queue.stop()
    (printer,) = [printer for printer in list_printers() if printer.name == queue.name]
    assert printer.state == "stopped"
    queue.resume()
    queue.refuse_jobs()
    (printer,) = [printer for printer in list_printers() if printer.name == queue.name]
    assert not printer.accepts_jobs


def test_the_default_queue_is_known_and_comes_first(queue: PrinterQueue) -> None:
    queue.spooler.run("lpadmin", "-d", queue.name)
    first = list_printers()[0]
    assert (first.name, first.is_default) == (queue.name, True)


def test_only_a_printer_that_turns_the_sheet_prints_on_both_sides(
    queue: PrinterQueue, two_sided_queue: PrinterQueue
) -> None:
    assert not prints_two_sided(queue.name)
    assert prints_two_sided(two_sided_queue.name)
    assert not prints_two_sided("Weggeraeumt")


def test_the_job_says_over_which_edge_the_sheet_is_turned(queue: PrinterQueue) -> None:
    queue.stop()
    pdf = render_visit_protocol(visit_protocol())
    for sides in ("one-sided", "two-sided-long-edge", "two-sided-short-edge"):
        job = print_pdf(pdf, queue.name, copies=1, title="Protokoll", sides=sides)
        told = queue.job_attributes(job)
        assert struct.pack(f">BH5sH{len(sides)}s", 0x44, 5, b"sides", len(sides), sides.encode()) in told


def test_a_queue_that_refuses_is_named(queue: PrinterQueue) -> None:
    queue.refuse_jobs()
    with pytest.raises(TroubleError) as trouble:
        print_pdf(b"%PDF-1.4\n", queue.name, copies=1, title="Protokoll")
    assert trouble.value.code == "printer_refuses"
    assert trouble.value.facts["printer"] == queue.name


def test_a_queue_that_is_gone_is_named(queue: PrinterQueue) -> None:
    queue.remove()
    assert queue.name not in {printer.name for printer in list_printers()}
    with pytest.raises(TroubleError) as trouble:
        print_pdf(b"%PDF-1.4\n", queue.name, copies=1, title="Protokoll")
    assert trouble.value.code == "printer_gone"


def test_a_spooler_that_does_not_run_is_trouble_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CUPS_SERVER", str(tmp_path / "nobody.sock"))
    for attempt in (list_printers, lambda: print_pdf(b"%PDF", "Buero", copies=1, title="Protokoll")):
        with pytest.raises(TroubleError) as trouble:
            attempt()
        assert trouble.value.code == "printing_system_silent"


def test_a_machine_without_a_printing_system_is_trouble_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(TroubleError) as trouble:
        list_printers()
    assert trouble.value.code == "printing_system_missing"


def test_a_spooler_that_hangs_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hanging = tmp_path / "lpstat"
    hanging.write_text("#!/bin/sh\nexec sleep 30\n")
    hanging.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    monkeypatch.setattr("consultant_app.documents.printer._ANSWER_TIMEOUT_S", 0.2)
    with pytest.raises(TroubleError) as trouble:
        list_printers()
    assert trouble.value.code == "printing_system_silent"


def test_a_program_that_cannot_run_is_trouble_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("lpstat", "lpoptions"):
        (tmp_path / name).write_text("no program")
        (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(TroubleError, match="printing_system_silent"):
        list_printers()
    assert not prints_two_sided("Buero")


def test_no_copies_are_no_job() -> None:
    with pytest.raises(ValueError, match="0"):
        print_pdf(b"%PDF", "Buero", copies=0, title="Protokoll")
