"""What must hold once the faults have stopped: the five statements at the top of the catalogue, one function each."""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import msgspec

from tests.sync.simulator.oracle.decoding import Key, Sealed, words_in
from tests.sync.simulator.oracle.erasures import check_erased
from tests.sync.simulator.oracle.ledger import NOTHING, Deed, Ledger, Words

EXISTS = "@exists"
_encode = msgspec.msgpack.Encoder(order="deterministic").encode


@dataclass
class Replica:
    """One laptop as the judge sees it: its rows, and what its screens say stands against each other."""

    name: str
    raw: Any
    spaces: frozenset[str]
    conflicts: Callable[[str], Iterable[tuple[str, Any]]]
    listed_aside: Callable[[], frozenset[str]]
    """The ids of transactions that the screen lists as set aside."""


@dataclass
class Log:
    """The server's log, read from its rows: every change, and which of them the fields stand on."""

    changes: dict[str, Sealed] = field(default_factory=dict)
    received: dict[str, int] = field(default_factory=dict)
    homes: dict[str, str] = field(default_factory=dict)
    heads: dict[str, dict[str, list[Sealed]]] = field(default_factory=dict)
    keys: set[Key] = field(default_factory=set)
    awaiting: set[tuple[str, str]] = field(default_factory=set)
    """Fields in which something was replaced that never arrived: it was set aside, say."""

    @classmethod
    def read(cls, raw: Any, ledger: Ledger) -> "Log":
        log = cls()
        for record, space in raw.execute("SELECT id, space FROM record"):
            log.homes[record] = space
        rows = raw.execute(
            "SELECT change, body, received_at FROM entry WHERE change IS NOT NULL  ORDER BY space, position"
        )
        for id_, body, received_at in rows.fetchall():
            change = ledger.sealed_of(body)
            if change.id != id_:
                ledger.complain(f"the log has {change.id} under {id_}")
            log.changes[id_] = change
            log.received[id_] = received_at
            log.keys.add(change.key)
        log._find_heads()
        return log

    def _find_heads(self) -> None:
        setters: dict[str, dict[str, list[Sealed]]] = {}
        for change in self.changes.values():
            for name in change.names:
                setters.setdefault(change.record, {}).setdefault(name, []).append(change)
        for record, by_name in setters.items():
            self.heads[record] = {}
            for name, changes in by_name.items():
                replaced = {id_ for change in changes for id_ in change.replaces.get(name, ())}
                if not replaced <= self.changes.keys():
                    self.awaiting.add((record, name))
                self.heads[record][name] = [change for change in changes if change.id not in replaced]

    def stands(self, word: str, record: str, name: str) -> bool:
        """Whether the field stands on a value with this word, or the word is yet to come."""
        arrived = any(
            word in words_in(change.fields.get(name)) for change in self.changes.values() if change.record == record
        )
        heads = self.heads.get(record, {}).get(name, [])
        return not arrived or any(word in words_in(head.fields.get(name)) for head in heads)

    def holds(self, deed: Deed) -> bool:
        return deed.key in self.keys

    def digest(self, space: str) -> int:
        total = 0
        for record, by_name in self.heads.items():
            if self.homes.get(record) != space:
                continue
            by_head: dict[str, dict[str, Any]] = {}
            for name, heads in by_name.items():
                for head in heads:
                    by_head.setdefault(head.id, {})[name] = _digested(head, name)
            for head_id, values in by_head.items():
                term = hashlib.sha256(_encode([record, head_id, values])).digest()[:16]
                total += int.from_bytes(term, "big")
        return total % (1 << 128)

    def is_gone_by_itself(self, record: str) -> bool:
        """Whether every value of the record was seen by those who deleted it."""
        by_name = self.heads.get(record, {})
        standing = by_name.get(EXISTS, [])
        if not standing or any(head.kind == "restore" for head in standing):
            return False
        covered = {id_ for head in standing for id_ in head.covers}
        return all(
            head.id in covered or head.automatic for name, heads in by_name.items() if name != EXISTS for head in heads
        )

    def present(self) -> set[str]:
        roots = {change.record: change.root for change in self.changes.values()}
        found = {record for record in self.heads if not self.is_gone_by_itself(record)}
        for record in list(found):
            by_person = any(not head.automatic for heads in self.heads[record].values() for head in heads)
            if roots[record] != record and by_person and roots[record] in self.heads:
                found.add(roots[record])
        return found

    def newest(self, record: str, name: str) -> Sealed:
        """The value that is shown where several stand against each other: clocks may make it older, never newer."""
        return max(self.heads[record][name], key=lambda one: (min(one.at, self.received[one.id]), one.id))


def _digested(head: Sealed, name: str) -> Any:
    if name == EXISTS:
        return [head.kind, sorted(head.covers)]
    return ["erased"] if name in head.erased else head.fields[name]


def check_rest(ledger: Ledger, log: Log, replicas: list[Replica], server: Any) -> dict[str, set[str]]:
    """Statements 1, 2 and 4; 3 is checked with every answer, 5 by counting rounds. Returns the roots of which something
    was set aside, by laptop.
    """
    ledger.check_replaced()
    if ledger.erasures.ever:
        laptops = {replica.name: replica.raw for replica in replicas}
        ledger.complaints += check_erased(ledger.erasures, server, laptops)
    _check_heads(ledger, log)
    _check_digests(ledger, log, replicas, server)
    aside: dict[str, set[str]] = {}
    for replica in replicas:
        aside[replica.name] = _set_aside_records(ledger, replica)
    _check_screens(ledger, replicas, aside)
    visible: dict[str, dict[tuple[str, str], Words]] = {}
    for replica in replicas:
        _check_newest(ledger, log, replica, aside[replica.name])
        visible[replica.name] = _visible(replica)
        _check_against_log(ledger, log, replica, visible[replica.name], aside[replica.name])
    _check_words(ledger, log, replicas, visible)
    return aside


def _check_heads(ledger: Ledger, log: Log) -> None:
    """Values stand against each other only where neither author had seen the other's."""
    for record, by_name in log.heads.items():
        for name, heads in by_name.items():
            if name == EXISTS or len(heads) < 2 or (record, name) in log.awaiting:
                continue
            for head in heads:
                ledger.check_still_head(head, name, among=log.holds)


def _check_digests(ledger: Ledger, log: Log, replicas: list[Replica], server: Any) -> None:
    ends = {row[0]: row[1:] for row in server.execute("SELECT id, position, chain, digest FROM space")}
    for space, (_, _, digest) in ends.items():
        if int.from_bytes(digest, "big") != log.digest(space):
            ledger.complain(f"the server's digest of {space} is not that of its heads")
    for replica in replicas:
        rows = {row[0]: row[1:] for row in replica.raw.execute("SELECT id, position, chain, digest FROM space")}
        if rows.keys() != replica.spaces:
            ledger.complain(f"{replica.name} holds {len(rows)} spaces and may hold {len(replica.spaces)}")
        for space in sorted(rows.keys() & ends.keys()):
            if tuple(rows[space]) != tuple(ends[space]):
                ledger.complain(f"{replica.name} differs from the server in {space}: {rows[space]} {ends[space]}")


def _set_aside_records(ledger: Ledger, replica: Replica) -> set[str]:
    """The roots that differ here by right, since something of them was set aside; all of that must be listed."""
    rows = replica.raw.execute(
        "SELECT o.origin, c.txn, c.state, c.body FROM change c JOIN origin o ON o.number = c.origin WHERE c.state <> 1"
    ).fetchall()
    listed = replica.listed_aside()
    roots = set()
    for origin, txn, state, body in rows:
        change = ledger.sealed_of(body)
        if state == 2 and f"{origin}:{txn}" in listed:
            roots |= {change.root, change.record}
        elif state == 3:
            ledger.complain(f"{replica.name} still misses {change.id} at the server")
        else:
            ledger.complain(f"{replica.name} still keeps {change.id} to itself (state {state})")
    return roots


def _check_screens(ledger: Ledger, replicas: list[Replica], aside: Mapping[str, set[str]]) -> None:
    screens = [(replica, _screen(replica)) for replica in replicas]
    for index, (replica, screen) in enumerate(screens):
        for other, other_screen in screens[:index]:
            common = replica.spaces & other.spaces
            left_out = aside[replica.name] | aside[other.name]
            mine = {id_: row for id_, row in screen.items() if row[2] in common and row[1] not in left_out}
            theirs = {id_: row for id_, row in other_screen.items() if row[2] in common and row[1] not in left_out}
            if mine != theirs:
                differing = sorted(id_ for id_ in mine.keys() | theirs.keys() if mine.get(id_) != theirs.get(id_))
                pair = (mine.get(differing[0]), theirs.get(differing[0]))
                ledger.complain(f"{replica.name} and {other.name} show {differing[0]} differently: {pair}")


def _screen(replica: Replica) -> dict[str, tuple[Any, ...]]:
    rows = replica.raw.execute("SELECT id, type, root, space, contested FROM record WHERE present").fetchall()
    found: dict[str, tuple[Any, ...]] = {row[0]: tuple(row[1:]) for row in rows}
    for type_ in sorted({row[1] for row in rows}):
        for row in replica.raw.execute(f"SELECT * FROM {type_}").fetchall():
            if row[0] in found:
                found[row[0]] = (*found[row[0]], tuple(row))
            else:
                found[row[0]] = (type_, row[0], "", "a row without a record")
    return found


def _visible(replica: Replica) -> dict[tuple[str, str], Words]:
    found: dict[tuple[str, str], Words] = {}
    rows = replica.raw.execute("SELECT id, type, contested FROM record WHERE present").fetchall()
    for type_ in sorted({row[1] for row in rows}):
        cursor = replica.raw.execute(f"SELECT * FROM {type_}")
        names = [column[0] for column in cursor.description]
        for row in cursor.fetchall():
            for name, value in zip(names, row, strict=True):
                words = words_in(value)
                if words:
                    found[row[0], name] = words
    for record, _, contested in rows:
        if contested:
            for name, value in replica.conflicts(record):
                found[record, name] = found.get((record, name), NOTHING) | words_in(value)
    return found


def _check_against_log(
    ledger: Ledger, log: Log, replica: Replica, visible: Mapping[tuple[str, str], Words], aside: set[str]
) -> None:
    """What is shown follows from the heads, by the judge's own reckoning."""
    present = log.present()
    mine = {record for record, home in log.homes.items() if home in replica.spaces and record in log.heads}
    rows = replica.raw.execute("SELECT id, root, present FROM record").fetchall()
    shown = {id_ for id_, _, is_present in rows if is_present}
    for id_, root, is_present in rows:
        if id_ in mine and root not in aside and bool(is_present) != (id_ in present):
            ledger.complain(f"{replica.name} shows {id_} as {'there' if is_present else 'gone'}, and it is not")
    missing = mine - {row[0] for row in rows}
    if missing:
        ledger.complain(f"{replica.name} lacks {sorted(missing)[:3]}")
    roots = {id_: root for id_, root, _ in rows}
    for record in sorted(mine & shown):
        if roots[record] in aside or record in aside:
            continue
        for name, heads in log.heads[record].items():
            if name != EXISTS:
                _check_field(ledger, log, replica, visible, record, name, heads)


def _check_newest(ledger: Ledger, log: Log, replica: Replica, aside: set[str]) -> None:
    """Of several values of a line, the newest is shown: by the earlier of device time and receipt, so that a clock
    that is ahead wins nothing.
    """
    for name, types in _LINES.items():
        for type_ in types:
            for record, root, value in replica.raw.execute(f"SELECT id, root, {name} FROM {type_}").fetchall():
                heads = log.heads.get(record, {}).get(name, [])
                if len(heads) > 1 and root not in aside and log.newest(record, name).fields.get(name, "") != value:
                    ledger.complain(f"{replica.name} shows {value} in {name} of {record}, which is not the newest")


_LINES = {"name": ("company", "participant"), "branch": ("company",), "phone": ("company",), "job": ("participant",)}
"""Fields that hold one value each, by the types that have them."""


def _check_field(
    ledger: Ledger, log: Log, replica: Replica, visible: Mapping[tuple[str, str], Words], record: str, name: str,
    heads: list[Sealed],
) -> None:  # fmt: skip
    shown = visible.get((record, name), NOTHING)
    of_heads = [words_in(head.fields.get(name)) for head in heads]
    every: Words = frozenset().union(*of_heads)
    if not shown <= every:
        ledger.complain(f"{replica.name} shows {sorted(shown - every)} in {name}, which nothing stands for any more")
    if len(heads) == 1 and shown != every:
        ledger.complain(f"{replica.name} does not show {sorted(every - shown)} in {name}")


def _check_words(
    ledger: Ledger, log: Log, replicas: list[Replica], visible: Mapping[str, Mapping[tuple[str, str], Words]]
) -> None:
    """Every word somebody sealed is shown, or superseded by somebody who saw it, or set aside: nothing else."""
    aside = _set_aside(replicas)
    excused = ledger.overtyped | ledger.lost | {word for body in aside for word in ledger.words_of(body)}
    kept = {change.key for change in map(ledger.sealed_of, aside)} | log.keys
    arrived: set[tuple[str, str]] = set()
    for change in log.changes.values():
        for value in change.fields.values():
            arrived |= {(word, change.record) for word in words_in(value)}
    for word, places in ledger.places.items():
        for record, name in places if word not in excused and not ledger.was_erased(word) else ():
            if (word, record) not in arrived:
                ledger.complain(f"{word} in {name} of {record} never arrived")
                continue
            readers = [visible[one.name] for one in replicas if log.homes.get(record) in one.spaces]
            is_shown = not readers or any(word in screen.get((record, name), NOTHING) for screen in readers)
            if not is_shown and not ledger.is_superseded(word, record, name, among=lambda deed: deed.key in kept):
                ledger.complain(f"{word} in {name} of {record} is gone, and nobody who saw it took it away")


def _set_aside(replicas: list[Replica]) -> list[bytes]:
    return [
        body for one in replicas for (body,) in one.raw.execute("SELECT body FROM change WHERE state = 2").fetchall()
    ]
