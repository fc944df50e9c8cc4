"""Eight laptops that push batches of a hundred visits into different spaces of a server on PostgreSQL: changes taken in
a second, each durable before it is answered.
"""

import threading
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import httpx2

from consultant_app.changes.change import encode_change
from consultant_app.changes.version import NEWEST
from consultant_app.changes.wire import Outcome, SyncAsk
from consultant_app.sync.enrolment import parse_invitation
from tests.server.fake_laptop import FakeLaptop
from tests.support.measured_office import Office, running_office
from tests.support.measuring import tell, visits
from tests.support.postgres import running_cluster

LAPTOPS = 8
BATCH = 100
BATCHES = 60
GOAL_A_SECOND = 10_000


@dataclass(frozen=True)
class Pusher:
    """`batches` are transactions of one change each, encoded before the time begins."""

    laptop: FakeLaptop
    batches: list[list[list[bytes]]]

    def push(self, start: threading.Barrier) -> None:
        start.wait()
        for batch in self.batches:
            answer = self.laptop.post_ask(SyncAsk(NEWEST, "bench", self.laptop.cursors, transactions=batch))
            assert all(verdict.outcome is Outcome.ACCEPTED for verdict in answer.verdicts)
            self.laptop.cursors.update({one.space: one.cursor for one in answer.news})


def pusher(office: Office, client: httpx2.Client, number: int) -> Pusher:
    """Of a partner of its own."""
    partner, mail = f"P{number}", f"{number}@example.org"
    office.add_partner(partner)
    office.add_person(mail, partner=partner)

    def send(path: str, body: bytes, headers: Mapping[str, str]) -> tuple[int, bytes]:
        answer = client.post(office.url + path, content=body, headers=dict(headers))
        return answer.status_code, answer.content

    laptop = FakeLaptop(send, seed=number)
    laptop.enrol(parse_invitation(office.command("invitation", "new", mail)["invitation"]).code)
    bodies = [[encode_change(one)] for one in visits(BATCH * BATCHES, laptop.origin, partner=partner)]
    laptop.sync_until_quiet(certificates=[laptop.certificate()])
    return Pusher(laptop, [bodies[start : start + BATCH] for start in range(0, len(bodies), BATCH)])


def main() -> None:
    with (
        running_cluster(durable=True) as cluster,
        cluster.fresh_database() as url,
        running_office("--database", url) as office,
        httpx2.Client(timeout=60, trust_env=False) as client,
    ):
        pushers = [pusher(office, client, number) for number in range(LAPTOPS)]
        start = threading.Barrier(LAPTOPS + 1)
        with ThreadPoolExecutor(LAPTOPS) as pool:
            pushes = [pool.submit(one.push, start) for one in pushers]
            start.wait()
            started = time.perf_counter()
            for one in pushes:
                one.result()
            seconds = time.perf_counter() - started
    a_second = LAPTOPS * BATCH * BATCHES / seconds
    how = f"{a_second:,.0f} of {GOAL_A_SECOND:,} changes a second"
    tell("8 laptops pushing on PostgreSQL", a_second / GOAL_A_SECOND, goal=1, how=how)


if __name__ == "__main__":
    main()
