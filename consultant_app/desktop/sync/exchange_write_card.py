"""The card that writes an exchange file: for whom, how much, the password, and where it goes."""

from collections.abc import Sequence
from enum import Enum
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from consultant_app.actions.sync.exchange_overview import Amount, Offer
from consultant_app.actions.sync.exchange_writing import Written, had_by, write_exchange
from consultant_app.desktop.desk import Desk
from consultant_app.desktop.file_dialogs import FileDialogs
from consultant_app.desktop.sync.exchange_words import space_words
from consultant_app.desktop.sync.exchange_work import ExchangeWork, IsCancelled, OnProgress
from consultant_app.desktop.sync.password_line import PasswordLine
from consultant_app.desktop.sync.sticks import Stick
from consultant_app.desktop.widgets.buttons import Button
from consultant_app.desktop.widgets.checks import CheckBox
from consultant_app.desktop.widgets.fields import ComboBox, LabelledField
from consultant_app.desktop.widgets.indicators import Glyph
from consultant_app.desktop.widgets.labels import Card, Label
from consultant_app.desktop.widgets.rows import Row, RowList
from consultant_app.workspace.exchange_log import Had, Selection
from consultant_app.workspace.workspace import Workspace

SHORTEST_PASSWORD = 8
_GIGABYTE = 1_000_000_000


class Extent(Enum):
    WAITING = "waiting"
    EVERYTHING = "everything"
    SINCE = "since"


class ExchangeWriteCard(Card):
    """`written(Written)` and `failed(Exception)`."""

    written = Signal(object)
    failed = Signal(object)

    def __init__(self, desk: Desk, work: ExchangeWork, dialogs: FileDialogs, parent: QWidget | None = None) -> None:
        super().__init__(parent, margin=24)
        self._desk, self._work, self._dialogs = desk, work, dialogs
        self._offers: dict[str, Offer] = {}
        self._stick: Stick | None = None
        self._space = ComboBox(self.tr("For whom"))
        self._extent = ComboBox(
            self.tr("How much"),
            [
                (self.tr("What waits for the sync"), Extent.WAITING),
                (self.tr("Everything there"), Extent.EVERYTHING),
                (self.tr("What an earlier file did not have"), Extent.SINCE),
            ],
        )
        self._amounts = RowList(self.tr("What is written"), fit=True, margin=0)
        self._with_files = CheckBox("", name=self.tr("Take photos and files along"))
        self._with_files.setChecked(True)
        self._password = PasswordLine()
        self._password_field = LabelledField(self.tr("Password for this file"), self._password)
        self._place = Label("", "body", role="text2", wrap=True)
        self._write = Button(self.tr("Write"), "primary")
        self._build()
        self._space.value_chosen.connect(lambda _: self._show())
        self._extent.value_chosen.connect(lambda _: self._show())
        self._with_files.toggled.connect(lambda _: self._show())
        self._password.textChanged.connect(lambda _: self._password_field.set_error(""))
        self._write.clicked.connect(self._on_write)
        work.changed.connect(self._show)

    def show_offers(self, offers: Sequence[Offer]) -> None:
        partner = self._desk.workspace.identity.partner_name
        self._offers = {offer.space: offer for offer in offers}
        self._space.set_entries([(space_words(offer, partner), offer.space) for offer in offers])
        self._show()

    def show_stick(self, stick: Stick | None) -> None:
        self._stick = stick
        if stick is None:
            self._place.setText(self.tr("No stick is plugged in; any folder will do."))
        else:
            free = f"{stick.free_bytes / _GIGABYTE:.0f}"
            self._place.setText(self.tr("Stick {name}: {free} GB free").format(name=stick.name, free=free))

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(Glyph("arrow-up", "accent", 24))
        head.addWidget(Label(self.tr("Write to the stick"), "section"), 1)
        self.column.addLayout(head)
        self.column.setSpacing(12)
        self.column.addWidget(LabelledField(self.tr("For whom"), self._space))
        self.column.addWidget(LabelledField(self.tr("How much"), self._extent))
        self.column.addWidget(self._amounts)
        self.column.addWidget(self._with_files)
        self.column.addLayout(noted("lock", self.tr("Notes “only me” are not written. A password protects the file.")))
        self.column.addWidget(self._password_field)
        self.column.addStretch(1)
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addWidget(Glyph("usb", "text2", 20))
        foot.addWidget(self._place, 1)
        foot.addWidget(self._write)
        self.column.addLayout(foot)

    def _show(self) -> None:
        offer, extent = self._offers.get(str(self._space.value)), self._extent.value
        amount = Amount() if offer is None else offer.everything
        if offer is not None and extent is Extent.WAITING:
            amount = offer.waiting
        self._amounts.set_rows([Row(name, name, right=str(count)) for name, count in amount.records])
        self._amounts.setVisible(bool(amount.records) and extent is not Extent.SINCE)
        self._with_files.setVisible(bool(amount.files))
        self._with_files.setText(self.tr("Take %n photo(s) or file(s) along", "", amount.files))
        with_files = bool(amount.files) and self._with_files.isChecked()
        counted = self.tr("Write %n change(s)", "", amount.changes)
        if with_files and not amount.changes:
            counted = self.tr("Write photos and files")
        self._write.setText(self.tr("Write what is new") if extent is Extent.SINCE else counted)
        self._write.setEnabled(bool(amount.changes or with_files) and not self._work.is_running)

    def _on_write(self) -> None:
        offer = self._offers.get(str(self._space.value))
        password = self._password.text()
        if len(password) < SHORTEST_PASSWORD:
            words = self.tr("A password needs at least {count} characters.")
            self._password_field.set_error(words.format(count=SHORTEST_PASSWORD))
            self._password.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        if offer is None:
            return
        earlier = None
        kinds = self.tr("Exchange files (*.csrx)")
        if self._extent.value is Extent.SINCE:
            earlier = self._dialogs.file_to_read(self, self.tr("The earlier file"), self._folder(), kinds)
            if earlier is None:
                return
        path = self._dialogs.file_to_write(self, self.tr("Write an exchange file"), self._suggested(offer), kinds)
        if path is not None:
            self._start(offer, path if path.suffix else path.with_suffix(".csrx"), earlier, password)

    def _start(self, offer: Offer, path: Path, earlier: Path | None, password: str) -> None:
        only_waiting, with_files = self._extent.value is Extent.WAITING, self._with_files.isChecked()
        workspace = self._desk.workspace

        def work(on_progress: OnProgress, is_cancelled: IsCancelled) -> Written:
            before = had_by(earlier, password) if earlier is not None else Had()
            selection = Selection(offer.space, only_waiting=only_waiting, before=before, files=with_files)
            return write_exchange(
                workspace, path, selection, password=password, on_progress=on_progress, is_cancelled=is_cancelled
            )

        self._work.start(self.tr("Writing the exchange file"), work, self._on_written, self.failed.emit)

    def _on_written(self, written: Written) -> None:
        self._password.clear()
        self.written.emit(written)

    def _folder(self) -> Path:
        if self._stick is not None:
            return self._stick.folder
        return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))

    def _suggested(self, offer: Offer) -> Path:
        return self._folder() / suggested_name(self._desk.workspace, offer.kind, f"{self._desk.now():%Y-%m-%d}")


def suggested_name(workspace: Workspace, kind: str, day: str) -> str:
    return f"Austausch-{workspace.identity.partner_code}-{kind}-{day}.csrx"


def noted(icon: str, text: str) -> QHBoxLayout:
    """A small remark with its icon."""
    row = QHBoxLayout()
    row.setSpacing(8)
    row.addWidget(Glyph(icon, "text2", 20), 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(Label(text, "small", role="text2", wrap=True), 1)
    return row
