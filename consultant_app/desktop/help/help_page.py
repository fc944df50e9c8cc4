"""The page of the help: what the two dots mean, then the keys, those of the screen it was asked for from first."""

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from consultant_app.desktop.help.keys import ScreenKeys, screens
from consultant_app.desktop.pages import mark_pane
from consultant_app.desktop.widgets.indicators import TwoDots
from consultant_app.desktop.widgets.labels import KeyHint, Label, SectionHeading
from consultant_app.desktop.widgets.layouts import ScrollPane, empty_layout
from consultant_app.desktop.widgets.painting import DotState

_WIDEST = 680
_SIGNS = 168


class HelpPage(QWidget):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        mark_pane(self, self.tr("Help"))
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(32, 20, 32, 24)
        column.setSpacing(12)
        column.addWidget(Label(self.tr("Help"), "page_title"))
        column.addWidget(self._dots())
        self._keys = QVBoxLayout()
        self._keys.setSpacing(12)
        column.addLayout(self._keys)
        column.addStretch(1)
        self.pane = ScrollPane(inner)
        # Nothing on it is operated: the arrow keys scroll.
        self.pane.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.pane.setAccessibleName(self.tr("Help"))
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.addWidget(self.pane)
        self.setFocusProxy(self.pane)

    def show_keys_of(self, page: str) -> None:
        """Puts the keys of this page before all others, and goes to the top."""
        empty_layout(self._keys)
        for screen in sorted(screens(), key=lambda one: one.page != page):
            self._keys.addWidget(_keys_of(screen))
        self.pane.verticalScrollBar().setValue(0)

    def _dots(self) -> QWidget:
        said = (
            (DotState.TYPING, self.tr("is being typed; it is kept within a second")),
            (DotState.WAITING, self.tr("kept on this device, waits for sync")),
            (DotState.BOTH, self.tr("here and in the consortium")),
            (DotState.REMOTE_ONLY, self.tr("in the consortium, not here yet")),
            (DotState.CONFLICT, self.tr("two people changed the same; both versions are kept until somebody decides")),
            (DotState.REFUSED, self.tr("the server did not take it; it stays kept here, and sync says why")),
        )
        words = self.tr("The left one is this device, the right one is the consortium.")
        section, grid = _section(self.tr("The two dots"), words)
        for row, (state, meaning) in enumerate(said):
            grid.addWidget(TwoDots(state), row, 0, Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(Label(meaning, "body", wrap=True), row, 1)
        return section


def _keys_of(screen: ScreenKeys) -> QWidget:
    section, grid = _section(screen.title)
    for row, (keys, words) in enumerate(screen.keys):
        hint = KeyHint(_key_text(keys))
        grid.addWidget(hint, row, 0, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        grid.addWidget(Label(words, "body", wrap=True), row, 1)
    return section


def _key_text(keys: str) -> str:
    """As it stands on the key; Qt leaves the name of this one in English."""
    text = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
    return text.replace("Return", QCoreApplication.translate("Help", "Enter"))


def _section(title: str, words: str = "") -> tuple[QWidget, QGridLayout]:
    section = QWidget()
    section.setMaximumWidth(_WIDEST)
    column = QVBoxLayout(section)
    column.setContentsMargins(0, 12, 0, 0)
    column.setSpacing(10)
    column.addWidget(SectionHeading(title))
    if words:
        column.addWidget(Label(words, "body", role="text2", wrap=True))
    grid = QGridLayout()
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(8)
    grid.setColumnMinimumWidth(0, _SIGNS)
    grid.setColumnStretch(1, 1)
    column.addLayout(grid)
    return section, grid
