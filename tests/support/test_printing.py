import os
import subprocess
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from tests.support.printing import PrinterQueue
from tests.support.waiting import PATIENCE_S


def a_pdf(path: Path) -> Path:
    canvas = Canvas(str(path), invariant=1)
    canvas.drawString(100, 700, "Besuchsprotokoll")
    canvas.save()
    return path


def lp(queue: PrinterQueue, *words: str) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, **queue.env, "LC_ALL": "C.UTF-8"}
    return subprocess.run(["lp", "-d", queue.name, *words], env=env, capture_output=True, text=True, timeout=PATIENCE_S)


def test_a_printed_pdf_arrives_at_the_printer(printer_queue: PrinterQueue, tmp_path: Path) -> None:
    pdf = a_pdf(tmp_path / "protokoll.pdf")
    sent = lp(printer_queue, str(pdf))
    assert sent.returncode == 0, sent.stderr
    (arrived,) = printer_queue.wait_for_jobs(1)
    text = subprocess.run(["pdftotext", str(arrived), "-"], capture_output=True, text=True, check=True)
    assert text.stdout.strip() == "Besuchsprotokoll"


def test_a_stopped_queue_keeps_the_job_until_it_goes_on(printer_queue: PrinterQueue, tmp_path: Path) -> None:
    printer_queue.stop()
    assert lp(printer_queue, str(a_pdf(tmp_path / "protokoll.pdf"))).returncode == 0
    assert list(printer_queue.spool.iterdir()) == []
    printer_queue.resume()
    assert len(printer_queue.wait_for_jobs(1)) == 1


def test_a_printer_that_was_away_gets_its_job_when_it_is_back(printer_queue: PrinterQueue, tmp_path: Path) -> None:
    printer_queue.switch_off()
    assert lp(printer_queue, str(a_pdf(tmp_path / "protokoll.pdf"))).returncode == 0
    printer_queue.switch_on()
    assert len(printer_queue.wait_for_jobs(1)) == 1


def test_a_queue_that_takes_no_jobs_says_so(printer_queue: PrinterQueue, tmp_path: Path) -> None:
    printer_queue.refuse_jobs()
    refused = lp(printer_queue, str(a_pdf(tmp_path / "protokoll.pdf")))
    assert refused.returncode != 0
    assert "not accepting" in refused.stderr


def test_a_removed_queue_is_unknown(printer_queue: PrinterQueue, tmp_path: Path) -> None:
    printer_queue.remove()
    assert lp(printer_queue, str(a_pdf(tmp_path / "protokoll.pdf"))).returncode != 0
