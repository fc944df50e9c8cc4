"""Where a person reads that nothing is lost: the trust block of the navigation and the saved mark of the top bar."""

from dataclasses import dataclass
from datetime import datetime
from html import escape

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from consultant_app.desktop.tokens import tokens_of
from consultant_app.desktop.widgets.indicators import StepProgress, TwoDots
from consultant_app.desktop.widgets.labels import Card, Hairline, Label
from consultant_app.desktop.widgets.painting import DotState


@dataclass(frozen=True)
class TrustState:
    """Plain values for the trust block. `saved_at` is local time; `sync_total` 0 means that no round is running.

    `waiting` counts changed records; None as long as nobody has counted them.
    `problem` is a sentence that replaces "all saved" when something cannot be written.
    """

    saved_at: datetime | None = None
    typing: bool = False
    waiting: int | None = None
    offline: bool = False
    syncing: bool = False
    sync_done: int = 0
    sync_total: int = 0
    conflicts: int = 0
    problem: str = ""

    @property
    def dots(self) -> DotState:
        if self.typing:
            return DotState.TYPING
        if self.waiting is None:
            return DotState.UNKNOWN
        return DotState.WAITING if self.waiting else DotState.BOTH


def saved_words(state: TrustState) -> tuple[str, str]:
    """Headline and second line of the trust block."""
    if state.problem:
        return QCoreApplication.translate("Trust", "Not saved yet"), state.problem
    headline = QCoreApplication.translate("Trust", "Everything saved")
    if state.saved_at is None:
        return headline, QCoreApplication.translate("Trust", "on this device")
    where = QCoreApplication.translate("Trust", "on this device, {time}")
    return headline, where.format(time=f"{state.saved_at:%H:%M}")


def waiting_words(state: TrustState) -> tuple[str, str]:
    """Strong and plain part of the lower half of the trust block."""
    if state.syncing:
        strong = QCoreApplication.translate("Trust", "Sync is running")
        if not state.sync_total:
            return strong, ""
        counts = QCoreApplication.translate("Trust", ", {done} of {total}")
        return strong, counts.format(done=state.sync_done, total=state.sync_total)
    offline = " " + QCoreApplication.translate("Trust", "Offline.") if state.offline else ""
    if state.waiting is None:
        return "", QCoreApplication.translate("Trust", "Checking whether anything waits for sync.") + offline
    if not state.waiting:
        return "", QCoreApplication.translate("Trust", "Nothing waits for sync.") + offline
    strong = QCoreApplication.translate("Trust", "%n change(s)", "", state.waiting)
    return strong, " " + QCoreApplication.translate("Trust", "wait(s) for sync.", "", state.waiting) + offline


class TrustBlock(Card):
    """The card at the bottom left: what is saved, what waits, how far a round is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, margin=12)
        self.column.setSpacing(0)
        self._headline = Label("", "small_strong")
        self._dots = TwoDots()
        top = QHBoxLayout()
        top.addWidget(self._headline, 1)
        top.addWidget(self._dots)
        self._where = Label("", "small", role="text2", wrap=True)
        self._waiting = Label("", "small", role="text2", wrap=True, rich=True)
        self._progress = StepProgress(QCoreApplication.translate("Trust", "Progress of the sync"))
        self.column.addLayout(top)
        self.column.addWidget(self._where)
        self.column.addSpacing(9)
        self.column.addWidget(Hairline())
        self.column.addSpacing(9)
        self.column.addWidget(self._waiting)
        self.column.addWidget(self._progress)
        self._state = TrustState()
        self.set_state(self._state)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_state"):
            self.set_state(self._state)

    def set_state(self, state: TrustState) -> None:
        self._state = state
        headline, where = saved_words(state)
        self._headline.setText(headline)
        self._headline.set_role("signal" if state.problem else "text")
        self._where.setText(where)
        self._dots.set_state(state.dots)
        strong, plain = waiting_words(state)
        ink = tokens_of(self.palette()).text
        self._waiting.setText(f'<span style="color:{ink};font-weight:600">{escape(strong)}</span>{escape(plain)}')
        self._waiting.setAccessibleName(strong + plain)
        self._progress.setVisible(state.syncing)
        self._progress.set_progress(state.sync_done, state.sync_total, strong + plain)
        self.setAccessibleName(f"{headline} {where}. {strong}{plain}")


class SavedMark(QWidget):
    """Two dots and "Gesichert 14:21:07" for the top bar."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._dots = TwoDots(large=True)
        self._when = Label("", "small", rich=True)
        self._where = Label("", "small", role="text2")
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        words.addWidget(self._when)
        words.addWidget(self._where)
        words.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(14)
        row.addWidget(self._dots)
        row.addLayout(words)
        self.set_state(TrustState())

    def set_state(self, state: TrustState) -> None:
        saved = QCoreApplication.translate("Trust", "Saved")
        time = f"{state.saved_at:%H:%M:%S}" if state.saved_at else ""
        if state.problem:
            saved, time = QCoreApplication.translate("Trust", "Not saved yet"), ""
        self._when.setText(f'<span style="font-weight:600">{saved}</span> {time}')
        self._when.set_role("signal" if state.problem else "text")
        self._where.setText(state.problem or QCoreApplication.translate("Trust", "on this device"))
        self._dots.set_state(state.dots)
        self.setAccessibleName(f"{saved} {time}".strip())

    def set_dots_visible(self, visible: bool) -> None:
        self._dots.setVisible(visible)
