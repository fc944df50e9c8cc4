"""A laptop on the command line: calls in this process, or `consultant-app` as a process of its own."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from consultant_app.cli.arguments import Call
from consultant_app.cli.running import run
from tests.support.waiting import PATIENCE_S

PROGRAM = Path(sys.executable).parent / "consultant-app"
PASSPHRASE = "Zwölf Boxkämpfer"


@dataclass(frozen=True)
class Said:
    code: int
    out: str
    err: str

    @property
    def answer(self) -> Any:
        """The one JSON document on standard output."""
        return json.loads(self.out)

    @property
    def error(self) -> str:
        """The code of the one JSON document on standard error; nothing stands on standard output then."""
        assert self.out == ""
        document = json.loads(self.err)
        assert document["error"]["message"]
        return str(document["error"]["code"])


@dataclass(frozen=True)
class Laptop:
    """Calls with this laptop's workspace; `json` and the words that answer in JSON raise when a call fails."""

    folder: Path
    capsys: pytest.CaptureFixture[str]
    window: Callable[[Call], int] = lambda _: 0

    def call(self, *words: str) -> Said:
        self.capsys.readouterr()
        code = run([*words, "--workspace", str(self.folder)], open_window=self.window)
        said = self.capsys.readouterr()
        return Said(code, said.out, said.err)

    def json(self, *words: str) -> Any:
        said = self.call(*words, "--json")
        assert said.code == 0, said.err
        assert said.err == ""
        return said.answer

    def refused(self, *words: str) -> tuple[int, str]:
        """Exit code and error code of a call that must not succeed."""
        said = self.call(*words, "--json")
        assert said.code != 0
        return said.code, said.error

    def new(self, *words: str) -> str:
        return str(self.json("records", "new", *words)["id"])

    def show(self, record: str) -> Any:
        return self.json("records", "show", record)

    def fields(self, record: str) -> Any:
        return self.show(record)["fields"]


def consultant_app(*words: str, **environment: str) -> Said:
    """The installed program; German unless the environment says otherwise."""
    env = {**os.environ, "LC_ALL": "de_DE.UTF-8", "CONSULTANT_PASSPHRASE": PASSPHRASE, **environment}
    done = subprocess.run(
        [PROGRAM, *words], capture_output=True, text=True, encoding="utf-8", env=env, timeout=PATIENCE_S
    )
    return Said(done.returncode, done.stdout, done.stderr)
