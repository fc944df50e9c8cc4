"""A line that chooses one of many while one types: the hits stand below it, arrows and Enter choose."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, QRect, QStringListModel, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QCompleter, QListView, QWidget

from consultant_app.desktop.widgets.fields import SearchField

Entry = tuple[str, object]
"""What a person reads, and what is meant by it."""
_VISIBLE = 10
_OF_THE_HITS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape)
"""What is left unaccepted here is taken by the completer: choosing the current hit, closing the hits."""


class Chooser(SearchField):
    """`searched(hits)` after each edit; `value_chosen(value)` when a person chose. `find` returns what matches a text,
    best first, within a frame.
    """

    searched = Signal(int)
    value_chosen = Signal(object)

    def __init__(self, name: str, *, placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(name, placeholder=placeholder, parent=parent)
        self._find: Callable[[str], Sequence[Entry]] = lambda _typed: ()
        self._hits: Sequence[Entry] = ()
        self._chosen: Entry | None = None
        self._words = QStringListModel(self)
        self._popup = QListView()
        self._popup.setUniformItemSizes(True)
        self._popup.setProperty("popup", True)
        self._completer = QCompleter(self._words, self)
        self._completer.setPopup(self._popup)
        self._completer.setWidget(self)
        # The model holds just the hits, so there is nothing left to filter.
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.setMaxVisibleItems(_VISIBLE)
        self._completer.activated[QModelIndex].connect(self._on_activated)  # type: ignore[index] # as for any overload
        self.textEdited.connect(self._on_edited)

    def set_source(self, find: Callable[[str], Sequence[Entry]]) -> None:
        """Other entries; nothing is chosen any more."""
        self._find = find
        self.clear()

    @property
    def value(self) -> object:
        """What was chosen; None as soon as other words stand here."""
        return self._chosen[1] if self._chosen is not None and self._chosen[0] == self.text() else None

    def set_value(self, value: object) -> None:
        """Chooses without telling; a value that is not offered leaves the line as it is."""
        found = next((entry for entry in self._find("") if entry[1] == value), None)
        if found is not None:
            self._show(found)

    def _on_edited(self, text: str) -> None:
        self._hits = self._find(text)
        same = [entry for entry in self._hits if entry[0].casefold() == text.strip().casefold()]
        if len(same) == 1:
            self._popup.hide()
            self._choose(same[0])
        else:
            self._offer()
        self.searched.emit(len(self._hits))

    def _offer(self) -> None:
        if not self._hits or not self.hasFocus():
            self._popup.hide()
            return
        self._popup.setAccessibleName(self.accessibleName())
        self._words.setStringList([words for words, _ in self._hits])
        self._completer.complete(QRect(0, 0, self.width(), self.height()))
        self._popup.setCurrentIndex(self._words.index(0))

    def _offer_all(self) -> None:
        self._hits = self._find("" if self.value is not None else self.text())
        self._offer()

    def _on_activated(self, index: QModelIndex) -> None:
        if index.row() < len(self._hits):
            self._choose(self._hits[index.row()])

    def _choose(self, entry: Entry) -> None:
        self._show(entry)
        self.value_chosen.emit(entry[1])

    def _show(self, entry: Entry) -> None:
        self._chosen = entry
        if self.text() != entry[0]:
            self.setText(entry[0])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up) and not self._popup.isVisible():
            self._offer_all()
            return
        if self._popup.isVisible() and event.key() in _OF_THE_HITS:
            event.ignore()
            return
        super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        if not self.text():
            self._offer_all()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._popup.hide()
        # What leaves no choice is chosen.
        if self.value is None and self.text().strip() and len(self._hits) == 1:
            self._choose(self._hits[0])
