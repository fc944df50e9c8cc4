"""Deciding what stands in a contested field: an ordinary change that replaces every head, and can be taken back."""

from collections.abc import Mapping

from consultant_app.changes.change import EXISTENCE, ChangeId, RecordId, Value
from consultant_app.errors import RuleError
from consultant_app.workspace.history import Conflict
from consultant_app.workspace.workspace import Workspace


def take(workspace: Workspace, record: RecordId, field: str, change: ChangeId) -> None:
    """Takes the value that one of the contesting changes set; RuleError("not_contested", "change_not_contesting")."""
    for value in _conflict(workspace, record, field).values:
        if value.change == change:
            decide(workspace, record, field, value.value)
            return
    raise RuleError("change_not_contesting", id=record, field=field, change=change)


def decide(workspace: Workspace, record: RecordId, field: str, value: Value) -> None:
    """Sets a contested field to a wire value, even the one that is shown already: what counts is what it replaces.

    For EXISTENCE True keeps the record and False deletes it. Raises RuleError("not_contested").
    """
    _conflict(workspace, record, field)
    with workspace.write(field) as writer:
        if field != EXISTENCE:
            writer.set_unseen(record, {field: value})
        elif value:
            writer.restore(record)
        else:
            writer.delete(writer.load(record))


def decide_all(workspace: Workspace, record: RecordId, values: Mapping[str, Value], *, label: str) -> None:
    """Decides several contested fields of a record in one step, EXISTENCE among them; fields decided meanwhile stay.

    Raises RuleError("not_contested") when none of the fields is contested any more.
    """
    contested = {conflict.field for conflict in workspace.conflicts(record)}
    chosen = {field: value for field, value in values.items() if field in contested}
    if not chosen:
        raise RuleError("not_contested", id=record, field=", ".join(values))
    kept = chosen.pop(EXISTENCE, None)
    with workspace.write(label) as writer:
        if kept is False:
            writer.delete(writer.load(record))
        elif kept is True and not chosen:
            writer.restore(record)
        if chosen and kept is not False:
            writer.set_unseen(record, chosen)
    if kept is True and chosen:
        decide(workspace, record, EXISTENCE, value=True)


def _conflict(workspace: Workspace, record: RecordId, field: str) -> Conflict:
    for conflict in workspace.conflicts(record):
        if conflict.field == field:
            return conflict
    raise RuleError("not_contested", id=record, field=field)
