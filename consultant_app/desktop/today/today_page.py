"""The place "Today": what is now, what is late, what waits."""

from datetime import date

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStyle, QVBoxLayout, QWidget

from consultant_app.actions.today.day import DaySheet, Recent, cycle_status, day_sheet
from consultant_app.desktop.desk import Desk
from consultant_app.desktop.error_text import error_text
from consultant_app.desktop.pages import mark_pane
from consultant_app.desktop.printing.waiting_card import WaitingCard
from consultant_app.desktop.tasks import Job
from consultant_app.desktop.today.appointments import AppointmentList
from consultant_app.desktop.today.day_head import DayHead
from consultant_app.desktop.today.due_measures import DueMeasures
from consultant_app.desktop.today.side_cards import ConflictsCard, RecentCard, SyncCard, SyncState
from consultant_app.desktop.today.words import count_sentence, headline
from consultant_app.desktop.widgets.buttons import Button
from consultant_app.desktop.widgets.drawer import Drawer
from consultant_app.desktop.widgets.labels import Card, Ground
from consultant_app.desktop.widgets.layouts import ScrollPane, lay_out_now
from consultant_app.desktop.widgets.messages import EmptyState, Step
from consultant_app.domain.value_lists import label_of
from consultant_app.workspace.looking import Looking

GATHER_MS = 100
TICK_MS = 20_000
MARGIN = 32
RIGHT_WIDE, RIGHT_COMPACT = 344, 284


class TodayPage(QWidget):
    """`all_measures_asked()` leads to the place of the measures, `filled()` comes when the day stands there first."""

    all_measures_asked = Signal()
    filled = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._sheet: DaySheet | None = None
        self._job: Job[DaySheet] | None = None
        self._stale = True
        self.appointments = AppointmentList(desk.language)
        self.measures = DueMeasures(desk.language)
        self.sync, self.conflicts, self.recent = SyncCard(), ConflictsCard(), RecentCard()
        self.printing = WaitingCard(desk.printing, desk.language)
        self.conflicts.hide()
        self._build()
        self._connect()
        self._gather = QTimer(self, singleShot=True, interval=GATHER_MS)
        self._gather.timeout.connect(self.reload)
        self._tick = QTimer(self, interval=TICK_MS)
        self._tick.timeout.connect(self._on_tick)
        self._tick.start()
        desk.feed.committed.connect(lambda _: self._gather.start())
        desk.rounds.changed.connect(self._show_sync)

    # Building.

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 18, 0, 0)
        column.setSpacing(16)
        self.head = DayHead(self._desk.ways)
        self.head.setContentsMargins(MARGIN, 0, MARGIN, 0)
        self.head.set_words(headline(self._desk.now().date()))
        column.addWidget(self.head)
        content = QWidget()
        row = QHBoxLayout(content)
        row.setContentsMargins(MARGIN, 12, MARGIN, MARGIN)
        row.setSpacing(40)
        row.addLayout(self._left_column(), 1)
        self._right = self._right_column()
        row.addWidget(self._right)
        self._drawer = Drawer(self._right, self.head.waiting, page=self, row=row)
        self._columns = row
        self._content = content
        pane = ScrollPane(content)
        # Nothing is said about the day before it was read; the pane had shown it.
        content.hide()
        pane.verticalScrollBar().rangeChanged.connect(self._on_scroll_range)
        column.addWidget(pane, 1)

    def _left_column(self) -> QVBoxLayout:
        self._empty = Card(margin=0)
        none = EmptyState(
            self.tr("No appointments today."), icon="calendar-event", action=self.tr("Plan a visit"), action_icon="plus"
        )
        none.action_triggered.connect(lambda: self._desk.ways.new_visit.emit(""))
        self._empty.column.addWidget(none)
        self._empty.hide()
        self._add = Button(self.tr("Appointment"), "quiet", icon="plus", name=self.tr("New appointment"))
        self._add.clicked.connect(lambda: self._desk.ways.new_visit.emit(""))
        add = QHBoxLayout()
        add.addSpacing(72)
        add.addWidget(self._add)
        add.addStretch(1)
        left = QWidget()
        mark_pane(left, self.tr("The day"))
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._empty)
        column.addWidget(self.appointments)
        column.addLayout(add)
        column.addSpacing(16)
        column.addWidget(self.measures)
        column.addStretch(1)
        outer = QVBoxLayout()
        outer.addWidget(left)
        return outer

    def _right_column(self) -> QWidget:
        cards = QWidget()
        self._cards = QVBoxLayout(cards)
        self._cards.setContentsMargins(0, 0, 0, 0)
        self._cards.setSpacing(16)
        self._cards.addWidget(self.sync)
        self._cards.addWidget(self.printing)
        self._cards.addWidget(self.conflicts)
        self._cards.addWidget(self.recent)
        self._cards.addStretch(1)
        right = Ground("window")
        right.setFixedWidth(RIGHT_WIDE)
        mark_pane(right, self.tr("What waits"))
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(ScrollPane(cards))
        return right

    def _connect(self) -> None:
        ways = self._desk.ways
        self.appointments.begun.connect(ways.begin_visit)
        self.appointments.opened.connect(ways.visit)
        self.appointments.protocol_opened.connect(lambda visit: ways.preview.emit("visit", visit))
        self.measures.opened.connect(self._open_measure)
        self.measures.status_asked.connect(self._cycle_status)
        self.measures.all_asked.connect(self.all_measures_asked)
        self.sync.details_asked.connect(ways.sync)
        self.printing.list_asked.connect(ways.print_jobs)
        self.conflicts.opened.connect(ways.conflicts)
        self.recent.opened.connect(self._open_recent)
        for keys, act in (("Ctrl+Shift+B", self.begin_next), ("Ctrl+N", self._show_new_menu)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def set_breakpoint(self, name: str) -> None:
        """A narrower right column below 1400 px; below 1180 px it is a drawer."""
        compact, narrow = name not in ("", "wide"), name == "narrow"
        margin = 16 if narrow else 0
        self._right.setFixedWidth((RIGHT_COMPACT if compact else RIGHT_WIDE) + 2 * margin)
        self._cards.setContentsMargins(margin, margin, margin, margin)
        self._columns.setSpacing(24 if compact else 40)
        self.head.set_compact(narrow)
        self._drawer.set_narrow(narrow)

    def _on_scroll_range(self, _least: int, most: int) -> None:
        """The right edge stays below the one of the head, with and without a scroll bar."""
        bar = self.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent) if most else 0
        self._columns.setContentsMargins(MARGIN, 12, MARGIN - bar, MARGIN)

    # Reading.

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.reload()
        QTimer.singleShot(0, self, self._take_focus)

    def read_ahead(self) -> None:
        """Begins the first reading before the window is there, so that it need not be painted empty first."""
        if self._sheet is None and self._job is None:
            self._read()

    def reload(self) -> None:
        if self.isVisible():
            self._read()
        else:
            self._stale = True

    def _read(self) -> None:
        self._stale = False
        if self._job is not None and not self._job.is_over:
            self._job.cancel()
        user, today, language = self._desk.workspace.identity.user, self._desk.now().date(), self._desk.language

        def query(looking: Looking) -> DaySheet:
            return day_sheet(looking, user, today, language)

        self._job = self._desk.look(query, self._on_read, owner=self)

    def _on_read(self, sheet: DaySheet) -> None:
        first = self._sheet is None
        self._sheet = sheet
        now, day = self._desk.now(), sheet.day
        ahead = sum(1 for one in sheet.appointments if one.is_ahead)
        self.head.set_words(headline(day), count_sentence(len(sheet.appointments), ahead))
        self.appointments.show_appointments(sheet.appointments, sheet.next_appointment, now)
        self.appointments.setVisible(bool(sheet.appointments))
        self._empty.setVisible(not sheet.appointments)
        self._add.setVisible(bool(sheet.appointments))
        self.measures.show_measures(sheet.measures, day)
        self.conflicts.show_contested(sheet.contested, sheet.contested_fields)
        self.recent.show_recent(sheet.recent, day)
        self._show_sync()
        self._content.show()
        lay_out_now()
        if first:
            self._take_focus()
            self.filled.emit()

    def _take_focus(self) -> None:
        """Whoever comes here works here: the next visit is one key away, unless something here has the focus."""
        if self._sheet is None or not self.isVisible() or _is_within(self, self.window().focusWidget()):
            return
        card = self.appointments.next_card
        (card.button if card is not None else self.head.note).setFocus(Qt.FocusReason.TabFocusReason)

    def _show_sync(self) -> None:
        rounds, sheet = self._desk.rounds, self._sheet
        if sheet is None:
            return
        problem = error_text(rounds.problem, self._desk.language) if rounds.problem is not None else ""
        self.sync.show_state(
            SyncState(
                joined=self._desk.workspace.identity.joined,
                waiting=sheet.waiting,
                conflicts=sheet.contested_fields,
                offline_since=rounds.offline_since,
                has_network=rounds.has_network,
                last_round=sheet.last_round,
                problem=problem,
                running=rounds.is_running,
            )
        )

    def _on_tick(self) -> None:
        """Time goes on: the next appointment comes nearer, and at midnight a new day begins."""
        if self._sheet is None or not self.isVisible():
            return
        if self._desk.now().date() != self._sheet.day:
            self.reload()
        else:
            self.appointments.show_time(self._desk.now())

    @property
    def day(self) -> date | None:
        """The day on screen; None before the first reading."""
        return self._sheet.day if self._sheet is not None else None

    # What a person does.

    def begin_next(self) -> None:
        upcoming = self._sheet.next_appointment if self._sheet is not None else None
        if upcoming is None:
            return
        if upcoming.status == "draft":
            self._desk.ways.visit.emit(upcoming.id)
        else:
            self._desk.ways.begin_visit.emit(upcoming.id)

    def _show_new_menu(self) -> None:
        menu, note = self.head.new_menu(), self.head.note
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(note.mapToGlobal(note.rect().bottomLeft()))

    def _open_measure(self, measure: str) -> None:
        found = self.measures.measure_of(measure)
        if found is not None:
            self._desk.ways.plan.emit(found.company, measure)

    def _cycle_status(self, measure: str) -> None:
        found = self.measures.measure_of(measure)
        if found is None:
            return
        today, title = self._desk.now().date(), found.title

        def on_done(status: str) -> None:
            word = label_of("measure_status", status, language=self._desk.language)
            said = self.tr("{title}: {status}").format(title=title, status=word)
            self._desk.ways.undo_offered.emit(said, Step.STATUS)

        label = self.tr("Status of {title}").format(title=title)
        self._desk.write(label, lambda writer: cycle_status(writer, measure, today), on_done, owner=self)

    def _open_recent(self, recent: Recent) -> None:
        ways = self._desk.ways
        if recent.type == "action_plan":
            ways.plan.emit(recent.company, "")
        else:
            {"company": ways.company, "visit": ways.visit, "note": ways.note}[recent.type].emit(recent.id)


def _is_within(page: QWidget, focused: QWidget | None) -> bool:
    return focused is not None and page.isAncestorOf(focused)
