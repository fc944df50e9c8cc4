"""Taking back the last steps of this run. An undo is an ordinary change that supersedes what it takes back."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from consultant_app.changes.change import EXISTENCE, Change, ChangeId, Kind
from consultant_app.workspace.capture import Writer
from consultant_app.workspace.reopening import contests_before, deletions_before
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
        """Sets back what `step` set, where nobody has set it since. What it decided is to be decided again."""
        for one, change in reversed(list(zip(step.pending, step.changes, strict=True))):
            own = [other for other in step.changes if other.record == one.record]
            if one.kind is not Kind.SET or one.is_new:
                self._take_back_existence(writer, one, change, own=own)
            elif writer.is_present(one.record):
                heads = writer.heads(one.record)
                at = {name for name in one.before if self._is_at(heads.get(name, ()), change, name, own)}
                contests = contests_before(writer.raw, change)
                writer.set_wire(one.record, {name: one.before[name] for name in at - contests.keys()})
                for name in sorted(at & contests.keys()):
                    for again in contests[name]:
                        writer.say_again(one.record, again, name, before=change.fields[name])

    def _take_back_existence(self, writer: Writer, one: Pending, change: Change, *, own: Sequence[Change]) -> None:
        is_again, is_kept = EXISTENCE in one.before, change.kind is not Kind.DELETE
        is_decision = not is_again and (not is_kept or one.was_there)
        before = deletions_before(writer.raw, change) if is_decision else ()
        if (before or is_again) and not self._is_at(
            writer.heads(one.record).get(EXISTENCE, ()), change, EXISTENCE, own
        ):
            return  # Somebody has decided since.
        for again in before:
            writer.say_again(one.record, again, EXISTENCE, before=is_kept)
        if before:
            return
        if one.before[EXISTENCE] if is_again else not is_kept:
            writer.restore(one.record)
        elif writer.is_present(one.record):
            writer.delete(writer.load(one.record))

    def note_taken_back(self, step: Step, reverse: Step) -> None:
        """`reverse` is what taking back `step` came to."""
        taken = {change.record: change for change in step.changes}
        for change in reverse.changes:
            for name in change.fields:
                before = taken[change.record].replaces.get(name, ()) if change.record in taken else ()
                if len(before) == 1:
                    self._stands_for[change.id, name] = before[0]

    def _is_at(self, heads: Sequence[ChangeId], change: Change, name: str, own: Sequence[Change]) -> bool:
        """Whether the field is where the step left it: at its change, or at all that it said again there."""
        if len(heads) > 1:
            return set(heads) == {one.id for one in own if name in one.field_names}
        head = heads[0] if heads else None
        while head is not None and head != change.id and (head, name) in self._stands_for:
            head = self._stands_for[head, name]
        return head == change.id
