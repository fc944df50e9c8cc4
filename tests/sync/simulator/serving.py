"""The shipped server behind no socket, the disks that histories use one after the other, and the server's log."""

import logging
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy.engine import make_url
from sqlalchemy.exc import OperationalError

from consultant_app.changes.attachment_messages import FetchAsk, OfferAsk, PartAsk
from consultant_app.changes.wire import pack, unpack
from consultant_app.errors import RuleError, TroubleError
from consultant_app.server.application import PartnerServer
from consultant_app.server.attachments import AttachmentCounter
from consultant_app.server.database import open_database, writing
from consultant_app.server.identity import load_identity
from tests.sync.simulator.images import Images, images
from tests.sync.simulator.storage import Crash, Disk, EncryptedDisk, Faults, FilesInMemory, Glass, copied, memory

if TYPE_CHECKING:
    from tests.sync.simulator.world import World


class Shelf:
    """Disks of this process, used by one history after the other."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.images: Images = images(folder)
        self.server_raw = memory()
        self.images.server.backup(self.server_raw)
        self.engine = open_database(make_url("sqlite:///simulated"), connect=lambda: self.server_raw)
        self._disks: list[Disk] = []
        self._encrypted: list[Disk] = []

    def close(self) -> None:
        for disk in (*self._disks, *self._encrypted):
            disk.database.close()
        self.engine.dispose()

    def disk(self, number: int, *, encrypted: bool) -> Disk:
        disks = self._encrypted if encrypted else self._disks
        while len(disks) <= number:
            folder = self.folder / f"{'sealed' if encrypted else 'disk'}-{len(disks)}"
            disks.append(EncryptedDisk(folder) if encrypted else Disk(folder))
        return disks[number]


class Server:
    """The shipped server behind no socket; dies where its disk says so, and starts again."""

    def __init__(self, world: "World", shelf: Shelf) -> None:
        self.world = world
        self.raw = shelf.server_raw
        self.engine = shelf.engine
        self.faults: Faults = self.raw.faults
        self.files = FilesInMemory()
        self.load((shelf.images.server, {}))

    def load(self, image: tuple[Any, Mapping[tuple[str, str], bytes]]) -> None:
        """The database and the files of attachments, as one backup has them."""
        self.faults.clear()
        self.raw.rollback()
        database, files = image
        database.backup(self.raw)
        self.files.load(files)
        self.start()

    def start(self) -> None:
        self.faults.clear()
        self.raw.rollback()
        randomness = self.world.chance_of_ids.randbytes
        with writing(self.engine) as connection:
            identity = load_identity(connection, randomness)
        self.application = PartnerServer(self.engine, identity, self.world.server_clock, randomness, self.files)

    def image(self) -> tuple[Any, Mapping[tuple[str, str], bytes]]:
        return copied(self.raw), dict(self.files.whole)

    def home(self, record: str) -> str | None:
        """The space in which a record stands."""
        row = Glass(self.raw).execute("SELECT space FROM record WHERE id = ?", (record,)).fetchone()
        return None if row is None else str(row[0])

    def ends(self) -> list[tuple[str, int]]:
        """How far the log of each space is; a wish that was granted shows nowhere else."""
        return list(Glass(self.raw).execute("SELECT id, position FROM space ORDER BY id").fetchall())

    def has(self, record: str) -> bool:
        return self.home(record) is not None

    def sync(self, token: str, body: bytes) -> bytes:
        return self._served(lambda: self.application.sync(token, body))

    def answer_about_file(self, token: str, path: str, body: bytes) -> bytes:
        """Files of attachments: offered, brought and fetched, each at an address of its own."""
        return self._served(lambda: self._answer_about_file(token, path, body))

    def _served(self, answer: Callable[[], bytes]) -> bytes:
        """What stands between a socket and the application: its troubles by their names."""
        try:
            return answer()
        except RuleError:
            raise
        except OperationalError as error:
            raise TroubleError("server_busy") from error
        except Crash:
            self.start()
            self.world.note("server crashed")
            raise TroubleError("server_unreachable", server="simulated") from None
        except Exception as error:  # what the application's last handler does
            self.world.ledger.complain(f"the server stumbled: {error!r}")
            raise TroubleError("server_trouble") from error

    def _answer_about_file(self, token: str, path: str, body: bytes) -> bytes:
        device = self.application.authenticate(token)
        counter = AttachmentCounter(self.files, self.application.identity, self.world.server_clock)
        if path.endswith("/offer"):
            return pack(counter.offer(device, unpack(body, OfferAsk)))
        if path.endswith("/part"):
            return pack(counter.take_part(device, unpack(body, PartAsk)))
        return pack(counter.fetch(device, unpack(body, FetchAsk)))


class Stumbles(logging.Handler):
    """The server's log: what it survived by taking a batch apart is a finding all the same."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.world: World | None = None

    def emit(self, record: logging.LogRecord) -> None:
        error = record.exc_info[1] if record.exc_info else None
        if self.world is not None and not isinstance(error, Crash):
            self.world.ledger.complain(f"the server's log says: {record.getMessage()}: {error!r}")
