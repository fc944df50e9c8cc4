"""One thing the server did not take: why, what was written, and where it can go from here."""

from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from consultant_app.actions.sync.set_aside import (
    KeptWork,
    export_file,
    export_text,
    kept_work,
    reason_words,
    refile,
    try_again,
)
from consultant_app.changes.change import ChangeId, SpaceId
from consultant_app.changes.spaces import SpaceKind
from consultant_app.desktop.desk import Desk
from consultant_app.desktop.error_text import error_text
from consultant_app.desktop.file_dialogs import FileDialogs
from consultant_app.desktop.sync.password_line import PasswordLine
from consultant_app.desktop.tasks import Lane
from consultant_app.desktop.widgets.buttons import Button
from consultant_app.desktop.widgets.fields import ComboBox, LabelledField
from consultant_app.desktop.widgets.labels import Card, Label
from consultant_app.desktop.widgets.messages import MessageArea, MessageBar, MessageKind
from consultant_app.sync.exchange_file import file_troubles
from consultant_app.workspace.workspace import Reader

Seen = tuple[tuple[KeptWork, ...], tuple[tuple[str, str], ...]]
"""The work, and the spaces it may go to as (kind, id)."""


class SetAsidePanel(Card):
    """`sent_again()` once it waits for the server, `closed()` when there is nothing more to show here."""

    sent_again = Signal()
    closed = Signal()

    def __init__(self, desk: Desk, dialogs: FileDialogs, parent: QWidget | None = None) -> None:
        super().__init__(parent, margin=24)
        self._desk, self._dialogs = desk, dialogs
        self.transaction = ""
        self._work: tuple[KeptWork, ...] = ()
        self.messages = MessageArea()
        self._title = Label("", "section", wrap=True)
        self._reason = Label("", "body", role="text2", wrap=True)
        self._content = Label("", "body", wrap=True)
        self._content.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._space = ComboBox(self.tr("Put it into"))
        self._again = Button(self.tr("Send this again"))
        self._refile = Button(self.tr("Put it there"), "primary")
        self._text = Button(self.tr("Keep as text"))
        self._password = PasswordLine()
        self._file = Button(self.tr("Keep as exchange file"))
        self._close = Button(kind="quiet", icon="x", name=self.tr("Close set-aside work"))
        self._build()
        self._again.clicked.connect(self._on_again)
        self._refile.clicked.connect(self._on_refile)
        self._text.clicked.connect(self._on_text)
        self._file.clicked.connect(self._on_file)
        self._password.textChanged.connect(lambda text: self._file.setEnabled(bool(text)))
        self._close.clicked.connect(self.closed)

    def show_work(self, transaction: str) -> None:
        self.transaction = transaction
        language, wanted = self._desk.language, [ChangeId(transaction)]

        def look(reader: Reader) -> Seen:
            spaces = reader.raw.execute("SELECT kind, id FROM space WHERE may_write ORDER BY kind").fetchall()
            return kept_work(reader, language, wanted), tuple((kind, id_) for kind, id_ in spaces)

        self._desk.read(look, self._on_seen, owner=self)

    def _build(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._close)
        self.column.setSpacing(12)
        self.column.addLayout(head)
        for widget in (self.messages, self._reason, self._content):
            self.column.addWidget(widget)
        self.column.addStretch(1)
        elsewhere = QHBoxLayout()
        elsewhere.addWidget(LabelledField(self.tr("Put it into"), self._space), 1)
        elsewhere.addWidget(self._refile, 0, Qt.AlignmentFlag.AlignBottom)
        self.column.addLayout(elsewhere)
        kept = QHBoxLayout()
        kept.addWidget(LabelledField(self.tr("Password for the exchange file"), self._password), 1)
        kept.addWidget(self._file, 0, Qt.AlignmentFlag.AlignBottom)
        self.column.addLayout(kept)
        self._file.setEnabled(False)
        row = QHBoxLayout()
        row.addWidget(self._again)
        row.addWidget(self._text)
        row.addStretch(1)
        self.column.addLayout(row)

    def _on_seen(self, seen: Seen) -> None:
        self._work, spaces = seen
        if not self._work:
            self.closed.emit()
            return
        [work] = self._work
        self._title.setText(", ".join(dict.fromkeys(change.title for change in work.changes)))
        self._reason.setText(reason_words(work.reason, self._desk.language))
        self._content.setText("\n".join(f"{f.label}: {f.text}" for change in work.changes for f in change.fields))
        names = {
            SpaceKind.CONSORTIUM.value: self.tr("the consortium (all partners)"),
            SpaceKind.ORGANISATION.value: self.tr("consulting of the own organisation"),
            SpaceKind.OFFICE.value: self.tr("office of the own organisation"),
            SpaceKind.PERSON.value: self.tr("only me"),
            SpaceKind.SHARED.value: self.tr("a shared case"),
        }
        self._space.set_entries([(names.get(kind, kind), id_) for kind, id_ in spaces])

    def _on_again(self) -> None:
        workspace, wanted = self._desk.workspace, [ChangeId(self.transaction)]
        self._desk.tasks.run(
            lambda _: try_again(workspace, wanted), lambda _: self.sent_again.emit(), self._on_failed, lane=Lane.WRITE,
            owner=self,
        )  # fmt: skip

    def _on_refile(self) -> None:
        workspace, wanted = self._desk.workspace, [ChangeId(self.transaction)]
        space, label = SpaceId(str(self._space.value)), self.tr("Put elsewhere")
        self._desk.tasks.run(
            lambda _: refile(workspace, wanted, space, label=label), lambda _: self.closed.emit(), self._on_failed,
            lane=Lane.WRITE, owner=self,
        )  # fmt: skip

    def _on_text(self) -> None:
        path = self._asked(self.tr("Keep as text"), "Zurückgestellt.txt", self.tr("Text (*.txt)"))
        if path is not None:
            text = export_text(self._work, self._desk.language)

            def write(_: object) -> None:
                with file_troubles(path, writing=True):
                    path.write_text(text, encoding="utf-8")

            self._desk.tasks.run(write, lambda _: self._tell(path), self._on_failed, lane=Lane.NETWORK, owner=self)

    def _on_file(self) -> None:
        path = self._asked(self.tr("Keep as exchange file"), "Zurückgestellt.csrx", self.tr("Exchange files (*.csrx)"))
        workspace, wanted, password = self._desk.workspace, [ChangeId(self.transaction)], self._password.text()
        if path is not None:
            self._password.clear()
            self._desk.tasks.run(
                lambda _: export_file(workspace, path, wanted, password=password), lambda _: self._tell(path),
                self._on_failed, lane=Lane.NETWORK, owner=self,
            )  # fmt: skip

    def _asked(self, title: str, name: str, kinds: str) -> Path | None:
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        return self._dialogs.file_to_write(self, title, Path(folder) / name, kinds)

    def _tell(self, path: Path) -> None:
        words = self.tr("The file is {file}.").format(file=path)
        self.messages.show_message(MessageBar(words, kind=MessageKind.DONE, closable=True), key="kept")

    def _on_failed(self, error: Exception) -> None:
        bar = MessageBar(error_text(error, self._desk.language), kind=MessageKind.SIGNAL, closable=True)
        self.messages.show_message(bar, key="kept")
