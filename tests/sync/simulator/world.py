"""One history's world: a server, laptops, the network between them, and the judge who sees all of it."""

import hashlib
import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from consultant_app.changes.change import RecordId
from consultant_app.errors import ProductError, RuleError, TroubleError
from consultant_app.sync.rounds import run_rounds
from consultant_app.workspace.run import Run
from consultant_app.workspace.set_aside import set_aside_of
from consultant_app.workspace.workspace import Workspace
from tests.sync.simulator.beside import carry_all, judge_beside
from tests.sync.simulator.coverage import Coverage
from tests.sync.simulator.images import START, LaptopImage
from tests.sync.simulator.network import Line, Network
from tests.sync.simulator.operations import OPERATIONS, possible
from tests.sync.simulator.operations.exchange_files import File
from tests.sync.simulator.operations.operation import Operation
from tests.sync.simulator.oracle.checks import Log, Replica, check_rest
from tests.sync.simulator.oracle.decoding import WORD
from tests.sync.simulator.oracle.ledger import Drafts, Ledger, Seen, screen_of
from tests.sync.simulator.oracle.papers import Papers
from tests.sync.simulator.oracle.rights import CONSORTIUM, Person, case_space, office_space, own_space
from tests.sync.simulator.serving import Server, Shelf
from tests.sync.simulator.storage import Crash, Disk, Glass

MOST_ROUNDS = 5


class Wrong(Exception):  # noqa: N818  (what the judge found)
    """A history in which something did not hold."""


@dataclass
class Editor:
    """An open text field: what stood in it when it was opened. What is typed is remembered as seen."""

    record: str
    name: str
    heads: list[Any]
    seen: frozenset[str]
    text: str


@dataclass
class Image:
    """A laptop's disk at some time, with what its owner had been typing."""

    disk: Any
    drafts: Drafts
    run: Run | None = None


@dataclass
class Laptop:
    name: str
    image: LaptopImage
    disk: Disk
    workspace: Workspace = field(init=False)
    line: Line = field(init=False)
    skew_days: int = 0
    is_cut_off: bool = False
    backup: Image | None = None
    snapshot: Image | None = None
    editor: Editor | None = None
    is_copied: bool = False
    """Whether another disk or a backup began as this one."""
    busy: bool = False
    """In a round; its program cannot be copied or restarted by another operation meanwhile."""

    @property
    def raw(self) -> Glass:
        return Glass(self.disk.raw)


class World:
    """What happens is decided elsewhere; the `seed` decides what ids come out."""

    def __init__(
        self, seed: int, faults: frozenset[str], *, laptops: int, shelf: Shelf, encrypted: bool = False
    ) -> None:
        self.seed = seed
        self.faults = faults
        self.shelf = shelf
        self.encrypted = encrypted
        self.chance_of_ids = random.Random(f"ids {seed}")
        self.ledger = Ledger()
        self.coverage = Coverage()
        self.tick = 0
        self.days = 0
        self.steps = 0
        self.depth = 0
        self.trace = hashlib.sha256()
        self.diary: list[str] = []
        self._words = 0
        self.at_rest = False
        self.people: dict[str, Person] = {}
        self.server = Server(self, shelf)
        self.server_backup: Any = None
        self._written: list[tuple[str, str]] = []
        """By which laptop, in the operation that is going on: each word."""
        self.network = Network(self)
        self.files: list[File] = []
        self.papers = Papers()
        self.laptops: list[Laptop] = []
        self.gone: list[Laptop] = []
        self._next_disk = 0
        for number in range(laptops):
            self._unpack(shelf.images.laptops[number])

    # Time, ids, words.

    def clock_of(self, laptop: Laptop) -> Callable[[], datetime]:
        def clock() -> datetime:
            return self._now() + timedelta(days=laptop.skew_days)

        return clock

    def server_clock(self) -> datetime:
        return self._now()

    def _now(self) -> datetime:
        # Every look at a clock gives another millisecond of the day, so a change is known by its time for ever.
        self.tick += 1
        return START + timedelta(days=self.days, milliseconds=1000 + self.tick)

    def new_id(self) -> RecordId:
        return RecordId(self.chance_of_ids.randbytes(16).hex())

    def word(self) -> str:
        self._words += 1
        return f"Z{self._words:07d}z"

    def note(self, words: str) -> None:
        self.diary.append(words)
        self.trace.update(words.encode())

    # Laptops.

    def _unpack(self, image: LaptopImage) -> Laptop:
        self.people.setdefault(image.user, Person(image.user, image.partner, frozenset({image.role})))
        self.ledger.own_spaces.add(own_space(image.user))
        laptop = self.add_laptop(image.name, image)
        laptop.disk.load(image.disk)
        self.start(laptop)
        return laptop

    def add_laptop(self, name: str, image: LaptopImage) -> Laptop:
        disk = self.shelf.disk(self._next_disk, encrypted=self.encrypted)
        self._next_disk += 1
        disk.clear()
        laptop = Laptop(name, image, disk)
        laptop.line = Line(self.network, laptop, image.token)
        self.laptops.append(laptop)
        return laptop

    def start(self, laptop: Laptop, *, run: Run | None = None) -> None:
        """The program starts on this disk: with a fresh run, or with one that was put to sleep."""
        workspace = Workspace(laptop.disk.folder, laptop.disk.database, clock=self.clock_of(laptop), new_id=self.new_id)
        workspace.run = run or Run(laptop.disk.folder, randomness=self.chance_of_ids.randbytes)
        workspace.run._folder = laptop.disk.folder
        laptop.workspace = workspace
        laptop.editor = None
        if run is None:
            workspace._seal_left_behind()
        self.observe(laptop)

    def end(self, laptop: Laptop) -> None:
        """What `Workspace.close` does, but for the disk, which the next history needs."""
        try:
            laptop.workspace.seal_drafts()
        finally:
            laptop.workspace.run.release_lock()

    def crash(self, laptop: Laptop) -> None:
        laptop.disk.power_cut()
        laptop.workspace.run.release_lock()

    def learn_roles(self) -> None:
        """What the server believes of people since it was restored."""
        rows = Glass(self.server.raw).execute(
            "SELECT a.id, a.roles, p.code FROM account a JOIN partner p ON p.id = a.partner"
        )
        for user, roles, partner in rows.fetchall():
            if user in self.people:
                self.people[user].roles = frozenset(roles.split())
                self.people[user].change_partner(partner)

    def person(self, laptop: Laptop) -> Person:
        return self.people[laptop.image.user]

    def space(self, laptop: Laptop, kind: str) -> str:
        person = self.person(laptop)
        return {
            "consortium": CONSORTIUM,
            "organisation": case_space(laptop.workspace.identity.partner_code),
            "office": office_space(laptop.workspace.identity.partner_code),
            "person": own_space(person.user),
        }[kind]

    def editor(self, record: str, name: str, heads: list[Any], *, seen: frozenset[str], text: str) -> Editor:
        return Editor(record, name, heads, seen, text)

    def take_image(self, laptop: Laptop, *, asleep: bool = False) -> Image:
        laptop.is_copied = True
        run = None
        if asleep:
            # What sleeps has begun its origin: that is what makes waking it twice dangerous.
            laptop.workspace.run.origin(laptop.workspace.identity, laptop.workspace.now_ms())
            run = laptop.workspace.run
        return Image(laptop.disk.image(), self.ledger.drafts_of(laptop.name), _copy_of(run) if run else None)

    # What the judge sees of a laptop.

    def screen(self, laptop: Laptop, *records: str) -> Seen:
        found: Seen = {}
        for record in records:
            found.update(screen_of(laptop.raw, record, conflicts=lambda one: self.conflicts(laptop, one)))
        return found

    def conflicts(self, laptop: Laptop, record: str) -> list[tuple[str, Any]]:
        with laptop.disk.faults.unmoved():
            conflicts = laptop.workspace.conflicts(RecordId(record))
        return [(conflict.field, value.value) for conflict in conflicts for value in conflict.values]

    def wrote(self, laptop: Laptop, word: str, record: str, name: str, *spaces: str) -> None:
        """A person wrote this word, into a record that she put into `spaces` or that stood there already."""
        self.ledger.wrote(word, record, name)
        self.ledger.erasures.wrote(laptop.raw, word, record, name)
        self._written.append((laptop.name, word))
        if spaces:
            self.ledger.homes[record] = frozenset(spaces)

    def observe(self, laptop: Laptop, seen: Seen | None = None) -> None:
        """Looks through what waits on this laptop for changes not met before."""
        for (body,) in laptop.raw.execute("SELECT body FROM change WHERE state <> 1").fetchall():
            self.saw_change(laptop, body, seen)

    def saw_change(self, laptop: Laptop, body: bytes, seen: Seen | None = None) -> None:
        change = self.ledger.observe(laptop.name, body, seen or {}, skew_days=laptop.skew_days)
        if change is not None:
            self.coverage.sealed(laptop, change.origin)
            self.ledger.homes.setdefault(change.record, frozenset({change.space}))

    @contextmanager
    def deed(self, laptop: Laptop, *records: str) -> Iterator[None]:
        """Something a person does to these records, seeing what the screen shows of them."""
        seen = self.screen(laptop, *records)
        try:
            yield
        except BaseException:
            # Whatever went wrong took its transaction back, or was too late to.
            laptop.disk.raw.rollback()
            raise
        finally:
            self.observe(laptop, seen)

    # What happens.

    def perform(self, operation: Operation, laptop: Laptop, chance: random.Random) -> None:
        """One step. A laptop that dies in it starts again; what a person is refused with a reason is no finding."""
        self.steps += 1
        self.note(f"{'  ' * self.depth}{operation.name} {laptop.name}")
        if not self.depth:
            self._written.clear()
        waits = laptop.busy
        try:
            operation.run(self, laptop, chance)
        except Crash as crash:
            if waits or crash.faults is not laptop.disk.faults:
                raise
            self.note(f"  {laptop.name} died")
            self.crash(laptop)
            laptop.busy = False
            self.start(laptop)
            self._forget_what_was_never_kept(laptop)
        except ProductError as error:
            self.note(f"  refused: {error.code}")
            self._forget_what_was_never_kept(laptop)
        self.observe(laptop)
        if self.ledger.complaints:
            raise Wrong("\n".join(self.ledger.complaints[:8]))

    def meanwhile(self, laptop: Laptop, chance: random.Random) -> None:
        """What goes on elsewhere, and in other windows of this very laptop, while its request is on its way."""
        if self.depth:
            return
        self.depth += 1
        try:
            for _ in range(chance.randint(1, 3)):
                other = chance.choice(self.laptops)
                names = [name for name in possible(self.faults) if _is_bearable(OPERATIONS[name], other is laptop)]
                operation = OPERATIONS[chance.choices(names, [OPERATIONS[name].weight for name in names])[0]]
                self.perform(operation, other, chance)
        finally:
            self.depth -= 1

    def perform_within(self, operation: Operation, laptop: Laptop, chance: random.Random) -> None:
        """Something that belongs to another operation, while its request is on its way."""
        self.depth += 1
        try:
            self.perform(operation, laptop, chance)
        finally:
            self.depth -= 1

    def unread(self, laptop: Laptop) -> list[tuple[str, str]]:
        """Visits on this laptop, with fields, for which the server has values that it has not got yet."""
        cursors = laptop.raw.execute("SELECT id, position FROM space").fetchall()
        visits = {id_ for (id_,) in laptop.raw.execute("SELECT id FROM visit").fetchall()}
        found = []
        for space, position in cursors:
            rows = Glass(self.server.raw).execute(
                "SELECT record, body FROM entry WHERE space = ? AND position > ? AND body IS NOT NULL"
                " ORDER BY position",
                (space, position),
            )
            found += [
                (record, name)
                for record, body in rows.fetchall()
                if record in visits
                for name in self.ledger.sealed_of(body).fields
            ]
        return found

    def is_deleted_elsewhere(self, laptop: Laptop, record: str) -> bool:
        return any(
            one.raw.execute("SELECT 1 FROM record WHERE id = ? AND NOT present", (record,)).fetchone()
            for one in self.laptops
            if one is not laptop
        )

    def _forget_what_was_never_kept(self, laptop: Laptop) -> None:
        words = [word for name, word in self._written if name == laptop.name]
        if words:
            kept = self.words_on(laptop.raw)
            self.ledger.never_kept(word for word in words if word not in kept)

    @staticmethod
    def words_on(raw: Any) -> set[str]:
        """Every word that stands in changes or drafts of a laptop or in the server's log."""
        tables = {name for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        found: set[str] = set()
        columns = [("change", "body"), ("draft", "value"), ("entry", "body")]
        for table, column in columns:
            if table in tables:
                for (value,) in raw.execute(f"SELECT {column} FROM {table} WHERE {column} IS NOT NULL").fetchall():
                    found.update(WORD.findall(bytes(value).decode("utf-8", "ignore")))
        return found

    def everywhere(self) -> set[str]:
        """Every word on any disk or on its way."""
        found = self.words_on(Glass(self.server.raw)) | self.network.words()
        for laptop in self.laptops:
            found |= self.words_on(laptop.raw)
        return found

    @contextmanager
    def destroying(self) -> Iterator[None]:
        """What stands nowhere any more afterwards was lost with a disk or on its way, and nobody can bring it back."""
        before = self.everywhere()
        yield
        self.ledger.lost |= before - self.everywhere()

    def check_words(self, laptop: Laptop, words: set[str]) -> None:
        """No word came here from a file that its person never had a right to: who wrote the file may not have known yet
        that the record had moved.
        """
        person = self.person(laptop)
        spaces = (
            person.spaces | Person(person.user, person.partner, frozenset({"consultant"})).spaces | person.former_spaces
        )
        for word in sorted(words):
            places = self.ledger.places.get(word, ())
            if places and not any(self.ledger.ever_in(word, record) & spaces for record, _ in places):
                self.ledger.complain(f"{laptop.name} read {word} from a file without a right to it")

    # Rounds.

    def sync(self, laptop: Laptop) -> Any:
        """One run of rounds as a person starts it. Returns its counts, or None when trouble ended it."""
        if laptop.busy:
            return None
        laptop.busy = True
        before = self.everywhere() if self.ledger.lost_by_server else set()
        try:
            return run_rounds(laptop.workspace, laptop.line)
        except TroubleError as error:
            self.note(f"  trouble {error.code}")
            may_stumble = error.code == "server_trouble" and self.network.poison
            if (self.at_rest or error.code in ("answer_damaged", "server_trouble")) and not may_stumble:
                self.ledger.complain(f"{laptop.name} met {error.code} with nothing in the way")
        except RuleError as error:
            self.note(f"  rule {error.code}")
            self._on_refused_round(laptop, error)
        finally:
            laptop.busy = False
            self.observe(laptop)
            if before:
                gone = (before & self.ledger.lost_by_server) - self.everywhere()
                self.ledger.lost |= {word for word in gone if not self._may_read(laptop, word)}
        return None

    def _may_read(self, laptop: Laptop, word: str) -> bool:
        """A round takes words from a laptop only with the right to them."""
        ledger, spaces = self.ledger, self.person(laptop).spaces
        return any(ledger.homes[record] & spaces for record, _ in ledger.places.get(word, ()))

    def _on_refused_round(self, laptop: Laptop, error: RuleError) -> None:
        if error.code == "device_revoked" and laptop.image.device in self.network.revoked:
            return
        self.ledger.complain(f"{laptop.name} was told {error.code}")

    # The end.

    def come_to_rest(self) -> None:
        """Everything is repaired, and the laptops sync in turn until nothing moves; then the judge looks."""
        self.at_rest = True
        self.network.heal()
        self.server.faults.clear()
        for laptop in self.laptops:
            laptop.disk.faults.clear()
            laptop.is_cut_off = False
        waiting = any(
            laptop.raw.execute("SELECT 1 FROM change WHERE state <> 1 AND state = 0 LIMIT 1").fetchone()
            for laptop in self.laptops
        )
        for _ in range(MOST_ROUNDS + 1):
            moved, ends = 0, self.server.ends()
            for laptop in self.laptops:
                if laptop.image.device in self.network.revoked:
                    continue
                counts = self.sync(laptop)
                moved += counts.sent + counts.received + counts.refused + counts.forgotten if counts else 1
            if not moved and self.server.ends() == ends:
                break
            if self.ledger.complaints:
                break
        else:
            self.ledger.complain(f"nothing comes to rest within {MOST_ROUNDS} rounds")
        self.coverage.met("F11", int(waiting))
        carry_all(self)
        self.judge()

    def judge(self) -> None:
        if not self.ledger.complaints:
            replicas = [
                self._replica(laptop) for laptop in self.laptops if laptop.image.device not in self.network.revoked
            ]
            server = Glass(self.server.raw)
            log = Log.read(server, self.ledger)
            aside = check_rest(self.ledger, log, replicas, server)
            self._verify_projections()
            judge_beside(self, log, aside)
            if not self.ledger.complaints:
                self.coverage.at_rest(self, log, replicas)
        if self.ledger.complaints:
            raise Wrong("\n".join(self.ledger.complaints[:8]))

    def _replica(self, laptop: Laptop) -> Replica:
        def listed() -> frozenset[str]:
            with laptop.workspace.database.reading():
                return frozenset(one.transaction for one in set_aside_of(laptop.disk.raw))

        return Replica(
            laptop.name, laptop.raw, self.person(laptop).spaces, lambda record: self.conflicts(laptop, record), listed
        )

    def _verify_projections(self) -> None:
        for laptop in self.laptops:
            findings = laptop.workspace.verify()
            if not findings.whole:
                self.ledger.complain(f"{laptop.name} is not whole: {findings}")

    def digest(self) -> str:
        return self.trace.hexdigest()


def _is_bearable(operation: Operation, itself: bool) -> bool:
    """Whether this can happen while a laptop waits for an answer, to itself or to another one."""
    return operation.during_round if itself else not operation.may_kill


def _copy_of(run: Run) -> Run:
    """A sleeping machine's memory: everything but the lock on its file, which each of the two gets for itself."""
    twin = copy(run)
    twin._lock = None
    twin.fetched_anew = set(run.fetched_anew)
    twin._sealed_over = dict(run._sealed_over)
    return twin
