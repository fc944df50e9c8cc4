"""What taking back a person's changes of a span comes to: what returns, what goes, and what stays for which reason."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from consultant_app.actions.undoing.fields import FieldBack, Stays
from consultant_app.changes.change import ChangeId, RecordId, SpaceId
from consultant_app.workspace.reopening import SaidAgain


@dataclass(frozen=True, slots=True)
class RecordBack:
    """What is to be done to one record. `heads`: what the row said when this was planned. `exists`: True restores it,
    False deletes it, None leaves that alone; `undone` are the heads of its existence that are theirs, `questions` the
    deletions they decided about, in question again.
    """

    id: RecordId
    type: str
    root: RecordId
    space: SpaceId
    heads: bytes
    exists: bool | None = None
    undone: tuple[ChangeId, ...] = ()
    questions: tuple[SaidAgain, ...] = ()
    fields: Mapping[str, FieldBack] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Kept:
    """What stays, and why; `field` is "" where that is the record, `who` are those whose word it is."""

    record: RecordId
    type: str
    field: str
    reason: Stays
    who: tuple[str, ...] = ()


@dataclass(slots=True)
class Counts:
    """Of one record type: fields that stand where they stood again, and records that return or go."""

    values: int = 0
    restored: int = 0
    deleted: int = 0


@dataclass(slots=True)
class Plan:
    """`lacking`: the records of which values may lie at the server."""

    back: list[RecordBack] = field(default_factory=list)
    kept: list[Kept] = field(default_factory=list)
    lacking: set[RecordId] = field(default_factory=set)

    @property
    def counts(self) -> dict[str, Counts]:
        found: dict[str, Counts] = defaultdict(Counts)
        for one in sorted(self.back, key=lambda one: one.type):
            found[one.type].values += len(one.fields)
            found[one.type].restored += one.exists is True
            found[one.type].deleted += one.exists is False
        return dict(found)
