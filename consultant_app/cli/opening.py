"""Which workspace a command means, and what opens it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from consultant_app.cli.arguments import Call
from consultant_app.workspace.workspace import Workspace

PASSPHRASE: Final = "CONSULTANT_PASSPHRASE"  # noqa: S105  (the name of a variable)
RECOVERY_CODE: Final = "CONSULTANT_RECOVERY_CODE"


def default_folder() -> Path:
    """The platform's data folder of this person."""
    import platformdirs

    return platformdirs.user_data_path("consultant-app")


def folder_of(call: Call) -> Path:
    return call.folder if call.folder is not None else default_folder()


def passphrase() -> str | None:
    """As text in UTF-8 whatever the locale: it must open the workspace that another shell made."""
    return os.fsencode(os.environ.get(PASSPHRASE, "")).decode(errors="replace") or None


@contextmanager
def opened(call: Call) -> Iterator[Workspace]:
    workspace = Workspace.open(
        folder_of(call), passphrase=passphrase(), recovery_code=os.environ.get(RECOVERY_CODE) or None
    )
    try:
        yield workspace
    finally:
        workspace.close()
