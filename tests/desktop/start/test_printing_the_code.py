"""The sheet with the recovery code goes to the device's printer at once, and into no queue of the program."""

from pathlib import Path

import pytest

from consultant_app.actions.sync.setting_up import create_alone
from consultant_app.desktop.start.setup import print_sheet, recovery_sheet
from consultant_app.documents.printer import Printer
from consultant_app.documents.printer_cups import Cups
from consultant_app.errors import TroubleError
from tests.support.printing import PrinterQueue


def test_the_sheet_arrives_at_the_printer(printer_queue: PrinterQueue, tmp_path: Path) -> None:
    printer_queue.spooler.run("lpadmin", "-d", printer_queue.name)
    made, code = create_alone(tmp_path / "w", "EN", "Katrin Albers", passphrase="geheim", use_keyring=False)
    try:
        printer = print_sheet(recovery_sheet(made, code, "de"), "Code", Cups(printer_queue.spooler.address))
        assert made.print_jobs.all() == ()
    finally:
        made.close()
    assert printer == printer_queue.name
    assert len(printer_queue.wait_for_jobs(1)) == 1


def test_without_a_printer_that_takes_jobs_nothing_is_said_to_be_printed(printer_queue: PrinterQueue) -> None:
    class Alone(Cups):
        def list_printers(self) -> tuple[Printer, ...]:
            return tuple(one for one in super().list_printers() if one.name == printer_queue.name)

    printer_queue.refuse_jobs()
    with pytest.raises(TroubleError, match="no_printer"):
        print_sheet(b"%PDF-1.4\n", "Code", Alone(printer_queue.spooler.address))
