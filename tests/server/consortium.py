"""A server with people of every role in three organisations, for the rights matrix.

Each cell is a record of its own, with a canary in it; all that comes to anybody over the socket is kept.
"""

import http.client
import itertools
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

import zstandard
from sqlalchemy import select

from consultant_app.changes.change import RecordId, SpaceId
from consultant_app.changes.moves import MoveWish, RootMove
from consultant_app.changes.spaces import (
    consortium_space,
    office_space,
    organisation_space,
    person_space,
    shared_space,
    user_id,
)
from consultant_app.changes.wire import Cursor, Outcome
from consultant_app.server.database import reading
from consultant_app.server.rights import Role
from consultant_app.server.schema import SPACE
from tests.server.fake_laptop import FakeLaptop
from tests.server.rights_tables import ACTORS, grid_of
from tests.support.partner_server import PartnerServer, running_server

OWNER = "olga@example.org"
LEAD = "lena@example.org"
OWN = person_space(user_id("EN", OWNER))
SHARED_CASE = RecordId("ca5e" * 8)
PLACES: dict[str, tuple[str, SpaceId]] = {
    "company in consortium": ("company", consortium_space()),
    "note in consortium": ("note", consortium_space()),
    "visit in organisation": ("visit", organisation_space("EN")),
    "note in organisation": ("note", organisation_space("EN")),
    "case in organisation": ("consulting_case", organisation_space("EN")),
    "contact in office": ("contact", office_space("EN")),
    "note in person": ("note", OWN),
    "case in shared": ("visit", shared_space(SHARED_CASE)),
}


@dataclass
class Cell:
    """One record for one actor. `canary` stands in its values, `past` in what these replaced, both nowhere else."""

    place: str
    actor: str
    record: RecordId
    canary: bytes

    @property
    def type(self) -> str:
        return PLACES[self.place][0]

    @property
    def past(self) -> bytes:
        return self.canary.replace(b"Kanarienvogel", b"Zaunkoenig")

    @property
    def space(self) -> SpaceId:
        return PLACES[self.place][1]


@dataclass
class Consortium:
    """The server, people of every kind with laptops, and what came to each over the socket."""

    server: PartnerServer
    laptops: dict[str, FakeLaptop] = field(default_factory=dict)
    received: dict[str, list[bytes]] = field(default_factory=dict)
    cells: list[Cell] = field(default_factory=list)
    numbers: Iterator[int] = field(default_factory=itertools.count)
    before: dict[SpaceId, Cursor] = field(default_factory=dict)
    """Where the logs stood before the first cell's record: what anybody could know and ask with."""

    def add(self, name: str, mail: str, partner: str, role: str) -> None:
        received = self.received[name] = []

        def send(path: str, body: bytes, headers: Mapping[str, str]) -> tuple[int, bytes]:
            line = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=30)
            try:
                line.request("POST", path, body, dict(headers))
                answer = line.getresponse()
                content = answer.read()
            finally:
                line.close()
            received.append(content)
            return answer.status, content

        self.server.add_person(mail, partner=partner, roles=(Role(role),))
        laptop = self.laptops[name] = FakeLaptop(send, len(self.laptops) + 1)
        laptop.enrol(self.server.invite(mail).code)

    def begin(self, table: str) -> None:
        """A record for each cell of a table, written by those of EN who may, over something that it said before."""
        self.cells = []
        for received in self.received.values():
            received.clear()
        with reading(self.server.engine) as connection:  # type: ignore[arg-type]
            rows = connection.execute(select(SPACE.c.id, SPACE.c.position, SPACE.c.chain))
            self.before = {row.id: Cursor(row.position, row.chain) for row in rows}
        owner = self.laptops["owner"]
        sealed = []
        for place in dict.fromkeys(place for place, _ in grid_of(table)):
            for actor in (f"{partner} {role}" for partner, role in ACTORS):
                cell = Cell(place, actor, owner.fresh_id(), f"Kanarienvogel{next(self.numbers):05}".encode())
                self.cells.append(cell)
                values = {"type": cell.type, "space": cell.space, "record": cell.record, "root": cell.record}
                first = owner.seal({**values, "fields": {"text": cell.past.decode()}})
                fields = {"fields": {"text": cell.canary.decode()}, "replaces": {"text": [first[0].id]}}
                sealed += [first, owner.seal({**values, **fields})]
        assert {one.outcome for one in owner.sync(*sealed).verdicts} == {Outcome.ACCEPTED}

    def of(self, actor: str) -> list[Cell]:
        return [cell for cell in self.cells if cell.actor == actor]

    def pull(self, actor: str) -> None:
        """Asks for every space there is, with cursors that the server recognises."""
        self.laptops[actor].post_ask(self.laptops[actor].ask(cursors=self.before))

    def has_seen(self, actor: str, canary: bytes) -> bool:
        return any(canary in plain(content) for content in self.received[actor])


def plain(content: bytes) -> bytes:
    return zstandard.ZstdDecompressor().decompressobj().decompress(content[16:])


@contextmanager
def consortium(url: str) -> Iterator[Consortium]:
    with running_server(url) as server:
        server.add_partner("MH")
        made = Consortium(server)
        made.add("owner", OWNER, "EN", "consultant")
        made.add("lead", LEAD, "EN", "partner_lead")
        for partner, role in ACTORS:
            made.add(f"{partner} {role}", f"{role}@{partner.lower()}.example.org", partner, role)
        _share_a_case(made)
        yield made


def _share_a_case(made: Consortium) -> None:
    lead = made.laptops["lead"]
    case = lead.seal({"type": "consulting_case", "record": SHARED_CASE, "root": SHARED_CASE})
    move = RootMove(SHARED_CASE, organisation_space("EN"), shared_space(SHARED_CASE))
    answer = lead.sync(case, moves=[MoveWish(lead.fresh_id(), [move], ["DO"])])
    assert answer.moves[0].outcome is Outcome.ACCEPTED
