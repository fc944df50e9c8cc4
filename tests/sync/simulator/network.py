"""The network: carries packed bytes between laptops and the server, shows all of them to the judge, and fails."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from consultant_app.changes.wire import pack, unpack
from consultant_app.errors import ProductError, TroubleError
from consultant_app.sync.rounds import SYNC_PATH
from consultant_app.sync.transport import Traffic
from tests.sync.simulator.oracle.checks import Log
from tests.sync.simulator.oracle.decoding import WORD_BYTES, Key, opened, unpacked
from tests.sync.simulator.storage import Glass

if TYPE_CHECKING:
    from tests.sync.simulator.world import Laptop, World

A = TypeVar("A", bound=msgspec.Struct)


@dataclass(frozen=True, slots=True)
class Fate:
    """What becomes of one request. `meanwhile` happens after the server answered and before the laptop has it."""

    name: str = "arrives"
    meanwhile: Callable[[], None] | None = None
    crash_after: int = 0
    """How many storage calls after the answer the laptop dies; 0 for never."""


ARRIVES = Fate()


@dataclass
class Network:
    world: "World"
    late: list[tuple[str, bytes]] = field(default_factory=list)
    """Requests still on their way after their sender gave up: token and bytes."""
    revoked: set[str] = field(default_factory=set)
    poison: set[str] = field(default_factory=set)

    def heal(self) -> None:
        while self.late:
            self.deliver_late(0)
        self.poison.clear()

    def words(self) -> set[str]:
        return {word.decode() for _, body in self.late for word in WORD_BYTES.findall(opened(body))}

    def deliver_late(self, number: int) -> None:
        world = self.world
        token, body = self.late.pop(number)
        waiting = {word.decode() for word in WORD_BYTES.findall(opened(body))} - world.everywhere()
        try:
            world.server.sync(token, body)
            self._note_moves(unpacked(body))
            self._note_orders(unpacked(body))
        except ProductError as error:
            world.note(f"  late request met {error.code}")
        # Nobody hears the answer: what is not taken, and whose sender was set back meanwhile, is nowhere any more.
        world.ledger.lost |= waiting - world.everywhere()

    def carry(self, laptop: "Laptop", token: str, body: bytes) -> bytes:
        """To the server and back; the judge looks at both."""
        world = self.world
        asked = unpacked(body)
        for transaction in asked.get("transactions", ()):
            for one in transaction:
                world.saw_change(laptop, one)
        if any(word.encode() in opened(body) for word in self.poison):
            raise TroubleError("server_trouble")
        try:
            answer = world.server.sync(token, body)
        finally:
            self._note_moves(asked)
        self._note_orders(asked)
        self._check_rights(laptop, answer)
        world.trace.update(body + answer)
        return answer

    def _note_moves(self, asked: dict[str, Any]) -> None:
        """What this request moved, by the server's rows."""
        server, ledger = self.world.server, self.world.ledger
        for wish in asked.get("moves", ()):
            for root, _, _ in wish[1]:
                home = server.home(root)
                if home is not None and root in ledger.homes and ledger.homes[root] != {home}:
                    log = Log.read(Glass(server.raw), ledger)
                    ledger.moved(root, home, stands=log.stands, there=log.keys)

    def _note_orders(self, asked: dict[str, Any]) -> None:
        """A restored server learns orders of erasure back; from here on it must not hand out what they take."""
        erasures, brought = self.world.ledger.erasures, {order[1] for order in asked.get("erasures", ())}
        self.world.coverage.met("F82", len(brought - erasures.ordered))
        erasures.order(brought)

    def check_file_right(self, laptop: "Laptop", space: str) -> None:
        if space not in self.world.person(laptop).spaces:
            self.world.ledger.complain(f"{laptop.name} received a file of {space} without a right to it")

    def _check_rights(self, laptop: "Laptop", answer: bytes) -> None:
        """No byte that this person may not read, nor one that is erased, whatever it is part of."""
        ledger, spaces = self.world.ledger, self.world.person(laptop).spaces

        def there() -> set[Key]:
            return Log.read(Glass(self.world.server.raw), ledger).keys

        for word in set(WORD_BYTES.findall(opened(answer))):
            places = ledger.places.get(word.decode(), ())
            if places and not any(
                ledger.spaces_of(word.decode(), record, there=there) & spaces for record, _ in places
            ):
                ledger.complain(f"{laptop.name} received {word.decode()} without a right to it")
            if ledger.erasures.takes(word.decode(), of=ledger.erasures.ordered):
                ledger.complain(f"{laptop.name} received {word.decode()}, which was erased")


@dataclass
class Line:
    """A laptop's line, as the round meets it. `fates` says what becomes of the next requests; the rest arrive."""

    network: Network
    laptop: "Laptop"
    token: str
    traffic: Traffic = field(default_factory=Traffic)
    fates: list[Fate] = field(default_factory=list)

    def ask(self, path: str, question: msgspec.Struct, answer: type[A]) -> A:
        fate = self.fates.pop(0) if self.fates else ARRIVES
        if self.laptop.is_cut_off:
            raise TroubleError("server_unreachable", server="simulated")
        body = pack(question)
        self.traffic.requests += 1
        self.traffic.bytes_up += len(body)
        self._send_off(fate, body, about_files=path != SYNC_PATH)
        if path != SYNC_PATH:
            return self._ask_about_file(path, body, fate, answer)
        given = self.network.carry(self.laptop, self.token, body)
        if fate.meanwhile is not None:
            fate.meanwhile()
        if fate.name == "answer lost":
            self.network.world.coverage.answer_lost(self.laptop, given)
            raise TroubleError("server_silent", server="simulated")
        if fate.crash_after:
            self.laptop.disk.faults.countdown = fate.crash_after
        self.traffic.bytes_down += len(given)
        self.network.world.coverage.answered(self.network.world, self.laptop, unpacked(given))
        return unpack(given, answer)

    def _ask_about_file(self, path: str, body: bytes, fate: Fate, answer: type[A]) -> A:
        given = self.network.world.server.answer_about_file(self.token, path, body)
        if unpacked(given).get("content"):
            self.network.check_file_right(self.laptop, unpacked(body)["space"])
        if fate.meanwhile is not None:
            fate.meanwhile()
        if fate.name == "answer lost":
            raise TroubleError("server_silent", server="simulated")
        return unpack(given, answer)

    def _send_off(self, fate: Fate, body: bytes, *, about_files: bool) -> None:
        """What happens to a request before it arrives, or beside it. One about a file is lost, but never late."""
        if fate.name == "request lost":
            raise TroubleError("server_unreachable", server="simulated")
        if about_files:
            return
        if fate.name == "delayed":
            for transaction in unpacked(body).get("transactions", ()):
                for one in transaction:
                    self.network.world.saw_change(self.laptop, one)
            self.network.late.append((self.token, body))
            raise TroubleError("server_silent", server="simulated")
        if fate.name == "doubled":
            self.network.carry(self.laptop, self.token, body)
        if fate.name == "doubled late":
            self.network.late.append((self.token, body))


def draw_fates(chance: random.Random, faults: frozenset[str], meanwhile: Callable[[], None] | None) -> list[Fate]:
    """What becomes of the next requests of one round."""
    names = ["arrives"] * 5 + [one for one in ("answer lost", "request lost", "doubled", "delayed", "doubled late")
                               if one in faults]  # fmt: skip
    fates: list[Fate] = []
    for _ in range(4):
        name = chance.choice(names)
        crash = chance.randint(1, 40) if "crash" in faults and chance.random() < 0.04 else 0
        interrupts = meanwhile is not None and chance.random() < 0.15
        fates.append(Fate(name, meanwhile if interrupts else None, crash))
    return fates
