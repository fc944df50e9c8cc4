"""A workspace with a visit, and the real spooler of the tests."""

from collections.abc import Callable
from datetime import date

import pytest

from consultant_app.actions.paper.printing import Printout, print_out
from consultant_app.documents.printer_cups import Cups
from consultant_app.domain.company import Company
from consultant_app.domain.visit import Visit
from consultant_app.workspace.workspace import Workspace
from tests.support.printing import PrinterQueue


@pytest.fixture
def visit(workspace: Workspace) -> str:
    with workspace.write() as writer:
        company = writer.new(Company(name="Ruhrblech"))
        return str(writer.new(Visit(company=company.id, held_on=date(2026, 5, 19), situation="Die Halle ist neu.")).id)


@pytest.fixture
def paper(workspace: Workspace, visit: str) -> Callable[[], Printout]:
    return lambda: print_out(workspace, "visit", visit)


@pytest.fixture
def cups(printer_queue: PrinterQueue) -> Cups:
    return Cups(printer_queue.spooler.address)
