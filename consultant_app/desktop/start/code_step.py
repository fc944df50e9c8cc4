"""The third step: the recovery code, shown once, to be printed, copied or written down."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout

from consultant_app.desktop.start.steps import Step
from consultant_app.desktop.widgets.buttons import Button
from consultant_app.desktop.widgets.checks import CheckBox
from consultant_app.desktop.widgets.labels import Card, Label

GROUPS_A_LINE = 4


class CodeStep(Step):
    """`print_asked(code)` and `file_asked(code)` when a person wants it on paper."""

    print_asked = Signal(str)
    file_asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.heading.setText(self.tr("Keep the recovery code"))
        why = self.tr(
            "It opens your workspace when the keyring or the passphrase is lost. It is shown only here and only now."
        )
        self.column.addWidget(Label(why, "body", role="text2", wrap=True))
        card = Card(margin=24)
        self._shown = Label("", "key_figure")
        card.column.addWidget(self._shown)
        self.column.addWidget(card)
        self._code = ""
        row = QHBoxLayout()
        row.setSpacing(8)
        for text, icon, act in (
            (self.tr("Print"), "printer", lambda: self.print_asked.emit(self._code)),
            (self.tr("Keep as PDF"), "file-type-pdf", lambda: self.file_asked.emit(self._code)),
            (self.tr("Copy"), "", self._copy),
        ):
            button = Button(text, icon=icon)
            button.clicked.connect(act)
            row.addWidget(button)
        self._told = Label("", "small", role="text2", wrap=True)
        row.addWidget(self._told, 1)
        self.column.addLayout(row)
        self.column.addSpacing(8)
        self._noted = CheckBox(self.tr("I have written down or printed the recovery code."))
        self._noted.toggled.connect(lambda _: self.changed.emit())
        self.column.addWidget(self._noted)
        self.column.addStretch(1)

    @property
    def code(self) -> str:
        return self._code

    def show_code(self, code: str) -> None:
        self._code = code
        groups = code.split("-")
        lines = [groups[at : at + GROUPS_A_LINE] for at in range(0, len(groups), GROUPS_A_LINE)]
        self._shown.setText("\n".join("  ".join(line) for line in lines))
        self._shown.setAccessibleName(self.tr("Recovery code"))
        self._shown.setAccessibleDescription(code)

    def tell(self, words: str, *, is_trouble: bool = False) -> None:
        """What became of printing or keeping."""
        self._told.setText(words)
        self._told.set_role("signal" if is_trouble else "text2")

    def missing(self) -> str:
        return "" if self._noted.isChecked() else self.tr("Please confirm that you have kept the code.")

    def focus_first(self) -> None:
        self._noted.setFocus()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._code)
        self.tell(self.tr("Copied. Paste it where only you can read it."))
