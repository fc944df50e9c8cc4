"""Sending a finished PDF to a real print queue, through CUPS and its programs `lp` and `lpstat`.

The environment is passed on, so CUPS_SERVER names another spooler as everywhere. What a queue cannot take now it
keeps: CUPS prints it when the printer is back.
"""

import os
import re
import shutil
import subprocess
from dataclasses import dataclass, replace
from typing import Literal, NewType

from consultant_app.errors import TroubleError

JobId = NewType("JobId", str)
QueueState = Literal["idle", "printing", "stopped"]
Sides = Literal["one-sided", "two-sided-long-edge", "two-sided-short-edge"]
"""Both sides are turned over the edge that a reader turns: the long one of portrait, the short one of landscape."""

_ANSWER_TIMEOUT_S = 15.0
_PRINTER = re.compile(r"^printer (\S+) (is idle|now printing|disabled)")
_ACCEPTS = re.compile(r"^(\S+) (not )?accepting requests")
_DEFAULT = re.compile(r"^system default destination: (\S+)")
_PRINTER_TYPE = re.compile(r"(?:^| )printer-type=(\d+)")
_DUPLEX = 0x10
"""CUPS_PRINTER_DUPLEX in cups/cups.h."""
_REQUEST = re.compile(r"^request id is (\S+)")
_STATES: dict[str, QueueState] = {"is idle": "idle", "now printing": "printing", "disabled": "stopped"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Printer:
    """A queue. A stopped one keeps its jobs until somebody starts it; one that does not accept refuses new jobs.

    `reason` is what the queue itself says about being stopped or refusing, in its own words; often empty.
    """

    name: str
    state: QueueState
    accepts_jobs: bool = True
    is_default: bool = False
    reason: str = ""


def list_printers() -> tuple[Printer, ...]:
    """All queues, the default one first, the others by name; empty when none is set up.

    TroubleError "printing_system_missing" or "printing_system_silent". Waits for the spooler: not on the interface's
    thread.
    """
    answer = _run("lpstat", "-d", "-p", "-a")
    told = answer.stderr.decode(errors="replace")
    if answer.returncode != 0 and "No destinations" not in told:
        raise TroubleError("printing_system_silent", reason=_last_line(told))
    printers = _printers(answer.stdout.decode(errors="replace"))
    return tuple(sorted(printers, key=lambda printer: (not printer.is_default, printer.name)))


def prints_two_sided(printer: str) -> bool:
    """Whether the queue says that its printer turns the sheet; False as well for a queue that does not answer."""
    try:
        answer = _run("lpoptions", "-p", printer)
    except TroubleError:
        return False
    told = _PRINTER_TYPE.search(answer.stdout.decode(errors="replace"))
    return told is not None and bool(int(told[1]) & _DUPLEX)


def print_pdf(pdf: bytes, printer: str, *, copies: int, title: str, sides: Sides = "one-sided") -> JobId:
    """Hands the very bytes to the queue and returns once the spooler keeps them on its disk.

    `sides` other than one counts where the queue `prints_two_sided`.

    TroubleError "printing_system_missing", "printing_system_silent", "printer_gone" or "printer_refuses".
    """
    if copies < 1:
        raise ValueError(copies)
    words = (
        "lp",
        "-d",
        printer,
        "-n",
        str(copies),
        "-t",
        title,
        "-o",
        "media=A4",
        "-o",
        f"sides={sides}",
        "-o",
        "document-format=application/pdf",
    )
    answer = _run(*words, sent=pdf)
    accepted = _REQUEST.search(answer.stdout.decode(errors="replace"))
    if answer.returncode == 0 and accepted:
        return JobId(accepted[1])
    # lp says "does not exist" also when the spooler does not run: ask what there is.
    if printer not in {queue.name for queue in list_printers()}:
        raise TroubleError("printer_gone", printer=printer)
    raise TroubleError("printer_refuses", printer=printer, reason=_last_line(answer.stderr.decode(errors="replace")))


def _run(*words: str, sent: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    if shutil.which(words[0]) is None:
        raise TroubleError("printing_system_missing")
    # The answers are read by a program: in English, and titles in UTF-8.
    env = {**os.environ, "LC_ALL": "C.UTF-8"}
    try:
        return subprocess.run(words, input=sent, capture_output=True, env=env, timeout=_ANSWER_TIMEOUT_S, check=False)
    except subprocess.TimeoutExpired as late:
        raise TroubleError("printing_system_silent", reason=f"{words[0]}: {_ANSWER_TIMEOUT_S:.0f} s") from late
    except OSError as broken:
        raise TroubleError("printing_system_silent", reason=f"{words[0]}: {broken.strerror}") from broken


def _last_line(told: str) -> str:
    lines = [line.strip() for line in told.splitlines() if line.strip()]
    return lines[-1].removeprefix("lp: ").removeprefix("lpstat: ") if lines else ""


def _printers(told: str) -> list[Printer]:
    found: dict[str, Printer] = {}
    default = ""
    spoken_of = ""
    for line in told.splitlines():
        if match := _DEFAULT.match(line):
            default = match[1]
        elif match := _PRINTER.match(line):
            spoken_of = match[1]
            found[spoken_of] = Printer(name=spoken_of, state=_STATES[match[2]])
        elif match := _ACCEPTS.match(line):
            spoken_of = match[1]
            if spoken_of in found and match[2]:
                found[spoken_of] = replace(found[spoken_of], accepts_jobs=False)
        elif line.startswith("\t") and spoken_of in found:
            found[spoken_of] = _with_reason(found[spoken_of], line.strip())
    return [replace(printer, is_default=printer.name == default) for printer in found.values()]


def _with_reason(printer: Printer, reason: str) -> Printer:
    """An idle queue explains nothing that a person needs to know, and "reason unknown" explains nothing at all."""
    if (printer.state != "stopped" and printer.accepts_jobs) or "reason unknown" in reason.casefold():
        return printer
    return replace(printer, reason=reason)
