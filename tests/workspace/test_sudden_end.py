"""Whatever was said to be kept is there after the program, or its disk, came to a sudden end."""

import random
import resource
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from consultant_app.changes.change import RecordId
from consultant_app.domain.company import Company
from consultant_app.domain.visit import Visit
from consultant_app.errors import TroubleError
from consultant_app.workspace.database import Database, cursor_of
from consultant_app.workspace.workspace import Workspace
from tests.support.laptops import PASSPHRASE, Workspaces, add, edit, every, read, rows, shown
from tests.support.scenarios import scenario
from tests.support.waiting import PATIENCE_S

KILLS = 20
ROOT = Path(__file__).parent.parent.parent


def _killed_typist(folder: Path, visit: RecordId, first: int, chance: random.Random) -> tuple[int, int]:
    """Lets it type some drafts, kills it in the middle of the next; the newest number kept, and the newest sealed."""
    program = subprocess.Popen(
        [sys.executable, "-m", "tests.workspace.typist", str(folder), visit, str(first)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )
    assert program.stdout is not None
    kept = sealed = 0
    wanted = chance.randrange(1, 12)
    for line in program.stdout:
        word, number = line.split()
        kept = int(number)
        sealed = kept if word == "versiegelt" else sealed
        wanted -= 1
        if wanted == 0:
            # A little way into whatever it does next.
            for _ in range(chance.randrange(20_000)):
                pass
            program.kill()
    for line in program.stdout.read().splitlines():
        kept = int(line.split()[1])
    program.stdout.close()
    assert program.wait() == -signal.SIGKILL
    return kept, sealed


@scenario("F05", "F20", "F78")
def test_what_was_said_to_be_kept_survives_being_killed_at_any_moment(workspaces: Workspaces) -> None:
    chance = random.Random(5)
    workspace = workspaces.create()
    visit = add(workspace, Visit(company="c" * 32))
    workspace.close()
    first = 1
    for _ in range(KILLS):
        kept, _ = _killed_typist(workspace.folder, visit, first, chance)
        # Read before anything else seals it: the next program to start does that by itself.
        again = workspaces.open(workspace.folder)
        stands = read(again, Visit, visit).situation
        assert int(stands.removeprefix("Satz ").removesuffix(".")) >= kept
        assert again.conflicts() == []
        assert again.drafts() == []
        first = kept + 10
        again.close()
    assert workspaces.open(workspace.folder).verify().whole


def test_a_log_cut_at_any_place_leaves_whole_transactions(workspaces: Workspaces, tmp_path: Path) -> None:
    """As a power cut leaves it: the file as it was, the write-ahead log only up to some byte."""
    workspace = workspaces.create()
    workspace.database.truncate_log()
    for number in range(6):
        with workspace.write() as writer:
            company = writer.new(Company(name=str(number)))
            writer.new(Visit(company=company.id))
    log = (workspace.folder / "workspace.db-wal").read_bytes()
    file = (workspace.folder / "workspace.db").read_bytes()
    keys = (workspace.folder / "keys.json").read_bytes()
    chance = random.Random(7)
    found = []
    for cut in [0, *sorted(chance.sample(range(len(log)), 12)), len(log)]:
        folder = tmp_path / f"cut-{cut}"
        folder.mkdir()
        for name, content in (("workspace.db", file), ("workspace.db-wal", log[:cut]), ("keys.json", keys)):
            (folder / name).write_bytes(content)
        again = workspaces.open(folder)
        found.append(len(every(again, Company)))
        assert len(every(again, Visit)) == found[-1]
        assert again.verify().whole
        again.close()
    assert found == sorted(found)
    assert (found[0], found[-1]) == (0, 6)


@scenario("F28")
def test_a_full_disk_says_so_keeps_what_was_there_and_goes_on_after(workspace: Workspace) -> None:
    visit = add(workspace, Visit(company="c" * 32, situation="Alt."))
    pages = rows(workspace, "PRAGMA page_count")[0][0]
    _limit(workspace.database, pages + 2)
    with pytest.raises(TroubleError, match="disk_full"):
        edit(workspace, visit, situation="Zu viel. " * 20_000)
    with pytest.raises(TroubleError, match="disk_full"):
        workspace.type_draft(visit, "goal", "Zu viel. " * 20_000, shown=[])
    assert read(workspace, Visit, visit).situation == "Alt."
    assert workspace.drafts() == []
    _limit(workspace.database, 1_000_000)
    edit(workspace, visit, situation="Wieder Platz.")
    assert read(workspace, Visit, visit).situation == "Wieder Platz."
    assert len(workspace.history(visit)) == 2
    assert workspace.verify().whole


def _limit(database: Database, pages: int) -> None:
    """The pool hands out the connection that was given back last, so that the next writer gets this one."""
    with database.reading() as connection:
        cursor_of(connection).execute(f"PRAGMA max_page_count = {pages}")


_FILLER = """
import resource, sys
from pathlib import Path
from consultant_app.domain.company import Company
from consultant_app.errors import TroubleError
from consultant_app.workspace.workspace import Workspace

workspace = Workspace.open(Path(sys.argv[1]), passphrase=sys.argv[2])
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]), resource.RLIM_INFINITY))
kept = 0
try:
    while True:
        with workspace.write() as writer:
            writer.new(Company(name=f"Firma {kept}", branch="x" * 150))
        kept += 1
except TroubleError as error:
    print(error.code, kept, flush=True)
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
with workspace.write() as writer:
    writer.new(Company(name="Danach"))
print("whole" if workspace.verify().whole else "broken")
"""


@scenario("F28")
def test_a_file_that_cannot_grow_stops_at_a_whole_transaction(workspace: Workspace) -> None:
    """The system itself refuses the next byte of a file, in the middle of whatever SQLite is writing."""
    workspace.close()
    size = max(path.stat().st_size for path in workspace.folder.iterdir())
    limit = size + 150_000
    done = subprocess.run(
        [sys.executable, "-c", _FILLER, workspace.folder, PASSPHRASE, str(limit)],
        capture_output=True,
        text=True,
        cwd=ROOT,
        timeout=PATIENCE_S,
    )
    assert done.returncode == 0, done.stderr
    told, whole = done.stdout.splitlines()
    code, kept = told.split()
    assert code in {"disk_full", "disk_trouble"}
    assert int(kept) > 0
    assert whole == "whole"
    again = Workspace.open(workspace.folder, passphrase=PASSPHRASE)
    assert len(every(again, Company)) == int(kept) + 1
    again.close()
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] == resource.RLIM_INFINITY


_BESIDE = """
import sys
from pathlib import Path
from consultant_app.domain.company import Company
from consultant_app.workspace.workspace import Workspace

workspace = Workspace.open(Path(sys.argv[1]), passphrase=sys.argv[2])
for number in range(30):
    with workspace.write() as writer:
        writer.new(Company(name=f"Daneben {number}"))
workspace.close()
"""


@scenario("F21", "F68")
def test_two_programs_on_one_workspace_wait_for_each_other(workspace: Workspace) -> None:
    visit = add(workspace, Visit(company="c" * 32, situation="Alt."))
    workspace.type_draft(visit, "situation", "Wird noch getippt", shown=shown(workspace, visit, "situation"))
    beside = subprocess.Popen([sys.executable, "-c", _BESIDE, workspace.folder, PASSPHRASE], cwd=ROOT)
    count = 0
    while beside.poll() is None:
        add(workspace, Company(name=f"Hier {count}"))
        count += 1
    assert beside.returncode == 0
    assert len(every(workspace, Company)) == 30 + count
    assert [draft.value for draft in workspace.drafts()] == ["Wird noch getippt"]
    workspace.seal_drafts()
    assert workspace.conflicts() == []
    assert workspace.verify().whole


@scenario("F68")
def test_a_file_that_stays_locked_is_told(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    with workspace.database.reading() as connection:
        cursor_of(connection).execute("PRAGMA busy_timeout = 10")
    other = Workspace.open(workspace.folder, passphrase=PASSPHRASE)
    with other.write() as writer:
        writer.new(Company(name="Lange Arbeit"))
        with pytest.raises(TroubleError, match="workspace_busy"):
            add(workspace, Company(name="Ungeduldig"))
    other.close()
    add(workspace, Company(name="Jetzt geht es"))
    assert len(every(workspace, Company)) == 2
