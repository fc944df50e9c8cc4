"""Two laptops that reach their server through a wire that cuts at any byte, holds back, and lets drip.

Whatever it does, a round ends, with a word for what was the matter; what got through is kept once, what did not goes
again, and over a whole wire both end with everything.
"""

import random
from pathlib import Path
from typing import Final
from unittest.mock import patch

from sqlcipher3 import dbapi2 as sqlcipher

from consultant_app.actions.sync.setting_up import create_enrolled
from consultant_app.domain.company import Company
from consultant_app.domain.visit import Visit
from consultant_app.errors import TroubleError
from consultant_app.sync.enrolment import parse_invitation
from consultant_app.sync.rounds import run_rounds
from consultant_app.sync.transport import HTTPTransport
from consultant_app.workspace.workspace import Workspace
from tests.server.server_process import RunningServer, running_server
from tests.support.laptops import CHEAP, PASSPHRASE, Laptop, add, edit, every, rows, screens, sync_all
from tests.torture.relay import Fate, Relay, running_relay

LONGEST_MESSAGE: Final = 2_000
"""Bytes of what one round says or hears here, about: cuts fall below it."""
_NAMED: Final = {"server_unreachable", "server_silent", "not_the_partner_server"}


def run(folder: Path, count: int, seed: int) -> str:
    """`count` rounds, each over a connection of its own fate."""
    chance = random.Random(seed)
    data = folder / "server"
    with running_server("--data", str(data)) as server, running_relay() as relay:
        relay.target = int(server.url.rpartition(":")[2])
        server.command("partner", "add", "EN", "EN-Agentur")
        laptops = [_enrolled(server, relay, folder / name) for name in ("ada", "bo")]
        shared = add(laptops[0].workspace, Visit(company="c" * 32))
        sync_all(*laptops)
        troubles = 0
        relay.fate = lambda: _fate(chance)
        for number in range(count):
            laptop = chance.choice(laptops)
            _write(laptop, chance, number=number, shared=shared)
            troubles += _try_round(laptop, relay.url)
        relay.fate = Fate
        sync_all(*laptops, rounds=3)
        _check(*laptops, count=count, data=data)
        for laptop in laptops:
            laptop.line.close()  # type: ignore[attr-defined]
            laptop.workspace.close()
    assert relay.cuts >= troubles > 0
    return f"{count} rounds, {relay.cuts} cuts, {troubles} rounds that failed and said why: nothing lost, nothing twice"


def _enrolled(server: RunningServer, relay: Relay, folder: Path) -> Laptop:
    mail = f"{folder.name}@example.org"
    server.command("user", "add", mail, "--name", folder.name, "--partner", "EN", "--role", "consultant")
    invitation = server.command("invitation", "new", mail)["invitation"]
    with patch.dict(Workspace.create.__func__.__kwdefaults__, cost=CHEAP):  # type: ignore[attr-defined]
        workspace, _ = create_enrolled(
            folder, parse_invitation(invitation), folder.name, passphrase=PASSPHRASE, use_keyring=False
        )
    return Laptop(workspace, HTTPTransport(relay.url, workspace.identity.token))


def _fate(chance: random.Random) -> Fate:
    """Most connections are cut, some only slow: held back for milliseconds, for it is the pieces that count."""
    kind = chance.choice(["cut up", "cut down", "cut down", "drips", "drips and is cut", "whole"])
    at = chance.randint(0, chance.choice([300, LONGEST_MESSAGE]))
    return {
        "cut up": Fate(up=at),
        "cut down": Fate(down=at),
        "drips": Fate(piece=chance.choice([1, 7, 100]), hold_s=0.0),
        "drips and is cut": Fate(down=at, piece=chance.choice([50, 500]), hold_s=0.001),
        "whole": Fate(hold_s=chance.choice([0.0, 0.01])),
    }[kind]


def _write(laptop: Laptop, chance: random.Random, *, number: int, shared: str) -> None:
    """One transaction that makes the company of this number, and sometimes an edit that contests another's."""
    with laptop.workspace.write() as writer:
        company = writer.new(Company(name=f"Firma {number}", branch="Metall" * chance.choice([1, 1, 200])))
        writer.new(Visit(company=company.id, goal=f"Ziel {number}"))
    if chance.random() < 0.3:
        edit(laptop.workspace, shared, goal=f"Ziel {number}")


def _try_round(laptop: Laptop, url: str) -> bool:
    """Whether it failed. Over a connection of its own."""
    line = HTTPTransport(url, laptop.workspace.identity.token)
    try:
        run_rounds(laptop.workspace, line)
    except TroubleError as error:
        if error.code not in _NAMED:
            raise
        return True
    finally:
        line.close()
    return False


def _check(one: Laptop, other: Laptop, *, count: int, data: Path) -> None:
    for laptop in (one, other):
        names = [company.name for company in every(laptop.workspace, Company)]
        assert sorted(names) == sorted(f"Firma {number}" for number in range(count))
        status = laptop.workspace.status()
        assert (status.unsent, status.set_aside) == (0, 0)
        assert laptop.workspace.verify().whole
    assert one.digests() == other.digests()
    assert screens(one.workspace) == screens(other.workspace)
    raw = sqlcipher.connect(str(data / "server.sqlite"))
    spaces = raw.execute("SELECT count(*), max(position) FROM entry GROUP BY space").fetchall()
    at_server = raw.execute("SELECT change FROM entry WHERE change IS NOT NULL ORDER BY change").fetchall()
    raw.close()
    assert all(count == last for count, last in spaces)
    here = "SELECT o.origin || ':' || c.number AS id FROM change c JOIN origin o ON o.number = c.origin ORDER BY id"
    assert at_server == rows(one.workspace, here)
