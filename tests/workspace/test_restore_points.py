"""Restore points follow one another as they were made, whatever the clock says meanwhile."""

from datetime import timedelta

from consultant_app.domain.company import Company
from consultant_app.workspace.restore_points import KEPT, go_back, make_restore_point, restore_points
from consultant_app.workspace.workspace import Workspace
from tests.support.laptops import Workspaces, add, every


def test_a_clock_that_goes_back_takes_no_new_point_for_the_oldest(workspaces: Workspaces, workspace: Workspace) -> None:
    made = []
    for number in range(KEPT + 2):
        made.append(make_restore_point(workspace))
        add(workspace, Company(name=f"Nach Punkt {number}"))
        workspaces.clock.advance(timedelta(days=-400))
    assert restore_points(workspace.folder) == list(reversed(made))[:KEPT]
    go_back(workspace)
    assert f"Nach Punkt {KEPT + 1}" in {one.name for one in every(workspace, Company)}
    assert len(restore_points(workspace.folder)) == KEPT


def test_points_of_one_moment_are_kept_apart(workspace: Workspace) -> None:
    assert make_restore_point(workspace) != make_restore_point(workspace)
    assert len(restore_points(workspace.folder)) == 2
