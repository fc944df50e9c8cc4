"""Deciding what stands in a contested field: an ordinary change that replaces every head, and can be taken back."""

from collections.abc import Mapping

from consultant_app.changes.change import EXISTENCE, ChangeId, RecordId, Value
from consultant_app.errors import RuleError
from consultant_app.workspace.history import Conflict
from consultant_app.workspace.sealing import Shown
from consultant_app.workspace.workspace import Workspace


def take(workspace: Workspace, record: RecordId, field: str, change: ChangeId) -> None:
    """Takes the value that one of the contesting changes set; RuleError("not_contested", "change_not_contesting")."""
    for value in _conflict(workspace, record, field).values:
        if value.change == change:
            decide(workspace, record, field, value.value)
            return
    raise RuleError("change_not_contesting", id=record, field=field, change=change)


def decide(workspace: Workspace, record: RecordId, field: str, value: Value, *, label: str = "") -> None:
    """Sets a contested field to a wire value, even the one that is shown already: what counts is what it replaces.

    For EXISTENCE True keeps the record and False deletes it. Raises RuleError("not_contested").
    """
    _conflict(workspace, record, field)
    with workspace.write(label or field) as writer:
        if field != EXISTENCE:
            writer.set_unseen(record, {field: value})
        elif value:
            writer.restore(record)
        else:
            writer.delete(writer.load(record))


def decide_all(
    workspace: Workspace, record: RecordId, values: Mapping[str, Value], *, shown: Shown, label: str
) -> None:
    """Decides several contested fields of a record, EXISTENCE among them; fields decided meanwhile stay.

    `shown` are the contesting changes that were on screen, by field: one that came since goes on contesting. Raises
    RuleError("not_contested") when none of the fields is contested any more.
    """
    contested = {conflict.field for conflict in workspace.conflicts(record)}
    chosen = {field: value for field, value in values.items() if field in contested}
    if not chosen:
        raise RuleError("not_contested", id=record, field=", ".join(values))
    if EXISTENCE in chosen:
        kept = bool(chosen.pop(EXISTENCE))
        decide(workspace, record, EXISTENCE, kept, label=label)
        if not kept:
            return
    if chosen:
        with workspace.write(label) as writer:
            writer.shown(record, {field: shown[field] for field in chosen if field in shown})
            writer.set_unseen(record, chosen)


def _conflict(workspace: Workspace, record: RecordId, field: str) -> Conflict:
    for conflict in workspace.conflicts(record):
        if conflict.field == field:
            return conflict
    raise RuleError("not_contested", id=record, field=field)
