"""The partner server and the laptops' command lines: the installed programs, each call a process of its own."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from tests.support.waiting import PATIENCE_S

T = TypeVar("T")
R = TypeVar("R")

PROGRAMS = Path(sys.executable).parent
PASSPHRASE = "demo"


class MissingPieceError(Exception):
    """Something of the day did not hold; the text is the German sentence that says what."""


def environment(**more: str) -> dict[str, str]:
    """German, with the passphrase of the laptops; whatever is set for an own workspace stays out."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("CONSULTANT_")}
    return {**kept, "LC_ALL": "C.UTF-8", "CONSULTANT_PASSPHRASE": PASSPHRASE, **more}


def _asked(program: str, *words: str) -> Any:
    """The one JSON document of a command. Raises MissingPieceError when it fails."""
    done = _run(program, *words)
    if done.returncode != 0:
        raise MissingPieceError(f"{program} {' '.join(words[:2])}: {_reason(done.stderr)}")
    return json.loads(done.stdout)


def _run(program: str, *words: str) -> "subprocess.CompletedProcess[str]":
    command = [str(PROGRAMS / program), *words, "--json"]
    return subprocess.run(
        command, capture_output=True, text=True, encoding="utf-8", env=environment(), timeout=PATIENCE_S
    )


def _reason(told: str) -> str:
    try:
        return str(json.loads(told)["error"]["message"])
    except (ValueError, KeyError, TypeError):
        return told.strip() or "keine Antwort"


def in_pairs(act: Callable[[T], R], over: Iterable[T]) -> list[R]:
    """Two at a time, for commands that do not wait for each other; the answers in the order of the questions."""
    with ThreadPoolExecutor(max_workers=2) as two:
        return list(two.map(act, over))


@dataclass
class Office:
    """A partner server with embedded SQLite; after a stop it comes back at the same address."""

    folder: Path
    port: int = 0
    process: "subprocess.Popen[str] | None" = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def command(self, *words: str) -> Any:
        """What an administrator does while the server runs."""
        return _asked("consultant-server", *words, "--data", str(self.folder))

    def open(self) -> None:
        """Returns when the server listens; the first time on a free port."""
        words = ["serve", "--data", str(self.folder), "--port", str(self.port), "--json"]
        log = self.folder.with_suffix(".log")
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("a", encoding="utf-8") as said:
            self.process = subprocess.Popen(
                [PROGRAMS / "consultant-server", *words],
                stdout=subprocess.PIPE,
                stderr=said,
                text=True,
                env=environment(),
            )
        assert self.process.stdout is not None
        first = self.process.stdout.readline()
        if not first:
            raise MissingPieceError(f"Der Partnerserver ist nicht gestartet: {log.read_text(encoding='utf-8')[-500:]}")
        self.port = int(str(json.loads(first)["url"]).rsplit(":", 1)[1].strip("/"))

    def close(self) -> None:
        if self.process is not None:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(timeout=PATIENCE_S)
            if self.process.stdout is not None:
                self.process.stdout.close()
            self.process = None


@contextmanager
def running_office(folder: Path) -> Iterator[Office]:
    office = Office(folder)
    try:
        office.open()
        yield office
    finally:
        office.close()


@dataclass(frozen=True)
class Laptop:
    """One consultant's laptop: a folder, and the program that works in it."""

    name: str
    person: str
    folder: Path

    def json(self, *words: str) -> Any:
        return _asked("consultant-app", *words, "--workspace", str(self.folder))

    def said_no(self, *words: str) -> bool:
        """True for a command that fails."""
        return _run("consultant-app", *words, "--workspace", str(self.folder)).returncode != 0

    def new(self, kind: str, /, **fields: str) -> str:
        words = [f"{name}={value}" for name, value in fields.items()]
        return str(self.json("records", "new", kind, *words)["id"])

    def set(self, record: str, /, **fields: str) -> None:
        self.json("records", "set", record, *(f"{name}={value}" for name, value in fields.items()))

    def fields(self, record: str) -> Mapping[str, Any]:
        fields: Mapping[str, Any] = self.show(record)["fields"]
        return fields

    def show(self, record: str) -> Any:
        return self.json("records", "show", record)

    def list(self, kind: str, *where: str) -> list[Any]:
        """Records with all their fields, in no particular order."""
        words = [word for one in where for word in ("--where", one)]
        return in_pairs(lambda row: self.show(row["id"]), self.json("records", "list", kind, *words))

    def join(self, office: Office, mail: str) -> None:
        line = office.command("invitation", "new", mail, "--public-url", office.url)["invitation"]
        self.json("workspace", "join", "--invitation", line, "--name", self.name)
