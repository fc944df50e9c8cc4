"""What a page says about itself: message bars and empty states. All stand in the layout, none floats."""

from enum import Enum, StrEnum
from html import escape

from PySide6.QtCore import QCoreApplication, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from consultant_app.desktop.icons import paint_icon
from consultant_app.desktop.tokens import tokens_of
from consultant_app.desktop.widgets.buttons import Button, icon_button
from consultant_app.desktop.widgets.indicators import Glyph
from consultant_app.desktop.widgets.labels import Card, Label
from consultant_app.desktop.widgets.painting import DotState, StatusState, paint_status, paint_two_dots

UNDO_MS = 10_000


class MessageKind(Enum):
    """INFO and DONE are neutral; SIGNAL is for what needs somebody."""

    INFO = "info"
    DONE = "done"
    SIGNAL = "signal"


def announce(widget: QWidget, text: str, *, assertive: bool = False) -> None:
    """Lets a screen reader say `text`: politely for changes of state, assertively for errors."""
    event = QAccessibleAnnouncementEvent(widget, text)
    if assertive:
        event.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
    QAccessible.updateAccessibility(event)


class _Mark(QLabel):
    def __init__(self, icon: str, kind: MessageKind, dots: DotState | None) -> None:
        super().__init__()
        self._icon, self._kind, self._dots = icon, kind, dots
        self.setFixedSize(32 if dots is not None else 20, 20)

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens = tokens_of(self.palette())
        painter = QPainter(self)
        rect = QRectF(self.rect())
        if self._dots is not None:
            paint_two_dots(painter, rect, self._dots, tokens)
        elif self._kind == MessageKind.DONE and not self._icon:
            paint_status(painter, rect, StatusState.DONE, tokens)
        else:
            ink = "signal" if self._kind == MessageKind.SIGNAL else "text"
            paint_icon(painter, rect, self._icon or _ICONS[self._kind], tokens.color(ink))
        painter.end()


_ICONS = {MessageKind.INFO: "info-circle", MessageKind.DONE: "check", MessageKind.SIGNAL: "alert-triangle"}


class MessageBar(Card):
    """One message at the top of a pane: strong words, a sentence, at most one action, optionally a cross.

    `action_triggered` when the action is pressed, `closed` when the bar leaves by itself, its cross or `close_bar`.
    """

    action_triggered = Signal()
    closed = Signal()

    def __init__(
        self,
        strong: str,
        text: str = "",
        *,
        kind: MessageKind = MessageKind.INFO,
        icon: str = "",
        dots: DotState | None = None,
        action: str = "",
        closable: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        signal = kind == MessageKind.SIGNAL
        super().__init__(
            parent, border="signal_line" if signal else "line", ground="signal_tint" if signal else "panel", margin=0
        )
        self._kind = kind
        row = QHBoxLayout()
        row.setContentsMargins(16, 7, 15 if action and not signal else 8, 7)
        row.setSpacing(12)
        self.icon = icon
        row.addWidget(_Mark(icon, kind, dots))
        self._words = Label("", "body", wrap=True, rich=True)
        row.addWidget(self._words, 1)
        self.action_button: Button | None = None
        if action:
            self.action_button = Button(action, "plain" if signal else "link")
            self.action_button.clicked.connect(self.action_triggered)
            row.addWidget(self.action_button)
        if closable:
            cross = icon_button("x", self.tr("Close message"), "quiet")
            cross.clicked.connect(self.close_bar)
            row.addWidget(cross)
        self.column.addLayout(row)
        self.setMinimumHeight(56)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_message(strong, text)

    def set_message(self, strong: str, text: str = "") -> None:
        """A message of one part is strong only when it is a signal."""
        weight = 600 if text or self._kind == MessageKind.SIGNAL else 400
        self._words.setText(f'<span style="font-weight:{weight}">{escape(strong)}</span> {escape(text)}')
        plain = " ".join(part for part in (strong, text) if part)
        self._words.setAccessibleName(plain)
        self.setAccessibleName(plain)

    def announce(self) -> None:
        """Read out once it is shown: a signal at once, the others when there is a pause."""
        announce(self, self.accessibleName(), assertive=self._kind == MessageKind.SIGNAL)

    def close_bar(self) -> None:
        self.closed.emit()
        self.hide()
        self.deleteLater()


class Step(StrEnum):
    """What kind of step an undo bar takes back, by the icon that shows it."""

    DELETED = "trash"
    STATUS = "list-check"
    CHANGED = "pencil"
    VISIBILITY = "eye"
    DECIDED = "check"


class UndoBar(MessageBar):
    """Says what was done and offers to take it back: leaves after ten seconds; `undone` when pressed before that."""

    undone = Signal()

    def __init__(self, text: str, step: Step, *, parent: QWidget | None = None) -> None:
        super().__init__(text, icon=step, action=QCoreApplication.translate("UndoBar", "Undo"), parent=parent)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.close_bar)
        self._timer.start(UNDO_MS)
        self.action_triggered.connect(self._on_action_triggered)

    def _on_action_triggered(self) -> None:
        self._timer.stop()
        self.undone.emit()
        self.close_bar()


class MessageArea(QWidget):
    """The place of a page for its messages, newest on top; empty it takes no room."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._standing: list[MessageBar] = []
        self._keyed: dict[str, MessageBar] = {}
        self._held = False
        self.setVisible(False)

    def show_message(self, bar: MessageBar, *, key: str = "") -> MessageBar:
        """A bar with the same key replaces the one before it; the bar is announced."""
        if key:
            self.clear_message(key)
            self._keyed[key] = bar
        self._column.insertWidget(0, bar)
        self._standing.insert(0, bar)
        self._show_standing()
        bar.show()
        if not self._held:
            bar.announce()
        bar.closed.connect(lambda: self._on_bar_closed(bar))
        return bar

    def show_undo(self, text: str, step: Step) -> UndoBar:
        """Replaces an undo bar that still stands."""
        bar = UndoBar(text, step)
        self.show_message(bar, key="undo")
        return bar

    def clear_message(self, key: str) -> None:
        bar = self._keyed.pop(key, None)
        if bar is not None:
            bar.close_bar()

    def set_held(self, held: bool) -> None:
        """While held, messages wait unseen."""
        self._held = held
        self._show_standing()

    def _show_standing(self) -> None:
        self.setVisible(bool(self._standing) and not self._held)

    def messages(self) -> tuple[MessageBar, ...]:
        """The bars that stand, newest first."""
        return tuple(self._standing)

    def _on_bar_closed(self, bar: MessageBar) -> None:
        self._keyed = {key: shown for key, shown in self._keyed.items() if shown is not bar}
        self._standing.remove(bar)
        self._column.removeWidget(bar)
        self._show_standing()


class EmptyState(QWidget):
    """Nothing here yet: an icon, what is so, what helps, at most one action."""

    action_triggered = Signal()

    def __init__(
        self,
        title: str,
        text: str = "",
        *,
        icon: str,
        action: str = "",
        action_icon: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(4)
        column.addStretch(1)
        column.addWidget(Glyph(icon, "text3", 32), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(8)
        self._title = self._line(title, "body_strong", "text")
        self._text = self._line(text, "body", "text2")
        column.addWidget(self._title)
        column.addWidget(self._text)
        self._text.setVisible(bool(text))
        self.action_button: Button | None = None
        if action:
            self.action_button = Button(action, icon=action_icon)
            self.action_button.clicked.connect(self.action_triggered)
            column.addSpacing(8)
            column.addWidget(self.action_button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)

    def set_words(self, title: str, text: str = "") -> None:
        self._title.setText(title)
        self._text.setText(text)
        self._text.setVisible(bool(text))

    @staticmethod
    def _line(text: str, style: str, role: str) -> Label:
        label = Label(text, style, role=role, wrap=True)
        label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        return label
