"""Several laptops move and edit the same notes at the same time, while another one looks on."""

import random
import threading
from concurrent.futures import ThreadPoolExecutor

from consultant_app.actions.notes import set_visibility
from consultant_app.domain.note import NOTE_SPACES, Note
from consultant_app.workspace.wishes import open_wishes
from tests.support.laptops import Laptop, Workspaces, add, edit, every, sync_all
from tests.support.partner_server import PartnerServer
from tests.support.scenarios import scenario
from tests.sync.conftest import another

NOTES = 6
STEPS = 10
MOVERS = 3


def move_about(laptop: Laptop, seed: int, notes: list[str]) -> None:
    chance = random.Random(seed)
    for step in range(STEPS):
        set_visibility(laptop.workspace, chance.choice(notes), chance.choice(list(NOTE_SPACES)))
        edit(laptop.workspace, chance.choice(notes), title=f"Von {seed}, Schritt {step}")
        laptop.sync()


@scenario("F01", "F07")
def test_no_note_is_ever_missing_and_all_agree_in_the_end(
    server: PartnerServer, workspaces: Workspaces, ada: Laptop
) -> None:
    notes = [str(add(ada.workspace, Note(text=f"Notiz {number}"))) for number in range(NOTES)]
    ada.sync()
    movers = [another(server, workspaces, "ada@example.org") for _ in range(MOVERS)]
    sync_all(ada, *movers, rounds=1)
    seen: set[int] = set()
    ada.workspace.listeners.append(lambda _: seen.add(len(every(ada.workspace, Note))))
    finished = threading.Event()

    def look_on() -> None:
        while not finished.is_set():
            ada.sync()

    with ThreadPoolExecutor(MOVERS + 1) as pool:
        looking = pool.submit(look_on)
        try:
            list(pool.map(move_about, movers, range(MOVERS), [notes] * MOVERS))
        finally:
            finished.set()
        looking.result()
    laptops = [ada, *movers]
    sync_all(*laptops, rounds=3)
    assert seen == {NOTES}
    assert len({str(laptop.digests()) for laptop in laptops}) == 1
    for laptop in laptops:
        assert laptop.agrees()
        assert laptop.workspace.verify().whole
        assert laptop.workspace.status().unsent == 0
        with laptop.workspace.read() as reader:
            assert {wish.reason for wish in open_wishes(reader.raw)} <= {"wrong_space"}
