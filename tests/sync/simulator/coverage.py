"""Which scenarios of the catalogue came up: watched from the outside, by verdicts, entries and what stands at the end.

A history counts only when it came to rest and the judge found nothing: what came up is then known to have been checked.
"""

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from tests.sync.simulator.oracle.checks import EXISTS, Log, Replica
from tests.sync.simulator.oracle.decoding import unpacked

if TYPE_CHECKING:
    from tests.sync.simulator.operations.exchange_files import File
    from tests.sync.simulator.world import Laptop, World

SCENARIOS: Final = {
    "F02": "an answer to a push was lost, the retry was known",
    "F10": "one transaction made the server stumble and was set aside, the rest flowed",
    "F12": "an exchange file that went on from another was read before it, or without it",
    "F13": "one exchange file was read again, or by several laptops",
    "F11": "work still waited when the faults ended, and converged",
    "F14": "a clock a century off: accepted, and it won no contest",
    "F16": "a clock jumped back while the program ran",
    "F17": "a copied disk and its model both sent work",
    "F18": "one id with two contents: forked, and sealed anew",
    "F19": "a restored laptop got its own sent changes back",
    "F24": "a restored server took a laptop's cursor back",
    "F29": "one field edited by two",
    "F33": "deleted here, edited there",
    "F34": "a part that its root's deletion had not seen",
    "F42": "a root left a space whose reader had to forget it",
    "F43": "a root came into a space with its present values",
    "F44": "a right was lost between two pages",
    "F45": "a right was lost and given again",
    "F46": "a person changed the organisation, and the old one's spaces were forgotten",
    "F49": "a push about somebody erased arrived without its values",
    "F50": "an older file or laptop had what was erased, and brought nothing back",
    "F52": "a laptop came back after 400 days",
    "F59": "projections rebuilt and equal",
    "F62": "a record without its file: named as missing",
    "F73": "a visit edited after its paper was made: told on every laptop",
    "F74": "a visit made final on two laptops: both papers kept, and told",
    "F75": "one printed number on two visits: told at both",
    "F76": "somebody named on a paper was erased: the paper stayed, restricted",
    "F77": "a round brought a value for a field that somebody was typing in",
    "F81": "a transaction over two spaces, and a reader of one",
    "F82": "a restored server learned an order of erasure back before it answered",
}
"""What the simulator can bring up."""
_CENTURY_DAYS: Final = 36_000
_YEAR_DAYS: Final = 400


class Coverage:
    """Of one history; `counts` are zero until it has come to rest."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.two_spaces: set[str] = set()
        self.clones: list[tuple[str, str]] = []
        self._seen: Counter[str] = Counter()
        self._lost: dict[str, set[str]] = {}
        self._restored: set[str] = set()
        self._origins: dict[str, set[str]] = {}
        self._last_days: dict[str, int] = {}
        self._closed: dict[str, set[str]] = {}
        self._has_more: set[str] = set()
        self._readers: dict[Path, set[str]] = {}

    def met(self, scenario: str, times: int = 1) -> None:
        self._seen[scenario] += times

    def sealed(self, laptop: "Laptop", origin: str) -> None:
        self._origins.setdefault(laptop.name, set()).add(origin)

    def restored(self, laptop: "Laptop") -> None:
        self._restored.add(laptop.name)

    def read(self, laptop: str, file: "File", *, taken: int, awaited: int, erased: int) -> None:
        """This laptop took in an exchange file; `awaited` changes wait there for others that are to come, and `erased`
        ones were not taken.
        """
        readers = self._readers.setdefault(file.path, set())
        self.met("F13", int(bool(readers)))
        self.met("F12", int(bool(taken and awaited)))
        self.met("F50", erased)
        readers.add(laptop)

    def answer_lost(self, laptop: "Laptop", answer: bytes) -> None:
        verdicts = unpacked(answer).get("verdicts", ())
        self._lost.setdefault(laptop.name, set()).update(one[0] for one in verdicts if one[1] == "accepted")

    def answered(self, world: "World", laptop: "Laptop", answer: dict[str, Any]) -> None:
        name = laptop.name
        for verdict in answer.get("verdicts", ()):
            if verdict[1] == "forked":
                self.met("F18")
            elif verdict[1] == "known" and verdict[0] in self._lost.get(name, ()):
                self.met("F02")
        self.met("F46", len(world.person(laptop).former_spaces.intersection(answer.get("closed", ()))))
        self.met("F49", len(answer.get("erased", ())))
        self._pages(laptop, answer)
        for news in answer.get("news", ()):
            self.met("F24", int(len(news) > 5 and news[5] is True))
            for entry in news[2] if len(news) > 2 else ():
                self._entry(world, laptop, entry)
        if world.days - self._last_days.get(name, 0) >= _YEAR_DAYS:
            self.met("F52")
        self._last_days[name] = world.days

    def _pages(self, laptop: "Laptop", answer: dict[str, Any]) -> None:
        closed = self._closed.setdefault(laptop.name, set())
        now_closed = set(answer.get("closed", ()))
        if now_closed and laptop.name in self._has_more:
            self.met("F44")
        closed |= now_closed
        regained = {grant[0] for grant in answer.get("grants", ())} & closed
        self.met("F45", len(regained))
        closed -= regained
        has_more = any(len(news) > 3 and news[3] is True for news in answer.get("news", ()))
        (self._has_more.add if has_more else self._has_more.discard)(laptop.name)

    def _entry(self, world: "World", laptop: "Laptop", entry: list[Any]) -> None:
        kind, subject = entry[1], entry[2]
        body = entry[4] if len(entry) > 4 else b""
        if kind == "leave":
            self.met("F42", int(not body))
        elif kind == "enter":
            self.met("F43", int(bool(body)))
        elif body and kind != "erase":
            if laptop.name in self._restored and subject[:32] in self._origins.get(laptop.name, ()):
                self.met("F19")
            change = world.ledger.sealed_of(body)
            drafts = world.ledger.drafts.get(laptop.name, {})
            self.met("F77", sum((change.record, name) in drafts for name in change.fields))

    def at_rest(self, world: "World", log: Log, replicas: list[Replica]) -> None:
        """Everything held: what was met counts, and so does what stands in the log now."""
        self.met("F59", len(replicas))
        self._deeds(world, log)
        authors = {deed.author for deed in world.ledger.deeds.values() if log.holds(deed)}
        self.met("F17", sum(one in authors and other in authors for one, other in self.clones))
        present = log.present()
        for record, by_name in log.heads.items():
            self.met("F29", sum(len(heads) > 1 for name, heads in by_name.items() if name != EXISTS))
            deleted = any(head.kind == "delete" for head in by_name.get(EXISTS, ()))
            self.met("F33", int(deleted and record in present and not log.is_gone_by_itself(record)))
            self.met("F34", int(record in present and log.is_gone_by_itself(record)))
        partners = {world.person(laptop).partner for laptop in world.laptops}
        if len(partners) > 1:
            self.met("F81", sum(company in log.homes for company in self.two_spaces))
        for replica in replicas:
            self.met(
                "F10", replica.raw.execute("SELECT count(*) FROM set_aside WHERE reason = 'trouble'").fetchone()[0]
            )
        self.counts = self._seen

    def _deeds(self, world: "World", log: Log) -> None:
        held = [deed for deed in world.ledger.deeds.values() if log.holds(deed)]
        self.met("F14", sum(abs(deed.skew_days) >= _CENTURY_DAYS for deed in held))
        newest: dict[str, tuple[int, int]] = {}
        for change in sorted(log.changes.values(), key=lambda one: (one.origin, one.number)):
            before = newest.get(change.origin)
            if before is not None and change.number > before[0] and change.at < before[1]:
                self.met("F16")
            newest[change.origin] = (change.number, change.at)
