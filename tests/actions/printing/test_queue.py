"""The queue before a real spooler: what waits, what goes out, what is told until the printer is done."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from consultant_app.actions.documents.finalising import finalise_visit
from consultant_app.actions.paper.printing import Printout, print_out
from consultant_app.actions.printing.carrying_on import carry_on
from consultant_app.actions.printing.queue import (
    Wishes,
    print_elsewhere,
    put_in_queue,
    reason_words,
    remove,
    try_again,
)
from consultant_app.documents.printer import JobId, Order
from consultant_app.documents.printer_cups import Cups
from consultant_app.errors import RuleError, TroubleError
from consultant_app.workspace.print_jobs import DATABASE_FILE, PrintJob
from consultant_app.workspace.workspace import Workspace
from tests.support.clock import SettableClock
from tests.support.held_visits import hold_visit
from tests.support.printing import PrinterQueue
from tests.support.waiting import wait_until

Paper = Callable[[], Printout]


def the_job(workspace: Workspace) -> PrintJob:
    (job,) = workspace.print_jobs.all()
    return job


def until(workspace: Workspace, cups: Cups, state: str, reason: str = "") -> PrintJob:
    """Looks at the queue, as the program does every few moments, until the one job stands so."""

    def stands() -> bool:
        (job,) = carry_on(workspace, cups)
        return (job.state, job.reason) == (state, reason)

    wait_until(stands, lambda: f"{state} {reason}: {the_job(workspace)}")
    return the_job(workspace)


def test_a_job_is_durable_before_anything_is_printed(
    workspace: Workspace, paper: Paper, printer_queue: PrinterQueue
) -> None:
    printout = paper()
    (job,) = put_in_queue(workspace, [printout], Wishes(printer_queue.name))
    assert (job.state, job.title) == ("waiting", printout.title)
    assert workspace.print_jobs.pages(job.id) == printout.pdf
    assert printout.title.encode() not in (workspace.folder / DATABASE_FILE).read_bytes()
    assert list(printer_queue.spool.iterdir()) == []


def test_a_job_is_followed_until_the_printer_is_done_and_then_lets_go_of_its_pages(
    workspace: Workspace, cups: Cups, paper: Paper, printer_queue: PrinterQueue
) -> None:
    printer_queue.take_out_paper()
    (job,) = put_in_queue(workspace, [paper()], Wishes(printer_queue.name, copies=2))
    assert "kein Papier" in reason_words(until(workspace, cups, "printing", "paper_out"), "de")
    printer_queue.put_in_paper()
    until(workspace, cups, "done")
    (ordered,) = printer_queue.orders(1)
    assert ordered["IPP_COPIES"] == "2"
    assert workspace.print_jobs.pages(job.id) is None
    assert len(printer_queue.wait_for_jobs(1)) == 1


def test_what_was_printed_is_told_for_a_day(
    workspace: Workspace, clock: SettableClock, cups: Cups, paper: Paper, printer_queue: PrinterQueue
) -> None:
    put_in_queue(workspace, [paper()], Wishes(printer_queue.name))
    until(workspace, cups, "done")
    clock.advance(timedelta(hours=23))
    assert [job.state for job in carry_on(workspace, cups)] == ["done"]
    clock.advance(timedelta(hours=2))
    assert carry_on(workspace, cups) == ()


def test_a_stopped_printer_holds_the_job_here_and_gets_it_when_it_goes_on(
    workspace: Workspace, cups: Cups, paper: Paper, printer_queue: PrinterQueue
) -> None:
    printer_queue.stop()
    put_in_queue(workspace, [paper()], Wishes(printer_queue.name))
    until(workspace, cups, "waiting", "stopped")
    printer_queue.kept_jobs(0)
    printer_queue.resume()
    until(workspace, cups, "done")
    assert len(printer_queue.wait_for_jobs(1)) == 1


def test_a_printer_that_disappears_gets_its_job_when_it_is_back(
    workspace: Workspace, cups: Cups, paper: Paper, printer_queue: PrinterQueue
) -> None:
    printer_queue.switch_off()
    put_in_queue(workspace, [paper()], Wishes(printer_queue.name))
    until(workspace, cups, "printing", "offline")
    printer_queue.switch_on()
    until(workspace, cups, "done")
    assert len(printer_queue.wait_for_jobs(1)) == 1


def test_a_queue_that_was_removed_holds_the_job_until_there_is_one_again(
    workspace: Workspace, cups: Cups, paper: Paper, printer_queue: PrinterQueue
) -> None:
    printer_queue.remove()
    put_in_queue(workspace, [paper()], Wishes(printer_queue.name))
    until(workspace, cups, "waiting", "gone")
    printer_queue.set_up()
    until(workspace, cups, "done")


def test_a_queue_removed_under_a_job_that_had_not_begun_gives_it_back(
    workspace: Workspace, cups: Cups, paper: Paper, printer_queue: PrinterQueue
) -> None:
    put_in_queue(workspace, [paper()], Wishes(printer_queue.name))
    printer_queue.switch_off()
    until(workspace, cups, "printing", "offline")
    printer_queue.remove()
    until(workspace, cups, "waiting", "gone")


def test_a_job_deleted_at_the_printer_is_said_and_can_be_printed_again(
    workspace: Workspace, cups: Cups, paper: Paper, printer_queue: PrinterQueue
) -> None:
    printer_queue.switch_off()
    put_in_queue(workspace, [paper()], Wishes(printer_queue.name))
    job = until(workspace, cups, "printing", "offline")
    cups.cancel(JobId(job.handle))
    until(workspace, cups, "failed", "cancelled")
    printer_queue.switch_on()
    try_again(workspace, [job.id])
    until(workspace, cups, "done")


def test_a_held_job_can_be_printed_elsewhere(
    workspace: Workspace, cups: Cups, paper: Paper, printer_queue: PrinterQueue, two_sided_queue: PrinterQueue
) -> None:
    printer_queue.switch_off()
    put_in_queue(workspace, [paper()], Wishes(printer_queue.name))
    job = until(workspace, cups, "printing", "offline")
    print_elsewhere(workspace, job.id, two_sided_queue.name, cups)
    until(workspace, cups, "done")
    assert len(two_sided_queue.wait_for_jobs(1)) == 1
    assert cups.look(JobId(job.handle)).progress == "cancelled"


def test_a_removed_job_is_printed_nowhere(
    workspace: Workspace, cups: Cups, paper: Paper, printer_queue: PrinterQueue
) -> None:
    printer_queue.switch_off()
    put_in_queue(workspace, [paper()], Wishes(printer_queue.name))
    job = until(workspace, cups, "printing", "offline")
    remove(workspace, [job.id], cups)
    assert workspace.print_jobs.all() == ()
    assert cups.look(JobId(job.handle)).progress == "cancelled"
    with pytest.raises(RuleError, match="print_job_unknown"):
        remove(workspace, [job.id], cups)


def test_without_a_spooler_jobs_wait_and_say_so(
    workspace: Workspace, paper: Paper, printer_queue: PrinterQueue, tmp_path: Path, cups: Cups,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setenv("CUPS_SERVER", str(tmp_path / "nobody.sock"))
    put_in_queue(workspace, [paper()], Wishes(printer_queue.name))
    (job,) = carry_on(workspace, Cups())
    assert (job.state, job.reason) == ("waiting", "system_silent")
    until(workspace, cups, "done")


def test_a_restart_goes_on_where_the_program_ended(
    workspace: Workspace, cups: Cups, paper: Paper, printer_queue: PrinterQueue
) -> None:
    printer_queue.stop()
    put_in_queue(workspace, [paper()], Wishes(printer_queue.name))
    until(workspace, cups, "waiting", "stopped")
    workspace.close()
    again = Workspace.open(workspace.folder, passphrase="geheim")
    try:
        printer_queue.resume()
        until(again, cups, "done")
    finally:
        again.close()
    assert len(printer_queue.wait_for_jobs(1)) == 1


class CutOff(Cups):
    """Ends the program, or loses the answer, right after the spooler took a job."""

    def __init__(self, address: str, failure: BaseException) -> None:
        super().__init__(address)
        self._failure = failure

    def hand_over(self, pdf: bytes, order: Order) -> JobId:
        super().hand_over(pdf, order)
        raise self._failure


@pytest.mark.parametrize("failure", [KeyboardInterrupt(), TroubleError("printing_system_silent", reason="cut")])
def test_what_arrived_unheard_is_not_printed_twice(
    workspace: Workspace, cups: Cups, paper: Paper, printer_queue: PrinterQueue, failure: BaseException
) -> None:
    put_in_queue(workspace, [paper()], Wishes(printer_queue.name))
    cut_off = CutOff(printer_queue.spooler.address, failure)
    with suppress(KeyboardInterrupt):
        carry_on(workspace, cut_off)
    assert the_job(workspace).state == "handing"
    until(workspace, cups, "done")
    assert printer_queue.jobs_ever() == 1


def test_what_set_out_and_never_arrived_sets_out_again(
    workspace: Workspace, cups: Cups, paper: Paper, printer_queue: PrinterQueue
) -> None:
    (job,) = put_in_queue(workspace, [paper()], Wishes(printer_queue.name))
    # As a program leaves it that ends between its word in the database and the spooler.
    assert workspace.print_jobs.move(job, 0, state="handing", run="0123456789abcdef", tries=1)
    until(workspace, cups, "done")
    assert printer_queue.jobs_ever() == 1


def test_two_programs_on_one_workspace_print_once(
    workspace: Workspace, cups: Cups, paper: Paper, printer_queue: PrinterQueue
) -> None:
    """The second looks while the first is on its way with the job."""
    other = Workspace.open(workspace.folder, passphrase="geheim")

    class Watched(Cups):
        def hand_over(self, pdf: bytes, order: Order) -> JobId:
            (seen,) = carry_on(other, cups)
            assert seen.state == "handing"
            return super().hand_over(pdf, order)

    try:
        put_in_queue(workspace, [paper()], Wishes(printer_queue.name))
        carry_on(workspace, Watched(printer_queue.spooler.address))
        until(other, cups, "done")
        until(workspace, cups, "done")
    finally:
        other.close()
    assert printer_queue.jobs_ever() == 1


def test_of_two_views_of_a_job_only_one_moves_it(workspace: Workspace, paper: Paper) -> None:
    (job,) = put_in_queue(workspace, [paper()], Wishes("Buero"))
    assert workspace.print_jobs.move(job, 0, state="handing", run="a", tries=1)
    assert not workspace.print_jobs.move(job, 0, state="handing", run="b", tries=1)
    assert the_job(workspace).run == "a"


def test_a_system_that_follows_no_jobs_is_done_once_it_took_the_pages(
    workspace: Workspace, paper: Paper, printer_queue: PrinterQueue
) -> None:
    class Blind(Cups):
        follows_jobs = False

    blind = Blind(printer_queue.spooler.address)
    put_in_queue(workspace, [paper()], Wishes(printer_queue.name))
    assert [job.state for job in carry_on(workspace, blind)] == ["done"]
    (job,) = put_in_queue(workspace, [paper()], Wishes(printer_queue.name))
    workspace.print_jobs.move(job, 0, state="handing", run="0123456789abcdef", tries=1)
    assert [(one.state, one.reason) for one in carry_on(workspace, blind)][-1] == ("failed", "unclear")


def test_both_sides_are_turned_as_each_paper_is_read(workspace: Workspace, paper: Paper) -> None:
    papers = [paper(), replace(paper(), is_landscape=True)]
    jobs = put_in_queue(workspace, papers, Wishes("Buero", two_sided=True))
    assert [job.sides for job in jobs] == ["two-sided-long-edge", "two-sided-short-edge"]
    assert {job.sides for job in put_in_queue(workspace, papers, Wishes("Buero"))} == {"one-sided"}


def note_erasure(workspace: Workspace, contact: str) -> None:
    with workspace.database.writing() as connection:
        connection.exec_driver_sql("INSERT INTO erasure (contact, id, body) VALUES (?, 'o', x'')", (contact,))


def test_pages_made_before_an_order_of_erasure_are_printed_no_more(
    workspace: Workspace, cups: Cups, paper: Paper, printer_queue: PrinterQueue
) -> None:
    (job,) = put_in_queue(workspace, [paper()], Wishes(printer_queue.name))
    note_erasure(workspace, "c0ffee")
    (seen,) = carry_on(workspace, cups)
    assert (seen.state, seen.reason) == ("failed", "outdated")
    assert workspace.print_jobs.pages(job.id) is None
    printer_queue.kept_jobs(0)


def test_pages_that_a_printer_has_not_printed_yet_are_taken_back_by_an_order_of_erasure(
    workspace: Workspace, cups: Cups, paper: Paper, printer_queue: PrinterQueue
) -> None:
    printer_queue.switch_off()
    put_in_queue(workspace, [paper()], Wishes(printer_queue.name))
    job = until(workspace, cups, "printing", "offline")
    note_erasure(workspace, "c0ffee")
    until(workspace, cups, "failed", "outdated")
    assert cups.look(JobId(job.handle)).progress == "cancelled"
    printer_queue.kept_jobs(0)


def test_a_frozen_paper_is_printed_after_an_erasure_that_does_not_concern_it(
    workspace: Workspace, cups: Cups, clock: SettableClock, printer_queue: PrinterQueue
) -> None:
    visit = hold_visit(workspace)
    clock.advance(timedelta(hours=4))
    finalise_visit(workspace, visit)
    put_in_queue(workspace, [print_out(workspace, "visit", visit)], Wishes(printer_queue.name))
    note_erasure(workspace, "c0ffee")
    until(workspace, cups, "done")


def test_pages_of_a_record_that_left_are_printed_no_more(workspace: Workspace, cups: Cups, paper: Paper) -> None:
    put_in_queue(workspace, [paper()], Wishes("Weggeraeumt"))
    with workspace.database.writing() as connection:
        connection.exec_driver_sql("DELETE FROM record WHERE type = 'visit'")
    (seen,) = carry_on(workspace, cups)
    assert (seen.state, seen.reason) == ("failed", "outdated")


def test_every_reason_has_its_sentence(workspace: Workspace, paper: Paper) -> None:
    (job,) = put_in_queue(workspace, [paper()], Wishes("Mobildrucker"))
    assert reason_words(job, "de") == "Der Auftrag geht gleich an den Drucker Mobildrucker."
    workspace.print_jobs.move(job, 0, state="waiting", reason="something new")
    assert "Mobildrucker" in reason_words(the_job(workspace), "en")
