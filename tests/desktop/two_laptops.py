"""A server with two people of one partner, for pages that a colleague writes to meanwhile."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from consultant_app.actions.sync.setting_up import create_enrolled
from consultant_app.workspace.workspace import Workspace
from tests.support.clock import SettableClock
from tests.support.partner_server import PartnerServer, running_server


@contextmanager
def server_of_two(folder: Path) -> Iterator[PartnerServer]:
    """Knows Katrin Albers (k@en) and Jens Wrobel (j@en)."""
    with running_server(f"sqlite:///{folder / 'server.db'}") as server:
        server.add_person("k@en", name="Katrin Albers")
        server.add_person("j@en", name="Jens Wrobel")
        yield server


@contextmanager
def laptop_of(mail: str, server: PartnerServer, folder: Path, clock: SettableClock) -> Iterator[Workspace]:
    made, _ = create_enrolled(
        folder / mail, server.invite(mail), f"Laptop {mail}", passphrase="geheim", use_keyring=False, clock=clock
    )
    yield made
    made.close()
