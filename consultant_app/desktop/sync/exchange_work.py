"""One exchange under way: runs beside the interface, says how far it is, and can be stopped."""

import threading
from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Signal

from consultant_app.desktop.desk import Desk
from consultant_app.desktop.tasks import Job, JobControl, Lane

T = TypeVar("T")
OnProgress = Callable[[int, int], None]
IsCancelled = Callable[[], bool]


class ExchangeWork(QObject):
    """`changed()` whenever `is_running`, `is_stopping` or `far` did."""

    changed = Signal()

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._job: Job[Any] | None = None
        self._stop = threading.Event()
        self.far: tuple[int, int] = (0, 0)
        self.headline = ""

    @property
    def is_running(self) -> bool:
        return self._job is not None

    @property
    def is_stopping(self) -> bool:
        return self.is_running and self._stop.is_set()

    def start(
        self,
        headline: str,
        work: Callable[[OnProgress, IsCancelled], T],
        on_done: Callable[[T], None],
        on_failed: Callable[[Exception], None],
    ) -> None:
        """Begins once what is being typed is written; nothing begins while something runs."""
        if self._job is not None:
            return
        self.headline, self.far = headline, (0, 0)
        stop = self._stop = threading.Event()

        def run(control: JobControl) -> T:
            def is_cancelled() -> bool:
                return stop.is_set() or control.is_cancelled

            return work(lambda done, total: control.report(done, total, headline), is_cancelled)

        def over(tell: Callable[[T], None]) -> Callable[[T], None]:
            def tell_when_over(result: T) -> None:
                self._job = None
                self.changed.emit()
                tell(result)

            return tell_when_over

        def failed(error: Exception) -> None:
            self._job = None
            self.changed.emit()
            on_failed(error)

        def begin(_: object) -> None:
            tasks = self._desk.tasks
            self._job = tasks.run(
                run, over(on_done), failed, lane=Lane.NETWORK, owner=self, on_progress=self._on_progress
            )

        self._desk.drafts.seal_all()
        # Behind what was just given to the writing thread, so that what is being typed goes along.
        self._job = self._desk.tasks.run(lambda _: None, begin, lane=Lane.WRITE, owner=self)
        self.changed.emit()

    def stop(self) -> None:
        """Ends what runs after the piece under way; what was written half goes, what was taken in stays."""
        self._stop.set()
        self.changed.emit()

    def _on_progress(self, done: int, total: int, _text: str) -> None:
        self.far = (done, total)
        self.changed.emit()
