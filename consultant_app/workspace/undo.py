"""Taking back the last steps of this run. An undo is an ordinary change that supersedes what it takes back."""

from consultant_app.changes.change import Kind
from consultant_app.workspace.capture import Step, Writer


def take_back(writer: Writer, step: Step) -> bool:
    """Sets back what `step` set, where nobody has set it since. Returns whether all of it could be taken back."""
    whole = True
    numbers = {one.record: change.id for one, change in zip(step.pending, step.changes, strict=True)}
    for one in reversed(step.pending):
        if one.kind is Kind.DELETE:
            writer.restore(one.record)
        elif one.kind is Kind.RESTORE or one.is_new:
            if writer.is_present(one.record):
                writer.delete(writer.load(one.record))
        else:
            heads = writer.heads(one.record)
            ours = {name: value for name, value in one.before.items() if heads.get(name) == [numbers[one.record]]}
            whole = whole and len(ours) == len(one.before)
            if ours and writer.is_present(one.record):
                writer.set_wire(one.record, ours)
    return whole
