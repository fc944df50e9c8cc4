"""Taking back the last steps of this run. An undo is an ordinary change that supersedes what it takes back."""

from dataclasses import dataclass, field
from typing import Final

from consultant_app.changes.change import ChangeId, Kind, RecordId, Value
from consultant_app.workspace.capture import Writer
from consultant_app.workspace.sealing import Pending, Step

_KEPT: Final = 100


@dataclass(slots=True)
class Steps:
    """What can be undone and redone, newest last."""

    done: list[Step] = field(default_factory=list)
    undone: list[Step] = field(default_factory=list)
    _stands_for: dict[tuple[ChangeId, str], ChangeId] = field(default_factory=dict)
    """Which change a field is back at, by the change that took it back: the step before builds on that one."""

    def add(self, step: Step) -> None:
        """A new step ends what could be redone; one that changed nothing is none."""
        if step.changes:
            self.done.append(step)
            del self.done[:-_KEPT]
            self.undone.clear()

    def forget(self) -> None:
        self.done.clear()
        self.undone.clear()

    def take_back(self, writer: Writer, step: Step) -> None:
        """Sets back what `step` set, where nobody has set it since."""
        numbers = {one.record: change.id for one, change in zip(step.pending, step.changes, strict=True)}
        for one in reversed(step.pending):
            if one.kind is Kind.DELETE:
                writer.restore(one.record)
            elif one.kind is Kind.RESTORE or one.is_new:
                if writer.is_present(one.record):
                    writer.delete(writer.load(one.record))
            elif writer.is_present(one.record):
                writer.set_wire(one.record, self._before(writer, one, numbers[one.record]))

    def note_taken_back(self, step: Step, reverse: Step) -> None:
        """`reverse` is what taking back `step` came to."""
        taken = {change.record: change for change in step.changes}
        for change in reverse.changes:
            for name in change.fields:
                before = taken[change.record].replaces.get(name, ()) if change.record in taken else ()
                if len(before) == 1:
                    self._stands_for[change.id, name] = before[0]

    def _before(self, writer: Writer, one: Pending, change: ChangeId) -> dict[str, Value]:
        heads = writer.heads(RecordId(one.record))
        return {
            name: value
            for name, value in one.before.items()
            if len(heads.get(name, ())) == 1 and self._is_at(change, heads[name][0], name)
        }

    def _is_at(self, change: ChangeId, head: ChangeId, name: str) -> bool:
        while head != change and (head, name) in self._stands_for:
            head = self._stands_for[head, name]
        return head == change
