"""The top bar of a visit: whom, which, the clock, client view and protocol."""

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from consultant_app.desktop.day_words import long_date
from consultant_app.desktop.desk import LOCAL_ZONE, Desk
from consultant_app.desktop.top_bar import TopBar
from consultant_app.desktop.widgets.buttons import Button
from consultant_app.desktop.widgets.indicators import Glyph
from consultant_app.desktop.widgets.labels import Card, Label
from consultant_app.domain.value_lists import label_of

if TYPE_CHECKING:
    from consultant_app.actions.visits.sheet import VisitSheet

TICK_MS = 5000


class VisitClock(Card):
    """How long the visit lasts; it follows from when the clock started, so a restart does not stop it."""

    begin_wanted = Signal()
    end_wanted = Signal()
    resume_wanted = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent, ground="sunken", margin=0)
        self._desk = desk
        self._sheet: VisitSheet | None = None
        self._glyph = Glyph("clock", "accent")
        self._elapsed = Label("", "clock")
        self._since = Label("", "small", role="text2")
        self.begin_button = Button(self.tr("Begin visit"), icon="clock")
        self.end_button = Button(self.tr("Stop"), icon="square", name=self.tr("End visit"))
        self.resume_button = Button(self.tr("Go on"), icon="clock", name=self.tr("Go on with the visit"))
        row = QHBoxLayout()
        row.setContentsMargins(14, 3, 3, 3)
        row.setSpacing(12)
        for widget in (self._glyph, self._elapsed, self._since):
            row.addWidget(widget)
        for button in (self.begin_button, self.end_button, self.resume_button):
            row.addWidget(button)
            button.hide()
        self.column.addLayout(row)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._tick = QTimer(self, interval=TICK_MS)
        self._tick.timeout.connect(self._show_time)
        self.begin_button.clicked.connect(self.begin_wanted)
        self.end_button.clicked.connect(self.end_wanted)
        self.resume_button.clicked.connect(self.resume_wanted)

    @property
    def elapsed(self) -> str:
        return self._elapsed.text()

    def show_sheet(self, sheet: "VisitSheet") -> None:
        self._sheet = sheet
        self.begin_button.setVisible(sheet.status == "planned" and sheet.clock.started_at is None)
        self.end_button.setVisible(sheet.clock_runs)
        stopped = sheet.clock.ended_at is not None and not sheet.is_locked
        self.resume_button.setVisible(stopped)
        if sheet.clock_runs:
            self._tick.start()
        else:
            self._tick.stop()
        self.setVisible(not (sheet.is_locked and sheet.clock.started_at is None))
        self._show_time()

    def _show_time(self) -> None:
        sheet = self._sheet
        if sheet is None:
            return
        started = sheet.clock.started_at
        self._elapsed.setVisible(started is not None)
        if started is None:
            planned = sheet.times.start if sheet.times else None
            words = self.tr("planned for {time}").format(time=f"{planned:%H:%M}") if planned else self.tr("planned")
            self._since.setText(words if sheet.status == "planned" else self.tr("without clock"))
            return
        ended = sheet.clock.ended_at or self._desk.now()
        minutes = max(0, int((ended - started).total_seconds()) // 60)
        self._elapsed.setText(f"{minutes // 60}:{minutes % 60:02d}")
        self._elapsed.setAccessibleName(self.tr("Duration {time}").format(time=self._elapsed.text()))
        begun = _local(started)
        if sheet.clock.ended_at is None:
            self._since.setText(self.tr("since {time}").format(time=begun))
        else:
            words = self.tr("{start} to {end}")
            self._since.setText(words.format(start=begun, end=_local(sheet.clock.ended_at)))


def _local(moment: datetime) -> str:
    return f"{moment.astimezone(LOCAL_ZONE):%H:%M}"


class VisitBar(TopBar):
    """`print_wanted`, `sign_wanted` and `client_view_wanted` besides the clock's signals."""

    print_wanted = Signal()
    sign_wanted = Signal()
    client_view_wanted = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._desk = desk
        self._compact = False
        self.clock = VisitClock(desk)
        self.client_button = Button(self.tr("Client view"), icon="eye-off")
        self.client_button.setCheckable(True)
        self.client_button.setToolTip("F9")
        self.people_button = Button(icon="users", name=self.tr("Participants and agreements"))
        self.people_button.setCheckable(True)
        self.print_button = Button(self.tr("Print protocol"), icon="printer")
        self.print_button.setToolTip(self.tr("Ctrl P"))
        self.sign_button = Button(self.tr("Sign"), "primary", icon="signature")
        self.sign_button.setToolTip(self.tr("Ctrl Shift U"))
        self.add_left(self.clock)
        self.add_action(self.people_button)
        self.add_action(self.client_button)
        self.add_action(self.print_button)
        self.add_action(self.sign_button)
        self.print_button.clicked.connect(self.print_wanted)
        self.sign_button.clicked.connect(self.sign_wanted)
        self.client_button.clicked.connect(self.client_view_wanted)

    def show_sheet(self, sheet: "VisitSheet") -> None:
        kind = label_of("visit_kind", sheet.kind, language=self._desk.language) or self.tr("Visit")
        day = long_date(sheet.held_on) if sheet.held_on else self.tr("day open")
        state = ""
        if sheet.is_locked:
            state = ", " + label_of("visit_status", sheet.status, language=self._desk.language)
        self.set_title(sheet.company_name, f"{kind}, {day}{state}")
        self.clock.show_sheet(sheet)
        self.sign_button.set_text(self.tr("Signatures") if sheet.status == "signed" else self.tr("Sign"))
        self.sign_button.setVisible(not sheet.is_locked or sheet.protocol is not None)

    def set_client_view(self, on: bool) -> None:
        super().set_client_view(on)
        self.client_button.setChecked(on)
        self._show_words()

    def set_compact(self, compact: bool) -> None:
        """Below 1400 px: shorter words, the accessible names stay."""
        self._compact = compact
        self._show_words()

    def _show_words(self) -> None:
        on = self.client_button.isChecked()
        whole = self.tr("Client view off") if on else self.tr("Client view")
        self.client_button.set_text("" if self._compact and not on else whole)
        self.client_button.set_name(self.tr("Client view"))
        self.print_button.set_text("" if self._compact else self.tr("Print protocol"))
        self.print_button.set_name(self.tr("Print protocol"))
