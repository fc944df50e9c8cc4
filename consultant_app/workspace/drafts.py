"""Drafts: what is being typed, durable at once, not yet a change.

A draft remembers the heads that were on screen when its typing began; sealing replaces exactly these. It belongs to
the run of the program in which it is typed: another one seals it only when that run is over. A *jotting* is a draft of
words that are no field's yet, such as a line waiting to be added: it is never sealed and stays on this device until an
action takes it up.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final

import msgspec

from consultant_app.changes.change import ChangeId, RecordId, SpaceId, Value, encode_value
from consultant_app.domain.record import record_types
from consultant_app.workspace.capture import Writer
from consultant_app.workspace.log import load_change

JOTTING: Final = "~"
"""Begins the name of a jotting, which no field of a record can have."""
MEASURE_LINE: Final = f"{JOTTING}measure_line"
"""What stands in the M: line of a visit."""
PERSON_LINE: Final = f"{JOTTING}person"
"""The name of somebody who takes part in a visit, not yet on its list."""
SIGNATURES: Final = f"{JOTTING}signatures"
"""What is drawn on the pads of a paper and not yet taken as signatures."""

_decode_value = msgspec.msgpack.Decoder().decode
_decode_shown = msgspec.msgpack.Decoder(list[ChangeId]).decode


class Draft(msgspec.Struct, frozen=True):
    record: RecordId
    field: str
    value: Value
    shown: tuple[ChangeId, ...]
    started_at: int
    typed_at: int
    run: str = ""

    @property
    def is_jotting(self) -> bool:
        return self.field.startswith(JOTTING)


def write_draft(raw: Any, draft: Draft) -> None:
    """Keeps the text; a draft that stands already keeps what was shown when its typing began. A jotting that was
    emptied is gone.
    """
    if draft.is_jotting and not draft.value:
        drop_draft(raw, draft.record, draft.field)
        return
    raw.execute(
        "INSERT INTO draft (record, field, value, shown, started_at, typed_at, run) VALUES (?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (record, field) DO UPDATE SET value = excluded.value, typed_at = excluded.typed_at,"
        " run = excluded.run",
        (draft.record, draft.field, encode_value(draft.value), encode_value(list(draft.shown)), draft.started_at,
         draft.typed_at, draft.run),
    )  # fmt: skip


def remark_line(about: str) -> str:
    """The jotting of a remark on something that is open, by its id."""
    return f"{JOTTING}remark:{about}"


def load_jottings(raw: Any, record: RecordId) -> dict[str, str]:
    """The words that wait at a record, by the names of their jottings."""
    return {draft.field: str(draft.value) for draft in load_drafts(raw, record) if draft.is_jotting}


def drop_draft(raw: Any, record: RecordId, field: str) -> None:
    raw.execute("DELETE FROM draft WHERE record = ? AND field = ?", (record, field))


def load_drafts(raw: Any, record: RecordId | None = None) -> list[Draft]:
    """All drafts, or those of one record; oldest first."""
    query = "SELECT record, field, value, shown, started_at, typed_at, run FROM draft"
    where = " WHERE record = ?" if record is not None else ""
    rows = raw.execute(f"{query}{where} ORDER BY started_at, record, field", (record,) if record is not None else ())
    return [Draft(r[0], r[1], _decode_value(r[2]), tuple(_decode_shown(r[3])), *r[4:]) for r in rows]


def drafts_in(raw: Any, spaces: Sequence[SpaceId], roots: Sequence[RecordId]) -> list[RecordId]:
    """The records in these spaces and of these roots that somebody types in."""
    rows = raw.execute("SELECT r.id, r.space, r.root FROM draft d JOIN record r ON r.id = d.record").fetchall()
    return [RecordId(id_) for id_, space, root in rows if space in spaces or root in roots]


def seal_drafts(writer: Writer, record: RecordId, runs: Collection[str]) -> None:
    """Turns a record's drafts of these runs into an edit, in the writer's transaction.

    Words typed into a record that was deleted meanwhile bring it back, marked. A draft that says what was on screen
    when its typing began is no edit.
    """
    drafts = [draft for draft in load_drafts(writer.raw, record) if draft.run in runs and not draft.is_jotting]
    typed = {draft.field: draft for draft in drafts if not _says_what_was_shown(writer.raw, draft)}
    writer.shown(record, {field: draft.shown for field, draft in typed.items()})
    if typed:
        # Not by way of the record object: whatever was typed is kept, also what a rule or this version would refuse.
        writer.set_unseen(record, {field: draft.value for field, draft in typed.items()})
    for draft in drafts:
        drop_draft(writer.raw, draft.record, draft.field)


def rename_shown(raw: Any, renamed: Mapping[ChangeId, ChangeId]) -> None:
    """Changes that were on screen got other ids."""
    for draft in load_drafts(raw):
        shown = [renamed.get(change, change) for change in draft.shown]
        raw.execute(
            "UPDATE draft SET shown = ? WHERE record = ? AND field = ?",
            (encode_value(shown), draft.record, draft.field),
        )


def _says_what_was_shown(raw: Any, draft: Draft) -> bool:
    if len(draft.shown) > 1:
        return False
    if draft.shown:
        stored = load_change(raw, draft.shown[0])
        return stored is not None and stored.change.fields.get(draft.field, ...) == draft.value
    row = raw.execute("SELECT type FROM record WHERE id = ?", (draft.record,)).fetchone()
    kind = record_types()[row[0]].fields.get(draft.field) if row and row[0] in record_types() else None
    return kind is not None and draft.value == kind.empty
