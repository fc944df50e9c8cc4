"""`sync`: rounds until nothing is new, once or for as long as somebody lets it run."""

import threading
import time
from collections.abc import Callable
from contextlib import ExitStack
from typing import Final

from consultant_app.actions.sync.rounds import Positions, carry, wait_for_news
from consultant_app.actions.sync.rounds import sync as sync_workspace
from consultant_app.cli.answers import answer, tell_error
from consultant_app.cli.arguments import Call
from consultant_app.cli.opening import opened
from consultant_app.errors import TroubleError
from consultant_app.sync.attachments import FileCounts
from consultant_app.workspace.status import RoundCounts
from consultant_app.workspace.workspace import Workspace

WATCH_INTERVAL_S: Final = 5.0


def sync(call: Call) -> None:
    """With --watch one answer per round that moved something; trouble on the line is told once and waited out."""
    with opened(call) as workspace:
        if call.words.watch:
            _watch(call, workspace)
        else:
            counts = sync_workspace(workspace, confirm_deletions=call.words.confirm_deletions)
            _say(call, counts, carry(workspace))


def _watch(call: Call, workspace: Workspace) -> None:
    told = ""
    told_at: Positions | None = None
    while True:
        try:
            counts, files = sync_workspace(workspace), carry(workspace)
            told = ""
            if counts.sent or counts.received or counts.refused or counts.forgotten or files.sent or files.received:
                _say(call, counts, files)
            told_at = _wait_for_news(workspace, told_at)
        except TroubleError as error:
            if error.code != told:
                tell_error(error, as_json=call.as_json)
            told = error.code
            time.sleep(WATCH_INTERVAL_S)


def _wait_for_news(workspace: Workspace, told_at: Positions | None) -> Positions | None:
    """What moved at the server is fetched at once; what was written here meanwhile waits for the interval's end."""
    begun_at = time.monotonic()
    with ExitStack() as waiting:

        def end_later(end: Callable[[], None]) -> None:
            timer = threading.Timer(WATCH_INTERVAL_S, end)
            timer.start()
            waiting.callback(timer.cancel)

        news = wait_for_news(workspace, told_at=told_at, when_cancelled=end_later)
    if news is None:
        time.sleep(max(0.0, WATCH_INTERVAL_S - (time.monotonic() - begun_at)))
    return news


def _say(call: Call, counts: RoundCounts, files: FileCounts) -> None:
    document = {
        "sent": counts.sent,
        "received": counts.received,
        "refused": counts.refused,
        "forgotten": counts.forgotten,
        "requests": counts.requests,
        "bytes_up": counts.bytes_up,
        "bytes_down": counts.bytes_down,
        "files_sent": files.sent,
        "files_received": files.received,
        "files_missing": len(files.missing),
    }
    answer(document, [f"{name}: {number}" for name, number in document.items()], as_json=call.as_json)
