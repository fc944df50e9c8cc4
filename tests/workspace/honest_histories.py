"""Random histories of visits and their parts, written honestly by several people who now and then exchange changes."""

import random
from dataclasses import dataclass, field
from typing import Any

from consultant_app.changes.change import (
    EXISTENCE,
    Change,
    ChangeId,
    Kind,
    OriginId,
    RecordId,
    SpaceId,
    encode_change,
)
from consultant_app.changes.heads import RecordHeads, advance, field_heads
from consultant_app.workspace.log import Arrival

SPACE = SpaceId("5" * 32)
START_MS = 1_780_000_000_000
TEXTS = (
    "Der Betrieb hat 38 Beschäftigte.",
    "Die Halle ist alt. Strom ist teuer.\n\nEs gibt Pläne.",
    "Die Halle ist neu. Strom ist teuer.\n\nEs gibt Pläne.",
    "Die Halle ist alt. Strom ist teuer.\n\nEs gibt keine Pläne.",
    "",
)


@dataclass
class Author:
    """One person's replica: the changes that are here, and for each record its heads."""

    origin: OriginId
    changes: dict[ChangeId, Change] = field(default_factory=dict)
    heads: dict[RecordId, RecordHeads] = field(default_factory=dict)
    number: int = 0

    def take(self, change: Change) -> None:
        if change.id in self.changes:
            return
        state = self.heads.get(change.record)
        known = {one.id for one in self.changes.values() if one.record == change.record}
        self.changes[change.id] = change
        self.heads[change.record] = advance(state, change, known=known.__contains__, fields_of=self.fields_of)

    def fields_of(self, change: ChangeId) -> list[str]:
        return self.changes[change].field_names

    def seen(self, record: RecordId) -> dict[str, list[ChangeId]]:
        state = self.heads.get(record)
        return {} if state is None else field_heads(state, self.fields_of)


@dataclass(repr=False)
class History:
    """Every transaction ever sealed, in the order of sealing; `name` says how to get it again."""

    name: str
    chance: random.Random
    authors: list[Author]
    transactions: list[list[Change]] = field(default_factory=list)
    roots: list[RecordId] = field(default_factory=list)
    parts: dict[RecordId, RecordId] = field(default_factory=dict)

    def __repr__(self) -> str:
        return self.name

    @property
    def changes(self) -> list[Change]:
        return [change for transaction in self.transactions for change in transaction]

    def step(self) -> None:
        author = self.chance.choice(self.authors)
        known = [root for root in self.roots if root in author.heads]
        acts = [self._begin] if not known else [self._begin, *[self._edit] * 6, *[self._add] * 3, *[self._end] * 3]
        self.chance.choice([*acts, self._exchange, self._exchange])(author)

    def _begin(self, author: Author) -> None:
        root = self._id()
        self.roots.append(root)
        self._seal(author, [self._set(author, root, root, {"company": "c" * 32, "status": "held"})])

    def _add(self, author: Author) -> None:
        root = self._known_root(author)
        part = self._id()
        self.parts[part] = root
        automatic = self.chance.random() < 0.2
        self._seal(author, [self._set(author, part, root, {"visit": root, "name": "Sabine"}, automatic=automatic)])

    def _edit(self, author: Author) -> None:
        root = self._known_root(author)
        record = self.chance.choice([root, *(part for part, of in self.parts.items() if of == root)])
        values: dict[str, Any] = (
            {"name": self.chance.choice(["Jens", "Sabine"])}
            if record != root
            else self.chance.choice(
                [
                    {"situation": self.chance.choice(TEXTS)},
                    {"guiding_questions:A1": self.chance.random() < 0.5},
                    {"times": {"start": self.chance.choice(["08:00", "09:00"]), "end": "10:00"}},
                    {"status": self.chance.choice(["held", "planned", None])},
                    {"from_a_newer_version": self.chance.randrange(3)},
                ]
            )
        )
        if record in author.heads:
            self._seal(author, [self._set(author, record, root, values, automatic=self.chance.random() < 0.1)])

    def _end(self, author: Author) -> None:
        """Deletes a root with the parts that its author sees, or only a part, or restores."""
        root = self._known_root(author)
        parts = [part for part, of in self.parts.items() if of == root and part in author.heads]
        records = self.chance.choice([[root, *parts], parts[:1] or [root, *parts]])
        kind = self.chance.choice([Kind.DELETE, Kind.DELETE, Kind.RESTORE])
        self._seal(author, [self._existence(author, record, root, kind) for record in records])

    def _exchange(self, author: Author) -> None:
        other = self.chance.choice(self.authors)
        for change in other.changes.values():
            author.take(change)

    def _known_root(self, author: Author) -> RecordId:
        return self.chance.choice([root for root in self.roots if root in author.heads])

    def _set(
        self, author: Author, record: RecordId, root: RecordId, values: dict[str, Any], *, automatic: bool = False
    ) -> dict[str, Any]:
        seen = author.seen(record)
        return {
            "record": record, "root": root, "kind": Kind.SET, "fields": values, "automatic": automatic,
            "replaces": {name: seen[name] for name in values if seen.get(name)},
        }  # fmt: skip

    def _existence(self, author: Author, record: RecordId, root: RecordId, kind: Kind) -> dict[str, Any]:
        seen = author.seen(record)
        covers = sorted({head for name, ids in seen.items() if name != EXISTENCE for head in ids})
        return {
            "record": record, "root": root, "kind": kind, "fields": {},
            "replaces": {EXISTENCE: seen[EXISTENCE]} if seen.get(EXISTENCE) else {},
            "covers": covers if kind is Kind.DELETE else [],
        }  # fmt: skip

    def _seal(self, author: Author, patches: list[dict[str, Any]]) -> None:
        first = author.number + 1
        sealed = [
            Change(
                origin=author.origin, number=first + place, transaction=first, size=len(patches), space=SPACE,
                type="visit" if patch["record"] == patch["root"] else "participant",
                at=START_MS + self.chance.randrange(1000), **patch,
            )
            for place, patch in enumerate(patches)
        ]  # fmt: skip
        author.number += len(patches)
        self.transactions.append(sealed)
        for change in sealed:
            author.take(change)

    def _id(self) -> RecordId:
        return RecordId(f"{self.chance.getrandbits(128):032x}")


def random_history(seed: int, *, authors: int, steps: int) -> History:
    chance = random.Random(seed)
    name = f"random_history({seed}, authors={authors}, steps={steps})"
    history = History(name, chance, [Author(OriginId(f"{number + 1:x}" * 32)) for number in range(authors)])
    for _ in range(steps):
        history.step()
    return history


def arrival(change: Change, *, received_at: int | None = None) -> Arrival:
    return Arrival(change, encode_change(change), change.space, received_at, None if received_at is None else 1)
