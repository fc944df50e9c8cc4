"""A keyring in a plain file, for measuring where no session has a real one: choose it by PYTHON_KEYRING_BACKEND."""

import json
import os
from pathlib import Path

from keyring.backend import KeyringBackend

PLACE = "FILE_KEYRING"
"""The environment variable that names the file."""


class FileKeyring(KeyringBackend):
    priority = 1

    def get_password(self, service: str, username: str) -> str | None:
        found = self._read().get(f"{service} {username}")
        return None if found is None else str(found)

    def set_password(self, service: str, username: str, password: str) -> None:
        self._write({**self._read(), f"{service} {username}": password})

    def delete_password(self, service: str, username: str) -> None:
        self._write({name: word for name, word in self._read().items() if name != f"{service} {username}"})

    def _read(self) -> dict[str, str]:
        path = Path(os.environ[PLACE])
        return dict(json.loads(path.read_text())) if path.exists() else {}

    def _write(self, words: dict[str, str]) -> None:
        Path(os.environ[PLACE]).write_text(json.dumps(words))
