"""A real print queue (CUPS) with an emulated IPP printer, in a network of its own.

The printer and the spooler find each other over a loopback that nothing else sees; the tests reach the spooler
through a socket in the file system, so the product needs nothing but `CUPS_SERVER`.
"""

import itertools
import os
import shutil
import socket
import struct
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.support.running import end, running_program
from tests.support.session_bus import accepts, bus_config, short_folder
from tests.support.waiting import PATIENCE_S, wait_until

_FORMATS = "application/pdf,image/pwg-raster,image/urf,image/jpeg"

_SPOOLER = """
Listen {folder}/cups.sock
Browsing Off
DefaultAuthType None
WebInterface No
ErrorPolicy retry-job
JobRetryInterval 1
<Location />
  Order allow,deny
  Allow all
</Location>
<Policy default>
  JobPrivateAccess all
  JobPrivateValues none
  <Limit All>
    Order allow,deny
    Allow all
  </Limit>
</Policy>
"""

_SPOOLER_FILES = """
ServerRoot {folder}/etc
StateDir {folder}/state
CacheDir {folder}/cache
RequestRoot {folder}/requests
TempDir {folder}/temp
ServerBin {folder}/programs
DataDir /usr/share/cups
AccessLog {folder}/access.log
ErrorLog {folder}/error.log
PageLog {folder}/page.log
Sandboxing relaxed
"""

_PROGRAM = """#!/bin/sh
# What the printer does with a job: it notes how it was ordered and waits while there is no paper.
env | grep '^IPP_' > {folder}/order-$IPP_JOB_ID.part
mv {folder}/order-$IPP_JOB_ID.part {folder}/order-$IPP_JOB_ID
if [ -e {folder}/no-paper ]; then
  echo "STATE: +media-empty" >&2
  while [ -e {folder}/no-paper ]; do sleep 0.1; done
  echo "STATE: -media-empty" >&2
fi
"""

_AVAHI = """
[server]
host-name=localhost
use-ipv6=no
allow-interfaces=lo
enable-dbus=yes
[wide-area]
enable-wide-area=no
"""


@dataclass(frozen=True)
class PrintSpooler:
    """A running CUPS; `inside` puts a command into the network where the printers are."""

    folder: Path
    inside: Sequence[str]
    env: Mapping[str, str]
    ports: Iterator[int] = field(default_factory=lambda: itertools.count(8631))

    @property
    def address(self) -> str:
        return str(self.folder / "cups.sock")

    def run(self, *command: str) -> str:
        done = subprocess.run(command, env=self.env, capture_output=True, text=True, timeout=PATIENCE_S)
        if done.returncode:
            raise RuntimeError(f"{command}: {done.stderr}")
        return done.stdout


def _running_network(stack: ExitStack, folder: Path) -> Sequence[str]:
    """A network with nothing but its loopback, kept by the bus that avahi needs; returns the way inside."""
    # avahi writes its pid file to a fixed place: a mount of its own keeps two test processes apart.
    script = 'mount -t tmpfs none /run && mkdir /run/avahi-daemon && ip link set lo up && exec "$@"'
    bus = ["dbus-daemon", f"--config-file={bus_config(folder, 'system')}", "--nofork", "--nopidfile"]
    keeper = ["unshare", "--net", "--mount", "--", "sh", "-c", script, "sh", *bus]
    if os.geteuid() != 0:
        keeper[1:1] = ["--map-root-user", "--map-auto"]
    running = stack.enter_context(running_program(keeper, lambda: accepts(folder / "bus"), log=folder / "bus.log"))
    user = [] if os.geteuid() == 0 else ["--user", "--preserve-credentials"]
    return ["nsenter", "--target", str(running.pid), "--net", "--mount", *user, "--"]


def _unreadable(folder: str, names: list[str]) -> list[str]:
    return [name for name in names if not os.access(Path(folder, name), os.R_OK)]


@contextmanager
def running_spooler() -> Iterator[PrintSpooler]:
    with short_folder("print") as folder, ExitStack() as stack:
        folder.chmod(0o755)  # the filters run as another user
        for name in ("etc", "state", "cache", "requests", "temp"):
            (folder / name).mkdir()
        (folder / "cupsd.conf").write_text(_SPOOLER.format(folder=folder))
        (folder / "cups-files.conf").write_text(_SPOOLER_FILES.format(folder=folder))
        (folder / "avahi.conf").write_text(_AVAHI)
        # CUPS runs only what belongs to its root, which is this user when the network belongs to this user.
        shutil.copytree("/usr/lib/cups", folder / "programs", ignore=_unreadable)
        inside = _running_network(stack, folder)
        # What the spooler's users made there can be deleted by the network's root only.
        stack.callback(subprocess.run, [*inside, "sh", "-c", f"rm -rf {folder}/*"], check=True)
        env = {**os.environ, "HOME": str(folder), "DBUS_SYSTEM_BUS_ADDRESS": f"unix:path={folder / 'bus'}"}
        avahi = [*inside, "avahi-daemon", "--no-drop-root", "--no-rlimits", "--no-chroot", "-f", folder / "avahi.conf"]
        log = folder / "avahi.log"
        stack.enter_context(
            running_program(avahi, lambda: "Server startup complete" in log.read_text(), log=log, env=env)
        )
        cupsd = [*inside, "cupsd", "-f", "-c", folder / "cupsd.conf", "-s", folder / "cups-files.conf"]
        spooler = PrintSpooler(folder, inside, {**env, "CUPS_SERVER": str(folder / "cups.sock")})
        stack.enter_context(
            running_program(cupsd, lambda: accepts(folder / "cups.sock"), log=folder / "cupsd.log", env=env)
        )
        yield spooler


@dataclass
class PrinterQueue:
    """One queue and the printer at its end.

    `env` is what the product's environment needs to meet this spooler; `spool` is where the printer keeps what
    it was sent, one file per job.
    """

    name: str
    spool: Path
    spooler: PrintSpooler
    port: int
    two_sided: bool = False
    printer: subprocess.Popen[bytes] | None = None

    @property
    def env(self) -> Mapping[str, str]:
        return {"CUPS_SERVER": self.spooler.address}

    @property
    def inner(self) -> Path:
        """What only the printer knows."""
        return self.spool.parent / f"inner-{self.port}"

    def take_out_paper(self) -> None:
        (self.inner / "no-paper").touch()

    def put_in_paper(self) -> None:
        (self.inner / "no-paper").unlink()

    def orders(self, count: int) -> list[dict[str, str]]:
        """How the first jobs were ordered, in the words that reached the printer."""

        def told() -> list[Path]:
            found = sorted(self.inner.glob("order-*[0-9]"), key=lambda path: int(path.name.split("-")[1]))
            return found if len(found) >= count else []

        files = wait_until(told, lambda: f"{count} jobs at {self.name}")
        return [dict(line.split("=", 1) for line in one.read_text().splitlines() if "=" in line) for one in files]

    def switch_on(self) -> None:
        program = self.inner / "print"
        if not program.exists():
            self.inner.mkdir()
            program.write_text(_PROGRAM.format(folder=self.inner))
            program.chmod(0o755)
        sides = ["-2"] if self.two_sided else []
        device = [
            *sides,
            "-n",
            "localhost",
            "-p",
            str(self.port),
            "-r",
            "off",
            "-d",
            str(self.spool),
            "-k",
            "-c",
            str(program),
        ]
        command = [*self.spooler.inside, "ippeveprinter", *device, "-s", "6000,6000", "-f", _FORMATS, self.name]
        log = self.spool.parent / f"{self.name}.log"
        with log.open("ab") as output:
            self.printer = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=output, stderr=output, env=self.spooler.env
            )
        wait_until(self._listens, lambda: f"the printer; it said: {log.read_text(errors='replace')[-2000:]}")

    def _listens(self) -> bool:
        """Read from the kernel's table of the printer's network, where 0A is the state of a listening socket."""
        assert self.printer is not None
        if self.printer.poll() is not None:
            raise RuntimeError("the printer ended at once")
        sockets = Path(f"/proc/{self.printer.pid}/net/tcp").read_text().splitlines()[1:]
        return any(row.split()[1].endswith(f":{self.port:04X}") and row.split()[3] == "0A" for row in sockets)

    def switch_off(self) -> None:
        """The printer is gone: nobody answers at its address, the queue stays."""
        if self.printer is not None:
            end(self.printer)
            self.printer = None

    def refuse_jobs(self) -> None:
        """The queue takes no further job (an administrator's cupsreject)."""
        self.spooler.run("cupsreject", self.name)

    def stop(self) -> None:
        """The queue takes jobs and keeps them (paper jam, cupsdisable)."""
        self.spooler.run("cupsdisable", self.name)

    def resume(self) -> None:
        self.spooler.run("cupsenable", self.name)

    def set_up(self) -> None:
        """The queue is known on this machine."""
        device = f"ipp://localhost:{self.port}/ipp/print"
        self.spooler.run("lpadmin", "-p", self.name, "-E", "-v", device, "-m", "everywhere")
        # cupsd asks the printer what it can in the background; until then it takes back what is said about the queue.
        description = self.spooler.folder / "etc" / "ppd" / f"{self.name}.ppd"
        wait_until(description.exists, lambda: f"the queue {self.name} to be finished")

    def remove(self) -> None:
        """The queue is no longer known on this machine."""
        self.spooler.run("lpadmin", "-x", self.name)

    def job_attributes(self, job: str) -> bytes:
        """The spooler's own answer to IPP Get-Job-Attributes (RFC 8011), unread."""

        def attribute(tag: int, name: str, value: str) -> bytes:
            form = f">BH{len(name)}sH{len(value)}s"
            return struct.pack(form, tag, len(name), name.encode(), len(value), value.encode())

        uri = f"ipp://localhost/jobs/{job.rsplit('-', 1)[1]}"
        question = struct.pack(">BBHIB", 2, 0, 0x0009, 1, 0x01)
        question += attribute(0x47, "attributes-charset", "utf-8") + attribute(
            0x48, "attributes-natural-language", "en"
        )
        question += attribute(0x45, "job-uri", uri) + b"\x03"
        kind = f"Content-Type: application/ipp\r\nContent-Length: {len(question)}"
        head = f"POST / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{kind}\r\n\r\n"
        with socket.socket(socket.AF_UNIX) as line, line.makefile("rb") as answers:
            line.connect(self.spooler.address)
            line.sendall(head.encode() + question)
            return answers.read()

    def kept_bytes(self, job: str) -> Path:
        """Where the spooler keeps what it was given."""
        return self.spooler.folder / "requests" / f"d{int(job.rsplit('-', 1)[1]):05}-001"

    def kept_jobs(self, count: int) -> list[tuple[str, bytes]]:
        """The jobs that wait at a stopped queue, oldest first, with what the spooler keeps of each."""
        told = self.spooler.run("lpstat", "-o", self.name)
        jobs = sorted((line.split()[0] for line in told.splitlines()), key=lambda job: int(job.rsplit("-", 1)[1]))
        if len(jobs) != count:
            raise AssertionError(f"{count} jobs expected: {told}")
        return [(job, self.kept_bytes(job).read_bytes()) for job in jobs]

    def jobs_ever(self) -> int:
        """How many jobs this queue was given since it was set up."""
        return len(self.spooler.run("lpstat", "-W", "all", "-o", self.name).splitlines())

    def wait_for_jobs(self, count: int) -> list[Path]:
        """The first `count` files that arrived whole at the printer, oldest first."""

        def whole() -> list[Path]:
            # What its program writes the printer keeps beside them.
            found = [path for path in self.spool.glob("*.*") if path.suffix != ".prn"]
            files = sorted(found, key=lambda path: path.stat().st_mtime_ns)
            return files if len(files) >= count and all(_is_whole(path) for path in files) else []

        return wait_until(whole, lambda: f"{count} jobs in {list(self.spool.iterdir())}")[:count]


def _is_whole(path: Path) -> bool:
    return path.suffix != ".pdf" or path.read_bytes().rstrip().endswith(b"%%EOF")


@pytest.fixture(scope="session")
def print_spooler() -> Iterator[PrintSpooler]:
    with running_spooler() as spooler:
        yield spooler


@contextmanager
def running_queue(spooler: PrintSpooler, folder: Path, *, two_sided: bool = False) -> Iterator[PrinterQueue]:
    port = next(spooler.ports)
    spool = folder / f"spool-{port}"
    spool.mkdir()
    queue = PrinterQueue(f"Buero-{port}", spool, spooler, port, two_sided)
    queue.switch_on()
    try:
        queue.set_up()
        yield queue
    finally:
        queue.switch_off()


@pytest.fixture
def printer_queue(print_spooler: PrintSpooler, tmp_path: Path) -> Iterator[PrinterQueue]:
    """A queue with a switched-on printer and an empty spool."""
    with running_queue(print_spooler, tmp_path) as queue:
        yield queue


@pytest.fixture
def two_sided_queue(print_spooler: PrintSpooler, tmp_path: Path) -> Iterator[PrinterQueue]:
    """The same with a printer that turns the sheet."""
    with running_queue(print_spooler, tmp_path, two_sided=True) as queue:
        yield queue
