"""What waits for a printer is told on the page of the day, listed, and goes out by itself."""

from PySide6.QtWidgets import QAbstractButton, QLabel

from consultant_app.desktop.widgets.fields import ComboBox
from consultant_app.workspace.workspace import Workspace
from tests.desktop.preview.driver import Preview
from tests.support.printing import PrinterQueue


def told(jobs: Preview) -> list[str]:
    return [label.text() for label in jobs.window.findChildren(QLabel) if label.isVisible()]


def states(workspace: Workspace) -> list[str]:
    return [job.state for job in workspace.print_jobs.all()]


def test_the_day_says_how_many_protocols_wait_and_they_go_out_when_the_printer_is_back(
    jobs: Preview, workspace: Workspace, three_held: list[str], queue: PrinterQueue
) -> None:
    jobs.until(lambda: "3 Protokolle warten auf einen Drucker" in told(jobs))
    assert any("gibt es auf diesem Gerät gerade nicht" in words for words in told(jobs))
    queue.set_up()
    jobs.until(lambda: states(workspace) == ["done"] * 3)
    jobs.until(lambda: not jobs.named("Druckaufträge ansehen"))
    assert len(queue.wait_for_jobs(3)) == 3


def test_the_list_prints_elsewhere_tries_at_once_and_removes(
    jobs: Preview, workspace: Workspace, three_held: list[str], two_sided_queue: PrinterQueue
) -> None:
    first, second, third = three_held
    jobs.until(lambda: jobs.named("Druckaufträge ansehen"))
    jobs.click("Druckaufträge ansehen")
    jobs.until(lambda: jobs.named(f"Entfernen: {third}", QAbstractButton))
    jobs.click(f"Entfernen: {second}")
    jobs.until(lambda: not jobs.named(f"Entfernen: {second}", QAbstractButton))
    jobs.until(lambda: jobs.find(f"Auf einem anderen Drucker: {first}", ComboBox).count() > 1)
    elsewhere = jobs.find(f"Auf einem anderen Drucker: {first}", ComboBox)
    elsewhere.setCurrentIndex(elsewhere.findData(two_sided_queue.name))
    elsewhere.activated.emit(elsewhere.currentIndex())
    jobs.until(lambda: f"Auf {two_sided_queue.name} gedruckt." in told(jobs))
    assert sorted(states(workspace)) == ["done", "waiting"]
    assert len(two_sided_queue.wait_for_jobs(1)) == 1


def test_a_failed_job_can_be_printed_again(
    jobs: Preview, workspace: Workspace, three_held: list[str], queue: PrinterQueue
) -> None:
    for job in workspace.print_jobs.all():
        workspace.print_jobs.move(job, 0, state="failed", reason="cancelled")
    queue.set_up()
    jobs.desk.ways.print_jobs.emit()
    jobs.until(lambda: len(jobs.named("Noch einmal drucken")) == 3)
    for button in jobs.named("Noch einmal drucken"):
        button.click()
    jobs.until(lambda: states(workspace) == ["done"] * 3)


def test_without_jobs_the_list_says_so_and_the_day_nothing(jobs: Preview) -> None:
    assert not jobs.named("Druckaufträge ansehen")
    jobs.desk.ways.print_jobs.emit()
    jobs.until(lambda: "Nichts wartet auf einen Drucker." in told(jobs))
    jobs.click("Zurück")
    assert jobs.window.current_page is not None
    assert jobs.window.current_page.key == "today"
