"""After a fair: at 18:00 all laptops come back at once, each with the work of days. None may be turned away."""

import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from statistics import quantiles
from time import perf_counter
from typing import Final

from msgspec.structs import replace
from sqlalchemy import insert

from consultant_app.changes.wire import Outcome
from consultant_app.server.accounts import ACTIVE, token_hash
from consultant_app.server.database import writing
from consultant_app.server.schema import DEVICE
from tests.server.fake_laptop import FakeLaptop
from tests.server.office import Office, open_office
from tests.server.server_process import running_server
from tests.support.postgres import running_cluster

PARTNERS: Final = ("EN", "DO", "BO", "HA")
DAYS: Final = 5
CHANGES_A_VISIT: Final = 5


@dataclass(frozen=True)
class Evening:
    """How long each laptop's push took until its answer was there, in seconds."""

    pushes: Sequence[float]

    def __str__(self) -> str:
        p95 = quantiles(self.pushes, n=20)[-1]
        return (
            f"{len(self.pushes)} laptops at once: p95 push {p95:.2f} s, slowest {max(self.pushes):.2f} s, none refused"
        )


def play(database_url: str, files: Path, count: int, *, visits_a_day: int) -> Evening:
    """An evening of `count` laptops; raises TurnedAwayError when one is turned away, be it only for being busy."""
    with open_office(database_url, files=files) as office:
        laptops = list(_laptops(office, count))
    with running_server("--database", database_url, options=["--attachments", str(files)]) as server:
        for laptop in laptops:
            laptop.send = server.send
        start = threading.Barrier(count)

        def come_back(laptop: FakeLaptop) -> float:
            work = [laptop.seal(*[{}] * CHANGES_A_VISIT) for _ in range(DAYS * visits_a_day)]
            ask = laptop.ask(*work)
            start.wait()
            began = perf_counter()
            answer = laptop.post_ask(ask)
            took = perf_counter() - began
            assert {verdict.outcome for verdict in answer.verdicts} == {Outcome.ACCEPTED}
            return took

        with ThreadPoolExecutor(count) as pool:
            evening = Evening(list(pool.map(come_back, laptops)))
        for reader in laptops[: len(PARTNERS)]:
            reader.sync_until_quiet()
            expected = len(laptops[PARTNERS.index(reader.enrolled.partner_code) :: len(PARTNERS)])
            assert len(reader.seen_changes("organisation")) == expected * DAYS * visits_a_day * CHANGES_A_VISIT
    return evening


def _laptops(office: Office, count: int) -> Iterator[FakeLaptop]:
    """In turn of each organisation. One device of each is enrolled; the others are written beside it, to save time."""
    firsts = []
    for partner in PARTNERS:
        office.add_partner(partner)
        office.add_person(f"a@{partner}.example", partner=partner)
        firsts.append(office.laptop(f"a@{partner}.example"))
    for number in range(count):
        first = firsts[number % len(PARTNERS)]
        if number < len(PARTNERS):
            yield first
            continue
        laptop = FakeLaptop(office.send, 1000 + number)
        laptop.enrolment = replace(first.enrolled, device=laptop.fresh_id(), token=f"token {number}")
        laptop.cursors = dict(first.cursors)
        with writing(office.engine) as connection:
            connection.execute(
                insert(DEVICE),
                {
                    "id": laptop.enrolment.device,
                    "account": laptop.enrolment.user,
                    "name": f"Laptop {number}",
                    "letters": f"{number:04}",
                    "public_key": laptop.key.public_key().public_bytes_raw(),
                    "token_hash": token_hash(laptop.enrolment.token),
                    "state": ACTIVE,
                    "created_at": 0,
                },
            )
        yield laptop


def run(folder: Path, count: int, _seed: int) -> str:
    with running_cluster(durable=True) as cluster, cluster.fresh_database() as url:
        return str(play(url, folder / "attachments", count, visits_a_day=4))
