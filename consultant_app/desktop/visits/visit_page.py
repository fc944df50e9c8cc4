"""Recording a visit at the table: sections at the left, paper in the middle, people and agreements at the right."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from consultant_app.actions.visits.running import move_visit
from consultant_app.actions.visits.sections import PEOPLE, SECTIONS, missing_of, section_states, warnings_of
from consultant_app.desktop.desk import Desk
from consultant_app.desktop.error_text import error_text
from consultant_app.desktop.pages import mark_pane
from consultant_app.desktop.preview.paper_languages import PaperLanguages
from consultant_app.desktop.visits.clock_steps import ClockSteps
from consultant_app.desktop.visits.measure_entry import MeasureEntry
from consultant_app.desktop.visits.paper import Section
from consultant_app.desktop.visits.papers import Papers
from consultant_app.desktop.visits.protocol_note import ProtocolNote
from consultant_app.desktop.visits.section_list import SectionList
from consultant_app.desktop.visits.side_pane import SidePane
from consultant_app.desktop.visits.visit_bar import VisitBar
from consultant_app.desktop.visits.visit_work import VisitWork
from consultant_app.desktop.widgets.drawer import Drawer
from consultant_app.desktop.widgets.labels import Ground
from consultant_app.desktop.widgets.messages import MessageArea, MessageBar, MessageKind, announce
from consultant_app.domain.catalogues import csr_fields
from consultant_app.domain.measure_line import MeasureLine
from consultant_app.workspace.drafts import MEASURE_LINE, PERSON_LINE

_NUMBERED = 9


class VisitPage(QWidget):
    """`title_changed(text)` when another visit or another name is shown; the bar belongs above the page."""

    title_changed = Signal(str)

    def __init__(self, desk: Desk, bar: VisitBar, languages: PaperLanguages, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("visit")
        self._desk, self._bar, self._languages = desk, bar, languages
        self._before_line: QWidget | None = None
        self.work = VisitWork(desk, self)
        self._clock = ClockSteps(self.work, self)
        self.sections = SectionList(desk.language)
        self.messages = MessageArea()
        self.protocol_note = ProtocolNote(self.messages, self)
        self.papers = Papers(self.work)
        self._side = SidePane(self.work)
        self.people, self.open_items = self._side.people, self._side.open_items
        self.measure = MeasureEntry(desk.language)
        self._build()
        self._connect()
        self._bind_keys()
        self.sections.choose("frame")
        self.show_section("frame")

    def _build(self) -> None:
        centre = Ground("panel")
        mark_pane(centre, self.tr("Paper"))
        column = QVBoxLayout(centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.messages.setContentsMargins(16, 12, 16, 0)
        column.addWidget(self.messages)
        column.addWidget(self.papers, 1)
        column.addWidget(self.measure)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.sections)
        row.addWidget(centre, 1)
        row.addWidget(self._side)
        self.drawer = Drawer(self._side, self._bar.people_button, page=self, row=row)

    def _connect(self) -> None:
        self.work.shown.connect(self._on_shown)
        self.work.sheet_edited.connect(self._show_figures)
        self.work.refused.connect(self._on_refused)
        self.sections.section_chosen.connect(self._open_section)
        self.sections.missing_chosen.connect(self.go_to_missing)
        self.sections.final_wanted.connect(self._finalise)
        self.sections.reopen_wanted.connect(self._reopen)
        self.measure.wanted.connect(self._on_measure_wanted)
        self.measure.typed.connect(partial(self.work.jot, MEASURE_LINE))
        self.work.jottings_read.connect(self._on_jottings_read)
        self.work.jotting_refused.connect(self._on_jotting_refused)
        clock = self._bar.clock
        clock.begin_wanted.connect(self.begin)
        clock.end_wanted.connect(self._clock.end)
        clock.resume_wanted.connect(self._clock.resume)
        self._bar.print_wanted.connect(self.print_protocol)
        self._bar.sign_wanted.connect(self.sign_protocol)
        self._bar.client_view_wanted.connect(self.toggle_client_view)
        self._desk.ways.client_view.connect(self._on_client_view)

    def _bind_keys(self) -> None:
        for number in range(1, _NUMBERED + 1):
            self._key(f"Ctrl+{number}", partial(self._open_section, SECTIONS[number - 1]))
        self._key("Ctrl+M", self.switch_to_measure)
        self._key("Ctrl+P", self.print_protocol)
        self._key("Ctrl+Shift+U", self.sign_protocol)
        self._key("F9", self.toggle_client_view)

    def _key(self, keys: str, act: Callable[[], object]) -> None:
        # Active only while the page is the one shown: a shortcut needs its visible parent.
        QShortcut(QKeySequence(keys), self).activated.connect(act)

    # Which visit, and which section of it.

    def open(self, visit: str) -> None:
        if visit != self.work.visit:
            self.measure.await_line()
            self.people.await_name()
            self.sections.choose("frame")
            self.show_section("frame")
        self.work.open(visit)

    def begin(self) -> None:
        """Starts the clock; whoever is writing already goes on where they are."""
        self._clock.begin()

    def show_section(self, key: str) -> None:
        self.papers.show_section(key)
        self._tell_measure_line()

    def section(self, key: str) -> Section:
        """KeyError for a section that was never opened."""
        return self.papers.section(key)

    def _open_section(self, key: str) -> None:
        if key == "note" and self._desk.client_view:
            return
        self.sections.choose(key)
        self.show_section(key)
        target = self.papers.section(key).first_input()
        if target is not None:
            target.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def go_to_missing(self, section: str, code: str) -> None:
        if section == PEOPLE:
            self.drawer.open()
            self.people.first_box().setFocus(Qt.FocusReason.ShortcutFocusReason)
            return
        self._open_section(section)
        self.papers.section(section).go_to(code)

    # What is shown.

    def set_shown(self, shown: bool) -> None:
        self.work.set_active(shown)

    def _on_shown(self) -> None:
        sheet = self.work.sheet
        if sheet is None:
            return
        self.messages.clear_message("refused")
        self._bar.show_sheet(sheet)
        self.title_changed.emit(self.tr("Visit to {company}").format(company=sheet.company_name))
        self.papers.show_sheet(sheet)
        self._side.show_sheet(sheet, self._desk.now().date())
        self.measure.set_locked(sheet.is_locked)
        self._tell_measure_line()
        self._show_contested()
        self._show_protocol()
        self._show_figures()

    def _show_figures(self) -> None:
        sheet = self.work.sheet
        if sheet is None:
            return
        today = self._desk.now().date()
        missing = missing_of(sheet, today=today)
        self.sections.set_states(section_states(sheet, missing))
        self.sections.set_missing(missing, sheet.status, warnings_of(sheet, today=today))
        self.papers.show_edited(sheet)

    def _show_contested(self) -> None:
        if not self.work.contested or self._desk.client_view:
            self.messages.clear_message("contested")
            return
        if self.messages.property("contested") == self.work.visit:
            return
        self.messages.setProperty("contested", self.work.visit)
        bar = MessageBar(
            self.tr("Two people changed the same."),
            self.tr("Both versions are kept until somebody decides."),
            kind=MessageKind.SIGNAL,
            action=self.tr("Look at conflicts"),
            closable=True,
        )
        bar.action_triggered.connect(lambda: self._desk.ways.conflicts.emit(self.work.visit))
        bar.closed.connect(lambda: self.messages.setProperty("contested", ""))
        self.messages.show_message(bar, key="contested")

    def _show_protocol(self) -> None:
        sheet = self.work.sheet
        self.protocol_note.show_protocol(None if sheet is None or self._desk.client_view else sheet.protocol)

    def _on_refused(self, error: Exception) -> None:
        words = error_text(error, self._desk.language)
        self.messages.show_message(MessageBar(words, kind=MessageKind.SIGNAL, closable=True), key="refused")

    def _on_jottings_read(self) -> None:
        self.measure.begin_with(self.work.jotted(MEASURE_LINE))
        self.people.begin_with(self.work.jotted(PERSON_LINE))

    def _on_jotting_refused(self, name: str, text: str) -> None:
        """Words that could not be added stand again where they were typed."""
        if name == MEASURE_LINE:
            self.measure.bring_back(text)
        elif name == PERSON_LINE:
            self.people.bring_back(text)
        else:
            self.open_items.bring_back(name, text)

    # What a person does.

    def print_protocol(self) -> None:
        """The preview shows what is written, so what is being typed is kept first."""
        self._desk.drafts.left(self.work.visit)
        self._desk.ways.preview.emit("visit", self.work.visit)

    def sign_protocol(self) -> None:
        """What is being typed is part of what is signed, so it is kept first."""
        self._desk.drafts.left(self.work.visit)
        self._desk.ways.sign.emit(self.work.visit)

    def toggle_client_view(self) -> None:
        self._desk.ways.client_view.emit(not self._desk.client_view)

    def switch_to_measure(self) -> None:
        """To the M: line, and from there back to where one wrote."""
        line = self.measure.line
        if not line.hasFocus():
            self._before_line = self.focusWidget()
            line.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return
        before = self._before_line
        is_there = before is not None and isValid(before) and before.isVisible()
        target = before if is_there else self.papers.section(self.sections.current).first_input()
        if target is not None:
            target.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _on_measure_wanted(self, line: MeasureLine, text: str) -> None:
        self.work.agree_line(line, text)
        announce(self.measure, self.tr("Measure added: {title}").format(title=line.title))

    def _tell_measure_line(self) -> None:
        sheet = self.work.sheet
        if sheet is None:
            return
        key = self.sections.current
        self.measure.set_context(
            today=self._desk.now().date(),
            field=key if key in csr_fields() else "",
            candidates=sheet.candidates,
            people={one.id: one.detail for one in sheet.people if one.is_user},
        )

    def _finalise(self) -> None:
        sheet = self.work.sheet
        if sheet is not None:
            self.work.finalise(self._languages.of(sheet.company))

    def _reopen(self) -> None:
        visit, today = self.work.visit, self._desk.now().date()
        self.work.write(
            self.tr("Protocol opened again"), lambda writer: move_visit(writer, visit, "draft", today=today)
        )

    # How the window is.

    def _on_client_view(self, on: bool) -> None:
        self.sections.set_client_view(on)
        if on and self.sections.current == "note":
            self._open_section("frame")
        self._show_contested()
        self._show_protocol()

    def set_breakpoint(self, name: str) -> None:
        compact = name != "wide"
        for part in (self.sections, self.measure, self._bar, self.papers, self._side):
            part.set_compact(compact)
        self.drawer.set_narrow(name == "narrow")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            if self.measure.line.hasFocus():
                self.switch_to_measure()
                return
            if self._desk.client_view:
                self.toggle_client_view()
                return
        super().keyPressEvent(event)
