"""Taking back the last steps of this run. An undo is an ordinary change that supersedes what it takes back."""

from dataclasses import dataclass, field
from typing import Final

from consultant_app.changes.change import Kind
from consultant_app.workspace.capture import Writer
from consultant_app.workspace.sealing import Step

_KEPT: Final = 100


@dataclass(slots=True)
class Steps:
    """What can be undone and redone, newest last."""

    done: list[Step] = field(default_factory=list)
    undone: list[Step] = field(default_factory=list)

    def add(self, step: Step) -> None:
        """A new step ends what could be redone; one that changed nothing is none."""
        if step.changes:
            self.done.append(step)
            del self.done[:-_KEPT]
            self.undone.clear()

    def forget(self) -> None:
        self.done.clear()
        self.undone.clear()


def take_back(writer: Writer, step: Step) -> None:
    """Sets back what `step` set, where nobody has set it since."""
    numbers = {one.record: change.id for one, change in zip(step.pending, step.changes, strict=True)}
    for one in reversed(step.pending):
        if one.kind is Kind.DELETE:
            writer.restore(one.record)
        elif one.kind is Kind.RESTORE or one.is_new:
            if writer.is_present(one.record):
                writer.delete(writer.load(one.record))
        elif writer.is_present(one.record):
            heads = writer.heads(one.record)
            ours = {name: value for name, value in one.before.items() if heads.get(name) == [numbers[one.record]]}
            writer.set_wire(one.record, ours)
