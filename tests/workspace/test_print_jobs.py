"""Print jobs lie apart from the records: what is done to these does not print twice, and goes with the workspace."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from consultant_app.actions.sync.setting_up import create_alone
from consultant_app.workspace.files import remove_files
from consultant_app.workspace.print_jobs import DATABASE_FILE, PrintJob
from consultant_app.workspace.restore_points import go_back, make_restore_point
from consultant_app.workspace.workspace import Workspace


@pytest.fixture
def alone(tmp_path: Path) -> Iterator[Workspace]:
    made, _ = create_alone(tmp_path / "w", "EN", "Katrin Albers", passphrase="geheim", use_keyring=False)
    yield made
    made.close()


def a_job(number: int = 1) -> PrintJob:
    return PrintJob(
        id=f"job{number}", title="Protokoll", kind="visit", record="v", printer="Buero", created_at=number, changed_at=0
    )


def test_a_workspace_in_which_nothing_was_printed_has_no_file_for_it(alone: Workspace) -> None:
    assert alone.print_jobs.all() == ()
    alone.print_jobs.remove(["job1"])
    assert not (alone.folder / DATABASE_FILE).exists()


def test_jobs_come_oldest_first_with_all_that_was_said_of_them(alone: Workspace) -> None:
    for number in (2, 1):
        alone.print_jobs.add(a_job(number), b"%PDF-1.4")
    assert alone.print_jobs.all() == (a_job(1), a_job(2))
    assert alone.print_jobs.find("job3") is None


def test_pages_and_titles_are_encrypted_and_leave_the_file_with_their_job(alone: Workspace) -> None:
    alone.print_jobs.add(a_job(), b"%PDF-1.4 Kanarienvogel")
    alone.print_jobs.remove(["job1"])
    assert alone.print_jobs.pages("job1") is None
    alone.close()
    kept = b"".join(path.read_bytes() for path in alone.folder.glob(f"{DATABASE_FILE}*"))
    assert kept
    assert b"Kanarienvogel" not in kept
    assert b"SQLite format" not in kept


@pytest.mark.parametrize(("state", "reason"), [("done", ""), ("failed", "restricted"), ("failed", "outdated")])
def test_what_is_over_for_good_lets_go_of_its_pages(alone: Workspace, state: str, reason: str) -> None:
    alone.print_jobs.add(a_job(), b"%PDF-1.4")
    assert alone.print_jobs.move(a_job(), 5, state=state, reason=reason)
    assert alone.print_jobs.pages("job1") is None


def test_who_goes_back_to_a_restore_point_prints_nothing_again(alone: Workspace) -> None:
    alone.print_jobs.add(a_job(), b"%PDF-1.4")
    make_restore_point(alone)
    alone.print_jobs.move(a_job(), 5, state="done")
    go_back(alone)
    (job,) = alone.print_jobs.all()
    assert job.state == "done"


def test_print_jobs_go_with_the_workspace(tmp_path: Path) -> None:
    leaving, _ = create_alone(tmp_path / "w", "EN", "Katrin Albers", passphrase="geheim", use_keyring=False)
    leaving.print_jobs.add(a_job(), b"%PDF-1.4")
    leaving.close()
    remove_files(leaving.folder)
    assert not list(leaving.folder.glob(f"{DATABASE_FILE}*"))
