"""The left side of a visit: its sections in the order of the protocol, how far each is, and what is still missing."""

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from consultant_app.actions.visit_sections import SECTIONS, Filled, SectionState, section_of
from consultant_app.desktop.fonts import scaled, text_font
from consultant_app.desktop.icons import paint_icon
from consultant_app.desktop.pages import mark_pane
from consultant_app.desktop.tokens import tokens_of
from consultant_app.desktop.visits.emptying import take_widgets
from consultant_app.desktop.visits.section_words import (
    ICONS,
    missing_words,
    section_letter,
    section_title,
    state_words,
)
from consultant_app.desktop.widgets.buttons import Button
from consultant_app.desktop.widgets.labels import Ground, KeyHint, Label
from consultant_app.desktop.widgets.outside import OutsideTicks
from consultant_app.desktop.widgets.painting import paint_surface, paint_tile
from consultant_app.domain.visit_completeness import Missing
from consultant_app.errors import Language

WIDTH, COMPACT_WIDTH = 240, 228
_FIRST_MISSING = 3
"""How many missing entries are named at once in the wide window; the compact one counts them."""
_HEADED = {"MA": "fields", "findings": "results"}
"""Sections that begin a group with a heading of its own."""


class SectionButton(OutsideTicks, QPushButton):
    """One section: tile or icon, name, and how far it is."""

    def __init__(self, key: str, title: str, parent: QWidget | None = None) -> None:
        super().__init__(title, parent)
        self.key = key
        self._letter, self._icon = section_letter(key), ICONS.get(key, "")
        self._state = SectionState(Filled.EMPTY)
        self._compact = False
        self.setCheckable(True)
        self.hear_outside()
        self.setAutoDefault(False)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(title)

    def set_state(self, state: SectionState) -> None:
        self._state = state
        self.setAccessibleDescription(state_words(state))
        self.update()

    @property
    def state(self) -> SectionState:
        return self._state

    def set_compact(self, compact: bool) -> None:
        self._compact = compact
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        height = 40 if self._compact else 42
        return QSize(200, max(height, scaled(height)))

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens, chosen = tokens_of(self.palette()), self.isChecked()
        painter = QPainter(self)
        if chosen or self.underMouse() or self.isDown():
            paint_surface(painter, QRectF(self.rect()), tokens.color("selected" if chosen else "hover"))
        middle = self.height() / 2
        tile = QRectF(12, middle - 12, 24, 24)
        if self._letter:
            paint_tile(painter, tile, self._letter, tokens)
        else:
            paint_surface(painter, tile, tokens.color("hover"), radius=4)
            paint_icon(painter, tile.adjusted(3, 3, -3, -3), self._icon, tokens.color("text2"))
        right = self._paint_state(painter, self.width() - 12)
        painter.setFont(text_font("body_strong" if chosen else "body"))
        painter.setPen(tokens.color("text" if chosen else "text2"))
        room = QRectF(48, 0, max(0, right - 56), self.height())
        words = QFontMetrics(painter.font()).elidedText(self.text(), Qt.TextElideMode.ElideRight, int(room.width()))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
        painter.end()

    def _paint_state(self, painter: QPainter, right: int) -> int:
        """Returns where it begins."""
        tokens, state = tokens_of(self.palette()), self._state
        if state.filled is Filled.DONE:
            box = QRectF(right - 20, self.height() / 2 - 10, 20, 20)
            paint_icon(painter, box, "check", tokens.color("text2"))
            return right - 20
        if state.filled is Filled.OPEN:
            words = self.tr("open")
        else:
            words = self.tr("empty") if state.filled is Filled.EMPTY else str(state.number)
        painter.setFont(text_font("small"))
        painter.setPen(tokens.color("text3" if state.filled is Filled.EMPTY else "text2"))
        width = QFontMetrics(painter.font()).horizontalAdvance(words) + 2
        rect = QRectF(right - width, 0, width, self.height())
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, words)
        return right - width


class SectionList(Ground):
    """`section_chosen(key)` by hand, `missing_chosen(section, code)` for a jump, `final_wanted`, `reopen_wanted`."""

    section_chosen = Signal(str)
    missing_chosen = Signal(str, str)
    final_wanted = Signal()
    reopen_wanted = Signal()

    def __init__(self, language: Language, parent: QWidget | None = None) -> None:
        super().__init__("window", parent, edges="right")
        mark_pane(self, self.tr("Sections"))
        self._language: Language = language
        self._group = QButtonGroup(self)
        self._buttons: dict[str, SectionButton] = {}
        self._headings: list[QWidget] = []
        self._shown_missing: tuple[tuple[Missing, ...], str] = ((), "")
        self._is_compact, self._shows_all = False, False
        inner = QWidget()
        self._final = Button(self.tr("Make protocol final"), icon="check", parent=inner)
        self._reopen = Button(self.tr("Open again"), icon="pencil", parent=inner)
        self._final.clicked.connect(self.final_wanted)
        self._reopen.clicked.connect(self.reopen_wanted)
        self._final.hide()
        self._reopen.hide()
        self._column = QVBoxLayout(inner)
        self._column.setSpacing(2)
        self._add_sections()
        self._column.addStretch(1)
        self._missing = QVBoxLayout()
        self._missing.setSpacing(0)
        self._column.addSpacing(8)
        self._column.addLayout(self._missing)
        self._hints = self._key_hints()
        self._column.addWidget(self._hints)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inner)
        inner.setAutoFillBackground(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 1, 0)
        column.addWidget(scroll)
        self.set_compact(False)

    def _add_sections(self) -> None:
        words = {"fields": self.tr("Fields of action"), "results": self.tr("Results")}
        for key in SECTIONS:
            if key in _HEADED:
                self._column.addWidget(self._heading(words[_HEADED[key]], words_note=_HEADED[key] == "fields"))
            button = SectionButton(key, section_title(key, self._language))
            self._buttons[key] = button
            self._group.addButton(button)
            self._column.addWidget(button)
            button.clicked.connect(lambda _on, key=key: self.section_chosen.emit(key))

    def _heading(self, text: str, *, words_note: bool) -> QWidget:
        heading = QWidget()
        row = QHBoxLayout(heading)
        row.setContentsMargins(12, 8, 12, 2)
        row.addWidget(Label(text, "small", role="text2"))
        row.addStretch(1)
        if words_note:
            row.addWidget(Label(self.tr("Words"), "small", role="text2"))
        self._headings.append(heading)
        return heading

    def _key_hints(self) -> QWidget:
        hints = QWidget()
        column = QVBoxLayout(hints)
        column.setContentsMargins(12, 12, 0, 0)
        column.setSpacing(4)
        pairs = (
            (self.tr("Ctrl 1–9"), self.tr("Section")),
            (self.tr("Ctrl M"), self.tr("Measure")),
        )
        for keys, words in pairs:
            row = QHBoxLayout()
            row.setSpacing(8)
            row.addWidget(KeyHint(keys))
            row.addWidget(Label(words, "small", role="text2"))
            row.addStretch(1)
            column.addLayout(row)
        return hints

    @property
    def current(self) -> str:
        button = self._group.checkedButton()
        return button.key if isinstance(button, SectionButton) else ""

    def button(self, key: str) -> SectionButton:
        return self._buttons[key]

    def choose(self, key: str) -> None:
        self._buttons[key].setChecked(True)

    def set_states(self, states: Mapping[str, SectionState]) -> None:
        for key, state in states.items():
            self._buttons[key].set_state(state)

    def set_missing(self, missing: Sequence[Missing], status: str) -> None:
        """What the final state still needs, each with a way there; nothing for a visit that has not begun."""
        shown = (tuple(missing), status)
        if shown != self._shown_missing:
            self._shown_missing = shown
            self._show_missing()

    def _show_missing(self) -> None:
        missing, status = self._shown_missing
        for widget in take_widgets(self._missing):
            if widget not in (self._final, self._reopen):
                widget.deleteLater()
        if status == "draft" and missing:
            self._add_jumps(missing)
        elif status == "draft":
            self._missing.addWidget(self._missing_title(self.tr("Nothing is missing")))
            self._add_button(self._final)
        elif status == "final":
            self._missing.addWidget(self._missing_title(self.tr("The protocol is final")))
            self._add_button(self._reopen)
        self._show_hints()

    def _add_jumps(self, missing: Sequence[Missing]) -> None:
        if self._is_compact and not self._shows_all:
            self._add_more(self.tr("%n entries are missing", "", len(missing)))
            return
        self._missing.addWidget(self._missing_title(self.tr("Missing for the final protocol")))
        most = len(missing) if self._shows_all else _FIRST_MISSING
        first = missing if len(missing) <= most + 1 else missing[:most]
        for one in first:
            jump = _JumpButton(missing_words(one.code, self._language))
            jump.clicked.connect(partial(self.missing_chosen.emit, section_of(one), one.code))
            self._missing.addWidget(jump)
        if len(first) < len(missing):
            self._add_more(self.tr("and %n more", "", len(missing) - len(first)))

    def _add_more(self, words: str) -> None:
        more = _JumpButton(words)
        more.clicked.connect(self._on_more)
        self._missing.addWidget(more)

    def _on_more(self) -> None:
        self._shows_all = True
        self._show_missing()

    def _missing_title(self, text: str) -> Label:
        title = Label(text, "small", role="text2", wrap=True)
        title.setContentsMargins(12, 0, 8, 2)
        return title

    def _add_button(self, button: Button) -> None:
        self._missing.addWidget(button)
        button.show()

    def _show_hints(self) -> None:
        self._hints.setVisible(not self._is_compact and not self._shown_missing[0])

    def set_compact(self, compact: bool) -> None:
        """Below 1400 px: lower rows, no key hints."""
        self.setFixedWidth(COMPACT_WIDTH if compact else WIDTH)
        margin = 8 if compact else 14
        self._column.setContentsMargins(margin, 8 if compact else 12, margin, 8)
        self._is_compact = compact
        self._headings[-1].setVisible(not compact)
        self._show_missing()
        for button in self._buttons.values():
            button.set_compact(compact)

    def set_client_view(self, on: bool) -> None:
        self._buttons["note"].setVisible(not on)


class _JumpButton(Button):
    """A link whose words may be long: elided, whole in the tooltip."""

    def __init__(self, words: str) -> None:
        super().__init__(words, "link")
        self.setToolTip(words)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(160, max(30, scaled(30)))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens = tokens_of(self.palette())
        painter = QPainter(self)
        if self.underMouse() or self.isDown():
            paint_surface(painter, QRectF(self.rect()), tokens.color("hover"))
        painter.setFont(text_font("small"))
        painter.setPen(tokens.color("accent"))
        room = QRectF(12, 0, self.width() - 16, self.height())
        words = QFontMetrics(painter.font()).elidedText(self.text(), Qt.TextElideMode.ElideRight, int(room.width()))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
        painter.end()
