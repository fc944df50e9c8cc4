"""The USB sticks that are plugged in, as far as the system says so."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QStorageInfo


@dataclass(frozen=True, slots=True)
class Stick:
    name: str
    folder: Path
    free_bytes: int


FindSticks = Callable[[], tuple[Stick, ...]]
"""Asks the system; not on the interface's thread, for a stick may take its time."""


def plugged_sticks() -> tuple[Stick, ...]:
    found = []
    for volume in QStorageInfo.mountedVolumes():
        folder = Path(volume.rootPath())
        if volume.isReady() and not volume.isReadOnly() and _is_stick(folder):
            found.append(Stick(volume.displayName() or folder.name, folder, volume.bytesFree()))
    return tuple(found)


def _is_stick(folder: Path) -> bool:
    """Where the system puts what is plugged in; on Windows every drive but the system's."""
    if sys.platform == "win32":
        return folder.drive.upper() not in ("", "A:", "B:", "C:")
    places = ("/Volumes",) if sys.platform == "darwin" else ("/media", "/run/media", "/mnt")
    return any(str(folder).startswith(f"{place}/") for place in places)
