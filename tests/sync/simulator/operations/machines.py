"""What happens to laptops and servers: they start anew, die, fill up, are copied, put to sleep and brought back."""

import random
from typing import TYPE_CHECKING

from tests.sync.simulator.operations.operation import Operation
from tests.sync.simulator.oracle.checks import Log
from tests.sync.simulator.oracle.erasures import orders_on
from tests.sync.simulator.storage import Glass

if TYPE_CHECKING:
    from tests.sync.simulator.world import Laptop, World

MOST_LAPTOPS = 12
CENTURY_DAYS = 36_525


class Restart(Operation):
    name, weight = "restart", 2

    def run(self, world: "World", laptop: "Laptop", chance: random.Random) -> None:
        with world.deed(laptop):
            world.end(laptop)
        world.start(laptop)


class Kill(Operation):
    """The program dies between two calls: drafts are left behind."""

    name, weight, fault = "kill", 2, "crash"

    def run(self, world: "World", laptop: "Laptop", chance: random.Random) -> None:
        world.crash(laptop)
        world.start(laptop)


class ArmCrash(Operation):
    """The machine dies at some storage call to come, or right after a commit of which nobody hears."""

    name, weight, fault = "arm crash", 3, "crash"
    may_kill = True

    def run(self, world: "World", laptop: "Laptop", chance: random.Random) -> None:
        if chance.random() < 0.3:
            laptop.disk.faults.commits = chance.randint(1, 2)
        else:
            laptop.disk.faults.countdown = chance.randint(1, 60)


class ArmServerCrash(Operation):
    name, weight, fault = "arm server crash", 2, "server crash"

    def run(self, world: "World", laptop: "Laptop", chance: random.Random) -> None:
        if chance.random() < 0.3:
            world.server.faults.commits = 1
        else:
            world.server.faults.countdown = chance.randint(1, 25)


class FillDisk(Operation):
    name, weight, fault = "fill disk", 2, "full disk"
    may_kill = True

    def run(self, world: "World", laptop: "Laptop", chance: random.Random) -> None:
        disk = world.server.faults if chance.random() < 0.3 else laptop.disk.faults
        disk.is_full = not disk.is_full


class FreeDisks(Operation):
    name, weight, fault = "free disks", 3, "full disk"

    def run(self, world: "World", laptop: "Laptop", chance: random.Random) -> None:
        world.server.faults.is_full = False
        for one in world.laptops:
            one.disk.faults.is_full = False


class TurnClock(Operation):
    """A laptop's clock jumps, by up to a century, also while the program runs."""

    name, weight, fault = "turn clock", 3, "clock"

    def run(self, world: "World", laptop: "Laptop", chance: random.Random) -> None:
        laptop.skew_days = chance.choice([0, 0, -1, 1, -400, 400, -CENTURY_DAYS, CENTURY_DAYS])


class PassDays(Operation):
    name, weight, fault = "pass days", 1, "days"

    def run(self, world: "World", laptop: "Laptop", chance: random.Random) -> None:
        world.days += chance.choice([1, 1, 7, 30, 400])


class CutOff(Operation):
    name, weight, fault = "cut off", 2, "partition"

    def run(self, world: "World", laptop: "Laptop", chance: random.Random) -> None:
        laptop.is_cut_off = not laptop.is_cut_off


class Clone(Operation):
    """The disk is copied; both laptops are used from here on."""

    name, weight, fault = "clone", 1, "clone"

    def run(self, world: "World", laptop: "Laptop", chance: random.Random) -> None:
        if len(world.laptops) < MOST_LAPTOPS:
            image = world.take_image(laptop)
            twin = world.add_laptop(f"{laptop.name}'{len(world.laptops)}", laptop.image)
            twin.disk.load(image.disk)
            world.ledger.drafts[twin.name] = dict(image.drafts)
            twin.skew_days, twin.is_copied = laptop.skew_days, True
            world.start(twin)
            world.coverage.clones.append((laptop.name, twin.name))


class WakeTwice(Operation):
    """A virtual machine sleeps in the middle of a run, and goes on twice."""

    name, weight, fault = "wake twice", 2, "fork"

    def run(self, world: "World", laptop: "Laptop", chance: random.Random) -> None:
        if len(world.laptops) < MOST_LAPTOPS:
            image = world.take_image(laptop, asleep=True)
            twin = world.add_laptop(f"{laptop.name}~{len(world.laptops)}", laptop.image)
            twin.disk.load(image.disk)
            world.ledger.drafts[twin.name] = dict(image.drafts)
            twin.skew_days, twin.is_copied = laptop.skew_days, True
            world.start(twin, run=image.run)


class Sleep(Operation):
    """A snapshot is taken of the machine as it runs, to be resumed later."""

    name, weight, fault = "snapshot", 1, "snapshot"

    def run(self, world: "World", laptop: "Laptop", chance: random.Random) -> None:
        laptop.snapshot = world.take_image(laptop, asleep=True)


class Resume(Operation):
    """The machine goes on from its snapshot; what it did since is gone from its disk."""

    name, weight, fault = "resume", 1, "snapshot"

    def run(self, world: "World", laptop: "Laptop", chance: random.Random) -> None:
        image = laptop.snapshot
        if image is not None and image.run is not None:
            with world.destroying():
                laptop.workspace.run.release_lock()
                laptop.disk.load(image.disk)
            world.ledger.drafts[laptop.name] = dict(image.drafts)
            world.start(laptop, run=image.run)
            laptop.snapshot = None


class BackUp(Operation):
    name, weight, fault = "back up", 2, "restore"

    def run(self, world: "World", laptop: "Laptop", chance: random.Random) -> None:
        laptop.backup = world.take_image(laptop)


class Restore(Operation):
    """The laptop's disk is what it was at the last backup."""

    name, weight, fault = "restore", 2, "restore"

    def run(self, world: "World", laptop: "Laptop", chance: random.Random) -> None:
        image = laptop.backup
        if image is not None:
            orders = orders_on(laptop.raw)
            with world.destroying():
                laptop.workspace.run.release_lock()
                laptop.disk.load(image.disk)
            world.ledger.drafts[laptop.name] = dict(image.drafts)
            world.coverage.restored(laptop)
            world.coverage.met("F50", len(orders - orders_on(laptop.raw)))
            world.start(laptop)


class BackUpServer(Operation):
    name, weight, fault = "back up server", 1, "server restore"

    def run(self, world: "World", laptop: "Laptop", chance: random.Random) -> None:
        world.server_backup = world.server.image()


class RestoreServer(Operation):
    name, weight, fault = "restore server", 1, "server restore"

    def run(self, world: "World", laptop: "Laptop", chance: random.Random) -> None:
        if world.server_backup is not None:
            ledger, server = world.ledger, Glass(world.server.raw)
            words, deeds = world.words_on(server), Log.read(server, ledger).keys
            with world.destroying():
                world.server.load(world.server_backup)
            ledger.server_was_restored()
            ledger.lost_by_server |= words - world.words_on(server)
            ledger.deeds_lost_by_server |= deeds - Log.read(server, ledger).keys
            ledger.erasures.ordered = orders_on(server)
            world.learn_roles()


MACHINES = (
    Restart, Kill, ArmCrash, ArmServerCrash, FillDisk, FreeDisks, TurnClock, PassDays, CutOff, Clone, WakeTwice, Sleep,
    Resume, BackUp, Restore, BackUpServer, RestoreServer,
)  # fmt: skip
