"""Eight laptops that write at once on PostgreSQL, and one that reads: it sees each position once, in order."""

import random
import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from consultant_app.changes.change import ChangeId, OriginId, SpaceId
from consultant_app.changes.wire import Cursor, Entry, Outcome, SpaceNews, next_chain
from tests.server.fake_laptop import FakeLaptop
from tests.server.server_process import RunningServer, running_server
from tests.support.postgres import running_cluster

WRITERS: Final = 8
SIZES: Final = (1, 3, 40, 250)
"""Changes of one transaction: quick commits overtake those that take long."""
SPACES: Final = ("organisation", "office", "consortium")


@dataclass
class Reader:
    """Keeps of what it sees only what the proof needs: where it stands, and how many changes of each origin came."""

    laptop: FakeLaptop
    positions: dict[SpaceId, int] = field(default_factory=dict)
    chains: dict[SpaceId, bytes] = field(default_factory=dict)
    newest: dict[OriginId, int] = field(default_factory=dict)
    seen: Counter[OriginId] = field(default_factory=Counter)
    requests: int = 0

    def poll(self) -> bool:
        """One round; whether there was something new."""
        answer = self.laptop.post_ask(self.laptop.ask(limit_bytes=200_000))
        self.requests += 1
        for news in answer.news:
            self._take(news)
        return any(news.entries for news in answer.news)

    def _take(self, news: SpaceNews) -> None:
        assert not news.rewind
        for entry in news.entries:
            self._take_entry(news.space, entry)
        assert news.cursor.position == self.positions.get(news.space, 0)
        assert news.cursor.chain == self.chains.get(news.space, b"")
        self.laptop.cursors[news.space] = news.cursor

    def _take_entry(self, space: SpaceId, entry: Entry) -> None:
        assert entry.position == self.positions.get(space, 0) + 1, "a position was left out, or came again"
        self.positions[space] = entry.position
        self.chains[space] = next_chain(self.chains.get(space, b""), entry.kind, entry.subject)
        origin, _, number = ChangeId(entry.subject).partition(":")
        self.seen[OriginId(origin)] += 1
        self.newest[OriginId(origin)] = max(self.newest.get(OriginId(origin), 0), int(number))


def _sizes(count: int, chance: random.Random) -> Iterator[int]:
    while count:
        size = min(count, chance.choice(SIZES))
        count -= size
        yield size


def _write(laptop: FakeLaptop, count: int, seed: str) -> int:
    """Transactions of all sizes over the spaces in any order; the number of the last change."""
    chance = random.Random(seed)
    for size in _sizes(count, chance):
        spaces = [laptop.space(kind) for kind in chance.choices(SPACES, k=size)]
        sealed = laptop.seal(*[_patch(laptop, space) for space in spaces])
        answer = laptop.post_ask(laptop.ask(sealed, cursors={}))
        assert [verdict.outcome for verdict in answer.verdicts] == [Outcome.ACCEPTED]
    return laptop.seal({})[0].number - 1


def _patch(laptop: FakeLaptop, space: SpaceId) -> dict[str, object]:
    return {"space": space, "type": "company" if space == laptop.space("consortium") else "visit"}


def _enrolled(server: RunningServer, count: int) -> list[FakeLaptop]:
    server.command("partner", "add", "EN", "EN-Agentur")
    server.command("user", "add", "a@example.org", "--name", "Ada", "--partner", "EN", "--role", "consultant")
    laptops = [FakeLaptop(server.send, seed) for seed in range(count)]
    for laptop in laptops:
        laptop.enrol(server.command("invitation", "new", "a@example.org")["code"])
    return laptops


def play(database_url: str, count: int, seed: int) -> Reader:
    """`count` changes in all; the reader once it has caught up."""
    with running_server("--database", database_url) as server:
        first, *writers = _enrolled(server, WRITERS + 1)
        reader = Reader(first)
        first.cursors = {space: Cursor() for space in first.cursors}
        while reader.poll():
            pass
        reader.seen.clear()
        finished = threading.Event()

        def read() -> None:
            while not finished.is_set():
                reader.poll()
            while reader.poll():
                pass

        with ThreadPoolExecutor(WRITERS + 1) as pool:
            reading = pool.submit(read)
            try:
                shares = [count // WRITERS + (number < count % WRITERS) for number in range(WRITERS)]
                seeds = [f"{seed} {number}" for number in range(WRITERS)]
                written = list(pool.map(_write, writers, shares, seeds))
            finally:
                finished.set()
            reading.result()
        _check(reader, writers, written=written)
    return reader


def _check(reader: Reader, writers: Sequence[FakeLaptop], *, written: Sequence[int]) -> None:
    """Each position came once, so as many changes as were written, up to the newest, are all of them, once."""
    for laptop, newest in zip(writers, written, strict=True):
        assert reader.seen[laptop.origin] == reader.newest[laptop.origin] == newest


def run(folder: Path, count: int, seed: int) -> str:
    with running_cluster() as cluster, cluster.fresh_database() as url:
        reader = play(url, count, seed)
    return f"{count} changes by {WRITERS} writers, read in {reader.requests} requests: each position once, in order"
