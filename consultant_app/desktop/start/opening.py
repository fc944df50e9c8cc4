"""Opening a workspace, or saying what stands in the way: without a widget, off the interface's thread."""

from dataclasses import dataclass
from pathlib import Path

from consultant_app.errors import ProductError, RuleError
from consultant_app.workspace import keys
from consultant_app.workspace.workspace import Workspace

LOCKED = "locked_by_person"
KEY_PROBLEMS = frozenset(
    {
        "passphrase_needed",
        "wrong_passphrase",
        "wrong_recovery_code",
        "recovery_code_mistyped",
        "keyring_emptied",
        "keyring_locked",
        "keyring_unusable",
        "workspace_key_wrong",
    }
)
"""What a secret that somebody types can help against; against anything else it helps nothing to ask for one."""


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Why a workspace does not open by itself, and which ways lead in."""

    problem: Exception
    has_passphrase: bool = False
    has_keyring: bool = False

    @property
    def is_about_keys(self) -> bool:
        return self.code in KEY_PROBLEMS

    @property
    def code(self) -> str:
        """The code of the problem; "" for one that nobody foresaw."""
        return self.problem.code if isinstance(self.problem, ProductError) else ""


def open_workspace(folder: Path, passphrase: str | None) -> Workspace | Obstacle | None:
    """The workspace, what stands in the way, or None where there is none yet."""
    try:
        return Workspace.open(folder, passphrase=passphrase)
    except ProductError as problem:
        return None if problem.code == "no_workspace" else obstacle(folder, problem)


def obstacle(folder: Path, problem: ProductError) -> Obstacle:
    """A problem with the ways that the workspace has; none when its key file cannot be read."""
    try:
        slots = keys.slots(folder)
    except ProductError:
        return Obstacle(problem)
    return Obstacle(problem, slots.passphrase, slots.keyring)


def locked(folder: Path) -> Obstacle:
    """Of a workspace that somebody locked and that stays open behind it."""
    return obstacle(folder, RuleError(LOCKED))


def check_secret(folder: Path, passphrase: str | None, recovery_code: str | None) -> None:
    """Whether this opens the workspace, which is open already; raises what `keys.unlock` raises.

    A workspace without a passphrase takes none: the keyring would open to any word.
    """
    if passphrase is not None and not keys.slots(folder).passphrase:
        raise RuleError("wrong_passphrase")
    keys.unlock(folder, passphrase=passphrase, recovery_code=recovery_code)
