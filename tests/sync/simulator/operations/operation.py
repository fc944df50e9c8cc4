"""What can happen in a history: one class per operation or fault."""

import random
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from tests.sync.simulator.world import Laptop, World


class Operation:
    """`fault` names the fault that a history must have drawn for this to happen in it; "" for everyday work.

    `during_round`: may happen on a laptop while its own round waits for an answer.
    `may_kill`: makes a machine die later, which nothing that waits for another laptop could bear.
    """

    name: ClassVar[str]
    weight: ClassVar[int] = 1
    fault: ClassVar[str] = ""
    during_round: ClassVar[bool] = False
    may_kill: ClassVar[bool] = False

    def run(self, world: "World", laptop: "Laptop", chance: random.Random) -> None:
        raise NotImplementedError


def records_of(laptop: "Laptop", type_: str) -> list[str]:
    """The ids of what is there of a type, in an order that no dictionary decides."""
    return [id_ for (id_,) in laptop.raw.execute(f"SELECT id FROM {type_} ORDER BY id").fetchall()]


def family_of(laptop: "Laptop", record: str) -> list[str]:
    """A record with its root and all of the root's parts."""
    rows = laptop.raw.execute(
        "SELECT id FROM record WHERE root = (SELECT root FROM record WHERE id = ?) ORDER BY id", (record,)
    ).fetchall()
    return [id_ for (id_,) in rows]


def may_write(laptop: "Laptop", space: str) -> bool:
    """Whether the program on this laptop believes so."""
    row = laptop.raw.execute("SELECT may_write FROM space WHERE id = ?", (space,)).fetchone()
    return row is not None and bool(row[0])
