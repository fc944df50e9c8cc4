"""Histories of one record to try the rules on: written honestly by several replicas, or made of garbage."""

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import msgspec
from hypothesis import strategies as st

from consultant_app.changes.change import EXISTENCE, Change, ChangeId, Kind, OriginId, RecordId, SpaceId, change_id
from consultant_app.changes.heads import RecordHeads, advance, field_heads

RECORD = RecordId("e" * 32)
FIELDS = ("name", "city", "sdg:SDG-05")


def origin(letter: str) -> OriginId:
    return OriginId(letter * 32)


def an_id(letter: str, number: int = 1) -> ChangeId:
    return change_id(origin(letter), number)


def a_change(letter: str, number: int = 1, /, **parts: object) -> Change:
    """A change of the run `letter` with whatever the test is about."""
    plain = {
        "origin": origin(letter), "number": number, "transaction": number, "size": 1, "kind": Kind.SET, "type": "note",
        "record": RECORD, "root": RECORD, "space": SpaceId("f" * 32), "at": number, "fields": {},
    }  # fmt: skip
    return Change(**{**plain, **parts})


@dataclass
class Replica:
    """Takes changes in one by one and keeps what `advance` asks for."""

    state: RecordHeads | None = None
    joined: dict[ChangeId, Change] = field(default_factory=dict)

    def take(self, change: Change) -> None:
        self.state = advance(self.state, change, known=self.joined.__contains__, fields_of=self.fields_of)
        self.joined[change.id] = change

    def fields_of(self, change: ChangeId) -> list[str]:
        return self.joined[change].field_names

    def heads(self) -> dict[str, list[ChangeId]]:
        return field_heads(self.state, self.fields_of) if self.state else {}


def after(changes: Iterable[Change]) -> Replica:
    replica = Replica()
    for change in changes:
        replica.take(change)
    return replica


IDS = [an_id(letter, number) for letter in "abc" for number in (1, 2, 3)]


@st.composite
def garbage(draw: st.DrawFn) -> list[Change]:
    """Changes that name one another without sense: themselves, in circles, for fields they did not set."""
    some_ids = st.lists(st.sampled_from(IDS), max_size=3)
    changes = []
    for letter, number in draw(st.permutations([(letter, n) for letter in "abc" for n in (1, 2, 3)]))[:7]:
        kind = draw(st.sampled_from([Kind.SET, Kind.SET, Kind.SET, Kind.DELETE, Kind.RESTORE]))
        names = draw(st.lists(st.sampled_from(FIELDS), max_size=3, unique=True))
        gone = names[1:] if draw(st.booleans()) else []
        kept = [name for name in names if name not in gone]
        changes.append(
            a_change(
                letter, number, kind=kind, at=draw(st.integers(-9, 9)),
                fields={name: draw(st.integers(0, 1)) for name in kept} if kind is Kind.SET else {},
                hollow=gone if kind is Kind.SET else [],
                replaces=draw(st.dictionaries(st.sampled_from([*FIELDS, EXISTENCE]), some_ids, max_size=4)),
                covers=draw(some_ids) if kind is Kind.DELETE else [],
            )
        )  # fmt: skip
    return changes


def honest_history(chance: random.Random, *, steps: int = 14) -> list[Change]:
    """What three replicas write that hear of one another in parts and any order; each replaces what it sees."""
    replicas = {letter: Replica() for letter in "abc"}
    counts = dict.fromkeys(replicas, 0)
    everything: list[Change] = []
    for _ in range(steps):
        letter = chance.choice("abc")
        replica = replicas[letter]
        if chance.random() < 0.4:
            missing = [change for change in everything if change.id not in replica.joined]
            for change in chance.sample(missing, chance.randint(0, len(missing))):
                replica.take(change)
            continue
        counts[letter] += 1
        change = _next_change(chance, replica=replica, letter=letter, number=counts[letter])
        replica.take(change)
        everything.append(change)
    return everything


def _next_change(chance: random.Random, *, replica: Replica, letter: str, number: int) -> Change:
    heads = replica.heads()
    kind = chance.choices([Kind.SET, Kind.DELETE, Kind.RESTORE], [8, 1, 1])[0]
    names = chance.sample(FIELDS, chance.randint(1, 3)) if kind is Kind.SET else [EXISTENCE]
    seen = {head for name, ids in heads.items() if name != EXISTENCE for head in ids}
    return a_change(
        letter, number, kind=kind, at=chance.randint(-100, 100), automatic=chance.random() < 0.2,
        fields={name: chance.randint(0, 2) for name in names} if kind is Kind.SET else {},
        replaces={name: heads[name] for name in names if name in heads},
        covers=sorted(seen) if kind is Kind.DELETE else [],
    )  # fmt: skip


def without_times(changes: Sequence[Change]) -> list[Change]:
    return [msgspec.structs.replace(change, at=0) for change in changes]
