"""Who waits at the server is told that a space moved, at once, and never of a space that is not his."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import update

from consultant_app.changes.spaces import consortium_space, organisation_space
from consultant_app.changes.version import NEWEST
from consultant_app.changes.wire import WatchAnswer, WatchAsk, pack, unpack
from consultant_app.server.database import writing
from consultant_app.server.schema import SPACE
from consultant_app.server.watching import SpaceWatch
from tests.server.fake_laptop import FakeLaptop, TurnedAwayError
from tests.server.office import Office


def _watch(laptop: FakeLaptop, positions: dict[str, int] | None = None) -> list[str]:
    """Asks for what moved since the laptop's last round."""
    seen = positions or {space: cursor.position for space, cursor in laptop.cursors.items()}
    return list(unpack(laptop.post_bytes(pack(WatchAsk(NEWEST, seen)), path="/v1/watch"), WatchAnswer).moved)


def test_a_push_of_one_wakes_another_who_waits(office: Office, ada: FakeLaptop, bo: FakeLaptop) -> None:
    ada.sync()
    bo.sync()
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(_watch, bo)
        ada.sync(ada.seal({}))
        moved = waiting.result(timeout=20)

    assert moved == [organisation_space("EN")]


def test_what_moved_before_is_told_at_once(ada: FakeLaptop, bo: FakeLaptop) -> None:
    bo.sync()
    ada.sync(ada.seal({}))

    assert _watch(bo) == [organisation_space("EN")]


def test_a_space_that_went_back_has_moved_as_well(office: Office, ada: FakeLaptop) -> None:
    ada.sync(ada.seal({}))
    with writing(office.engine) as connection:
        connection.execute(update(SPACE).where(SPACE.c.id == consortium_space()).values(position=0))

    assert _watch(ada) == [consortium_space()]


def test_nobody_can_watch_a_space_that_is_not_his(ada: FakeLaptop, cem: FakeLaptop) -> None:
    ada.sync()
    seen = {space: cursor.position for space, cursor in ada.cursors.items()}
    foreign = organisation_space("DO")

    assert _watch(ada, {**seen, foreign: 0}) == [foreign], "it is only told that it asks for what it may not read"
    cem.sync()
    cem.sync(cem.seal({}))
    assert _watch(ada, {**seen, foreign: 0}) == [foreign], "the same, whether something moved there or not"


def test_a_revoked_device_is_told_nothing(office: Office, ada: FakeLaptop) -> None:
    ada.sync()
    office.revoke(ada)

    with pytest.raises(TurnedAwayError, match="device_revoked"):
        _watch(ada)


def test_nothing_is_told_when_nothing_moved(office: Office) -> None:
    watch = SpaceWatch(office.engine)
    seen = asyncio.run(watch.moved({}, within_s=0))

    assert seen == []


def test_the_end_of_the_server_lets_everybody_go(office: Office) -> None:
    async def end_while_somebody_waits() -> list[str]:
        watch = SpaceWatch(office.engine)
        waiting = asyncio.create_task(watch.moved({}, within_s=3600))
        await asyncio.sleep(0)
        watch.end()
        return list(await waiting)

    assert asyncio.run(end_while_somebody_waits()) == []


def test_what_another_process_wrote_is_found_too(office: Office) -> None:
    async def write_behind_its_back() -> list[str]:
        watch = SpaceWatch(office.engine)
        waiting = asyncio.create_task(watch.moved(await watch._positions(), within_s=3600))
        await asyncio.sleep(0)
        with writing(office.engine) as connection:
            connection.execute(update(SPACE).where(SPACE.c.id == consortium_space()).values(position=99))
        return list(await waiting)

    assert asyncio.run(write_behind_its_back()) == [consortium_space()]
