"""The frame of the windows before the work: what this is on the left, one step on the right."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from consultant_app.desktop.icons import icon
from consultant_app.desktop.widgets.labels import Ground, Label

MINIMUM = QSize(1280, 672)
PROMISE_ICON = 22


class StartFrame(QWidget):
    """`left` is for what this is, `right` for the step at hand."""

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle("CSR-Kompetenzzentrum Ruhr · Beratung")
        self.setMinimumSize(MINIMUM.boundedTo(self.screen().availableSize()))
        self.resize(1440, 868)
        side = Ground("side", edges="right")
        side.setFixedWidth(472)
        self.left = QVBoxLayout(side)
        self.left.setContentsMargins(72, 56, 56, 40)
        self.left.setSpacing(16)
        self._title = Label("", "key_figure", wrap=True)
        self._intro = Label("", "notes", role="text2", wrap=True)
        self.left.addWidget(self._title)
        self.left.addWidget(self._intro)
        self.left.addSpacing(16)
        ground = Ground("window")
        self.right = QVBoxLayout(ground)
        self.right.setContentsMargins(72, 56, 72, 40)
        self.right.setSpacing(12)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(side)
        row.addWidget(ground, 1)

    def set_words(self, title: str, intro: str) -> None:
        self._title.setText(title)
        self._intro.setText(intro)

    def add_promises(self) -> None:
        """The three promises of the product (design.md)."""
        self._add_promise(
            "device-laptop",
            self.tr("Everything is on this device"),
            self.tr("Companies, visits and notes are at hand where there is no network, too."),
        )
        self._add_promise(
            "users",
            self.tr("You decide who reads along"),
            self.tr("Each note is for the consortium, for your organisation, or only for you."),
        )
        self._add_promise(
            "check", self.tr("Nothing gets lost"), self.tr("Every input is secured at once. There is no save button.")
        )

    def _add_promise(self, icon_name: str, title: str, text: str) -> None:
        mark = Label("")
        mark.setPixmap(icon(icon_name, "accent").pixmap(PROMISE_ICON, PROMISE_ICON))
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(Label(title, "list_title_strong", wrap=True))
        words.addWidget(Label(text, "body", role="text2", wrap=True))
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        self.left.addLayout(row)
        self.left.addSpacing(8)


class OpeningWindow(StartFrame):
    """While a workspace takes its time to open, such as for a keyring that waits for its password."""

    def __init__(self) -> None:
        super().__init__()
        self.set_words(self.tr("The workspace is being opened"), self.tr("Your records are decrypted on this device."))
        self.add_promises()
        self.left.addStretch(1)
