"""Which workspace and which space of it a command means, and what opens a workspace or an exchange file."""

import getpass
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from consultant_app.changes.change import SpaceId
from consultant_app.changes.spaces import SpaceKind
from consultant_app.cli.arguments import Call
from consultant_app.errors import RuleError, UsageError
from consultant_app.workspace.workspace import Workspace

PASSPHRASE: Final = "CONSULTANT_PASSPHRASE"  # noqa: S105  (the name of a variable)
RECOVERY_CODE: Final = "CONSULTANT_RECOVERY_CODE"
EXCHANGE_PASSWORD: Final = "CONSULTANT_EXCHANGE_PASSWORD"  # noqa: S105  (the name of a variable)
_OWN_KINDS: Final = {SpaceKind.CONSORTIUM, SpaceKind.ORGANISATION, SpaceKind.OFFICE, SpaceKind.PERSON}
"""Of which a person has just one."""


def default_folder() -> Path:
    """The platform's data folder of this person."""
    import platformdirs

    return platformdirs.user_data_path("consultant-app")


def folder_of(call: Call) -> Path:
    return call.folder if call.folder is not None else default_folder()


def passphrase() -> str | None:
    """As text in UTF-8 whatever the locale: it must open the workspace that another shell made."""
    return os.fsencode(os.environ.get(PASSPHRASE, "")).decode(errors="replace") or None


def space_named(workspace: Workspace, named: str) -> SpaceId:
    """A space by its kind, which is this person's, or by its id; RuleError("unknown_space")."""
    space = workspace.identity.space(SpaceKind(named)) if named in _OWN_KINDS else SpaceId(named)
    if space not in [one.id for one in workspace.status().spaces]:
        raise RuleError("unknown_space", space=named)
    return space


def exchange_password(*, is_new: bool) -> str:
    """From the environment; at a terminal it is asked for, a new one twice. UsageError("exchange_password_missing")."""
    found = os.fsencode(os.environ.get(EXCHANGE_PASSWORD, "")).decode(errors="replace")
    if not found and sys.stdin.isatty():
        found = getpass.getpass("Kennwort der Austauschdatei: ")
        if is_new and getpass.getpass("Noch einmal: ") != found:
            raise UsageError("exchange_passwords_differ")
    if not found:
        raise UsageError("exchange_password_missing")
    return found


def open_workspace(call: Call) -> Workspace:
    """The caller closes it."""
    return Workspace.open(folder_of(call), passphrase=passphrase(), recovery_code=os.environ.get(RECOVERY_CODE) or None)


@contextmanager
def opened(call: Call) -> Iterator[Workspace]:
    workspace = open_workspace(call)
    try:
        yield workspace
    finally:
        workspace.close()
