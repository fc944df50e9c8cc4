"""Which scenarios of the catalogue came up: watched from the outside, by verdicts, entries and what screens say."""

from collections import Counter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.sync.simulator.oracle.checks import Log, Replica
    from tests.sync.simulator.world import Laptop, World

SCENARIOS = {
    "F11": "work still waited when the faults ended, and converged",
    "F59": "projections rebuilt and equal",
}
"""What the simulator can bring up."""


class Coverage:
    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.two_spaces: set[str] = set()
        self.clones: list[tuple[str, str, int]] = []

    def restored(self, laptop: "Laptop") -> None:
        pass

    def server_restored(self, world: "World") -> None:
        pass

    def met(self, scenario: str, times: int = 1) -> None:
        self.counts[scenario] += times

    def answer_lost(self, laptop: "Laptop", body: bytes) -> None:
        pass

    def answered(self, world: "World", laptop: "Laptop", asked: dict[str, Any], answer: dict[str, Any]) -> None:
        pass

    def at_rest(self, world: "World", log: "Log", replicas: "list[Replica]") -> None:
        self.met("F59")
