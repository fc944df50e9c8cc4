"""Write-ahead logs as a power cut leaves them: cut at frames and at any byte, with an end that never reached the disk,
or half carried over into the file. Each must open to just the transactions whose end had reached it.
"""

import random
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, NamedTuple

from sqlcipher3 import dbapi2 as sqlcipher

from consultant_app.changes.change import ChangeId, RecordId
from consultant_app.changes.wire import Cursor
from consultant_app.domain.company import Company
from consultant_app.domain.visit import Visit
from consultant_app.workspace.workspace import Workspace
from tests.server.fake_laptop import FakeLaptop
from tests.server.office import Office, open_office
from tests.server.replay import chain_of, digest_of
from tests.support.laptops import PASSPHRASE, Workspaces, add, edit, rows, shown

STEPS: Final = 30
"""Transactions of one log: few enough that SQLite does not begin it anew by itself."""
IMAGES_OF_A_LOG: Final = 25
_PAGE: Final = 4096
_FRAME: Final = _PAGE + 24
_HEADER: Final = 32
_WORD: Final = re.compile(rb"word\d+(?!\d)")


class Image(NamedTuple):
    """`steps` is how many transactions must be found in it."""

    file: bytes
    log: bytes
    steps: int
    how: str


@dataclass
class Journal:
    """A log while it grew over `before`; `ends` has its length after each transaction. `after` is the file once all of
    it was carried over.
    """

    file: Path
    before: bytes
    ends: list[int] = field(default_factory=list)
    log: bytes = b""
    after: bytes = b""

    def note(self) -> None:
        self.ends.append(self._log_file.stat().st_size)
        assert self.ends == sorted(self.ends), "the log was begun anew"

    @property
    def _log_file(self) -> Path:
        return self.file.with_name(f"{self.file.name}-wal")

    def finish(self, checkpoint: Callable[[], None]) -> None:
        self.log = self._log_file.read_bytes()
        checkpoint()
        self.after = self.file.read_bytes()

    def images(self, count: int, chance: random.Random) -> Iterator[Image]:
        makers = [self._cut_at_a_frame, self._cut_anywhere, self._torn, self._half_carried_over]
        for number in range(count):
            yield makers[number % len(makers)](chance)

    def _cut(self, length: int, how: str, rest: bytes = b"") -> Image:
        steps = sum(end <= length for end in self.ends)
        return Image(self.before, self.log[:length] + rest, steps, f"{how} at {length}")

    def _cut_at_a_frame(self, chance: random.Random) -> Image:
        frames = (len(self.log) - _HEADER) // _FRAME
        return self._cut(_HEADER + chance.randint(0, frames) * _FRAME, "cut")

    def _cut_anywhere(self, chance: random.Random) -> Image:
        return self._cut(chance.randint(0, len(self.log)), "cut")

    def _torn(self, chance: random.Random) -> Image:
        """The length of the file had reached the disk, the last bytes had not."""
        length = chance.randrange(_HEADER, len(self.log))
        left = len(self.log) - length
        return self._cut(length, "torn", chance.choice([bytes(left), chance.randbytes(left)]))

    def _half_carried_over(self, chance: random.Random) -> Image:
        pages = range(0, len(self.after), _PAGE)
        length = chance.choice([len(self.before), len(self.after)])
        file = bytearray(self.before.ljust(length, b"\0"))
        for page in chance.sample(pages, chance.randint(0, len(pages))):
            if page < length:
                file[page : page + _PAGE] = self.after[page : page + _PAGE]
        return Image(bytes(file), self.log, len(self.ends), "half carried over")


# On a laptop


class _Typist:
    """One transaction of some kind a step; each brings the word of its number."""

    def __init__(self, workspace: Workspace, chance: random.Random) -> None:
        self.workspace, self.chance = workspace, chance
        self.page = add(workspace, Visit(company="c" * 32))
        self.made = [add(workspace, Visit(company="c" * 32)) for _ in range(3)]
        self.typed = ""

    def step(self, number: int) -> None:
        word = f"word{number} "
        self.chance.choice([self._type, self._make, self._edit, self._write_much, self._delete])(word)

    def _type(self, word: str) -> None:
        self.typed += word
        heads = shown(self.workspace, self.page, "situation")
        self.workspace.type_draft(self.page, "situation", self.typed, shown=heads)

    def _make(self, word: str) -> None:
        with self.workspace.write() as writer:
            company = writer.new(Company(name=word))
            self.made.append(RecordId(writer.new(Visit(company=company.id, goal=word)).id))

    def _edit(self, word: str) -> None:
        edit(self.workspace, self.chance.choice(self.made), goal=word)

    def _write_much(self, word: str) -> None:
        edit(self.workspace, self.chance.choice(self.made), market=word * 3000)

    def _delete(self, word: str) -> None:
        gone = self.made.pop(0)
        with self.workspace.write() as writer:
            writer.delete(writer.load(gone))
            self.made.append(RecordId(writer.new(Visit(company="c" * 32, goal=word)).id))


def check_laptops(folder: Path, count: int, chance: random.Random) -> None:
    workspaces = Workspaces(folder / "laptops")
    try:
        workspace = workspaces.create()
        typist = _Typist(workspace, chance)
        said = 0
        for first in range(0, count, IMAGES_OF_A_LOG):
            workspace.database.truncate_log()
            journal = Journal(workspace.database.path, workspace.database.path.read_bytes())
            for number in range(said, said + STEPS):
                typist.step(number)
                journal.note()
            journal.finish(workspace.database.truncate_log)
            for image in journal.images(min(IMAGES_OF_A_LOG, count - first), chance):
                _check_laptop(workspaces, workspace.folder, image, said=said)
            said += STEPS
    finally:
        workspaces.close()


def _check_laptop(workspaces: Workspaces, original: Path, image: Image, *, said: int) -> None:
    folder = original.with_name("image")
    folder.mkdir()
    shutil.copy(original / "keys.json", folder)
    (folder / "workspace.db").write_bytes(image.file)
    (folder / "workspace.db-wal").write_bytes(image.log)
    again = Workspace.open(folder, passphrase=PASSPHRASE, clock=workspaces.clock)
    try:
        bodies = [body for (body,) in rows(again, "SELECT body FROM change")]
        found = {word for body in bodies for word in _WORD.findall(body)}
        assert found == {b"word%d" % number for number in range(said + image.steps)}, image.how
        found_wrong = again.verify()
        assert found_wrong.whole, (image.how, found_wrong)
    finally:
        again.close()
    shutil.rmtree(folder)


# On a server


def check_servers(folder: Path, count: int, chance: random.Random) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "server.sqlite"
    with open_office(f"sqlite:///{file}", files=folder / "files") as office:
        office.add_partner("EN")
        office.add_person("ada@example.org")
        laptop = office.laptop("ada@example.org")
        pushed: list[list[ChangeId]] = []
        for first in range(0, count, IMAGES_OF_A_LOG):
            _checkpoint(file)
            journal = Journal(file, file.read_bytes())
            before = len(pushed)
            for _ in range(STEPS):
                pushed.append(_push(laptop, chance))
                journal.note()
            journal.finish(lambda: _checkpoint(file))
            for image in journal.images(min(IMAGES_OF_A_LOG, count - first), chance):
                _check_server(office, laptop, image, pushed=pushed[: before + image.steps])


def _push(laptop: FakeLaptop, chance: random.Random) -> list[ChangeId]:
    """A transaction over two spaces of one or a few, now and then large, changes."""
    spaces = [laptop.space("organisation"), laptop.space("office")]
    text = "x" * chance.choice([10, 10, 10, 6_000])
    size = chance.choice([1, 1, 3, 20])
    sealed = laptop.seal(*[{"space": chance.choice(spaces), "fields": {"goal": text}} for _ in range(size)])
    laptop.sync(sealed)
    return [change.id for change in sealed]


def _checkpoint(file: Path) -> None:
    raw = sqlcipher.connect(str(file))
    raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    raw.close()


def _check_server(office: Office, laptop: FakeLaptop, image: Image, *, pushed: list[list[ChangeId]]) -> None:
    folder = Path(str(office.engine.url.database)).with_name("image")
    folder.mkdir()
    (folder / "server.sqlite").write_bytes(image.file)
    (folder / "server.sqlite-wal").write_bytes(image.log)
    with open_office(f"sqlite:///{folder / 'server.sqlite'}", files=folder / "files", clock=office.clock) as again:
        reader = FakeLaptop(again.send, enrolment=laptop.enrolment)
        reader.cursors = {reader.space(kind): Cursor() for kind in ("organisation", "office")}
        digests = {news.space: news.digest for answer in reader.sync_until_quiet() for news in answer.news}
        seen = reader.seen_changes("organisation") + reader.seen_changes("office")
        assert sorted(seen) == sorted(change for changes in pushed for change in changes), image.how
        for space, entries in reader.seen.items():
            assert [entry.position for entry in entries] == list(range(1, len(entries) + 1)), image.how
            assert reader.cursors[space].chain == chain_of(entries), image.how
            assert digests[space] == digest_of(entries), image.how
    shutil.rmtree(folder)


def run(folder: Path, count: int, seed: int) -> str:
    chance = random.Random(seed)
    laptops = count * 3 // 5
    check_laptops(folder, laptops, chance)
    check_servers(folder, count - laptops, chance)
    return f"{laptops} images of a laptop and {count - laptops} of a server hold just what had reached the disk"
