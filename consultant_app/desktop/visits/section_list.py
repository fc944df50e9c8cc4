"""The left side of a visit: its sections in the order of the protocol, how far each is, and what is still missing."""

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from consultant_app.actions.visits.sections import SECTIONS, SectionState, section_of
from consultant_app.desktop.fonts import half_scaled
from consultant_app.desktop.pages import mark_pane
from consultant_app.desktop.visits.emptying import take_widgets
from consultant_app.desktop.visits.section_button import JumpButton, SectionButton
from consultant_app.desktop.visits.section_words import (
    missing_words,
    section_title,
)
from consultant_app.desktop.widgets.buttons import Button
from consultant_app.desktop.widgets.labels import Ground, KeyHint, Label
from consultant_app.domain.visit_completeness import Missing
from consultant_app.errors import Language

WIDTH, COMPACT_WIDTH = 252, 228
_FIRST_MISSING = 3
"""How many missing entries are named at once in the wide window; the compact one counts them."""
_HEADED = {"MA": "fields", "findings": "results"}
"""Sections that begin a group with a heading of its own."""


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
        self._shown_missing: tuple[tuple[Missing, ...], str, tuple[Missing, ...]] = ((), "", ())
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

    def set_missing(self, missing: Sequence[Missing], status: str, warnings: Sequence[Missing] = ()) -> None:
        """What the final state still needs, each with a way there; nothing for a visit that has not begun.

        `warnings` deserve a second look once nothing is missing.
        """
        shown = (tuple(missing), status, tuple(warnings))
        if shown != self._shown_missing:
            self._shown_missing = shown
            self._show_missing()

    def _show_missing(self) -> None:
        missing, status, warnings = self._shown_missing
        for widget in take_widgets(self._missing):
            if widget not in (self._final, self._reopen):
                widget.deleteLater()
        if status == "draft" and missing:
            self._add_jumps(missing)
        elif status == "draft":
            self._missing.addWidget(self._missing_title(self.tr("Nothing is missing")))
            for one in warnings:
                self._add_jump(one)
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
            self._add_jump(one)
        if len(first) < len(missing):
            self._add_more(self.tr("and %n more", "", len(missing) - len(first)))

    def _add_jump(self, one: Missing) -> None:
        jump = JumpButton(missing_words(one.code, self._language))
        jump.clicked.connect(partial(self.missing_chosen.emit, section_of(one), one.code))
        self._missing.addWidget(jump)

    def _add_more(self, words: str) -> None:
        more = JumpButton(words)
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
        self.setFixedWidth(half_scaled(COMPACT_WIDTH if compact else WIDTH))
        margin = 8 if compact else 14
        self._column.setContentsMargins(margin, 8 if compact else 12, margin, 8)
        self._is_compact = compact
        self._headings[-1].setVisible(not compact)
        self._show_missing()
        for button in self._buttons.values():
            button.set_compact(compact)

    def set_client_view(self, on: bool) -> None:
        self._buttons["note"].setVisible(not on)
