import socket
import struct
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from consultant_app.documents.printer import Order, Printer
from consultant_app.documents.printer_cups import Cups
from consultant_app.documents.visit_protocol import render_visit_protocol
from consultant_app.errors import TroubleError
from tests.documents.sample_papers import visit_protocol
from tests.support.printing import PrinterQueue
from tests.support.waiting import wait_until


@pytest.fixture
def cups(printer_queue: PrinterQueue) -> Cups:
    return Cups(printer_queue.spooler.address)


def order(queue: PrinterQueue, **wishes: object) -> Order:
    return Order(**{"printer": queue.name, "title": "Protokoll", "mark": "0a1b", **wishes})


def listed(cups: Cups, queue: PrinterQueue) -> Printer:
    (printer,) = [one for one in cups.list_printers() if one.name == queue.name]
    return printer


def words_of(path: Path) -> list[list[str]]:
    """Page by page, in any order: some printers put the last one out first."""
    told = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, text=True, check=True).stdout
    return sorted(sorted(page.split()) for page in told.split("\f"))


def test_what_arrives_at_the_printer_are_the_pages_of_the_document(cups: Cups, printer_queue: PrinterQueue) -> None:
    pdf = render_visit_protocol(visit_protocol())
    job = cups.hand_over(pdf, order(printer_queue, title="Besuchsprotokoll – Bäckerei Krümelglück"))
    (arrived,) = printer_queue.wait_for_jobs(1)
    assert words_of(arrived) == words_of(printer_queue.kept_bytes(job))
    assert {"Mustermetall", "Unterschriften"} <= {word for page in words_of(arrived) for word in page}


def test_the_spooler_keeps_the_very_bytes(cups: Cups, printer_queue: PrinterQueue) -> None:
    printer_queue.stop()
    pdf = render_visit_protocol(visit_protocol())
    job = cups.hand_over(pdf, order(printer_queue))
    assert printer_queue.kept_bytes(job).read_bytes() == pdf


def test_the_job_carries_its_title_its_copies_and_its_edge(cups: Cups, printer_queue: PrinterQueue) -> None:
    printer_queue.stop()
    for sides in ("one-sided", "two-sided-long-edge", "two-sided-short-edge"):
        job = cups.hand_over(b"%PDF-1.4\n", order(printer_queue, title="„Größe“ <&>", copies=2, sides=sides))
        told = printer_queue.job_attributes(job)
        assert "„Größe“ <&>".encode() in told
        assert struct.pack(">BH6sHI", 0x21, 6, b"copies", 4, 2) in told
        assert struct.pack(f">BH5sH{len(sides)}s", 0x44, 5, b"sides", len(sides), sides.encode()) in told


def test_tray_sides_and_colour_reach_the_printer(two_sided_queue: PrinterQueue) -> None:
    cups = Cups(two_sided_queue.spooler.address)
    wishes = {"sides": "two-sided-short-edge", "tray": "photo", "colour": "monochrome", "copies": 3}
    cups.hand_over(render_visit_protocol(visit_protocol()), order(two_sided_queue, **wishes))
    (ordered,) = two_sided_queue.orders(1)
    assert ordered["IPP_SIDES"] == "two-sided-short-edge"
    assert ordered["IPP_PRINT_COLOR_MODE"] == "monochrome"
    assert "media-source=photo" in ordered["IPP_MEDIA_COL"]
    assert "x-dimension=21000" in ordered["IPP_MEDIA_COL"]
    assert ordered["IPP_COPIES"] == "3"


def test_a_printer_says_what_it_can(cups: Cups, printer_queue: PrinterQueue, two_sided_queue: PrinterQueue) -> None:
    assert not listed(cups, printer_queue).prints_two_sided
    turning = listed(cups, two_sided_queue)
    assert turning.prints_two_sided
    assert turning.prints_in_grey_or_colour
    assert {"main", "photo"} <= set(turning.trays)


def test_a_queue_is_listed_with_its_state(cups: Cups, printer_queue: PrinterQueue) -> None:
    printer = listed(cups, printer_queue)
    assert (printer.state, printer.accepts_jobs, printer.reason, printer.hindrances) == ("idle", True, "", ())
    printer_queue.stop()
    assert (listed(cups, printer_queue).state, listed(cups, printer_queue).takes_jobs_now) == ("stopped", False)
    printer_queue.resume()
    printer_queue.refuse_jobs()
    assert not listed(cups, printer_queue).takes_jobs_now


def test_the_default_queue_is_known_and_comes_first(cups: Cups, printer_queue: PrinterQueue) -> None:
    printer_queue.spooler.run("lpadmin", "-d", printer_queue.name)
    first = cups.list_printers()[0]
    assert (first.name, first.is_default) == (printer_queue.name, True)


def test_a_job_is_done_when_the_printer_says_so(cups: Cups, printer_queue: PrinterQueue) -> None:
    printer_queue.take_out_paper()
    job = cups.hand_over(render_visit_protocol(visit_protocol()), order(printer_queue))
    report = wait_until(lambda: "paper_out" in cups.look(job).hindrances and cups.look(job), "the printer to complain")
    assert report.progress == "printing"
    printer_queue.put_in_paper()
    wait_until(lambda: cups.look(job).progress == "done", lambda: f"the end of the job: {cups.look(job)}")


def test_a_printer_that_does_not_answer_is_offline_and_prints_when_it_is_back(
    cups: Cups, printer_queue: PrinterQueue
) -> None:
    printer_queue.switch_off()
    job = cups.hand_over(render_visit_protocol(visit_protocol()), order(printer_queue))
    wait_until(lambda: "offline" in cups.look(job).hindrances, lambda: f"the silence to be told: {cups.look(job)}")
    printer_queue.switch_on()
    printer_queue.wait_for_jobs(1)
    wait_until(lambda: cups.look(job).progress == "done", lambda: f"the end of the job: {cups.look(job)}")


def test_a_job_at_a_stopped_queue_says_so(cups: Cups, printer_queue: PrinterQueue) -> None:
    printer_queue.stop()
    job = cups.hand_over(b"%PDF-1.4\n", order(printer_queue))
    assert (cups.look(job).progress, cups.look(job).hindrances) == ("pending", ("stopped",))


def test_a_job_is_found_again_by_its_mark(cups: Cups, printer_queue: PrinterQueue) -> None:
    printer_queue.stop()
    job = cups.hand_over(b"%PDF-1.4\n", order(printer_queue, mark="0001"))
    assert cups.find(printer_queue.name, "0001") == job
    assert cups.find(printer_queue.name, "0002") is None


def test_a_job_can_be_taken_back(cups: Cups, printer_queue: PrinterQueue) -> None:
    printer_queue.stop()
    job = cups.hand_over(b"%PDF-1.4\n", order(printer_queue))
    cups.cancel(job)
    assert cups.look(job).progress == "cancelled"


def test_of_a_job_whose_queue_was_removed_nothing_is_known(cups: Cups, printer_queue: PrinterQueue) -> None:
    printer_queue.stop()
    job = cups.hand_over(b"%PDF-1.4\n", order(printer_queue))
    printer_queue.remove()
    assert cups.look(job).progress == "unknown"
    assert cups.find(printer_queue.name, "0a1b") is None


def test_a_queue_that_refuses_is_named(cups: Cups, printer_queue: PrinterQueue) -> None:
    printer_queue.refuse_jobs()
    with pytest.raises(TroubleError) as trouble:
        cups.hand_over(b"%PDF-1.4\n", order(printer_queue))
    assert trouble.value.code == "printer_refuses"
    assert trouble.value.facts["printer"] == printer_queue.name


def test_a_queue_that_is_gone_is_named(cups: Cups, printer_queue: PrinterQueue) -> None:
    printer_queue.remove()
    assert printer_queue.name not in {printer.name for printer in cups.list_printers()}
    with pytest.raises(TroubleError) as trouble:
        cups.hand_over(b"%PDF-1.4\n", order(printer_queue))
    assert trouble.value.code == "printer_gone"


def test_the_spooler_is_where_the_environment_says(
    printer_queue: PrinterQueue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CUPS_SERVER", printer_queue.spooler.address)
    assert printer_queue.name in {one.name for one in Cups().list_printers()}


def test_the_spooler_is_where_the_persons_file_says(
    printer_queue: PrinterQueue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CUPS_SERVER", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / ".cups").mkdir()
    (tmp_path / ".cups" / "client.conf").write_text(f"# mine\nServerName {printer_queue.spooler.address}\n")
    assert printer_queue.name in {one.name for one in Cups().list_printers()}


def test_a_spooler_that_does_not_run_is_trouble_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CUPS_SERVER", str(tmp_path / "nobody.sock"))
    wish = Order(printer="Buero", title="Protokoll", mark="1")
    for attempt in (Cups().list_printers, lambda: Cups().hand_over(b"%PDF", wish)):
        with pytest.raises(TroubleError) as trouble:
            attempt()
        assert trouble.value.code == "printing_system_silent"


@contextmanager
def strange_spooler(folder: Path, answer: bytes) -> Iterator[str]:
    """Takes one question, says `answer` and nothing more until it is left."""
    path = str(folder / "strange.sock")
    over = threading.Event()
    with socket.socket(socket.AF_UNIX) as door:
        door.bind(path)
        door.listen()

        def serve() -> None:
            line, _ = door.accept()
            with line:
                line.recv(65536)
                line.sendall(answer)
                if not answer:
                    over.wait()

        thread = threading.Thread(target=serve)
        thread.start()
        try:
            yield path
        finally:
            over.set()
            thread.join()


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc",
        b"HTTP/1.1 200 OK\r\nContent-Length: 12\r\n\r\n\x02\x00\x00\x00\x00\x00\x00\x01\x01\x47\x00\x99",
        b"no spooler at all",
    ],
    ids=["hangs", "refuses", "too short", "cut", "strange"],
)
def test_a_spooler_without_sense_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answer: bytes) -> None:
    monkeypatch.setattr("consultant_app.documents.printer_cups._ANSWER_TIMEOUT_S", 0.2)
    with strange_spooler(tmp_path, answer) as address, pytest.raises(TroubleError) as trouble:
        Cups(address).list_printers()
    assert trouble.value.code == "printing_system_silent"


def test_no_copies_are_no_job() -> None:
    with pytest.raises(ValueError, match="0"):
        Cups("/nowhere").hand_over(b"%PDF", Order(printer="Buero", title="Protokoll", mark="1", copies=0))
