"""Two laptops and a server, each a process of its own, killed at random instants while they work with one another.

What a laptop said to be kept is there once it was killed; what the server confirmed is in its file once that was
killed; in the end both laptops and the server hold all of it, and agree.
"""

import json
import random
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final
from unittest.mock import patch

from sqlcipher3 import dbapi2 as sqlcipher

from consultant_app.actions.sync.setting_up import create_enrolled
from consultant_app.changes.change import RecordId
from consultant_app.domain.visit import Visit
from consultant_app.sync.transport import HTTPTransport
from consultant_app.workspace.workspace import Workspace
from tests.support.laptops import CHEAP, PASSPHRASE, Laptop, add, rows, screens, sync_all
from tests.support.measured_office import running_office
from tests.support.partner_server import running_server
from tests.support.running import end
from tests.support.waiting import wait_until
from tests.torture.relay import Relay, running_relay

ROOT: Final = Path(__file__).parents[2]
KILLS_A_SCENE: Final = 100
LONGEST_S: Final = 0.3
"""Of work between two kills, beside the time that starting again takes."""
_WORD: Final = re.compile(rb"(?:ada|bo)\d+-\d+(?!\d)")


@dataclass
class LaptopProcess:
    """`here` are the words that it said to be kept, in all its lives, `there` those that the server has confirmed."""

    name: str
    folder: Path
    server: str
    shared: RecordId
    here: set[bytes] = field(default_factory=set)
    there: set[bytes] = field(default_factory=set)
    lives: int = 0
    heard: int = 0
    program: subprocess.Popen[bytes] | None = None

    @property
    def _said(self) -> Path:
        return self.folder.with_name(f"{self.folder.name}-{self.lives}.said")

    def start(self) -> None:
        self.lives += 1
        self.heard = 0
        words = [str(self.folder), self.server, f"{self.name}{self.lives}", self.shared]
        with self._said.open("wb") as said:
            self.program = subprocess.Popen(
                [sys.executable, "-m", "tests.torture.laptop_at_work", *words], stdout=said, stderr=said, cwd=ROOT
            )
        wait_until(lambda: b"ready\n" in self._said.read_bytes(), lambda: f"a laptop: {self._said.read_text()}")

    def kill(self) -> None:
        assert self.program is not None
        assert self.program.poll() is None, f"it ended by itself: {self._said.read_text()[-3000:]}"
        self.program.kill()
        self.program.wait()
        self.program = None

    def listen(self) -> None:
        """Takes in what this life has said since."""
        new = self._said.read_bytes()[self.heard :]
        whole = new[: new.rfind(b"\n") + 1]
        self.heard += len(whole)
        for line in whole.splitlines():
            if line == b"there":
                self.there |= self.here
            elif line.startswith(b"here "):
                self.here.add(line.split()[1])

    def check(self, *, whole: bool = False) -> None:
        """As the next start finds it, which seals what was being typed."""
        workspace = Workspace.open(self.folder, passphrase=PASSPHRASE)
        try:
            missing = self.here - words_of(body for (body,) in rows(workspace, "SELECT body FROM change"))
            assert not missing, f"said to be kept by {self.name}, and not there: {sorted(missing)}"
            assert workspace.drafts() == []
            assert not whole or workspace.verify().whole
        finally:
            workspace.close()


@dataclass
class ServerProcess:
    data: Path
    relay: Relay
    program: subprocess.Popen[str] | None = None

    @property
    def database(self) -> Path:
        return self.data / "server.sqlite"

    def start(self) -> None:
        words = [Path(sys.executable).with_name("consultant-server"), "serve", "--port", "0", "--json"]
        self.program = subprocess.Popen([*words, "--data", self.data], stdout=subprocess.PIPE, text=True)
        assert self.program.stdout is not None
        self.relay.target = int(json.loads(self.program.stdout.readline())["url"].rpartition(":")[2])

    def kill(self) -> None:
        assert self.program is not None
        assert self.program.poll() is None, "the server ended by itself"
        assert self.program.stdout is not None
        # Another program may be given its port.
        self.relay.target = 0
        self.program.kill()
        self.program.stdout.close()
        self.program.wait()
        self.program = None

    def words(self) -> set[bytes]:
        """What stands in its file, read from a copy: the next start finds the file and its log as they were left."""
        copy = self.data.with_name("server-copy")
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(self.data, copy)
        raw = sqlcipher.connect(str(copy / self.database.name))
        try:
            return words_of(body for (body,) in raw.execute("SELECT body FROM entry WHERE body IS NOT NULL"))
        finally:
            raw.close()


def words_of(bodies: Any) -> set[bytes]:
    return {word for body in bodies for word in _WORD.findall(body)}


@dataclass
class Scene:
    server: ServerProcess
    laptops: list[LaptopProcess]

    def play(self, kills: int, chance: random.Random) -> None:
        for one in (self.server, *self.laptops):
            one.start()
        for number in range(kills):
            victim = chance.choice([self.server, *self.laptops])
            self._let_work(chance.uniform(0, LONGEST_S), victim)
            victim.kill()
            for laptop in self.laptops:
                laptop.listen()
            if isinstance(victim, LaptopProcess):
                victim.check(whole=number % 10 == 0)
            else:
                self._check_confirmed()
            victim.start()
        for one in (self.server, *self.laptops):
            one.kill()

    @staticmethod
    def _let_work(seconds: float, victim: LaptopProcess | ServerProcess) -> None:
        assert victim.program is not None
        try:
            victim.program.wait(seconds)
        except subprocess.TimeoutExpired:
            return

    def _check_confirmed(self) -> None:
        words = self.server.words()
        for laptop in self.laptops:
            assert not laptop.there - words, f"confirmed to {laptop.name}, and gone: {sorted(laptop.there - words)}"

    def check_end(self) -> tuple[int, int]:
        """Everything is everywhere; how many words were kept, and how many the server had confirmed before the end."""
        for laptop in self.laptops:
            laptop.listen()
            laptop.check()
        self._check_confirmed()
        with running_office("--data", str(self.server.data)) as office:
            both = [Laptop(one, HTTPTransport(office.url, one.identity.token)) for one in self._opened()]
            try:
                sync_all(*both, rounds=3)
                self._check_agree(*both)
            finally:
                for one in both:
                    one.line.close()  # type: ignore[attr-defined]
                    one.workspace.close()
        said = set[bytes]().union(*(laptop.here for laptop in self.laptops))
        assert said <= self.server.words()
        return len(said), sum(len(laptop.there) for laptop in self.laptops)

    def _opened(self) -> list[Workspace]:
        return [Workspace.open(laptop.folder, passphrase=PASSPHRASE) for laptop in self.laptops]

    def _check_agree(self, one: Laptop, other: Laptop) -> None:
        said = set[bytes]().union(*(laptop.here for laptop in self.laptops))
        for laptop in (one, other):
            status = laptop.workspace.status()
            assert (status.unsent, status.set_aside) == (0, 0)
            assert said <= words_of(body for (body,) in rows(laptop.workspace, "SELECT body FROM change"))
            assert laptop.workspace.verify().whole
        assert one.digests() == other.digests()
        assert screens(one.workspace) == screens(other.workspace)


@contextmanager
def new_scene(folder: Path) -> Iterator[Scene]:
    """A server with two people and their laptops, which share a visit; nothing runs yet."""
    data = folder / "server"
    data.mkdir(parents=True)
    made = []
    with (
        running_relay() as relay,
        patch.dict(Workspace.create.__func__.__kwdefaults__, cost=CHEAP),  # type: ignore[attr-defined]
    ):
        with running_server(f"sqlite:///{data / 'server.sqlite'}") as server:
            for name in ("ada", "bo"):
                server.add_person(f"{name}@example.org")
                workspace, _ = create_enrolled(
                    folder / name, server.invite(f"{name}@example.org"), name, passphrase=PASSPHRASE, use_keyring=False
                )
                made.append(Laptop(workspace, HTTPTransport(server.url, workspace.identity.token)))
            shared = add(made[0].workspace, Visit(company="c" * 32))
            sync_all(*made)
            for one in made:
                one.line.close()  # type: ignore[attr-defined]
                one.workspace.close()
        scene = Scene(
            ServerProcess(data, relay),
            [LaptopProcess(one, folder / one, relay.url, shared) for one in ("ada", "bo")],
        )
        try:
            yield scene
        finally:
            for one in (scene.server, *scene.laptops):
                if one.program is not None:
                    end(one.program)  # type: ignore[arg-type]


def run(folder: Path, count: int, seed: int) -> str:
    """A few scenes, one after another: looking through all that was said after each kill would take ever longer."""
    chance = random.Random(seed)
    kept = confirmed = 0
    for first in range(0, count, KILLS_A_SCENE):
        stage = folder / f"from-{first}"
        with new_scene(stage) as scene:
            scene.play(min(KILLS_A_SCENE, count - first), chance)
            words, sure = scene.check_end()
        shutil.rmtree(stage)
        kept, confirmed = kept + words, confirmed + sure
    return f"{count} kills: {kept} words said to be kept are everywhere, {confirmed} of them were confirmed before"
