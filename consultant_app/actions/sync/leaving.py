"""Leaving a device: what no server has yet is sealed in exchange files first; only then the workspace is wiped."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from consultant_app.actions.sync.exchange_writing import OnProgress, Written, had_by, write_exchange
from consultant_app.changes.change import SpaceId
from consultant_app.changes.spaces import SpaceKind
from consultant_app.errors import ProductError, RuleError
from consultant_app.workspace.database import cursor_of
from consultant_app.workspace.exchange_attachments import files_waiting, files_waiting_by_space
from consultant_app.workspace.exchange_log import Had, Selection, is_in, joined, own_waiting, waiting_by_space
from consultant_app.workspace.files import remove_files
from consultant_app.workspace.key_wrapping import DEFAULT_COST, Argon2Cost
from consultant_app.workspace.keys import drop_from_keyring
from consultant_app.workspace.restore_points import drop_restore_points
from consultant_app.workspace.workspace import Workspace

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Waiting:
    """What no server has yet of a space: changes, and photos or files. `kind` is "" for a space that this person has
    lost.
    """

    space: SpaceId
    kind: str
    changes: int
    files: int

    @property
    def count(self) -> int:
        return self.changes + self.files


@dataclass(frozen=True, slots=True)
class Sealed:
    """The files that hold all that waited, and what that is."""

    files: tuple[Written, ...]
    holds: Had


def waiting_work(workspace: Workspace) -> tuple[Waiting, ...]:
    workspace.seal_drafts()
    with workspace.database.reading() as connection:
        raw = cursor_of(connection)
        kinds = dict(raw.execute("SELECT id, kind FROM space").fetchall())
        changes, files = waiting_by_space(raw), files_waiting_by_space(raw)
    return tuple(
        Waiting(space, kinds.get(space, ""), changes.get(space, 0), files.get(space, 0))
        for space in sorted(changes.keys() | files.keys())
    )


def seal_waiting(
    workspace: Workspace,
    folder: Path | None,
    *,
    password: Callable[[], str],
    with_person: bool = False,
    cost: Argon2Cost = DEFAULT_COST,
    on_progress: OnProgress = lambda _done, _all: None,
    is_cancelled: Callable[[], bool] = lambda: False,
) -> Sealed:
    """Writes one file for each space in which something waits, and reads each again to its end.

    Raises RuleError: "leave_place_missing" without a folder, "leave_person_waiting" for notes of one's own unless
    `with_person`, "leave_files_waiting" for photos and files that are damaged here; and what writing raises.
    """
    waiting = waiting_work(workspace)
    if not waiting:
        return Sealed((), Had())
    if folder is None:
        raise RuleError("leave_place_missing", count=sum(one.count for one in waiting))
    private = sum(one.count for one in waiting if one.kind == SpaceKind.PERSON)
    if private and not with_person:
        raise RuleError("leave_person_waiting", count=private)
    word = password()
    holds = Had()
    files: list[Written] = []
    for number, one in enumerate(waiting, 1):
        path = _free_name(folder, workspace, one.kind or f"abgelegt-{number}")
        written = write_exchange(
            workspace, path, Selection(one.space, only_waiting=True), password=word, cost=cost,
            on_progress=on_progress, is_cancelled=is_cancelled,
        )  # fmt: skip
        files.append(written)
        had = had_by(path, word)
        holds = Had(joined(holds.changes, had.changes), holds.files | had.files)
    _check_files(workspace, holds)
    return Sealed(tuple(files), holds)


def wipe(workspace: Workspace, sealed: Sealed) -> None:
    """Closes the workspace and removes it with its key; nothing of it can be opened on this device again.

    Raises RuleError("leave_not_sealed", "leave_files_waiting") where something waits that no file has; the workspace
    stays open then.
    """
    workspace.seal_drafts()
    _check_files(workspace, sealed.holds)
    with workspace.database.reading() as connection:
        left = [one for one in own_waiting(cursor_of(connection)) if not is_in(sealed.holds.changes, *one)]
    if left or workspace.drafts() or any(not file.path.exists() for file in sealed.files):
        raise RuleError("leave_not_sealed", count=len(left))
    workspace.close()
    drop_from_keyring(workspace.folder)
    remove_files(workspace.folder)
    drop_restore_points(workspace.folder)


def wipe_or_keep(workspace: Workspace, sealed: Sealed) -> None:
    """For the end of the window: what came in between, and is in no file, keeps the workspace where it is."""
    try:
        wipe(workspace, sealed)
    except ProductError as error:
        _log.warning("the workspace stays: %s", error.code)
        workspace.close()


def _check_files(workspace: Workspace, holds: Had) -> None:
    with workspace.database.reading() as connection:
        left = files_waiting(cursor_of(connection)) - holds.files
    if left:
        raise RuleError("leave_files_waiting", count=len(left))


def _free_name(folder: Path, workspace: Workspace, kind: str) -> Path:
    """A file that is there already is somebody's work."""
    day = f"{workspace.clock():%Y-%m-%d}"
    path = folder / f"Austausch-{workspace.identity.partner_code}-{kind}-{day}.csrx"
    number = 1
    while path.exists():
        number += 1
        path = path.with_name(f"Austausch-{workspace.identity.partner_code}-{kind}-{day}-{number}.csrx")
    return path
