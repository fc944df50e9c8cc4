"""F01: in whatever order pushes commit, no reader's cursor passes an entry it has not seen."""

import random
import threading
from concurrent.futures import ThreadPoolExecutor

from consultant_app.changes.change import ChangeId
from consultant_app.changes.wire import Cursor, Outcome
from tests.server.fake_laptop import FakeLaptop
from tests.server.replay import chain_of, digest_of
from tests.server.server_process import RunningServer, running_server
from tests.support.scenarios import scenario

WRITERS = 8
ROUNDS = 12


def enrolled(server: RunningServer, count: int) -> list[FakeLaptop]:
    server.command("partner", "add", "EN", "EN-Agentur")
    server.command("user", "add", "a@x.org", "--name", "Ada", "--partner", "EN", "--role", "consultant")
    laptops = [FakeLaptop(server.send, seed) for seed in range(count)]
    for laptop in laptops:
        laptop.enrol(server.command("invitation", "new", "a@x.org")["code"])
    return laptops


def write(laptop: FakeLaptop) -> list[ChangeId]:
    """Pushes of different sizes into two spaces in either order, so that commits overtake each other."""
    chance = random.Random(laptop.seed)
    written = []
    for _ in range(ROUNDS):
        spaces = chance.choices([laptop.space("organisation"), laptop.space("office")], k=chance.choice([1, 3, 40]))
        sealed = laptop.seal(*[{"space": space} for space in spaces])
        answer = laptop.post_ask(laptop.ask(sealed, cursors={}))
        assert [verdict.outcome for verdict in answer.verdicts] == [Outcome.ACCEPTED]
        written += [change.id for change in sealed]
    return written


@scenario("F01")
def test_eight_writers_and_a_polling_reader_miss_nothing(database_url: str) -> None:
    with running_server("--database", database_url) as server:
        reader, *writers = enrolled(server, WRITERS + 1)
        finished = threading.Event()

        def poll() -> int:
            rounds = 0
            while not finished.is_set():
                reader.sync(limit_bytes=2000)
                rounds += 1
            reader.sync_until_quiet()
            return rounds

        with ThreadPoolExecutor(WRITERS + 1) as pool:
            polling = pool.submit(poll)
            try:
                written = [change for changes in pool.map(write, writers) for change in changes]
            finally:
                finished.set()
        assert polling.result() > 1
        seen = [*reader.seen_changes("organisation"), *reader.seen_changes("office")]
        assert sorted(seen) == sorted(written)
        assert len(set(seen)) == len(seen)
        for kind in ("organisation", "office"):
            entries = reader.seen[reader.space(kind)]
            assert [entry.position for entry in entries] == list(range(1, len(entries) + 1))
            assert reader.cursors[reader.space(kind)].chain == chain_of(entries)
        anew = reader.post_ask(reader.ask(cursors={reader.space("office"): Cursor()}))
        assert [one.digest for one in anew.news] == [digest_of(reader.seen[reader.space("office")])]


def test_two_laptops_that_edit_one_record_at_once_leave_two_heads_and_one_digest(database_url: str) -> None:
    with running_server("--database", database_url) as server:
        first, *others = enrolled(server, 5)
        [visit] = first.seal({})
        first.sync([visit])
        edit = {"record": visit.record, "root": visit.record, "replaces": {"situation": [visit.id]}}

        def push(laptop: FakeLaptop) -> None:
            for _ in range(5):
                laptop.post_ask(laptop.ask(laptop.seal(edit), cursors={}))

        with ThreadPoolExecutor(len(others)) as pool:
            list(pool.map(push, others))
        reader = others[0]
        [news] = [one for one in reader.sync().news if one.space == reader.space("organisation")]
        assert len(news.entries) == 21
        assert news.digest == digest_of(news.entries)
