from pathlib import Path

import pytest

from tests.cli.laptop import Laptop
from tests.support.printing import PrinterQueue
from tests.support.waiting import wait_until


@pytest.fixture
def visit(laptop: Laptop) -> str:
    company = laptop.new("company", "name=Ruhrblech")
    return laptop.new("visit", f"company={company}", "held_on=2026-05-19")


@pytest.fixture
def queue(printer_queue: PrinterQueue, monkeypatch: pytest.MonkeyPatch) -> PrinterQueue:
    monkeypatch.setenv("CUPS_SERVER", printer_queue.env["CUPS_SERVER"])
    return printer_queue


def test_a_paper_waits_for_a_printer_that_is_away_and_is_printed_when_it_is_back(
    laptop: Laptop, visit: str, queue: PrinterQueue
) -> None:
    queue.remove()
    kept = laptop.json("print", "visit", visit, "--printer", queue.name, "--queue")
    assert (kept["state"], kept["reason"]) == ("waiting", "gone")
    assert "gesichert" in kept["message"]
    queue.set_up()
    wait_until(lambda: laptop.json("print-jobs", "run")[0]["state"] == "done", "the job to be done")
    assert [job["state"] for job in laptop.json("print-jobs", "list")] == ["done"]
    assert len(queue.wait_for_jobs(1)) == 1


def test_a_waiting_paper_can_be_printed_elsewhere(
    laptop: Laptop, visit: str, queue: PrinterQueue, two_sided_queue: PrinterQueue
) -> None:
    queue.stop()
    wishes = ("--two-sided", "--tray", "photo", "--grey", "--copies", "2")
    job = laptop.json("print", "visit", visit, "--printer", queue.name, *wishes)
    assert (job["state"], job["reason"]) == ("waiting", "stopped")
    assert laptop.refused("print-jobs", "move", job["job"], "--printer", "Weggeraeumt") == (3, "printer_gone")
    (moved,) = laptop.json("print-jobs", "move", job["job"], "--printer", two_sided_queue.name)
    assert moved["printer"] == two_sided_queue.name
    (ordered,) = two_sided_queue.orders(1)
    assert (ordered["IPP_SIDES"], ordered["IPP_COPIES"]) == ("two-sided-long-edge", "2")
    assert ordered["IPP_PRINT_COLOR_MODE"] == "monochrome"
    assert "media-source=photo" in ordered["IPP_MEDIA_COL"]


def test_a_job_is_removed_with_what_the_printer_has_of_it(laptop: Laptop, visit: str, queue: PrinterQueue) -> None:
    queue.switch_off()
    job = laptop.json("print", "visit", visit, "--printer", queue.name)
    assert laptop.json("print-jobs", "remove", job["job"]) == {"removed": [job["job"]]}
    assert laptop.json("print-jobs", "list") == []
    assert laptop.refused("print-jobs", "remove", job["job"]) == (1, "print_job_unknown")
    queue.kept_jobs(0)


def test_the_printers_are_listed_with_what_they_can(laptop: Laptop, two_sided_queue: PrinterQueue,
                                                    monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    monkeypatch.setenv("CUPS_SERVER", two_sided_queue.env["CUPS_SERVER"])
    (row,) = [one for one in laptop.json("print-jobs", "printers") if one["name"] == two_sided_queue.name]
    assert (row["state"], row["takes_jobs"], row["hindrances"]) == ("idle", True, [])
    assert "photo" in row["trays"]
    assert "monochrome" in row["colours"]


def test_on_a_system_where_the_window_prints_the_command_only_queues(
    laptop: Laptop, visit: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.platform", "win32")
    assert laptop.refused("print-jobs", "run") == (3, "print_by_window")
    kept = laptop.json("print", "visit", visit, "--printer", "Buero", "--queue")
    assert (kept["state"], kept["reason"]) == ("waiting", "")
