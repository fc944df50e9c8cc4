"""Dropping roots of a workspace that no server knows: nobody else has them, so nothing of them stays anywhere."""

from collections.abc import Iterable

from consultant_app.changes.change import RecordId
from consultant_app.errors import RuleError
from consultant_app.workspace.apply import Touched
from consultant_app.workspace.forgetting import drop_root
from consultant_app.workspace.workspace import Workspace


def drop_unshared(workspace: Workspace, roots: Iterable[RecordId]) -> int:
    """Drops roots with their parts and their history, in one transaction; returns how many records that were.

    Steps before it can no longer be taken back. Raises RuleError("already_joined").
    """
    if workspace.identity.joined:
        raise RuleError("already_joined", server=workspace.identity.server_url)
    workspace.seal_drafts()
    touched = Touched()
    with workspace.database.writing() as connection:
        for root in roots:
            touched.records.update(drop_root(connection, root).records)
    workspace.steps.forget()
    workspace.tell(touched, "edit")
    return len(touched.records)
