"""Seeded random days of several laptops and one server, with what goes wrong in between; afterwards all must agree."""

import itertools
import random
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field

import pytest

from consultant_app.changes.change import EXISTENCE, RecordId
from consultant_app.domain.company import Company
from consultant_app.domain.visit import Visit
from consultant_app.domain.visit_parts import Participant
from consultant_app.errors import RuleError, TroubleError
from tests.support.laptops import Laptop, Workspaces, add, delete, edit, every, rows, screens, shown
from tests.support.lines import LossyLine
from tests.support.partner_server import PartnerServer
from tests.support.scenarios import scenario
from tests.support.server_backups import Backup
from tests.sync.conftest import another, enrolled

STEPS = 120
MOST_ROUNDS = 5
FATES = ["arrives", "arrives", "arrives", "answer lost", "request lost", "sent twice"]


@dataclass
class Days:
    """What happens, drawn by `chance`; every value written is a word of its own, kept in `written`."""

    chance: random.Random
    server: PartnerServer
    workspaces: Workspaces
    laptops: list[Laptop]
    written: list[str] = field(default_factory=list)
    _numbers: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1))
    backup: Backup | None = None
    happened: set[str] = field(default_factory=set)

    def pass_by(self) -> None:
        acts: list[tuple[int, Callable[[Laptop], None]]] = [
            (4, self.begin), (10, self.write), (4, self.type), (3, self.add_part), (2, self.remove), (2, self.undo),
            (2, self.decide), (9, self.sync), (2, self.restart), (2, self.crash), (1, self.back_up), (1, self.restore),
            (1, self.wake_twice),
        ]  # fmt: skip
        for _ in range(STEPS):
            (act,) = self.chance.choices([act for _, act in acts], [weight for weight, _ in acts])
            act(self.chance.choice(self.laptops))
            self.happened.add(act.__name__)

    def word(self) -> str:
        word = f"Wort{next(self._numbers):04d}ende"
        self.written.append(word)
        return word

    def begin(self, laptop: Laptop) -> None:
        company = add(laptop.workspace, Company(name=self.word(), tags=frozenset({self.chance.choice("abc")})))
        add(laptop.workspace, Visit(company=company, situation=f"{self.word()}.\n\n{self.word()}."))

    def write(self, laptop: Laptop) -> None:
        visits, companies = every(laptop.workspace, Visit), every(laptop.workspace, Company)
        if visits and self.chance.random() < 0.6:
            visit = self.chance.choice(visits)
            paragraphs = visit.situation.split("\n\n")
            paragraphs[self.chance.randrange(len(paragraphs))] = f"{self.word()}."
            edit(laptop.workspace, visit.id, situation="\n\n".join(paragraphs))
        elif companies:
            company = self.chance.choice(companies)
            tags = frozenset(self.chance.sample("abc", 2))
            edit(laptop.workspace, company.id, name=self.word(), tags=tags)

    def type(self, laptop: Laptop) -> None:
        for visit in self.chance.sample(every(laptop.workspace, Visit), k=min(1, len(every(laptop.workspace, Visit)))):
            heads = shown(laptop.workspace, visit.id, "goal")
            laptop.workspace.type_draft(RecordId(visit.id), "goal", f"{self.word()}.", shown=heads)
            if self.chance.random() < 0.3:
                # Typed on and on: only the last word of it is kept, as one means it.
                self.written.pop()
                laptop.workspace.type_draft(RecordId(visit.id), "goal", f"{self.word()}.", shown=heads)
            laptop.workspace.seal_drafts()

    def add_part(self, laptop: Laptop) -> None:
        visits = every(laptop.workspace, Visit)
        if visits:
            add(laptop.workspace, Participant(visit=self.chance.choice(visits).id, name=self.word()))

    def remove(self, laptop: Laptop) -> None:
        there = [*every(laptop.workspace, Visit), *every(laptop.workspace, Participant)]
        if there:
            delete(laptop.workspace, self.chance.choice(there).id)

    def undo(self, laptop: Laptop) -> None:
        with suppress(RuleError):
            laptop.workspace.undo()

    def decide(self, laptop: Laptop) -> None:
        for conflict in laptop.workspace.conflicts()[:1]:
            if conflict.field != EXISTENCE:
                heads = [value.change for value in conflict.values]
                with suppress(RuleError):
                    laptop.workspace.set_fields(
                        conflict.record, {conflict.field: conflict.values[-1].value}, shown={conflict.field: heads}
                    )

    def sync(self, laptop: Laptop) -> None:
        line = LossyLine(laptop.line, self.chance.choices(FATES, k=3))
        with suppress(TroubleError):
            Laptop(laptop.workspace, line).sync()

    def restart(self, laptop: Laptop) -> None:
        laptop.workspace = self.workspaces.restart(laptop.workspace)

    def crash(self, laptop: Laptop) -> None:
        laptop.workspace = self.workspaces.crash(laptop.workspace)

    def back_up(self, _: Laptop) -> None:
        self.backup = self.server.back_up()

    def restore(self, _: Laptop) -> None:
        if self.backup is not None:
            self.server.restore(self.backup)

    def wake_twice(self, laptop: Laptop) -> None:
        """A virtual machine goes on twice from one snapshot, with one run."""
        if len(self.laptops) < 5:
            laptop.workspace.run.origin(laptop.workspace.identity, laptop.workspace.now_ms())
            woken = self.workspaces.copy_of(laptop)
            woken.workspace.run._note = laptop.workspace.run._note
            self.laptops.append(woken)

    def come_to_rest(self) -> int:
        """Rounds without faults until nothing moves; how many of all laptops that took."""
        for number in range(1, MOST_ROUNDS + 1):
            moved = 0
            for laptop in self.laptops:
                counts = laptop.sync()
                moved += counts.sent + counts.received
            if not moved:
                return number
        return MOST_ROUNDS + 1


@scenario("F02", "F17", "F18", "F20", "F24", "F29", "F33", "F34", "F59", "F77")
@pytest.mark.parametrize("seed", [1, 2, 3, 212, 311])
def test_after_random_days_all_agree_and_nothing_is_lost(
    server: PartnerServer, workspaces: Workspaces, seed: int
) -> None:
    laptops = [enrolled(server, workspaces, f"{name}@example.org") for name in ("ada", "bo")]
    laptops.append(another(server, workspaces, "ada@example.org"))
    for laptop in laptops:
        laptop.sync()
    days = Days(random.Random(seed), server, workspaces, laptops)
    days.back_up(laptops[0])
    days.pass_by()
    assert days.come_to_rest() <= MOST_ROUNDS
    assert {"write", "sync"} <= days.happened

    assert len({str(sorted(laptop.digests().items())) for laptop in laptops}) == 1
    first = screens(laptops[0].workspace)
    for laptop in laptops:
        assert laptop.agrees()
        assert screens(laptop.workspace) == first
        status = laptop.workspace.status()
        assert (status.unsent, status.set_aside) == (0, 0)
        assert laptop.workspace.verify().whole
        bodies = b"".join(body for (body,) in rows(laptop.workspace, "SELECT body FROM change"))
        assert [word for word in days.written if word.encode() not in bodies] == []
