"""What waits for the server, in a person's words: how many of what, and about whom."""

from dataclasses import dataclass
from typing import Final

from consultant_app.actions.sync.record_names import name_of, record_company
from consultant_app.domain.field_words import type_label
from consultant_app.errors import Language
from consultant_app.workspace.looking import Looking
from consultant_app.workspace.status import TYPED, WAITS

NAMED: Final = 3
_LOOKED_AT: Final = 12
"""Several of a kind are often about one company."""
_ROOTS: Final = f"id IN (SELECT root FROM record WHERE {WAITS} UNION SELECT root FROM record WHERE {TYPED})"


@dataclass(frozen=True, slots=True)
class Waiting:
    """A visit counts once, with all its parts. `names` are of companies, or of what belongs to none, newest first."""

    type: str
    words: str
    names: tuple[str, ...]
    are_all_named: bool


def waiting_roots(reader: Looking, language: Language) -> tuple[Waiting, ...]:
    """By kind, most first."""
    counts = reader.raw.execute(
        f"SELECT type, count(*) FROM record WHERE {_ROOTS} GROUP BY type ORDER BY 2 DESC, 1"
    ).fetchall()
    return tuple(_waiting(reader, kind, count, language) for kind, count in counts)


def _waiting(reader: Looking, kind: str, count: int, language: Language) -> Waiting:
    rows = reader.raw.execute(
        f"SELECT id FROM record WHERE {_ROOTS} AND type = ? ORDER BY changed_at DESC, id DESC LIMIT ?",
        (kind, _LOOKED_AT),
    ).fetchall()
    found = dict.fromkeys(record_company(reader, id_, id_) or name_of(reader, id_) for (id_,) in rows)
    names = tuple(name for name in found if name)
    return Waiting(
        type=kind,
        words=f"{count} {type_label(kind, language, count=count)}",
        names=names[:NAMED],
        are_all_named=count <= _LOOKED_AT and len(names) <= NAMED,
    )
