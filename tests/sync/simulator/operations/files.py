"""Files beside visits: added, carried beside the records, and destroyed on a laptop that keeps its records."""

import io
import random
from typing import TYPE_CHECKING

from consultant_app.actions.attachments import TakenFile, attach, attachments_of
from consultant_app.errors import RuleError, TroubleError
from consultant_app.sync.attachments import carry_files
from tests.sync.simulator.network import draw_fates
from tests.sync.simulator.operations.operation import Operation, records_of
from tests.sync.simulator.oracle.files import FileScreen

if TYPE_CHECKING:
    from tests.sync.simulator.world import Laptop, World


class AddFile(Operation):
    name, weight, fault, during_round = "add file", 4, "files", True

    def run(self, world: "World", laptop: "Laptop", chance: random.Random) -> None:
        visits = records_of(laptop, "visit")
        if not visits:
            return
        visit, word, files = chance.choice(visits), world.word(), laptop.workspace.attachments
        kept = files.keep(io.BytesIO(chance.randbytes(chance.choice([1, 40, 400]))))
        with laptop.workspace.write("Datei hinzugefügt") as writer:
            taken = TakenFile(kept, f"{word}.pdf", "application/pdf", None)
            file = attach(writer, files, taken, about=visit)
            world.wrote(laptop, word, file, "file_name", *world.ledger.homes[visit])


class CarryFiles(Operation):
    name, weight, fault = "carry files", 6, "files"

    def run(self, world: "World", laptop: "Laptop", chance: random.Random) -> None:
        laptop.line.fates = draw_fates(chance, world.faults, None)
        carry(world, laptop)


class LoseFiles(Operation):
    """The program ends, and starts on a disk that gave the records back, and of the files nothing, or not all."""

    name, weight, fault = "lose files", 1, "files"

    def run(self, world: "World", laptop: "Laptop", chance: random.Random) -> None:
        rows = laptop.raw.execute("SELECT sha256 FROM file ORDER BY sha256").fetchall()
        lost = [sha256 for (sha256,) in rows if chance.random() < 0.7]
        with world.deed(laptop):
            world.end(laptop)
        laptop.workspace.attachments.drop(lost)
        world.start(laptop)


def carry(world: "World", laptop: "Laptop") -> None:
    """What a person's round does after the records."""
    if laptop.busy:
        return
    try:
        carry_files(laptop.workspace, laptop.line)
    except (TroubleError, RuleError) as error:
        world.note(f"  files {error.code}")
        is_turned_away = error.code in {"device_revoked", "attachment_space_closed"}
        if not is_turned_away and (world.at_rest or error.code == "answer_damaged"):
            world.ledger.complain(f"{laptop.name} met {error.code} as it carried files")
    finally:
        laptop.line.fates = []


def file_screen(laptop: "Laptop") -> FileScreen:
    """One laptop's files as the judge sees them."""
    visits = records_of(laptop, "visit")
    return FileScreen(
        laptop.name,
        laptop.raw,
        laptop.workspace.attachments.read_all,
        {row.id: row.is_here for row in attachments_of(laptop.workspace, visits)},
    )


FILES = (AddFile, CarryFiles, LoseFiles)
