"""Makes the answers to a page's questions come late, when the test lets them: the order that nobody can foresee."""

from collections.abc import Callable
from typing import Any

import pytest

from consultant_app.desktop.desk import Desk
from consultant_app.desktop.tasks import Job, JobControl, Lane


class LateAnswers:
    """From `hold()` until `release()`, what reading jobs found is kept instead of being handed to the page.

    The jobs themselves run at once, so that what they found is as old as their question.
    """

    def __init__(self, desk: Desk) -> None:
        self._run = desk.tasks.run
        self._holding = False
        self._kept: list[Callable[[], None]] = []

    @property
    def count(self) -> int:
        """How many answers are being kept."""
        return len(self._kept)

    def hold(self) -> None:
        self._holding = True

    def release(self, *, newest_first: bool = False) -> None:
        """Hands over what was kept; nothing is kept from then on."""
        self._holding = False
        kept, self._kept = self._kept, []
        for hand_over in reversed(kept) if newest_first else kept:
            hand_over()

    def run(
        self,
        work: Callable[[JobControl], Any],
        on_done: Callable[[Any], None] | None = None,
        *others: Any,
        lane: Lane = Lane.READ,
        **options: Any,
    ) -> Job[Any]:
        """Stands in for `Tasks.run`."""

        def arrived(result: Any) -> None:
            if on_done is None:
                return
            if self._holding and lane is Lane.READ:
                self._kept.append(lambda: on_done(result) if job.is_wanted else None)
            else:
                on_done(result)

        job = self._run(work, arrived, *others, lane=lane, **options)
        return job


@pytest.fixture
def late_answers(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> LateAnswers:
    late = LateAnswers(desk)
    monkeypatch.setattr(desk.tasks, "run", late.run)
    return late
