"""The page for the USB stick: writing and reading side by side, how far it is, and the way back."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from consultant_app.actions.sync.exchange_overview import Offer, exchange_offers
from consultant_app.actions.sync.exchange_reading import Contents, Found, card_of, find_files
from consultant_app.actions.sync.exchange_writing import Written
from consultant_app.desktop.day_words import moment_words
from consultant_app.desktop.desk import Desk
from consultant_app.desktop.error_text import error_text
from consultant_app.desktop.file_dialogs import FileDialogs
from consultant_app.desktop.pages import mark_pane
from consultant_app.desktop.sync.exchange_read_card import ExchangeReadCard
from consultant_app.desktop.sync.exchange_words import outcome_words, preview_words
from consultant_app.desktop.sync.exchange_work import ExchangeWork
from consultant_app.desktop.sync.exchange_write_card import ExchangeWriteCard
from consultant_app.desktop.sync.leave_card import LeaveCard
from consultant_app.desktop.sync.sticks import FindSticks, Stick, plugged_sticks
from consultant_app.desktop.tasks import JobControl, Lane
from consultant_app.desktop.widgets.buttons import Button
from consultant_app.desktop.widgets.indicators import StepProgress
from consultant_app.desktop.widgets.labels import Card, Label
from consultant_app.desktop.widgets.messages import MessageArea, MessageBar, MessageKind
from consultant_app.errors import ProductError
from consultant_app.workspace.restore_points import RestorePoint, go_back, restore_points

Seen = tuple[Stick | None, list[Found], bool]
"""The stick, the files on it, and whether there is a restore point to go back to."""


class ExchangePage(QWidget):
    """`left()` when a person goes back to Abgleich."""

    left = Signal()

    def __init__(self, desk: Desk, *, dialogs: FileDialogs, find_sticks: FindSticks = plugged_sticks) -> None:
        super().__init__()
        self._desk, self._find_sticks = desk, find_sticks
        self._elsewhere: Path | None = None
        self.messages = MessageArea()
        self._work = ExchangeWork(desk, self)
        self._write = ExchangeWriteCard(desk, self._work, dialogs)
        self._read = ExchangeReadCard(desk, self._work, dialogs)
        self._back = Button(self.tr("Sync"), "quiet", icon="chevron-left")
        self._leave = LeaveCard(desk, self._work, dialogs)
        self._show_leave = Button(self.tr("Leave this device"), "quiet")
        self._show_leave.setCheckable(True)
        self._undo = Button(self.tr("Back to before the last reading"), icon="arrow-back-up")
        self._running = Card()
        self._headline = Label("", "body_strong")
        self._progress = StepProgress(self.tr("Progress of the exchange"))
        self._stop = Button(self.tr("Stop"))
        self._build()
        self._connect()
        self._show_running()

    def read(self) -> None:
        """Looks again at what there is to write, and what lies on the stick."""
        language = self._desk.language
        self._desk.read(lambda reader: exchange_offers(reader, language), self._on_offers, owner=self)
        workspace, find_sticks, elsewhere = self._desk.workspace, self._find_sticks, self._elsewhere

        def look(_: JobControl) -> Seen:
            sticks = find_sticks()
            stick = sticks[0] if sticks else None
            folders = {one.folder for one in sticks} | ({elsewhere.parent} if elsewhere is not None else set())
            found = [file for folder in sorted(folders) for file in find_files(workspace, folder)]
            return stick, found, bool(restore_points(workspace.folder))

        self._desk.tasks.run(look, self._on_seen, self._on_failed, lane=Lane.NETWORK, owner=self)

    def _build(self) -> None:
        page = QVBoxLayout(self)
        page.setContentsMargins(32, 12, 32, 24)
        page.setSpacing(12)
        top = QHBoxLayout()
        top.addWidget(self._back)
        top.addStretch(1)
        top.addWidget(self._undo)
        page.addLayout(top)
        page.addWidget(Label(self.tr("Exchange by USB stick"), "page_title"))
        why = self.tr(
            "For days without a network or without the partner server. What was exchanged still waits for its receipt."
        )
        page.addWidget(Label(why, "body", role="text2", wrap=True))
        page.addWidget(self.messages)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self._headline)
        row.addWidget(self._progress, 1)
        row.addWidget(self._stop)
        self._running.column.addLayout(row)
        page.addWidget(self._running)
        cards = QHBoxLayout()
        cards.setSpacing(24)
        cards.addWidget(self._write, 1)
        cards.addWidget(self._read, 1)
        page.addLayout(cards)
        page.addWidget(self._leave)
        page.addStretch(1)
        page.addWidget(self._show_leave, 0, Qt.AlignmentFlag.AlignLeft)
        self._leave.hide()
        mark_pane(self._write, self.tr("Write to the stick"))
        mark_pane(self._read, self.tr("Read from the stick"))

    def _connect(self) -> None:
        self._back.clicked.connect(self.left)
        self._undo.clicked.connect(self._on_back)
        self._stop.clicked.connect(self._work.stop)
        self._work.changed.connect(self._show_running)
        self._write.written.connect(self._on_written)
        self._read.looked.connect(self._on_looked)
        self._read.was_read.connect(self._on_read)
        self._read.file_chosen.connect(self._on_file_chosen)
        self._show_leave.toggled.connect(self._leave.setVisible)
        for card in (self._write, self._read, self._leave):
            card.failed.connect(self._on_failed)

    def _show_running(self) -> None:
        work = self._work
        self._running.setVisible(work.is_running)
        self._stop.setEnabled(not work.is_stopping)
        self._undo.setEnabled(not work.is_running)
        self._headline.setText(work.headline)
        done, total = work.far
        self._progress.set_progress(done, total, work.headline)

    def _on_offers(self, offers: Sequence[Offer]) -> None:
        self._write.show_offers(offers)

    def _on_seen(self, seen: Seen) -> None:
        stick, found, can_go_back = seen
        self._write.show_stick(stick)
        self._read.show_files(found, stick, choose=self._elsewhere)
        self._undo.setVisible(can_go_back)

    def _on_file_chosen(self, path: Path) -> None:
        """What is no exchange file is told at once, and not listed."""

        def chosen(_: object) -> None:
            self._elsewhere = path
            self.read()

        self._desk.tasks.run(lambda _: card_of(path), chosen, self._on_failed, lane=Lane.NETWORK, owner=self)

    def _on_written(self, written: Written) -> None:
        words = self.tr("%n change(s) written.", "", written.changes)
        if written.files:
            files = self.tr("%n photo(s) or file(s) written.", "", written.files)
            words = f"{words} {files}" if written.changes else files
        self._tell(words, self.tr("The file is {file}.").format(file=written.path), kind=MessageKind.DONE)
        self.read()

    def _on_looked(self, contents: Contents) -> None:
        self._tell(self.tr("Nothing was changed."), preview_words(contents))

    def _on_read(self, contents: Contents) -> None:
        self._read.clear_password()
        strong, text = outcome_words(contents)
        self._tell(strong, text, kind=MessageKind.DONE)
        self.read()

    def _on_back(self) -> None:
        workspace = self._desk.workspace
        self._work.start(
            self.tr("Going back to the restore point"),
            lambda *_: go_back(workspace),
            self._on_gone_back,
            self._on_failed,
        )

    def _on_gone_back(self, point: RestorePoint) -> None:
        moment = moment_words(point.at.astimezone(self._desk.now().tzinfo))
        strong = self.tr("Back to the state of {moment}.").format(moment=moment)
        text = self.tr("What you wrote since is still here. Going back once more undoes this.")
        self._tell(strong, text, kind=MessageKind.DONE)
        self.read()

    def _on_failed(self, error: Exception) -> None:
        was_stopped = isinstance(error, ProductError) and error.code == "exchange_cancelled"
        kind = MessageKind.INFO if was_stopped else MessageKind.SIGNAL
        self._tell(error_text(error, self._desk.language), kind=kind)
        self.read()

    def _tell(self, strong: str, text: str = "", *, kind: MessageKind = MessageKind.INFO) -> None:
        self.messages.show_message(MessageBar(strong, text, kind=kind, closable=True), key="exchange")
