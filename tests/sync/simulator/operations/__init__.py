"""Everything that can happen. A feature that syncing must survive gets a class in here."""

from tests.sync.simulator.operations.editing import EDITING
from tests.sync.simulator.operations.erasing import ERASING
from tests.sync.simulator.operations.exchange_files import EXCHANGE_FILES
from tests.sync.simulator.operations.files import FILES
from tests.sync.simulator.operations.machines import MACHINES
from tests.sync.simulator.operations.operation import Operation
from tests.sync.simulator.operations.organisations import ORGANISATIONS
from tests.sync.simulator.operations.papers import PAPERS
from tests.sync.simulator.operations.rights import RIGHTS
from tests.sync.simulator.operations.rounds import ROUNDS

OPERATIONS: dict[str, Operation] = {
    kind.name: kind()
    for kind in (
        *EDITING, *ROUNDS, *MACHINES, *RIGHTS, *EXCHANGE_FILES, *ERASING, *ORGANISATIONS, *FILES, *PAPERS,
    )
}  # fmt: skip
FAULTS = (
    "answer lost", "request lost", "doubled", "delayed", "doubled late", "meanwhile", "crash", "server crash",
    "full disk", "clock", "days", "partition", "clone", "fork", "snapshot", "restore", "server restore",
    "small pages", "roles", "poison", "exchange files",
)  # fmt: skip
"""What a history may draw besides everyday work."""
RARE = ("erasure", "other organisation", "files", "papers")
"""The same, each drawn by itself: one more leaves the histories that do not draw it what they were."""

COMES_WITH = {"papers": ("files", "erasure", "clone")}
"""Without which a rare one would show little of what it can."""


def possible(faults: frozenset[str]) -> list[str]:
    """The names of what can happen in a history with these faults.

    What a restored server lost of a root that moved is not brought back by those who got it with the move.
    """
    names = [name for name, one in OPERATIONS.items() if not one.fault or one.fault in faults]
    return [name for name in names if name != "show note" or "server restore" not in faults]


_LOSES_AUTHORS = {"server restore", "restore", "snapshot", "fork", "roles", "poison", "other organisation"}


def bearable(faults: frozenset[str]) -> frozenset[str]:
    """Without faults that nothing heals together: what came in an exchange file in part, or without its device's word,
    waits for an author who must not have lost it or the right to it.
    """
    return faults - {"exchange files"} if faults & _LOSES_AUTHORS else faults
