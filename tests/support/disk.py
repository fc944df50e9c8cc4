"""A disk that is full until there is room again: what SQLite then says, at the place where drafts are written."""

from typing import Any

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from consultant_app.workspace import workspace as module


class FullDisk:
    """`is_full` may be switched by a test; `tries` counts what was to be written."""

    def __init__(self) -> None:
        self.is_full = False
        self.tries = 0

    def check(self) -> None:
        self.tries += 1
        if self.is_full:
            raise sqlcipher.OperationalError("database or disk is full")


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> FullDisk:
    """The disk under the drafts of every workspace of this test."""
    disk = FullDisk()
    write_draft = module.write_draft

    def checked(raw: Any, draft: Any) -> None:
        disk.check()
        write_draft(raw, draft)

    monkeypatch.setattr(module, "write_draft", checked)
    return disk
