"""The partner server in process for tests: the real application on a real database, with clock and chance in hand."""

import hashlib
import itertools
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import Engine, update
from starlette.testclient import TestClient

from consultant_app.changes.change import RecordId
from consultant_app.changes.spaces import user_id
from consultant_app.server.accounts import add_partner, add_person, revoke_device
from consultant_app.server.application import build_application
from consultant_app.server.database import open_database, parse_url, writing
from consultant_app.server.enrolment import new_invitation
from consultant_app.server.file_store import FolderStore
from consultant_app.server.identity import Identity, load_identity
from consultant_app.server.rights import Role
from consultant_app.server.schema import ACCOUNT
from tests.server.fake_laptop import FakeLaptop

START = datetime(2026, 5, 19, 8, 0, tzinfo=UTC)


@dataclass
class SettableClock:
    now: datetime = START

    def __call__(self) -> datetime:
        return self.now

    def advance(self, by: timedelta) -> None:
        self.now += by


@dataclass
class SeededChance:
    """Bytes that are the same at every run of a test, and never the same twice within one."""

    seed: int = 0
    counter: Iterator[int] = field(default_factory=itertools.count)

    def __call__(self, size: int) -> bytes:
        return hashlib.shake_256(f"{self.seed} {next(self.counter)}".encode()).digest(size)


@dataclass
class Office:
    engine: Engine
    client: TestClient
    clock: SettableClock
    chance: SeededChance
    _laptops: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def send(self, path: str, body: bytes, headers: Mapping[str, str]) -> tuple[int, bytes]:
        answer = self.client.post(path, content=body, headers=dict(headers))
        return answer.status_code, answer.content

    @property
    def identity(self) -> Identity:
        with writing(self.engine) as connection:
            return load_identity(connection, self.chance)

    def add_partner(self, code: str) -> RecordId:
        identity = self.identity
        with writing(self.engine) as connection:
            return add_partner(
                connection,
                code,
                name=f"Partner {code}",
                identity=identity,
                randomness=self.chance,
                now=self.clock(),
            )

    def add_person(self, mail: str, *, partner: str = "EN", roles: tuple[Role, ...] = (Role.CONSULTANT,)) -> RecordId:
        identity = self.identity
        with writing(self.engine) as connection:
            person = add_person(
                connection,
                mail,
                name=mail.partition("@")[0].title(),
                partner_code=partner,
                roles=roles,
                identity=identity,
                randomness=self.chance,
                now=self.clock(),
            )
        return person.id

    def invite(self, mail: str) -> str:
        identity = self.identity
        with writing(self.engine) as connection:
            return new_invitation(connection, mail, identity=identity, randomness=self.chance, now=self.clock())

    def laptop(self, mail: str, *, name: str = "Laptop") -> FakeLaptop:
        """Somebody's laptop, enrolled."""
        laptop = FakeLaptop(self.send, next(self._laptops))
        laptop.enrol(self.invite(mail), name=name)
        return laptop

    def revoke(self, laptop: FakeLaptop) -> None:
        with writing(self.engine) as connection:
            revoke_device(connection, laptop.enrolled.device)

    def change_roles(self, mail: str, *roles: Role, partner: str = "EN") -> None:
        codes = " ".join(sorted(roles))
        with writing(self.engine) as connection:
            statement = update(ACCOUNT).where(ACCOUNT.c.id == user_id(partner, mail)).values(roles=codes)
            connection.execute(statement)


@contextmanager
def open_office(
    database_url: str, *, files: Path, clock: SettableClock | None = None, seed: int = 0
) -> Iterator[Office]:
    """An office on the database and the folder of attachments, with whatever they already hold."""
    clock = clock or SettableClock()
    chance = SeededChance(seed)
    engine = open_database(parse_url(database_url))
    try:
        application = build_application(engine, files=FolderStore(files), clock=clock, randomness=chance)
        with TestClient(application, raise_server_exceptions=False) as client:
            yield Office(engine, client, clock, chance)
    finally:
        engine.dispose()
