"""Where the bytes of photos and files are, as the window says it: here, there, still on their way, or held up."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from consultant_app.actions.attachments import add_attachment
from consultant_app.actions.sync.rounds import carry, sync
from consultant_app.changes.change import RecordId
from consultant_app.desktop.attachments.files_panel import FilesPanel
from consultant_app.desktop.desk import Desk
from consultant_app.desktop.main_window import MainWindow
from consultant_app.desktop.widgets.indicators import TwoDots
from consultant_app.desktop.widgets.painting import DotState
from consultant_app.desktop.widgets.rows import RowList
from consultant_app.errors import TroubleError
from tests.desktop.quiet import wait_until_quiet
from tests.desktop.sync.conftest import Pair, sync_now


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    path = tmp_path / "Rahmenvertrag.pdf"
    path.write_bytes(b"%PDF-1.7 " + bytes(2_000))
    return path


@pytest.fixture
def panel(qtbot: QtBot, desk: Desk, pair: Pair) -> FilesPanel:
    """The files of the company that both have."""
    made = FilesPanel(desk)
    qtbot.addWidget(made)
    made.resize(720, 500)
    made.show()
    made.open(pair.company)
    wait_until_quiet(qtbot, desk)
    return made


def said(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def dots(panel: FilesPanel) -> list[DotState]:
    return [one.state for one in panel.findChildren(TwoDots) if one.isVisible()]


def from_jens(pair: Pair, scan: Path) -> RecordId:
    """He has added a file; its record is at the server, its bytes are still on his laptop."""
    made = add_attachment(pair.theirs, scan, pair.company)
    sync(pair.theirs)
    return made


def test_a_file_says_on_whose_device_it_still_is_and_then_comes(
    qtbot: QtBot, desk: Desk, pair: Pair, panel: FilesPanel, scan: Path
) -> None:
    from_jens(pair, scan)
    sync_now(qtbot, desk)
    qtbot.waitUntil(lambda: "Liegt noch bei Jens Wrobel, Laptop j@en;" in said(panel))
    assert dots(panel) == [DotState.REMOTE_ONLY]

    carry(pair.theirs)
    sync_now(qtbot, desk)
    qtbot.waitUntil(lambda: dots(panel) == [DotState.BOTH])
    assert "Liegt noch" not in said(panel)


def test_a_file_waits_until_the_server_has_said_that_it_has_it(
    qtbot: QtBot, desk: Desk, pair: Pair, panel: FilesPanel, scan: Path
) -> None:
    add_attachment(pair.mine, scan, pair.company)
    qtbot.waitUntil(lambda: dots(panel) == [DotState.WAITING])
    sync_now(qtbot, desk)
    qtbot.waitUntil(lambda: dots(panel) == [DotState.BOTH])


def test_why_a_file_could_not_be_carried_is_said_beside_it_and_on_the_page_of_the_sync(
    qtbot: QtBot, desk: Desk, pair: Pair, page: MainWindow, panel: FilesPanel, scan: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    from_jens(pair, scan)
    carry(pair.theirs)
    take_part = pair.mine.attachments.take_part
    is_full = True

    def checked(sha256: str, start: int, content: bytes) -> None:
        if is_full:
            raise TroubleError("disk_full")
        take_part(sha256, start, content)

    monkeypatch.setattr(pair.mine.attachments, "take_part", checked)
    sync_now(qtbot, desk)
    for place in (panel, page):
        qtbot.waitUntil(lambda place=place: "Auf diesem Gerät ist kein Platz mehr" in said(place))  # type: ignore[misc]

    is_full = False
    sync_now(qtbot, desk)
    for place in (panel, page):
        qtbot.waitUntil(lambda place=place: "kein Platz" not in said(place))  # type: ignore[misc]
    qtbot.waitUntil(lambda: dots(panel) == [DotState.BOTH])


def test_without_a_network_nothing_is_amiss_with_files(
    qtbot: QtBot, desk: Desk, pair: Pair, panel: FilesPanel, scan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from_jens(pair, scan)
    carry(pair.theirs)

    def cut(sha256: str, start: int, content: bytes) -> None:
        raise TroubleError("server_unreachable")

    monkeypatch.setattr(pair.mine.attachments, "take_part", cut)
    sync_now(qtbot, desk)
    qtbot.waitUntil(lambda: "Kommt mit dem nächsten Abgleich." in said(panel))
    assert "Noch nicht alle" not in said(panel)


def test_the_page_of_the_sync_counts_files_whose_records_are_through(
    qtbot: QtBot, desk: Desk, pair: Pair, page: MainWindow, scan: Path
) -> None:
    add_attachment(pair.mine, scan, pair.company)
    sync(pair.mine)
    wait_until_quiet(qtbot, desk)
    (waiting,) = (rows for rows in page.findChildren(RowList) if rows.accessibleName() == "Wartet auf Abgleich")
    qtbot.waitUntil(lambda: waiting.model().rowCount() == 1)
    assert waiting.model().index(0, 0).data() == "1 Foto oder Datei"
