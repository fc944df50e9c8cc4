"""A real partner server for tests: the application behind a socket of this machine, on a database one can copy."""

import secrets
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import uvicorn
from sqlalchemy import Connection, Engine, update

from consultant_app.changes.change import RecordId, SpaceId
from consultant_app.changes.spaces import user_id
from consultant_app.server.accounts import add_partner, add_person, readmit_device, revoke_device
from consultant_app.server.application import build_application
from consultant_app.server.database import open_database, parse_url, writing
from consultant_app.server.departure import Files, Left, leave_consortium
from consultant_app.server.enrolment import new_invitation
from consultant_app.server.file_store import FolderStore
from consultant_app.server.identity import Identity, load_identity
from consultant_app.server.instants import milliseconds
from consultant_app.server.membership import add_member, remove_member
from consultant_app.server.rate_limit import RateLimit
from consultant_app.server.rights import Role
from consultant_app.server.schema import ACCOUNT
from consultant_app.server.staff import move_person, set_active
from consultant_app.sync.enrolment import Invitation
from tests.support.clock import SettableClock
from tests.support.laptops import START
from tests.support.server_backups import Backup, back_up, destroy, restore
from tests.support.waiting import wait_until


@dataclass
class PartnerServer:
    """Runs between `start` and `stop`, at the same address each time."""

    database_url: str
    files: Path
    clock: SettableClock = field(default_factory=lambda: SettableClock(START))
    port: int = 0
    rates: RateLimit = field(default_factory=RateLimit)
    engine: Engine | None = None
    _server: uvicorn.Server | None = None
    _thread: threading.Thread | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        self.engine = open_database(parse_url(self.database_url))
        files = FolderStore(self.files)
        application = build_application(
            self.engine, files=files, clock=self.clock, randomness=secrets.token_bytes, rates=self.rates
        )
        listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(("127.0.0.1", self.port))
        self.port = listener.getsockname()[1]
        config = uvicorn.Config(application, log_level="critical", access_log=False, lifespan="off")
        server = self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=lambda: server.run(sockets=[listener]), daemon=True)
        self._thread.start()
        wait_until(lambda: server.started, "the server to answer")

    def stop(self) -> None:
        if self._server is not None and self._thread is not None and self.engine is not None:
            self._server.should_exit = True
            self._server.force_exit = True
            self._thread.join()
            self.engine.dispose()
            self._server = self._thread = self.engine = None

    def back_up(self) -> Backup:
        """Between two answers, as it were: the server stops for it."""
        self.stop()
        backup = back_up(self.database_url)
        self.start()
        return backup

    def restore(self, backup: Backup) -> None:
        self.stop()
        restore(self.database_url, backup)
        self.start()

    def lose(self) -> None:
        """The machine is gone with its database and its files; `start` begins with nothing at the same address."""
        self.stop()
        destroy(self.database_url)
        for file in [path for path in self.files.rglob("*") if path.is_file()]:
            file.unlink()

    @property
    def _identity(self) -> Identity:
        with writing(self._open_engine) as connection:
            return load_identity(connection, secrets.token_bytes)

    @property
    def _open_engine(self) -> Engine:
        assert self.engine is not None, "start it first"
        return self.engine

    def add_partner(self, code: str, *, name: str = "") -> RecordId:
        identity = self._identity
        with writing(self._open_engine) as connection:
            return add_partner(
                connection, code, name=name or f"Partner {code}", identity=identity, randomness=secrets.token_bytes,
                now=self.clock(),
            )  # fmt: skip

    def add_person(
        self, mail: str, *, name: str = "", partner: str = "EN", roles: tuple[Role, ...] = (Role.CONSULTANT,)
    ) -> RecordId:
        identity = self._identity
        with writing(self._open_engine) as connection:
            return add_person(
                connection, mail, name=name or mail.partition("@")[0].title(), partner_code=partner, roles=roles,
                identity=identity, randomness=secrets.token_bytes, now=self.clock(),
            ).id  # fmt: skip

    def invite(self, mail: str) -> Invitation:
        identity = self._identity
        with writing(self._open_engine) as connection:
            code = new_invitation(connection, mail, identity=identity, randomness=secrets.token_bytes, now=self.clock())
        return Invitation(self.url, code)

    def change_roles(self, mail: str, *roles: Role, partner: str = "EN") -> None:
        codes = " ".join(sorted(roles))
        with writing(self._open_engine) as connection:
            connection.execute(update(ACCOUNT).where(ACCOUNT.c.id == user_id(partner, mail)).values(roles=codes))

    def revoke(self, device: RecordId) -> None:
        with writing(self._open_engine) as connection:
            revoke_device(connection, device)

    def readmit(self, device: RecordId) -> None:
        with writing(self._open_engine) as connection:
            readmit_device(connection, device)

    def move_person(self, mail: str, partner: str) -> None:
        with writing(self._open_engine) as connection:
            move_person(connection, mail, partner_code=partner, **self._chance(connection))

    def set_active(self, mail: str, *, active: bool) -> None:
        with writing(self._open_engine) as connection:
            set_active(connection, mail, active=active, **self._chance(connection))

    def add_member(self, space: SpaceId, partner: str) -> None:
        with writing(self._open_engine) as connection:
            add_member(connection, space, partner_code=partner, now_ms=milliseconds(self.clock()))

    def remove_member(self, space: SpaceId, partner: str) -> None:
        with writing(self._open_engine) as connection:
            remove_member(connection, space, partner_code=partner, now_ms=milliseconds(self.clock()))

    def leave(self, partner: str, files: Files) -> Left:
        with writing(self._open_engine) as connection:
            return leave_consortium(connection, partner, files=files, **self._chance(connection))

    def _chance(self, connection: Connection) -> dict[str, Any]:
        identity = load_identity(connection, secrets.token_bytes)
        return {"identity": identity, "randomness": secrets.token_bytes, "now": self.clock()}


@contextmanager
def running_server(database_url: str) -> Iterator[PartnerServer]:
    """With the partners EN and DO."""
    with running_office(database_url) as server:
        server.add_partner("EN")
        server.add_partner("DO")
        yield server


@contextmanager
def running_office(database_url: str) -> Iterator[PartnerServer]:
    """On a database with whatever stands in it."""
    with TemporaryDirectory() as files:
        server = PartnerServer(database_url, Path(files))
        server.start()
        try:
            yield server
        finally:
            server.stop()
