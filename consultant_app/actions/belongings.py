"""What goes along with a root that others are to see, or no longer: the files beside it."""

from collections.abc import Sequence
from typing import Any

from consultant_app.changes.change import RecordId
from consultant_app.workspace.log import chunks, marks


def with_attachments(raw: Any, roots: Sequence[RecordId]) -> list[RecordId]:
    """These roots, then the attachments about them and about their parts."""
    found = list(roots)
    for chunk in chunks(roots):
        rows = raw.execute(
            "SELECT a.id FROM record r JOIN attachment a ON a.about = r.id"
            f" WHERE r.root IN ({marks(len(chunk))}) ORDER BY a.id",
            tuple(chunk),
        )
        found += [RecordId(id_) for (id_,) in rows]
    return found
