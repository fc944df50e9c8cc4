"""A partner server as a process of its own with laptops enrolled at it, for measuring."""

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

from consultant_app.actions.sync.setting_up import create_enrolled
from consultant_app.sync.enrolment import parse_invitation
from consultant_app.workspace.key_wrapping import Argon2Cost
from consultant_app.workspace.workspace import Workspace

PASSPHRASE = "x"
_CHEAP = Argon2Cost(1, 64, 1)
_SERVER = Path(sys.executable).with_name("consultant-server")


@dataclass(frozen=True)
class Office:
    """`place` are the words that name the server's data: `--data DIR` or `--database URL`."""

    place: Sequence[str]
    pid: int
    url: str

    def command(self, *words: str) -> dict[str, Any]:
        done = subprocess.run([_SERVER, *words, *self.place, "--json"], check=True, capture_output=True, text=True)
        answer: dict[str, Any] = json.loads(done.stdout)
        return answer

    def add_partner(self, code: str) -> None:
        self.command("partner", "add", code, f"{code}-Agentur")

    def add_person(self, mail: str, *, partner: str = "EN") -> None:
        self.command("user", "add", mail, "--name", "Ada", "--partner", partner, "--role", "consultant")

    def enrol(self, folder: Path, mail: str = "a@example.org") -> Workspace:
        invitation = parse_invitation(self.command("invitation", "new", mail)["invitation"])
        # Deriving a key as costly as in life would be all the memory that one sees.
        with patch.dict(Workspace.create.__func__.__kwdefaults__, cost=_CHEAP):  # type: ignore[attr-defined]
            return create_enrolled(folder, invitation, folder.name, passphrase=PASSPHRASE, use_keyring=False)[0]

    def memory_mb(self, line: str = "VmHWM") -> float:
        """The most that the server ever took, or with `VmRSS` what it takes now."""
        status = Path(f"/proc/{self.pid}/status").read_text().splitlines()
        return next(int(one.split()[1]) for one in status if one.startswith(line)) / 1024


@contextmanager
def new_office(*place: str) -> Iterator[Office]:
    """With the partner EN and one person of it, a@example.org."""
    with running_office(*place) as office:
        office.add_partner("EN")
        office.add_person("a@example.org")
        yield office


@contextmanager
def running_office(*place: str) -> Iterator[Office]:
    words = [_SERVER, "serve", "--port", "0", "--json", *place]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as program:
        try:
            assert program.stdout is not None
            yield Office(place, program.pid, json.loads(program.stdout.readline())["url"])
        finally:
            program.terminate()
            program.wait()
