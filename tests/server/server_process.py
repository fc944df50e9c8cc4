"""The installed `consultant-server` as processes of its own."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2

from tests.support.waiting import PATIENCE_S

_PROGRAM = Path(sys.executable).parent / "consultant-server"


@dataclass(frozen=True)
class Outcome:
    code: int
    out: str
    err: str

    @property
    def answer(self) -> Any:
        """The one JSON document on standard output."""
        return json.loads(self.out)


def consultant_server(*words: str, language: str = "de") -> Outcome:
    environment = {**os.environ, "LC_ALL": f"{language}_{language.upper()}.UTF-8"}
    done = subprocess.run([_PROGRAM, *words], capture_output=True, text=True, env=environment, timeout=PATIENCE_S)
    return Outcome(done.returncode, done.stdout, done.stderr)


@dataclass(frozen=True)
class RunningServer:
    """`place` are the words that name its data; `url` is where it answers."""

    process: subprocess.Popen[str]
    place: Sequence[str]
    url: str
    client: httpx2.Client

    def command(self, *words: str) -> Any:
        """What an administrator does while the server runs; the answer as JSON."""
        done = consultant_server(*words, *self.place, "--json")
        assert done.code == 0, done.err
        return done.answer

    def send(self, path: str, body: bytes, headers: Mapping[str, str]) -> tuple[int, bytes]:
        answer = self.client.post(self.url + path, content=body, headers=dict(headers))
        return answer.status_code, answer.content

    def stop(self, how: signal.Signals = signal.SIGTERM) -> int:
        self.process.send_signal(how)
        return self.process.wait(timeout=PATIENCE_S)


@contextmanager
def running_server(*place: str, options: Sequence[str] = ()) -> Iterator[RunningServer]:
    """`place` is `--data DIR` or `--database URL`; the server listens on a free port of the loopback."""
    words = [_PROGRAM, "serve", *place, "--port", "0", "--json", *options]
    with (
        httpx2.Client(timeout=PATIENCE_S, trust_env=False) as client,
        subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as process,
    ):
        try:
            assert process.stdout is not None
            url = json.loads(process.stdout.readline())["url"]
            yield RunningServer(process, place, url, client)
        finally:
            process.kill()
