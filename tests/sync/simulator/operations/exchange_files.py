"""Sticks with exchange files: written by one laptop, whole or going on from an earlier one, and read by any other in
any order, as often as people like. The copy that the product makes before it reads is left out: it stands on a real
disk.
"""

import random
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from unittest.mock import patch

from consultant_app.actions.sync import exchange_reading
from consultant_app.actions.sync.exchange_reading import look_into, read_exchange
from consultant_app.actions.sync.exchange_writing import had_by, write_exchange
from consultant_app.workspace.exchange_inbox import NotTaken
from consultant_app.workspace.exchange_log import Had, Selection
from consultant_app.workspace.key_wrapping import Argon2Cost
from tests.sync.simulator.operations.operation import Operation

if TYPE_CHECKING:
    from tests.sync.simulator.world import Laptop, World

PASSWORD: Final = "Fördergerüst"
CHEAP: Final = Argon2Cost(1, 64, 1)


@dataclass(frozen=True, slots=True)
class File:
    """An exchange file on a stick that goes round."""

    path: Path
    writer: str
    space: str


class WriteFile(Operation):
    name, weight, fault = "write file", 4, "exchange files"

    def run(self, world: "World", laptop: "Laptop", chance: random.Random) -> None:
        space = world.space(laptop, chance.choice(["consortium", "organisation", "organisation"]))
        if "erasure" in world.faults and chance.random() < 0.4:
            space = world.space(laptop, "office")
        path = laptop.disk.folder / f"stick-{len(world.files)}.csrx"
        earlier = [one for one in world.files if (one.writer, one.space) == (laptop.name, space)]
        had = had_by(chance.choice(earlier).path, PASSWORD) if earlier and chance.random() < 0.8 else Had()
        selection = Selection(space, only_waiting=chance.random() < 0.3, before=had)
        with world.deed(laptop):
            write_exchange(laptop.workspace, path, selection, password=PASSWORD, cost=CHEAP)
        world.files.append(File(path, laptop.name, space))


class ReadFile(Operation):
    name, weight, fault = "read file", 6, "exchange files"

    def run(self, world: "World", laptop: "Laptop", chance: random.Random) -> None:
        if not world.files:
            return
        file = chance.choice(world.files)
        if chance.random() < 0.2:
            look_into(laptop.workspace, file.path, PASSWORD)
            return
        before = world.words_on(laptop.raw)
        with world.deed(laptop), patch.object(exchange_reading, "make_restore_point", _sealed):
            contents = read_exchange(laptop.workspace, file.path, PASSWORD)
        world.check_words(laptop, world.words_on(laptop.raw) - before)
        erased = contents.refused[NotTaken.ERASED]
        world.coverage.read(laptop.name, file, taken=contents.taken, awaited=_awaited(laptop), erased=erased)


def _sealed(workspace: Any) -> None:
    workspace.seal_drafts()


def _awaited(laptop: "Laptop") -> int:
    """How many changes wait here for the rest of their transaction, or for a device's word."""
    return int(laptop.raw.execute("SELECT count(*) FROM change WHERE state = 3").fetchone()[0])


EXCHANGE_FILES = (WriteFile, ReadFile)
