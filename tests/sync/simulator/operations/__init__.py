"""Everything that can happen. A feature that syncing must survive gets a class in here."""

from tests.sync.simulator.operations.editing import EDITING
from tests.sync.simulator.operations.machines import MACHINES
from tests.sync.simulator.operations.operation import Operation
from tests.sync.simulator.operations.rights import RIGHTS
from tests.sync.simulator.operations.rounds import ROUNDS

OPERATIONS: dict[str, Operation] = {kind.name: kind() for kind in (*EDITING, *ROUNDS, *MACHINES, *RIGHTS)}
FAULTS = (
    "answer lost", "request lost", "doubled", "delayed", "doubled late", "meanwhile", "crash", "server crash",
    "full disk", "clock", "days", "partition", "clone", "fork", "snapshot", "restore", "server restore",
    "small pages", "roles", "poison",
)  # fmt: skip
"""What a history may draw besides everyday work."""


def possible(faults: frozenset[str]) -> list[str]:
    """The names of what can happen in a history with these faults.

    What a restored server lost its authors bring back. Where they have no right to it any more, since the record moved,
    or lost it themselves, nobody does so far: these faults are kept apart. Nor does a reader learn that what he misses
    goes on under another id, when a machine woken twice had used that one twice.
    """
    names = [name for name, one in OPERATIONS.items() if not one.fault or one.fault in faults]
    return [name for name in names if name != "show note" or "server restore" not in faults]


def bearable(faults: frozenset[str]) -> frozenset[str]:
    return faults - {"snapshot", "fork"} if "server restore" in faults else faults
