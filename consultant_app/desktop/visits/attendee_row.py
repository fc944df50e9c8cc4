"""One participant: present or not, and from when to when where it was not the whole visit."""

from datetime import time

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from consultant_app.actions.visits.sheet import Attendee
from consultant_app.desktop.visits.inputs import understand_time
from consultant_app.desktop.widgets.checks import CheckBox
from consultant_app.desktop.widgets.indicators import Avatar
from consultant_app.desktop.widgets.labels import ElidedLabel, Label
from consultant_app.desktop.widgets.settling import SettledLine


class AttendeeRow(QWidget):
    """A tap anywhere ticks; the context menu asks for times, or takes the person off the list.

    `toggled(id, present)`, `times_given(id, start or None, end or None)`, `removed(id)`.
    """

    toggled = Signal(str, bool)
    times_given = Signal(str, object, object)
    removed = Signal(str)

    def __init__(self, one: Attendee, *, own: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._id = one.id
        self._locked = False
        self._avatar = Avatar(one.name, own=own)
        self._name = ElidedLabel(one.name, "small_medium")
        self._detail = ElidedLabel(one.detail, "small", role="text2")
        self.box = CheckBox()
        self.box.clicked.connect(lambda on: self.toggled.emit(self._id, on))
        self.start, self.end = SettledLine(""), SettledLine("")
        self._times = self._times_line()
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._name)
        words.addWidget(self._detail)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self._avatar)
        row.addLayout(words, 1)
        row.addWidget(self.box)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 2, 0, 2)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self._times)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._show_menu)

    def _times_line(self) -> QWidget:
        times = QWidget()
        row = QHBoxLayout(times)
        row.setContentsMargins(40, 0, 0, 4)
        row.setSpacing(8)
        for word, line in ((self.tr("from"), self.start), (self.tr("to"), self.end)):
            row.addWidget(Label(word, "small", role="text2"))
            row.addWidget(line, 1)
            line.setPlaceholderText("00:00")
            line.settled.connect(self._on_times)
        times.hide()
        return times

    def show_attendee(self, one: Attendee, *, locked: bool) -> None:
        self._locked = locked
        self._avatar.set_name(one.name)
        self._name.set_full_text(one.name)
        detail = ", ".join(part for part in (one.detail, self._time_words(one)) if part)
        self._detail.set_full_text(detail)
        self._detail.setVisible(bool(detail))
        self.box.setAccessibleName(self.tr("Present: {name}").format(name=one.name))
        self.box.setToolTip(self.tr("present"))
        self.box.setChecked(one.present)
        self.box.setEnabled(not locked)
        self.start.setAccessibleName(self.tr("Present from: {name}").format(name=one.name))
        self.end.setAccessibleName(self.tr("Present to: {name}").format(name=one.name))
        self.start.show_text(_shown(one.start))
        self.end.show_text(_shown(one.end))
        if locked:
            self._times.hide()

    def ask_times(self) -> None:
        self._times.show()
        self.start.setFocus(Qt.FocusReason.OtherFocusReason)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.box.isEnabled():
            self.box.click()
        else:
            super().mousePressEvent(event)

    def _time_words(self, one: Attendee) -> str:
        if one.start and one.end:
            return self.tr("{start} to {end}").format(start=_shown(one.start), end=_shown(one.end))
        if one.start:
            return self.tr("from {time}").format(time=_shown(one.start))
        return self.tr("until {time}").format(time=_shown(one.end)) if one.end else ""

    def _on_times(self, _text: str) -> None:
        """Words that are no time stay in their line and change nothing."""
        values = [understand_time(line.text()) for line in (self.start, self.end)]
        given = [bool(line.text().strip()) for line in (self.start, self.end)]
        if all(value is not None or not is_given for value, is_given in zip(values, given, strict=True)):
            self.times_given.emit(self._id, *values)

    def _show_menu(self, at: QPoint) -> None:
        if self._locked:
            return
        menu = QMenu(self)
        menu.addAction(self.tr("Note from when to when")).triggered.connect(self.ask_times)
        menu.addAction(self.tr("Take off the list")).triggered.connect(lambda: self.removed.emit(self._id))
        menu.popup(self.mapToGlobal(at))


def _shown(moment: time | None) -> str:
    return f"{moment:%H:%M}" if moment else ""
