"""The letterhead: for each slot the file that is printed, or the text in its place. It holds for all who print."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from consultant_app.actions.paper.logos import PARTNER, SLOTS, SlotFiles, clear_logo, set_logo, slots_of
from consultant_app.desktop.desk import Desk
from consultant_app.desktop.error_text import error_text
from consultant_app.desktop.file_dialogs import FileDialogs
from consultant_app.desktop.tasks import Lane
from consultant_app.desktop.widgets.buttons import Button
from consultant_app.desktop.widgets.labels import Label, SectionHeading
from consultant_app.desktop.widgets.messages import announce
from consultant_app.domain.field_words import field_label
from consultant_app.workspace.workspace import CommitNotice, Workspace

_SHOWN_TYPES = frozenset({"funding_profile", "partner", "attachment"})


def grows_with_its_text(widget: QWidget) -> None:
    policy = widget.sizePolicy()
    policy.setHeightForWidth(True)
    policy.setVerticalPolicy(QSizePolicy.Policy.Minimum)
    widget.setSizePolicy(policy)


class SlotRow(QWidget):
    """`file_wanted(black)` and `clear_wanted()` for one slot."""

    file_wanted = Signal(bool)
    clear_wanted = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = name
        self._state = Label("", "small", role="text2", wrap=True)
        choose = self._button(self.tr("Choose file"), "plain")
        black = self._button(self.tr("Choose black file"), "quiet")
        self._clear = self._button(self.tr("Remove"), "quiet")
        buttons = QHBoxLayout()
        for button in (choose, black, self._clear):
            buttons.addWidget(button)
        buttons.addStretch(1)
        grows_with_its_text(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 8)
        column.setSpacing(4)
        column.addWidget(Label(name, "body"))
        column.addWidget(self._state)
        column.addLayout(buttons)
        choose.clicked.connect(lambda: self.file_wanted.emit(False))
        black.clicked.connect(lambda: self.file_wanted.emit(True))
        self._clear.clicked.connect(self.clear_wanted)

    def _button(self, text: str, kind: str) -> Button:
        button = Button(text, kind)
        # The same words in each row: out of it only the name tells of which logo.
        button.setAccessibleName(f"{self.name}: {text}")
        return button

    def show_files(self, files: SlotFiles) -> None:
        words = [self.tr("Printed is {file}.").format(file=files.colour)] if files.colour else []
        if not files.colour:
            words.append(self.tr("Printed is the text “{text}”.").format(text=files.text) if files.text else "")
        if files.black:
            words.append(self.tr("In grey: {file}.").format(file=files.black))
        self._state.setText(" ".join(word for word in words if word) or self.tr("Nothing is printed."))
        self._clear.setEnabled(bool(files.colour or files.black))


class LetterheadSection(QWidget):
    def __init__(self, desk: Desk, dialogs: FileDialogs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._dialogs = desk, dialogs
        self._rows = {slot: SlotRow(self._name_of(slot)) for slot in SLOTS}
        self._trouble = Label("", "small", role="signal", wrap=True)
        self._trouble.hide()
        grows_with_its_text(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(SectionHeading(self.tr("Letterhead")))
        hint = self.tr(
            "SVG or PNG files for head and foot of every paper. They hold for the whole consortium, but for the logo "
            "of your organisation; papers that are frozen stay as they are. Black files are for printing in grey."
        )
        column.addWidget(Label(hint, "small", role="text2", wrap=True))
        column.addWidget(self._trouble)
        for slot, row in self._rows.items():
            column.addWidget(row)
            row.file_wanted.connect(lambda black, slot=slot: self._choose(slot, black=black))
            row.clear_wanted.connect(lambda slot=slot: self._clear(slot))
        desk.feed.committed.connect(self._on_committed)
        self._reload()

    def _name_of(self, slot: str) -> str:
        if slot == PARTNER:
            return self.tr("Logo of your organisation")
        return field_label("funding_profile", SLOTS[slot], self._desk.language)

    def _choose(self, slot: str, *, black: bool) -> None:
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.PicturesLocation)
        kinds = self.tr("Logos (*.svg *.png)")
        path = self._dialogs.file_to_read(self, self._rows[slot].name, Path(folder), kinds)
        if path is not None:
            self._change(lambda workspace, today: set_logo(workspace, slot, path, on=today, black=black))

    def _clear(self, slot: str) -> None:
        self._change(lambda workspace, today: clear_logo(workspace, slot, on=today))

    def _change(self, change: Callable[[Workspace, date], object]) -> None:
        workspace, today = self._desk.workspace, self._desk.now().date()
        self._trouble.hide()
        self._desk.tasks.run(lambda _: change(workspace, today), on_failed=self._on_failed, lane=Lane.WRITE, owner=self)

    def _on_failed(self, error: Exception) -> None:
        words = error_text(error, self._desk.language)
        self._trouble.setText(words)
        self._trouble.show()
        announce(self._trouble, words, assertive=True)

    def _on_committed(self, notice: CommitNotice) -> None:
        if not _SHOWN_TYPES.isdisjoint(notice.records.values()):
            self._reload()

    def _reload(self) -> None:
        partner, today = self._desk.workspace.identity.partner, self._desk.now().date()
        self._desk.read(lambda reader: slots_of(reader, partner, today), self._show, owner=self)

    def _show(self, rows: tuple[SlotFiles, ...]) -> None:
        for files in rows:
            self._rows[files.slot].show_files(files)
