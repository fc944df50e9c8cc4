"""More rounds at once than are answered side by side: whose turn it is."""

import asyncio
import os
import threading
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from consultant_app.changes.change import RecordId
from consultant_app.changes.wire import Outcome
from consultant_app.server import application
from consultant_app.server.fair_queue import FairQueue
from tests.server.fake_laptop import FakeLaptop
from tests.server.office import Office, open_office
from tests.support.scenarios import scenario
from tests.support.waiting import wait_until

EN, DO, BO = (RecordId(code * 32) for code in "edb")

Rounds = list[tuple[RecordId, int]]


class Counter:
    """A queue of one place that is taken until `serve`; notes whom it serves in which order."""

    def __init__(self) -> None:
        self.queue = FairQueue(1)
        self.served: Rounds = []
        self._closed = asyncio.Event()
        self._first = asyncio.create_task(self._hold())

    async def _hold(self) -> None:
        async with self.queue.turn(RecordId("0" * 32)):
            await self._closed.wait()

    async def come(self, organisation: RecordId, *numbers: int) -> list[asyncio.Task[None]]:
        tasks = [asyncio.create_task(self._round(organisation, number)) for number in numbers]
        await asyncio.sleep(0)  # lets each of them draw its ticket
        return tasks

    async def _round(self, organisation: RecordId, number: int) -> None:
        async with self.queue.turn(organisation):
            self.served.append((organisation, number))

    async def serve(self, *tasks: asyncio.Task[None]) -> Rounds:
        self._closed.set()
        await asyncio.gather(self._first, *tasks, return_exceptions=True)
        return self.served


def played(scene: Callable[[Counter], Coroutine[Any, Any, Rounds]]) -> Rounds:
    async def play() -> Rounds:
        counter = Counter()
        await asyncio.sleep(0)  # the place is taken
        return await scene(counter)

    return asyncio.run(play())


@scenario("F70")
def test_ninety_laptops_of_one_organisation_let_another_ones_single_laptop_in_after_one_of_theirs() -> None:
    async def scene(counter: Counter) -> Rounds:
        many = await counter.come(EN, *range(90))
        return await counter.serve(*many, *await counter.come(DO, 1))

    served = played(scene)
    assert served[:3] == [(EN, 0), (DO, 1), (EN, 1)]
    assert len(served) == 91


def test_organisations_take_turns_and_within_one_who_came_first_is_served_first() -> None:
    async def scene(counter: Counter) -> Rounds:
        tasks = [*await counter.come(EN, 1, 2, 3), *await counter.come(DO, 1, 2), *await counter.come(BO, 1)]
        return await counter.serve(*tasks)

    assert played(scene) == [(EN, 1), (DO, 1), (BO, 1), (EN, 2), (DO, 2), (EN, 3)]


def test_who_goes_away_while_waiting_takes_no_place_along() -> None:
    async def scene(counter: Counter) -> Rounds:
        gone, *others = [*await counter.come(EN, 1, 2), *await counter.come(DO, 1)]
        gone.cancel()
        await counter.serve(gone, *others)
        return await counter.serve(*await counter.come(BO, 1))

    assert played(scene) == [(DO, 1), (EN, 2), (BO, 1)]


def test_who_goes_away_when_called_up_passes_the_place_on() -> None:
    async def scene(counter: Counter) -> Rounds:
        tasks = await counter.come(EN, 1, 2)
        counter.queue._pass_on()
        tasks[0].cancel()
        return await counter.serve(*tasks)

    assert played(scene) == [(EN, 2)]


@scenario("F70")
def test_the_server_lets_organisations_take_turns(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One place, which is taken, and a crowd of one organisation waits when the single laptop of another one comes."""
    opened, order = threading.Event(), list[RecordId]()
    answer_round = application.answer_round

    def answer_later(*words: Any, asker: RecordId, **others: Any) -> Any:
        opened.wait()
        order.append(asker)
        return answer_round(*words, asker=asker, **others)

    monkeypatch.setattr(application, "ROUNDS_AT_ONCE", 1)
    with open_office(f"sqlite:///{tmp_path / 'server.sqlite'}", files=tmp_path / "attachments") as office:
        many, single = _laptop(office, "EN"), _laptop(office, "DO")
        monkeypatch.setattr(application, "answer_round", answer_later)
        queue = office.client.app.state.queue  # type: ignore[attr-defined]
        with ThreadPoolExecutor(21) as pool:
            rounds = [pool.submit(many.post_ask, many.ask()) for _ in range(20)]
            wait_until(lambda: queue.waiting == 19, "the crowd to wait")
            rounds.append(pool.submit(single.post_ask, single.ask()))
            wait_until(lambda: queue.waiting == 20, "the single laptop to wait")
            opened.set()
            for one in rounds:
                one.result()
    assert order.index(single.enrolled.device) == 2
    assert len(order) == 21


def _laptop(office: Office, partner: str) -> FakeLaptop:
    office.add_partner(partner)
    office.add_person(f"a@{partner}.example", partner=partner)
    return office.laptop(f"a@{partner}.example")


@scenario("F70")
def test_while_others_wait_an_answer_brings_the_verdict_and_little_news(
    ada: FakeLaptop, bo: FakeLaptop, monkeypatch: pytest.MonkeyPatch
) -> None:
    bo.sync_until_quiet()
    ada.sync(*(ada.seal({"fields": {"text": os.urandom(10_000).hex()}}) for _ in range(20)))
    monkeypatch.setattr(FairQueue, "waiting", 1)
    (first, *_) = answers = bo.sync_until_quiet(bo.seal({}))
    assert [verdict.outcome for verdict in first.verdicts] == [Outcome.ACCEPTED]
    assert len([entry for news in first.news for entry in news.entries]) < 10
    assert len(answers) > 3
    assert len(bo.seen_changes("organisation")) == 21
