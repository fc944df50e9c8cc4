"""Which status may follow which, for cases, visits and measures."""

from consultant_app.domain.catalogues import TransitionOf, transitions
from consultant_app.domain.value_lists import label_of
from consultant_app.errors import RuleError


def next_statuses(of: TransitionOf, status: str) -> tuple[str, ...]:
    """Where it may go from here; nowhere from a status of a newer version."""
    return transitions(of).get(status, ())


def check_transition(of: TransitionOf, before: str, *, after: str) -> None:
    """Raises RuleError("transition_refused") for an illegal move; staying is legal."""
    allowed = next_statuses(of, before)
    if after == before or after in allowed:
        return
    names = [label_of(f"{of}_status", status) for status in allowed]
    raise RuleError(
        "transition_refused",
        field="status",
        before=label_of(f"{of}_status", before),
        after=label_of(f"{of}_status", after),
        allowed=", ".join(names) or "–",
    )
