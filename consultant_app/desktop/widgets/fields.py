"""Inputs: labelled field with its error text, search field, combo box.

A field keeps what was typed, whatever is wrong with it.
"""

from collections.abc import Sequence

from PySide6.QtCore import QItemSelection, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSizePolicy, QStyledItemDelegate, QVBoxLayout, QWidget

from consultant_app.desktop.fonts import scaled, text_font
from consultant_app.desktop.icons import paint_icon
from consultant_app.desktop.tokens import tokens_of
from consultant_app.desktop.widgets.buttons import Button
from consultant_app.desktop.widgets.combo_name import name_combo_boxes
from consultant_app.desktop.widgets.indicators import Glyph
from consultant_app.desktop.widgets.labels import KeyHint, Label
from consultant_app.desktop.widgets.outside import TextLine
from consultant_app.desktop.widgets.painting import paint_surface


class LabelledField(QWidget):
    """A label above an input, the error below it. The input's accessible name is the label.

    `editor` may be any widget; errors set its property `error`, which the style sheet turns into the signal border.
    """

    def __init__(self, label: str, editor: QWidget, *, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.editor = editor
        self.label = Label(label, "small", role="text2")
        self.label.setBuddy(editor)
        editor.setAccessibleName(label)
        self._hint = hint
        editor.setAccessibleDescription(hint)
        self._message = Label("", "small", role="text3", wrap=True)
        self._mark = Glyph("alert-triangle", "signal", 18)
        below = QHBoxLayout()
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(8)
        below.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        below.addWidget(self._message, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.label)
        column.addWidget(editor)
        column.addLayout(below)
        self.setFocusProxy(editor)
        self.set_error("")

    @property
    def error(self) -> str:
        return self._message.text() if self._has_error() else ""

    def set_error(self, text: str) -> None:
        """Shows what is wrong and what helps; an empty text takes it away. The input is never touched."""
        self.editor.setProperty("error", bool(text))
        self._message.setText(text or self._hint)
        self._message.set_role("signal" if text else "text3")
        self._message.setVisible(bool(text or self._hint))
        self._mark.setVisible(bool(text))
        self.editor.setAccessibleDescription(text or self._hint)
        self.editor.style().unpolish(self.editor)
        self.editor.style().polish(self.editor)
        self.editor.update()

    def _has_error(self) -> bool:
        return bool(self.editor.property("error"))


class SearchField(TextLine):
    """A search input with its icon, a button that clears, and optionally the key that leads here."""

    def __init__(self, name: str, *, placeholder: str = "", keys: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder or name)
        self._glyph = Glyph("search", "text2", 18, self)
        self._clear = Button(kind="quiet", icon="x", name=self.tr("Clear search"), parent=self)
        self._clear.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._keys = KeyHint(keys, self) if keys else None
        self.setTextMargins(24, 0, 28, 0)
        self.textChanged.connect(self._show_ends)
        self._clear.clicked.connect(self._on_clear_clicked)
        self._show_ends()

    def _show_ends(self) -> None:
        self._clear.setVisible(bool(self.text()))
        if self._keys is not None:
            self._keys.setVisible(not self.text())

    def _on_clear_clicked(self) -> None:
        self.clear()
        self.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        middle = self.height() // 2
        self._glyph.move(11, middle - 9)
        self._clear.setGeometry(self.width() - 40, middle - 18, 36, 36)
        if self._keys is not None:
            size = self._keys.sizeHint()
            self._keys.setGeometry(self.width() - size.width() - 11, middle - size.height() // 2, *size.toTuple())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Esc empties a filled field first; only then it is one step back.
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            return
        super().keyPressEvent(event)


class ComboBox(QComboBox):
    """A drop-down in the design's clothes, optionally with an icon; entries are (text, value) pairs.

    `value_chosen(value)` comes only when a person chooses.
    """

    value_chosen = Signal(object)

    def __init__(
        self,
        name: str,
        entries: Sequence[tuple[str, object]] = (),
        *,
        icon: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        name_combo_boxes()
        self._icon_name = icon
        self.setAccessibleName(name)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.view().setProperty("popup", True)
        # The combo box's own delegate does not know the style sheet's row height.
        self.setItemDelegate(QStyledItemDelegate(self))
        self.view().setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setMaxVisibleItems(12)
        self.set_entries(entries)
        self.activated.connect(self._on_activated)
        self.view().selectionModel().selectionChanged.connect(self._on_selected)

    def set_entries(self, entries: Sequence[tuple[str, object]]) -> None:
        """Replaces the entries and keeps the chosen value if it is still among them."""
        before = self.value
        self.blockSignals(True)
        self.clear()
        for text, value in entries:
            self.addItem(text, value)
        self.blockSignals(False)
        if before is not None:
            self.set_value(before)
        self.updateGeometry()
        self.update()

    @property
    def value(self) -> object:
        """Value of the chosen entry, None without one."""
        return self.currentData()

    def set_value(self, value: object) -> None:
        """Chooses by value; a value that is not offered leaves the choice as it is."""
        for position in range(self.count()):
            if self.itemData(position) == value:
                self.setCurrentIndex(position)
                return

    def _on_activated(self, _position: int) -> None:
        self.value_chosen.emit(self.value)

    def wheelEvent(self, event: QWheelEvent) -> None:
        # Scrolling a page must not change a choice on its way.
        event.ignore()

    def _on_selected(self, selected: QItemSelection) -> None:
        """Keys and pointer make an entry current before it is selected; a program from outside selects only."""
        chosen = selected.indexes()
        if len(chosen) == 1 and chosen[0] != self.view().currentIndex():
            self.hidePopup()
            self.setCurrentIndex(chosen[0].row())
            self.activated.emit(chosen[0].row())

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(text_font("body"))
        widest = max((metrics.horizontalAdvance(self.itemText(at)) for at in range(min(self.count(), 50))), default=80)
        return QSize(min(420, widest + 60 + (28 if self._icon_name else 0)), max(40, scaled(40)))

    def minimumSizeHint(self) -> QSize:
        return QSize(96, max(40, scaled(40)))

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens = tokens_of(self.palette())
        painter = QPainter(self)
        error = bool(self.property("error"))
        border = tokens.color("signal" if error else "control_line" if self.isEnabled() else "line")
        ground = tokens.color("sunken" if not self.isEnabled() else "hover" if self.underMouse() else "panel")
        paint_surface(painter, QRectF(self.rect()), ground, border=border, width=2 if error else 1)
        x, middle = 12, self.height() / 2
        if self._icon_name:
            paint_icon(painter, QRectF(x, middle - 10, 20, 20), self._icon_name, tokens.color("text2"))
            x += 28
        rect = QRectF(x, 0, self.width() - x - 40, self.height())
        chosen = self.currentIndex() >= 0
        painter.setFont(text_font("body"))
        painter.setPen(tokens.color("text3" if not chosen or not self.isEnabled() else "text"))
        words = self.currentText() if chosen else self.placeholderText()
        words = QFontMetrics(painter.font()).elidedText(words, Qt.TextElideMode.ElideRight, int(rect.width()))
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
        paint_icon(painter, QRectF(self.width() - 32, middle - 10, 20, 20), "chevron-down", tokens.color("text"))
        painter.end()
