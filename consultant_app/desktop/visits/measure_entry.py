"""The M: line at the bottom of a visit: one line typed while people talk becomes a measure and an agreement."""

import re
from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QRect, QRectF, QStringListModel, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QInputMethodEvent, QKeyEvent, QPainter, QPaintEvent, QTextCharFormat
from PySide6.QtWidgets import QApplication, QCompleter, QHBoxLayout, QListView, QVBoxLayout, QWidget

from consultant_app.desktop.day_words import spoken_date
from consultant_app.desktop.fonts import scaled, text_font
from consultant_app.desktop.pages import mark_pane
from consultant_app.desktop.tokens import tokens_of
from consultant_app.desktop.widgets.buttons import Button
from consultant_app.desktop.widgets.indicators import LetterTile
from consultant_app.desktop.widgets.labels import ElidedLabel, Ground, KeyHint, Label
from consultant_app.desktop.widgets.messages import announce
from consultant_app.desktop.widgets.outside import TextLine
from consultant_app.domain.catalogues import csr_fields
from consultant_app.domain.measure_line import (
    Candidate,
    MeasureLine,
    SpanKind,
    completions,
    is_measure_line,
    parse_measure_line,
)
from consultant_app.domain.value_lists import label_of
from consultant_app.errors import Language

_BEGUN_NAME = re.compile(r"@(\S*)$")
_OFFERED = 8


class MeasureLineEdit(TextLine):
    """Shows what was understood on a tint, completes names after an @, and asks to `add` on Enter."""

    submitted = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setProperty("focus_ring", "border")
        self._candidates: Sequence[Candidate] = ()
        self._offered: dict[str, Candidate] = {}
        self._names = QStringListModel(self)
        self._popup = QListView()
        self._completer = QCompleter(self._names, self)
        self._completer.setPopup(self._popup)
        self._completer.setWidget(self)
        self._completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self._popup.setProperty("popup", True)
        self._popup.setAccessibleName(self.tr("People"))
        self._completer.activated.connect(self._on_name_chosen)
        self.textEdited.connect(lambda _text: self._offer_names())
        self.setMinimumHeight(max(48, scaled(48)))
        self.setFont(text_font("body"))
        self._show_prefix()
        self.textChanged.connect(lambda _text: self._show_prefix())

    def set_candidates(self, candidates: Sequence[Candidate]) -> None:
        self._candidates = candidates

    def show_understood(self, line: MeasureLine) -> None:
        """Puts the understood stretches on a tint; an input method's formats are what a line edit can show."""
        tokens = tokens_of(self.palette())
        attributes = []
        for span in line.spans:
            look = QTextCharFormat()
            look.setForeground(tokens.color("accent"))
            look.setFontWeight(QFont.Weight.DemiBold)
            if span.kind is not SpanKind.PREFIX:
                look.setBackground(tokens.color("accent_tint"))
            start = span.start - self.cursorPosition()
            kind = QInputMethodEvent.AttributeType.TextFormat
            attributes.append(QInputMethodEvent.Attribute(kind, start, span.end - span.start, look))
        QApplication.sendEvent(self, QInputMethodEvent("", attributes))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self._popup.isVisible() and self._popup.currentIndex().isValid():
                event.ignore()
                return
            self._popup.hide()
            self.submitted.emit()
            event.accept()
            return
        super().keyPressEvent(event)

    def _show_prefix(self) -> None:
        width = QFontMetrics(text_font("body_strong")).horizontalAdvance("M:") + 8
        self._draws_prefix = not is_measure_line(self.text())
        self.setTextMargins(width if self._draws_prefix else 0, 0, 0, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._draws_prefix:
            return
        painter = QPainter(self)
        painter.setFont(text_font("body_strong"))
        painter.setPen(tokens_of(self.palette()).color("accent"))
        painter.drawText(QRectF(14, 0, 40, self.height()), Qt.AlignmentFlag.AlignVCenter, "M:")
        painter.end()

    def _offer_names(self) -> None:
        begun = _BEGUN_NAME.search(self.text()[: self.cursorPosition()])
        if begun is None:
            self._popup.hide()
            return
        found = completions(begun[1], self._candidates)[:_OFFERED]
        self._offered = {one.name: one for one in found}
        self._names.setStringList(list(self._offered))
        if not found:
            self._popup.hide()
            return
        height = self.height()
        at = max(0, self.cursorRect().left() - 12)
        self._completer.complete(QRect(at, 0, min(320, self.width() - at), height))

    def _on_name_chosen(self, name: str) -> None:
        before, after = self.text()[: self.cursorPosition()], self.text()[self.cursorPosition() :]
        begun = _BEGUN_NAME.search(before)
        if begun is None:
            return
        whole = f"{before[: begun.start()]}@{name} "
        self.setText(whole + after.lstrip())
        self.setCursorPosition(len(whole))
        self.textEdited.emit(self.text())


class MeasureEntry(Ground):
    """`wanted(MeasureLine, text)` when a person adds; the line is empty then and comes back by `bring_back` if it
    failed. `typed(text)` with every edit by hand.
    """

    wanted = Signal(object, str)
    typed = Signal(str)

    def __init__(self, language: Language, parent: QWidget | None = None) -> None:
        super().__init__("sunken", parent, edges="top")
        mark_pane(self, self.tr("Measure"))
        self._language: Language = language
        self._today = date.min
        self._field = ""
        self._candidates: Sequence[Candidate] = ()
        self._people: dict[str, str] = {}
        self.line = MeasureLineEdit(self.tr("Record a measure"))
        self._placeholders()
        self.add_button = Button(self.tr("Add"), icon="plus", tall=True)
        self._tile = LetterTile("", "")
        self._understood = ElidedLabel("", "small", role="text2")
        self._hints = QWidget()
        self._build()
        self.line.textChanged.connect(lambda _text: self._read())
        self.line.textEdited.connect(self.typed)
        self.line.submitted.connect(self._submit)
        self.add_button.clicked.connect(self._on_add_clicked)
        self._read()

    def _build(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.line, 1)
        top.addWidget(self.add_button)
        hints = QHBoxLayout(self._hints)
        hints.setContentsMargins(0, 0, 0, 0)
        hints.setSpacing(8)
        hints.addWidget(KeyHint(self.tr("Enter")))
        hints.addWidget(Label(self.tr("adds"), "small", role="text2"))
        below = QHBoxLayout()
        below.setSpacing(10)
        below.addStrut(self._tile.height())
        below.addWidget(self._tile)
        below.addWidget(self._understood, 1)
        below.addWidget(self._hints)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(8)
        self._column.addLayout(top)
        self._column.addLayout(below)
        self.set_compact(False)

    def _placeholders(self) -> None:
        self.line.setPlaceholderText(self.tr("What shall be done, @person by 29.5. !high"))

    def set_compact(self, compact: bool) -> None:
        margin = 32 if compact else 48
        self._column.setContentsMargins(margin, 12, margin, 12)
        self._hints.setVisible(not compact)

    def set_context(self, *, today: date, field: str, candidates: Sequence[Candidate], people: dict[str, str]) -> None:
        """`field` is the open section's field of action, "" for none; `people` are organisations by person's id."""
        self._today, self._field, self._candidates, self._people = today, field, candidates, people
        self.line.set_candidates(candidates)
        self._read()

    def set_locked(self, locked: bool) -> None:
        self.setVisible(not locked)

    def await_line(self) -> None:
        """Until `begin_with` the line takes no typing, which would stand in place of what is still being read."""
        self.line.clear()
        self.line.setReadOnly(True)

    def begin_with(self, text: str) -> None:
        """Shows what was typed here and not added yet, "" for nothing."""
        self.line.setReadOnly(False)
        self.line.setText(text)

    def bring_back(self, text: str) -> None:
        """What could not be added stands in the line again, before what was begun meanwhile."""
        begun = self.line.text().strip()
        self.line.setText(f"{text} {begun}" if begun else text)
        self.typed.emit(self.line.text())

    def parsed(self) -> MeasureLine:
        return parse_measure_line(
            self.line.text(),
            today=self._today,
            candidates=self._candidates,
            default_field=self._field or None,
            language=self._language,
        )

    def _read(self) -> None:
        line = self.parsed()
        self.line.show_understood(line)
        field = csr_fields().get(line.csr_field or "")
        self._tile.setVisible(field is not None)
        if field is not None:
            self._tile.set_letter(field.letter, field.de if self._language == "de" else field.en)
        self._understood.set_full_text(" · ".join(self._words(line)))

    def _words(self, line: MeasureLine) -> list[str]:
        words = []
        field = csr_fields().get(line.csr_field or "")
        if field is not None:
            words.append(field.de if self._language == "de" else field.en)
        if line.person is not None:
            organisation = self._people.get(line.person.id, "")
            words.append(f"{line.person.name}, {organisation}" if organisation else line.person.name)
        elif line.ambiguous:
            names = self.tr(" or ").join(one.name for one in line.ambiguous[:3])
            words.append(self.tr("Who is meant: {names}?").format(names=names))
        if line.due_on is not None:
            words.append(spoken_date(line.due_on))
        if line.priority is not None:
            priority = label_of("priority", line.priority, language=self._language).lower()
            words.append(self.tr("priority {priority}").format(priority=priority))
        return words

    def _on_add_clicked(self) -> None:
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self._submit()

    def _submit(self) -> None:
        line = self.parsed()
        if not line.title.strip():
            words = self.tr("The line does not name a measure yet.")
            self._understood.set_full_text(words)
            announce(self.line, words)
            return
        text = self.line.text()
        self.line.clear()
        self.wanted.emit(line, text)
