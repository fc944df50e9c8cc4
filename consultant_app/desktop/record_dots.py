"""The two dots of a record, from where the workspace says it is."""

from consultant_app.desktop.widgets.painting import DotState
from consultant_app.workspace.status import RecordState, Whereabouts

DOTS = {
    Whereabouts.WAITING: DotState.WAITING,
    Whereabouts.BOTH: DotState.BOTH,
    Whereabouts.CONFLICT: DotState.CONFLICT,
    Whereabouts.SET_ASIDE: DotState.REFUSED,
}


def dots_of(state: RecordState | None) -> DotState:
    """A record that is not known yet counts as waiting: it is on this device and nowhere else."""
    return DotState.WAITING if state is None else DOTS[state.whereabouts]
