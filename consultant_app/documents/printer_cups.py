"""The printers of CUPS, asked in its own language: the PDF itself goes to the queue, as the very bytes that were made.

Neither of the ready-made ways serves: `lpstat` knows no reasons of a printer and answers in prose, `ipptool` stands on
no consultant's laptop, pycups needs a compiler. Where the spooler is, is said as everywhere: CUPS_SERVER, client.conf,
the usual socket.
"""

import getpass
import http.client
import os
import re
import socket
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final
from urllib.parse import quote

from consultant_app.documents.printer import Hindrance, JobId, Order, Printer, Progress, QueueState, Report
from consultant_app.documents.printer_language import (
    KEYWORD,
    NAME,
    TYPE,
    URI,
    Answer,
    Attribute,
    Value,
    collection,
    number,
    question,
    understood,
    words,
)
from consultant_app.errors import TroubleError

_PRINT_JOB, _CANCEL_JOB, _JOB_ATTRIBUTES, _JOBS, _DEFAULT, _PRINTERS = 0x02, 0x08, 0x09, 0x0A, 0x4001, 0x4002
_NOT_FOUND: Final = 0x0406
_REFUSES: Final = 0x0506
_ANSWER_TIMEOUT_S: Final = 15.0
_MARK: Final = "consultant-app-mark"
"""A job keeps attributes that nobody knows; by this one it is found again."""
_SOCKETS: Final = ("/run/cups/cups.sock", "/var/run/cups/cups.sock", "/private/var/run/cupsd")
_CLIENT_FILES: Final = (Path("~/.cups/client.conf"), Path("/etc/cups/client.conf"))
_SERVER_NAME: Final = re.compile(r"^\s*ServerName\s+(\S+)", re.MULTILINE)
_PORT: Final = 631
_A4_MM: Final = (210, 297)
_STATES: Final[Mapping[Value, QueueState]] = {3: "idle", 4: "printing", 5: "stopped"}
_PROGRESS: Final[Mapping[Value, Progress]] = {
    3: "pending", 4: "pending", 5: "printing", 6: "printing", 7: "cancelled", 8: "broken", 9: "done",
}  # fmt: skip
_HINDRANCES: Final[Mapping[str, Hindrance]] = {
    "media-empty": "paper_out",
    "media-needed": "paper_out",
    "input-tray-missing": "paper_out",
    "media-jam": "paper_jam",
    "toner-empty": "ink_out",
    "marker-supply-empty": "ink_out",
    "cover-open": "cover_open",
    "door-open": "cover_open",
    "interlock-open": "cover_open",
    "output-area-full": "output_full",
    "offline": "offline",
    "connecting-to-device": "offline",
    "timed-out": "offline",
    "shutdown": "offline",
    "stopping": "stopped",
    "paused": "stopped",
    "moving-to-paused": "stopped",
}
_SILENCE: Final = ("may not exist or is unavailable", "not responding", "unreachable", "Unable to locate printer")
"""How a queue that goes on trying says that its printer does not answer; no reason says so."""
_TOLD_OF_PRINTERS: Final = (
    "printer-name", "printer-state", "printer-state-reasons", "printer-state-message", "printer-is-accepting-jobs",
    "media-source-supported", "sides-supported", "print-color-mode-supported",
)  # fmt: skip
_TOLD_OF_JOBS: Final = ("job-id", "job-state", "job-printer-uri", "job-printer-state-message", _MARK)


class Cups:
    """`address`: a socket's path, or host and port; without it where the system says."""

    follows_jobs = True

    def __init__(self, address: str = "") -> None:
        self._address = address

    def list_printers(self) -> tuple[Printer, ...]:
        default = self._ask(_DEFAULT, [words(KEYWORD, "requested-attributes", "printer-name")])
        first = _text(default.groups[0], "printer-name") if default.is_good and default.groups else ""
        told = self._ask(_PRINTERS, [words(KEYWORD, "requested-attributes", *_TOLD_OF_PRINTERS)])
        if not told.is_good and told.status != _NOT_FOUND:
            raise TroubleError("printing_system_silent", reason=told.told)
        found = [_printer(one, first) for one in told.groups if _text(one, "printer-name")]
        return tuple(sorted(found, key=lambda printer: (not printer.is_default, printer.name)))

    def hand_over(self, pdf: bytes, order: Order) -> JobId:
        if order.copies < 1:
            raise ValueError(order.copies)
        asked = [
            _uri_of(order.printer),
            _asker(),
            words(NAME, "job-name", order.title),
            words(TYPE, "document-format", "application/pdf"),
        ]
        answer = self._ask(_PRINT_JOB, asked, _wishes(order), pdf, path=f"/printers/{quote(order.printer)}")
        if answer.is_good and answer.groups:
            return JobId(f"{order.printer}-{_number(answer.groups[0], 'job-id')}")
        if answer.status == _NOT_FOUND:
            raise TroubleError("printer_gone", printer=order.printer)
        raise TroubleError("printer_refuses", printer=order.printer, reason=answer.told)

    def find(self, printer: str, mark: str) -> JobId | None:
        asked = [
            _uri_of(printer), _asker(), words(KEYWORD, "which-jobs", "all"),
            words(KEYWORD, "requested-attributes", *_TOLD_OF_JOBS),
        ]  # fmt: skip
        answer = self._ask(_JOBS, asked)
        if not answer.is_good and answer.status != _NOT_FOUND:
            raise TroubleError("printing_system_silent", reason=answer.told)
        numbers = [_number(one, "job-id") for one in answer.groups if _text(one, _MARK) == mark]
        return JobId(f"{printer}-{numbers[0]}") if numbers else None

    def look(self, job: JobId) -> Report:
        asked = [_job_uri(job), _asker(), words(KEYWORD, "requested-attributes", *_TOLD_OF_JOBS)]
        answer = self._ask(_JOB_ATTRIBUTES, asked)
        if not answer.is_good or not answer.groups:
            if answer.is_good or answer.status == _NOT_FOUND:
                return Report("unknown")
            raise TroubleError("printing_system_silent", reason=answer.told)
        told = answer.groups[0]
        progress = _PROGRESS.get(_number(told, "job-state"), "unknown")
        printer = next((one for one in self.list_printers() if one.name == job.rsplit("-", 1)[0]), None)
        if printer is None:
            # With its queue a job goes as well, whatever is still said of it.
            return Report(progress if progress == "done" else "unknown")
        if progress not in ("pending", "printing"):
            return Report(progress)
        return Report(progress, _hindrances_now(printer, told), _text(told, "job-printer-state-message"))

    def cancel(self, job: JobId) -> None:
        self._ask(_CANCEL_JOB, [_job_uri(job), _asker()], path="/jobs/")

    def _ask(
        self, operation: int, asked: Iterable[Attribute], job: Iterable[Attribute] = (), sent: bytes = b"", *,
        path: str = "/",
    ) -> Answer:  # fmt: skip
        line = _line(self._address or _address_of_system())
        try:
            line.request("POST", path, question(operation, asked, job) + sent, {"Content-Type": "application/ipp"})
            response = line.getresponse()
            answer = response.read()
        except (ConnectionRefusedError, FileNotFoundError) as nobody:
            raise TroubleError(_absence(), reason=str(nobody.strerror)) from nobody
        except (OSError, http.client.HTTPException) as broken:
            raise TroubleError("printing_system_silent", reason=str(broken)) from broken
        finally:
            line.close()
        try:
            if response.status != http.HTTPStatus.OK:
                raise ValueError(response.status)
            return understood(answer)
        except ValueError as strange:
            raise TroubleError("printing_system_silent", reason=f"HTTP {response.status}") from strange


class _SocketLine(http.client.HTTPConnection):
    """HTTP over a socket in the file system."""

    def __init__(self, path: str) -> None:
        super().__init__("localhost", timeout=_ANSWER_TIMEOUT_S)
        self._path = path

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(self.timeout)
        self.sock.connect(self._path)


def _line(address: str) -> http.client.HTTPConnection:
    if address.startswith("/"):
        return _SocketLine(address)
    host, _, port = address.rpartition(":") if re.search(r":\d+$", address) else (address, "", "")
    return http.client.HTTPConnection(host.strip("[]"), int(port or _PORT), timeout=_ANSWER_TIMEOUT_S)


def _address_of_system() -> str:
    """Without what may follow: "host:631/version=1.1"."""
    said = os.environ.get("CUPS_SERVER") or _server_of_files()
    if said:
        return said if said.startswith("/") else said.partition("/")[0]
    return next((path for path in _SOCKETS if Path(path).exists()), f"localhost:{_PORT}")


def _server_of_files() -> str:
    for path in _CLIENT_FILES:
        try:
            named = _SERVER_NAME.search(path.expanduser().read_text(errors="replace"))
        except (OSError, RuntimeError):
            continue
        if named:
            return named[1]
    return ""


def _absence() -> str:
    """Nobody answers: either there should be a spooler, or none was ever set up."""
    there = os.environ.get("CUPS_SERVER") or _server_of_files() or any(Path(path).exists() for path in _SOCKETS)
    return "printing_system_silent" if there else "printing_system_missing"


def _printer(told: Mapping[str, Sequence[Value]], default: str) -> Printer:
    name = _text(told, "printer-name")
    state = _STATES.get(_number(told, "printer-state"), "stopped")
    accepts = bool(next(iter(told.get("printer-is-accepting-jobs", ())), True))
    reason = _text(told, "printer-state-message")
    # An idle queue explains nothing that a person needs to know, and "reason unknown" explains nothing at all.
    explains = (state == "stopped" or not accepts) and "reason unknown" not in reason.casefold()
    return Printer(
        name=name,
        state=state,
        accepts_jobs=accepts,
        is_default=name == default,
        reason=reason if explains else "",
        hindrances=_hindrances(told.get("printer-state-reasons", ())),
        trays=_texts(told, "media-source-supported"),
        sides=_texts(told, "sides-supported"),
        colours=_texts(told, "print-color-mode-supported"),
    )


def _hindrances(reasons: Sequence[Value]) -> tuple[Hindrance, ...]:
    """What only warns hinders nobody; an error that nobody knows wants somebody to look at the printer."""
    found: dict[Hindrance, None] = {}
    for reason in map(str, reasons):
        name, _, grade = reason.rpartition("-")
        known = _HINDRANCES.get(name if grade in ("error", "report", "warning") else reason)
        if known is not None:
            found[known] = None
        elif grade == "error":
            found["attention"] = None
    return tuple(found)


def _hindrances_now(printer: Printer, job: Mapping[str, Sequence[Value]]) -> tuple[Hindrance, ...]:
    said = _text(job, "job-printer-state-message")
    silent: list[Hindrance] = ["offline"] if any(words in said for words in _SILENCE) else []
    stopped: list[Hindrance] = ["stopped"] if printer.state == "stopped" else []
    return tuple(dict.fromkeys((*stopped, *printer.hindrances, *silent)))


def _wishes(order: Order) -> list[Attribute]:
    width, height = (side * 100 for side in _A4_MM)
    size = collection("media-size", number("x-dimension", width), number("y-dimension", height))
    tray = [words(KEYWORD, "media-source", order.tray)] if order.tray else []
    colour = [words(KEYWORD, "print-color-mode", order.colour)] if order.colour else []
    return [
        number("copies", order.copies),
        words(KEYWORD, "sides", order.sides),
        collection("media-col", size, *tray),
        *colour,
        words(NAME, _MARK, order.mark),
    ]


def _uri_of(printer: str) -> Attribute:
    return words(URI, "printer-uri", f"ipp://localhost/printers/{quote(printer)}")


def _job_uri(job: JobId) -> Attribute:
    return words(URI, "job-uri", f"ipp://localhost/jobs/{job.rsplit('-', 1)[1]}")


def _asker() -> Attribute:
    return words(NAME, "requesting-user-name", getpass.getuser())


def _texts(told: Mapping[str, Sequence[Value]], name: str) -> tuple[str, ...]:
    return tuple(str(value) for value in told.get(name, ()))


def _text(told: Mapping[str, Sequence[Value]], name: str) -> str:
    return next(iter(_texts(told, name)), "")


def _number(told: Mapping[str, Sequence[Value]], name: str) -> int:
    value = next(iter(told.get(name, ())), 0)
    return value if isinstance(value, int) else 0
