"""Prepared images: a server with three partners and twelve enrolled laptops, made once in a process and copied."""

import random
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, Final, TypeVar

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy.engine import make_url

from consultant_app.actions.sync.setting_up import _identity, _nobody
from consultant_app.changes.version import NEWEST
from consultant_app.changes.wire import EnrolAnswer, EnrolAsk, pack, unpack
from consultant_app.server.accounts import add_partner, add_person
from consultant_app.server.application import PartnerServer
from consultant_app.server.database import open_database, writing
from consultant_app.server.enrolment import new_invitation
from consultant_app.server.identity import load_identity
from consultant_app.server.rights import Role
from consultant_app.sync.enrolment import Invitation
from consultant_app.sync.rounds import run_rounds
from consultant_app.sync.transport import Traffic
from consultant_app.workspace.exchange import move_in
from consultant_app.workspace.files import prepare_database
from consultant_app.workspace.workspace import Workspace
from tests.sync.simulator.storage import Disk, copied, memory

A = TypeVar("A", bound=msgspec.Struct)
START: Final = datetime(2026, 5, 19, 8, 0, tzinfo=UTC)
PARTNERS: Final = ("EN", "DO", "HA")
PEOPLE: Final = (
    ("ada", "EN", "consultant"),
    ("ada", "EN", "consultant"),
    ("bo", "EN", "consultant"),
    ("cem", "DO", "consultant"),
    ("ole", "EN", "office"),
    ("dora", "DO", "partner_lead"),
    ("eva", "HA", "consultant"),
    ("cem", "DO", "consultant"),
    ("fred", "EN", "consultant"),
    ("gül", "HA", "consultant"),
    ("ada", "EN", "consultant"),
    ("olga", "DO", "office"),
)
"""In the order in which histories take them: the first three laptops share a space, two of them a person."""


@dataclass(frozen=True)
class LaptopImage:
    """`disk` is a database in memory with one round done."""

    name: str
    mail: str
    partner: str
    role: str
    user: str
    device: str
    token: str
    disk: Any


@dataclass(frozen=True)
class Images:
    server: Any
    laptops: tuple[LaptopImage, ...]


def mail_of(name: str) -> str:
    return f"{name}@example.org"


@cache
def images(folder: Path) -> Images:
    """The same in every process: ids come from a chance of their own."""
    chance = random.Random(4711)
    raw = memory()
    engine = open_database(make_url("sqlite:///simulated"), connect=lambda: raw)
    with writing(engine) as connection:
        identity = load_identity(connection, chance.randbytes)
    server = PartnerServer(engine, identity, lambda: START, chance.randbytes)
    with writing(engine) as connection:
        for code in PARTNERS:
            add_partner(
                connection, code, name=f"Partner {code}", identity=identity, randomness=chance.randbytes, now=START
            )
        for name, partner, role in dict.fromkeys(PEOPLE):
            add_person(
                connection, mail_of(name), name=name, partner_code=partner, roles=[Role(role)], identity=identity,
                randomness=chance.randbytes, now=START,
            )  # fmt: skip
    laptops = tuple(
        _enrolled(server, Disk(folder / f"image-{number}"), number, chance) for number in range(len(PEOPLE))
    )
    engine.dispose()
    return Images(copied(raw), laptops)


def _enrolled(server: PartnerServer, disk: Disk, number: int, chance: random.Random) -> LaptopImage:
    name, partner, role = PEOPLE[number]
    with writing(server.engine) as connection:
        code = new_invitation(
            connection, mail_of(name), identity=server.identity, randomness=chance.randbytes, now=START
        )
    key = chance.randbytes(32)
    public = Ed25519PrivateKey.from_private_bytes(key).public_key().public_bytes_raw()
    ask = EnrolAsk(NEWEST, "0", code, f"Laptop {number}", public)
    answer = unpack(server.enrol(pack(ask)), EnrolAnswer)
    prepare_database(disk.database, _nobody(f"Laptop {number}", key))
    workspace = Workspace(disk.folder, disk.database, clock=lambda: START + timedelta(seconds=1), new_id=_no_id)
    invitation = Invitation("https://partner.example", code)
    identity = _identity(answer, invitation, device_name=f"Laptop {number}", device_key=key)
    move_in(workspace, identity, answer.grants, {})
    run_rounds(workspace, _Line(server, answer.token))
    disk.database.close()
    return LaptopImage(
        f"{name}-{number}", mail_of(name), partner, role, answer.user, answer.device, answer.token, disk.image()
    )


class _Line:
    """Straight to the server."""

    def __init__(self, server: PartnerServer, token: str) -> None:
        self.traffic = Traffic()
        self._server = server
        self._token = token

    def ask(self, path: str, question: msgspec.Struct, answer: type[A]) -> A:
        return unpack(self._server.sync(self._token, pack(question)), answer)


def _no_id() -> Any:
    raise AssertionError("an image has no records of its own")
