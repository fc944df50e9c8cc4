"""What must hold of files beside records: here and whole, or named as missing; never a link that leads to nothing."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass
class FileScreen:
    """One laptop: its rows, the bytes it has by their hash, and which attachments of visits are here by its screens."""

    name: str
    raw: Any
    content: Callable[[str], bytes]
    listed: Mapping[str, bool]


def check_files(screen: FileScreen, on_server: Mapping[tuple[str, str], bytes], left_out: set[str]) -> list[str]:
    """Once all files were carried. `left_out`: roots of which something was set aside on this laptop."""
    wrong = []
    rows = screen.raw.execute(
        "SELECT a.id, r.root, r.space, a.sha256, s.may_write, f.record IS NOT NULL"
        " FROM attachment a JOIN record r ON r.id = a.id JOIN space s ON s.id = r.space"
        " LEFT JOIN file f ON f.record = a.id WHERE r.present ORDER BY a.id"
    ).fetchall()
    for id_, root, space, sha256, may_write, is_here in rows:
        is_whole = hashlib.sha256(screen.content(sha256)).hexdigest() == sha256
        if is_here and not is_whole:
            wrong.append(f"{screen.name} says that the file of {id_} is here, and it is not")
        if screen.listed.get(id_, is_here) != is_here:
            wrong.append(f"{screen.name} shows the file of {id_} otherwise than it is")
        if root in left_out:
            continue
        if not is_here and (space, sha256) in on_server:
            wrong.append(f"{screen.name} has not fetched the file of {id_}, which is at the server")
        if is_here and may_write and (space, sha256) not in on_server:
            wrong.append(f"{screen.name} has not sent the file of {id_}")
    return wrong


def missing_files(screen: FileScreen) -> int:
    """How many of its records are there without their file."""
    return sum(not is_here for is_here in screen.listed.values())
