"""Finished papers as files: what they are called, and how they get into a folder whole or not at all."""

import errno
import itertools
import os
import secrets
from contextlib import suppress
from pathlib import Path

from consultant_app.actions.paper.printing import Printout
from consultant_app.errors import TroubleError


def save(printout: Printout, path: Path) -> Path:
    """Writes the PDF whole or not at all, into a folder under its own name; returns where it is.

    TroubleError "pdf_not_written" or "pdf_no_room" names the place.
    """
    return write_whole(path / printout.file_name if path.is_dir() else path, printout.pdf)


def write_whole(target: Path, content: bytes) -> Path:
    """A file that is there whole or not at all; one of its name is replaced. Raises like `save`."""
    beside = target.with_name(f".{target.name[:60]}.{secrets.token_hex(4)}")
    try:
        with beside.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(target)
    except OSError as error:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
        full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        raise TroubleError("pdf_no_room" if full else "pdf_not_written", path=str(target)) from error
    return target


def keep(printout: Printout, folder: Path) -> Path:
    """Saves into a folder, made if it is missing, beside older papers of the same name: never over them.

    The very same paper is not kept twice. Raises like `save`.
    """
    stem = printout.file_name.removesuffix(".pdf")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for order in itertools.count(1):
            target = folder / (printout.file_name if order == 1 else f"{stem} ({order}).pdf")
            if not target.exists():
                break
            if target.read_bytes() == printout.pdf:
                return target
    except OSError as error:
        raise TroubleError("pdf_not_written", path=str(folder)) from error
    return save(printout, target)
