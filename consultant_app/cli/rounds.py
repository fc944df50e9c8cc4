"""`sync`: rounds until nothing is new, once or for as long as somebody lets it run."""

import time
from typing import Final

from consultant_app.actions.sync.rounds import sync as sync_workspace
from consultant_app.cli.answers import answer, tell_error
from consultant_app.cli.arguments import Call
from consultant_app.cli.opening import opened
from consultant_app.errors import TroubleError
from consultant_app.workspace.status import RoundCounts
from consultant_app.workspace.workspace import Workspace

WATCH_INTERVAL_S: Final = 5.0


def sync(call: Call) -> None:
    """With --watch one answer per round that moved something; trouble on the line is told once and waited out."""
    with opened(call) as workspace:
        if call.words.watch:
            _watch(call, workspace)
        else:
            _say(call, sync_workspace(workspace))


def _watch(call: Call, workspace: Workspace) -> None:
    told = ""
    while True:
        try:
            counts = sync_workspace(workspace)
            told = ""
            if counts.sent or counts.received or counts.refused or counts.forgotten:
                _say(call, counts)
        except TroubleError as error:
            if error.code != told:
                tell_error(error, as_json=call.as_json)
            told = error.code
        time.sleep(WATCH_INTERVAL_S)


def _say(call: Call, counts: RoundCounts) -> None:
    document = {
        "sent": counts.sent,
        "received": counts.received,
        "refused": counts.refused,
        "forgotten": counts.forgotten,
        "requests": counts.requests,
        "bytes_up": counts.bytes_up,
        "bytes_down": counts.bytes_down,
    }
    answer(document, [f"{name}: {number}" for name, number in document.items()], as_json=call.as_json)
