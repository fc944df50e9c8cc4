"""The card of the running or the last round: how far it is, what it brought, and how to begin, stop or retry it."""

from datetime import UTC, datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from consultant_app.desktop.day_words import moment_words
from consultant_app.desktop.desk import LOCAL_ZONE, Desk
from consultant_app.desktop.error_text import error_text
from consultant_app.desktop.widgets.buttons import Button
from consultant_app.desktop.widgets.indicators import StepProgress
from consultant_app.desktop.widgets.labels import Card, Label
from consultant_app.workspace.status import RoundSummary, Status


class RoundCard(Card):
    """`stopped()` when a person asks for it, `deletions_confirmed()` when she says that much may be deleted."""

    stopped = Signal()
    deletions_confirmed = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._headline = Label("", "body_strong", wrap=True)
        self._progress = StepProgress(self.tr("Progress of the sync"))
        self._detail = Label("", "small", role="text2", wrap=True)
        self._stop = Button(self.tr("Stop"))
        self._delete = Button(self.tr("Delete and sync"), "danger")
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self._headline, 1)
        row.addWidget(self._delete)
        row.addWidget(self._stop)
        self.column.addLayout(row)
        self.column.addWidget(self._progress)
        self.column.addWidget(self._detail)
        self._stop.clicked.connect(self.stopped)
        self._delete.clicked.connect(self.deletions_confirmed)

    def show_state(self, status: Status | None) -> None:
        rounds = self._desk.rounds
        self._stop.setVisible(rounds.is_running)
        self._stop.setEnabled(not rounds.is_stopping)
        self._progress.setVisible(rounds.is_running)
        asks = rounds.problem is not None and rounds.problem.code == "deletions_unconfirmed"
        self._delete.setVisible(asks and not rounds.is_running)
        if rounds.is_running:
            self._show_running()
        elif rounds.problem is not None:
            self._headline.setText(self.tr("The sync was interrupted. Everything stays secured."))
            self._detail.setText(error_text(rounds.problem, self._desk.language))
        else:
            self._show_last(status)

    def _show_running(self) -> None:
        if self._desk.rounds.is_stopping:
            self._headline.setText(self.tr("The sync stops after the answer under way."))
            return
        progress = self._desk.rounds.progress
        sent, to_send, received = (progress.sent, progress.to_send, progress.received) if progress else (0, 0, 0)
        words = self.tr("{sent} of {to_send} sent, {received} received")
        self._headline.setText(words.format(sent=sent, to_send=to_send, received=received))
        self._progress.set_progress(sent, to_send, self._headline.text())
        self._detail.setText(self.tr("You can go on working. Nothing is lost when you stop."))

    def _show_last(self, status: Status | None) -> None:
        last = status.last_round if status is not None else None
        if last is None or last.ended_at is None:
            self._headline.setText(self.tr("Not synced yet."))
            self._detail.setText(self.tr("Everything is secured on this device."))
            return
        moment = round_moment(last)
        if last.problem is not None:
            self._headline.setText(self.tr("The sync of {moment} was interrupted.").format(moment=moment))
            self._detail.setText(self.tr("Everything is secured on this device."))
            return
        self._headline.setText(self.tr("Synced on {moment}.").format(moment=moment))
        words = self.tr("{sent} sent, {received} received.")
        agrees = status is not None and all(space.agrees is not False for space in status.spaces)
        same = (
            self.tr("This device and the consortium hold the same.")
            if agrees
            else self.tr("This device and the consortium differ; the next sync compares them again.")
        )
        self._detail.setText(f"{words.format(sent=last.sent, received=last.received)} {same}")


def round_moment(summary: RoundSummary) -> str:
    moment = datetime.fromtimestamp((summary.ended_at or summary.started_at) / 1000, UTC).astimezone(LOCAL_ZONE)
    return moment_words(moment)
