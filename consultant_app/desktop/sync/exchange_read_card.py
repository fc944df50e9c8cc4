"""The card that reads an exchange file: what lies on the stick, the password of who wrote it, and the way back."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from consultant_app.actions.sync.exchange_reading import Contents, Found, look_into, read_exchange
from consultant_app.desktop.day_words import moment_words
from consultant_app.desktop.desk import LOCAL_ZONE, Desk
from consultant_app.desktop.file_dialogs import FileDialogs
from consultant_app.desktop.sync.exchange_work import ExchangeWork
from consultant_app.desktop.sync.exchange_write_card import noted
from consultant_app.desktop.sync.password_line import PasswordLine
from consultant_app.desktop.sync.sticks import Stick
from consultant_app.desktop.widgets.buttons import Button
from consultant_app.desktop.widgets.fields import LabelledField
from consultant_app.desktop.widgets.indicators import Glyph
from consultant_app.desktop.widgets.labels import Card, Label
from consultant_app.desktop.widgets.rows import Row, RowList


class ExchangeReadCard(Card):
    """`file_chosen(Path)` for one from elsewhere, `looked(Contents)`, `was_read(Contents)`, `failed(Exception)`."""

    file_chosen = Signal(object)
    looked = Signal(object)
    was_read = Signal(object)
    failed = Signal(object)

    def __init__(self, desk: Desk, work: ExchangeWork, dialogs: FileDialogs, parent: QWidget | None = None) -> None:
        super().__init__(parent, margin=24)
        self._desk, self._work, self._dialogs = desk, work, dialogs
        self._found: dict[str, Found] = {}
        self._chosen = ""
        self._stick: Stick | None = None
        self._heading = Label(self.tr("Found on the stick"), "small", role="text2")
        self._files = RowList(self.tr("Exchange files"), fit=True)
        self._nothing = Label(self.tr("No exchange file is there yet."), "body", role="text2", wrap=True)
        self._password = PasswordLine()
        self._password_field = LabelledField(self.tr("Password of the file"), self._password)
        self._other = Button(self.tr("Choose another file"))
        self._look = Button(self.tr("What would come"))
        self._missing = Label("", "body", role="text2", wrap=True)
        self._read = Button(self.tr("Read"), "primary")
        self._build()
        self._files.row_chosen.connect(self._on_chosen)
        self._password.textChanged.connect(lambda _: self._show())
        self._password.returnPressed.connect(self._on_read)
        self._other.clicked.connect(self._on_other)
        self._look.clicked.connect(self._on_look)
        self._read.clicked.connect(self._on_read)
        work.changed.connect(self._show)

    def show_files(self, found: Sequence[Found], stick: Stick | None, *, choose: Path | None = None) -> None:
        """`choose` one of them; else the first that is another's and was not read yet."""
        self._stick = stick
        self._found = {str(one.path): one for one in found}
        fresh = [key for key, one in self._found.items() if one.read_at is None and not one.is_own]
        if choose is not None and str(choose) in self._found:
            self._chosen = str(choose)
        elif self._chosen not in self._found:
            self._chosen = next(iter(fresh), "")
        self._files.set_rows([self._row(one) for one in found])
        if self._chosen:
            self._files.choose(self._chosen)
        self._show()

    def clear_password(self) -> None:
        self._password.clear()
        self._files.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(Glyph("arrow-down", "accent", 24))
        head.addWidget(Label(self.tr("Read from the stick"), "section"), 1)
        self.column.addLayout(head)
        self.column.setSpacing(12)
        for widget in (self._heading, self._files, self._nothing):
            self.column.addWidget(widget)
        remark = self.tr(
            "A restore point is made before reading. Where both changed the same, you decide field by field."
        )
        self.column.addLayout(noted("history", remark))
        self.column.addWidget(self._password_field)
        self.column.addStretch(1)
        foot = QHBoxLayout()
        foot.setSpacing(12)
        for button in (self._other, self._look):
            foot.addWidget(button)
        foot.addWidget(self._missing, 1)
        foot.addWidget(self._read)
        self.column.addLayout(foot)

    def _show(self) -> None:
        one = self._found.get(self._chosen)
        self._files.setVisible(bool(self._found))
        self._nothing.setVisible(not self._found)
        if one is not None:
            whose = self.tr("Password of {writer}").format(writer=one.card.user_name)
            self._password_field.label.setText(whose)
            self._password.setAccessibleName(whose)
        ready = one is not None and bool(self._password.text()) and not self._work.is_running
        self._missing.setText(self.tr("The password is missing.") if one and not self._password.text() else "")
        self._read.setEnabled(ready)
        self._look.setEnabled(ready)

    def _row(self, one: Found) -> Row:
        written = datetime.fromtimestamp(one.card.written_at / 1000, UTC).astimezone(LOCAL_ZONE)
        moment = moment_words(written)
        said = self.tr("%n change(s)", "", one.card.changes)
        if one.is_own:
            said = self.tr("written on this device")
        elif one.read_at is not None:
            said = self.tr("read already")
        name = f"{one.card.user_name}, {one.card.partner_name}"
        is_over = one.is_own or one.read_at is not None
        icon = "check" if is_over else "arrow-down"
        return Row(str(one.path), name, subtitle=f"{moment}, {said}", strong=not is_over, quiet=is_over, icon=icon)

    def _on_chosen(self, path: str) -> None:
        if path in self._found:
            self._chosen = path
            self._show()

    def _on_other(self) -> None:
        folder = self._stick.folder if self._stick is not None else Path(
            QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        )  # fmt: skip
        title, kinds = self.tr("Read an exchange file"), self.tr("Exchange files (*.csrx)")
        path = self._dialogs.file_to_read(self, title, folder, kinds)
        if path is not None:
            self.file_chosen.emit(path)

    def _on_look(self) -> None:
        self._begin(self.tr("Looking into the exchange file"), is_dry=True)

    def _on_read(self) -> None:
        if self._read.isEnabled():
            self._begin(self.tr("Reading the exchange file"), is_dry=False)

    def _begin(self, headline: str, *, is_dry: bool) -> None:
        one, password, workspace = self._found[self._chosen], self._password.text(), self._desk.workspace
        act = look_into if is_dry else read_exchange

        def over(contents: Contents) -> None:
            (self.looked if is_dry else self.was_read).emit(contents)

        self._work.start(
            headline,
            lambda on_progress, is_cancelled: act(
                workspace, one.path, password, on_progress=on_progress, is_cancelled=is_cancelled
            ),
            over,
            self.failed.emit,
        )
