"""What every command of `consultant-server` shares: its words, the database they name, and how it answers."""

import argparse
import json
import secrets
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NoReturn

import platformdirs
from sqlalchemy import Connection, Engine

from consultant_app.errors import UsageError
from consultant_app.server.database import data_url, open_database, parse_url
from consultant_app.server.identity import load_identity

Words = argparse.Namespace
Answer = Mapping[str, object] | Sequence[Mapping[str, object]]


class Parser(argparse.ArgumentParser):
    """Says what is wrong in the product's words; argparse's own would be English only."""

    def error(self, _message: str) -> NoReturn:
        raise UsageError("usage", usage=" ".join(self.format_usage().split()[1:]))


Commands = argparse._SubParsersAction  # noqa: SLF001  (argparse gives its own return type no other name)


@contextmanager
def opened(words: Words) -> Iterator[Engine]:
    url = parse_url(words.database) if "database" in words else data_url(data_folder(words))
    engine = open_database(url)
    try:
        yield engine
    finally:
        engine.dispose()


def chance(connection: Connection) -> dict[str, Any]:
    """What changes the directory take besides what they are about: the server's identity, randomness, the time."""
    return {
        "identity": load_identity(connection, secrets.token_bytes),
        "randomness": secrets.token_bytes,
        "now": now(),
    }


def data_folder(words: Words) -> Path:
    return getattr(words, "data", None) or platformdirs.user_data_path("consultant-server")


def say(words: Words, answer: Answer, *, lines: Callable[[], Sequence[str]]) -> None:
    for line in [json.dumps(answer, ensure_ascii=False)] if words.json else lines():
        print(line, flush=True)


def remark(line: str) -> None:
    """Beside the answer, where no script takes it for one."""
    print(line, file=sys.stderr, flush=True)


def now() -> datetime:
    return datetime.now(UTC)
