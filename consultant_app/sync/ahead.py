"""The next request of a long round, on its way while the answer before it is still being kept: server and laptop work
at the same time.
"""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType

from consultant_app.changes.wire import SyncAnswer
from consultant_app.errors import ProductError
from consultant_app.workspace.outbox import Batch

Ask = Callable[[Batch], SyncAnswer]


class RequestAhead:
    """At most one request at a time, on a thread of its own that begins with the first and is waited for at the end.

    A request that nobody took is an answer that got lost: the server keeps what it brought, and it is asked again.
    """

    def __init__(self, ask: Ask) -> None:
        self._ask = ask
        self._thread: ThreadPoolExecutor | None = None
        self._waiting: tuple[Batch, Future[SyncAnswer]] | None = None

    def __enter__(self) -> "RequestAhead":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        if self._thread is not None:
            self._thread.shutdown()

    def send(self, batch: Batch) -> None:
        if self._thread is None:
            self._thread = ThreadPoolExecutor(1, thread_name_prefix="request-ahead")
        self._waiting = batch, self._thread.submit(self._ask, batch)

    def take(self) -> tuple[Batch, SyncAnswer] | None:
        """The batch that was sent and its answer. None where nothing was sent, or where it came to nothing: asked once
        more in its turn, it comes to the same or to an answer.
        """
        if self._waiting is None:
            return None
        (batch, answer), self._waiting = self._waiting, None
        try:
            return batch, answer.result()
        except ProductError:
            return None
