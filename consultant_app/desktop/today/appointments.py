"""The appointments of the day: one line each, the next one in a card with all that is needed to begin it."""

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from consultant_app.actions.today.day import Appointment
from consultant_app.desktop.fonts import scaled
from consultant_app.desktop.record_dots import DOTS
from consultant_app.desktop.today.words import clock, device_words, kind_words, line_words, until_words
from consultant_app.desktop.widgets.buttons import Button
from consultant_app.desktop.widgets.indicators import Glyph, TwoDots
from consultant_app.desktop.widgets.labels import Card, ElidedLabel, Label, Tag
from consultant_app.errors import Language

BUTTON_WIDTH = 176
TIME_WIDTH = 56
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_LINE_ICONS = {"signed": "check", "final": "check", "draft": "writing"}
_KIND_ICONS = {"phone": "phone", "online": "world"}
_RIGHT_TOP = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop


def _times(appointment: Appointment, end: str) -> QWidget:
    holder = QWidget()
    holder.setFixedWidth(scaled(TIME_WIDTH))
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    start = Label(clock(appointment.start) or "–", "body_strong")
    until = Label(end, "small", role="text2")
    for label in (start, until):
        label.setAlignment(_RIGHT_TOP)
        column.addWidget(label)
    column.addStretch(1)
    return holder


def _with_icon(icon: str, words: str, role: str = "text2") -> QHBoxLayout:
    line = QHBoxLayout()
    line.setSpacing(8)
    line.addWidget(Glyph(icon, role, 18))
    line.addWidget(ElidedLabel(words, "small", role="text2"), 1)
    return line


def _what_is_left_for(words: str) -> ElidedLabel:
    """Gives way before anything beside it does."""
    label = ElidedLabel(words, "body", role="text2")
    label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
    return label


class AppointmentRow(QWidget):
    """One that is not the next. `opened(id)` to prepare or go on, `protocol_opened(id)` when it is over."""

    opened = Signal(str)
    protocol_opened = Signal(str)

    def __init__(self, appointment: Appointment, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        city = appointment.address.city
        title = QHBoxLayout()
        title.setSpacing(2)
        title.addWidget(
            ElidedLabel(f"{appointment.company_name}," if city else appointment.company_name, "body_strong")
        )
        title.addWidget(_what_is_left_for(city), 1)
        icon = _LINE_ICONS.get(appointment.status) or _KIND_ICONS.get(appointment.kind or "", "calendar-time")
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addLayout(title)
        words.addLayout(_with_icon(icon, line_words(appointment, language)))
        self.button = self._button(appointment)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 16, 8)
        row.setSpacing(16)
        row.addWidget(_times(appointment, clock(appointment.end)))
        row.addLayout(words, 1)
        row.addWidget(TwoDots(DOTS[appointment.state]))
        row.addWidget(self.button)

    def _button(self, appointment: Appointment) -> Button:
        if appointment.status in ("final", "signed"):
            words, signal = self.tr("Open protocol"), self.protocol_opened
        elif appointment.status == "draft":
            words, signal = self.tr("Go on"), self.opened
        else:
            words, signal = self.tr("Prepare"), self.opened
        button = Button(words, "quiet")
        button.setAccessibleName(f"{words}: {appointment.company_name}")
        button.setFixedWidth(scaled(BUTTON_WIDTH))
        button.clicked.connect(lambda: signal.emit(appointment.id))
        return button


class NextAppointment(Card):
    """The only highlighted one. `begun(id)`, `opened(id)` to prepare or to go on."""

    begun = Signal(str)
    opened = Signal(str)

    def __init__(
        self, appointment: Appointment, now: datetime, language: Language, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent, border="accent_line", margin=0)
        self.appointment = appointment
        self._until = Tag("", kind="accent")
        running = appointment.status == "draft"
        begin = self.tr("Go on with the visit") if running else self.tr("Begin the visit")
        self.button = Button(begin, "primary", icon="writing")
        end = self.tr("to {time}").format(time=clock(appointment.end)) if appointment.end else ""
        row = QHBoxLayout()
        row.setContentsMargins(16, 16, 16, 16)
        row.setSpacing(16)
        row.addWidget(_times(appointment, end))
        row.addLayout(self._words(language), 1)
        row.addLayout(self._buttons())
        self.column.addLayout(row)
        self.show_time(now)

    def _words(self, language: Language) -> QVBoxLayout:
        appointment, address = self.appointment, self.appointment.address
        title = QHBoxLayout()
        title.setSpacing(12)
        title.addWidget(ElidedLabel(appointment.company_name, "section"))
        title.addWidget(self._until)
        title.addStretch(1)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addLayout(title)
        place = ", ".join(part for part in (address.street, f"{address.plz} {address.city}".strip()) if part)
        for text in (place, kind_words(appointment, language), self._colleagues()):
            if text:
                words.addWidget(ElidedLabel(text, "body", role="text2"))
        words.addSpacing(10)
        words.addLayout(_with_icon("device-laptop", device_words(appointment), "accent"))
        words.addStretch(1)
        return words

    def _colleagues(self) -> str:
        people = self.appointment.colleagues
        if not people or self.appointment.is_mine:
            return ""
        return self.tr("By {people}").format(people=", ".join(people))

    def _buttons(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addWidget(self.button)
        running = self.appointment.status == "draft"
        signal = self.opened if running else self.begun
        self.button.clicked.connect(lambda: signal.emit(self.appointment.id))
        width = max(scaled(BUTTON_WIDTH), self.button.sizeHint().width())
        self.button.setMinimumWidth(width)
        if not running:
            prepare = Button(self.tr("Prepare"))
            prepare.setMinimumWidth(width)
            prepare.clicked.connect(lambda: self.opened.emit(self.appointment.id))
            column.addWidget(prepare)
        column.addStretch(1)
        return column

    def show_time(self, now: datetime) -> None:
        """How long it is until it begins."""
        words = until_words(self.appointment, now)
        self._until.set_text(words)
        self._until.setVisible(bool(words))


class AppointmentList(QWidget):
    """All of the day; arrow keys move between their buttons."""

    begun = Signal(str)
    opened = Signal(str)
    protocol_opened = Signal(str)

    def __init__(self, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._language = language
        self._shown: tuple[Appointment, ...] = ()
        self._buttons: list[Button] = []
        self.next_card: NextAppointment | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self.setAccessibleName(self.tr("Appointments today"))

    def show_appointments(
        self, appointments: tuple[Appointment, ...], upcoming: Appointment | None, now: datetime
    ) -> None:
        """Built anew only when something in it changed; the focus stays with the same button then."""
        if appointments == self._shown:
            self.show_time(now)
            return
        focused = next((at for at, one in enumerate(self._buttons) if one.hasFocus()), -1)
        self._shown = appointments
        self._clear()
        for one in appointments:
            if upcoming is not None and one.id == upcoming.id:
                self._add_next(one, now)
            else:
                self._add_row(one)
        if 0 <= focused < len(self._buttons):
            self._buttons[focused].setFocus()

    def show_time(self, now: datetime) -> None:
        if self.next_card is not None:
            self.next_card.show_time(now)

    def _clear(self) -> None:
        self._buttons = []
        self.next_card = None
        while (entry := self._column.takeAt(0)) is not None:
            widget = entry.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    def _add_next(self, one: Appointment, now: datetime) -> None:
        card = NextAppointment(one, now, self._language)
        card.begun.connect(self.begun)
        card.opened.connect(self.opened)
        self.next_card = card
        self._buttons.append(card.button)
        self._column.addWidget(card)
        card.show()

    def _add_row(self, one: Appointment) -> None:
        row = AppointmentRow(one, self._language)
        row.opened.connect(self.opened)
        row.protocol_opened.connect(self.protocol_opened)
        self._buttons.append(row.button)
        self._column.addWidget(row)
        row.show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()), 0)
        here = next((at for at, one in enumerate(self._buttons) if one.hasFocus()), -1)
        if step and here >= 0 and 0 <= here + step < len(self._buttons):
            self._buttons[here + step].setFocus(Qt.FocusReason.TabFocusReason)
            return
        super().keyPressEvent(event)
