"""What the page for the USB stick offers: the spaces a person may write a file for, and what each would hold."""

from collections.abc import Sequence
from dataclasses import dataclass

from consultant_app.changes.change import SpaceId
from consultant_app.changes.spaces import SpaceKind
from consultant_app.domain.field_words import type_label
from consultant_app.errors import Language
from consultant_app.workspace.attachments import HERE
from consultant_app.workspace.schema import ACCEPTED
from consultant_app.workspace.workspace import Reader


@dataclass(frozen=True, slots=True)
class Amount:
    """How many changes, of how many records by type, most first, and the bytes of how many attachments."""

    changes: int = 0
    records: tuple[tuple[str, int], ...] = ()
    files: int = 0


@dataclass(frozen=True, slots=True)
class Offer:
    """A space; `waiting` is what no server has yet, `everything` what stands in it."""

    space: SpaceId
    kind: str
    owner: str
    waiting: Amount
    everything: Amount


def exchange_offers(reader: Reader, language: Language) -> tuple[Offer, ...]:
    """The organisation's spaces first. A person's own space is none of them: nobody hands that on by a stick."""
    spaces: Sequence[tuple[str, str, str]] = reader.raw.execute(
        "SELECT id, kind, owner FROM space WHERE kind <> ?", (SpaceKind.PERSON.value,)
    ).fetchall()
    order = [SpaceKind.ORGANISATION.value, SpaceKind.OFFICE.value, SpaceKind.SHARED.value, SpaceKind.CONSORTIUM.value]
    return tuple(
        Offer(
            SpaceId(space), kind, owner,
            _amount(reader, space, language, only_waiting=True), _amount(reader, space, language, only_waiting=False),
        )
        for space, kind, owner in sorted(spaces, key=lambda row: (order.index(row[1]), row[2]))
    )  # fmt: skip


def _amount(reader: Reader, space: str, language: Language, *, only_waiting: bool) -> Amount:
    condition, values = ("AND c.state <> ?", (ACCEPTED,)) if only_waiting else ("", ())
    (changes,) = reader.raw.execute(
        f"SELECT count(*) FROM change c WHERE c.space = ? {condition}", (space, *values)
    ).fetchone()
    rows = reader.raw.execute(
        "SELECT r.type, count(DISTINCT r.id) FROM change c JOIN record r ON r.id = c.record"
        f" WHERE c.space = ? AND r.present = 1 {condition} GROUP BY r.type ORDER BY 2 DESC, 1",
        (space, *values),
    ).fetchall()
    (files,) = reader.raw.execute(
        "SELECT count(DISTINCT f.sha256) FROM file f JOIN record r ON r.id = f.record WHERE r.space = ?"
        " AND (f.state = ? OR NOT ?)",
        (space, HERE, only_waiting),
    ).fetchone()
    return Amount(changes, tuple((type_label(name, language, count=count), count) for name, count in rows), files)
