"""What taking in a push reads and writes, as statements: built once, for that costs more than running them."""

from sqlalchemy import bindparam, select, update

from consultant_app.changes.spaces import SpaceKind
from consultant_app.changes.wire import EntryKind
from consultant_app.server.bulk import keyed
from consultant_app.server.schema import ENTRY, ORIGIN, RECORD, SPACE

LOCKED_SPACES = keyed(select(SPACE).order_by(SPACE.c.id).with_for_update(), SPACE.c.id)
ORIGINS = keyed(select(ORIGIN.c.id, ORIGIN.c.device), ORIGIN.c.id)
# What was written in a person's own space is not for others, wherever the record stands now.
DEPARTURES = keyed(
    select(ENTRY.c.space, ENTRY.c.record)
    .join(SPACE, ENTRY.c.space == SPACE.c.id)
    .where(ENTRY.c.kind == EntryKind.LEAVE.value, SPACE.c.kind != SpaceKind.PERSON.value),
    ENTRY.c.record,
)
HELD = keyed(select(ENTRY.c.change, ENTRY.c.content, ENTRY.c.received_at), ENTRY.c.change)
RECORDS = keyed(select(RECORD), RECORD.c.id)
BODIES = keyed(select(ENTRY.c.change, ENTRY.c.body), ENTRY.c.change)
ENTRY_COLUMNS = (
    ENTRY.c.space,
    ENTRY.c.position,
    ENTRY.c.kind,
    ENTRY.c.record,
    ENTRY.c.change,
    ENTRY.c.transaction_number,
    ENTRY.c.content,
    ENTRY.c.body,
    ENTRY.c.received_at,
    ENTRY.c.chain,
)
RECORD_COLUMNS = (RECORD.c.id, RECORD.c.root, RECORD.c.space, RECORD.c.type, RECORD.c.heads, RECORD.c.terms)
UPDATE_SPACE = (
    update(SPACE)
    .where(SPACE.c.id == bindparam("key"))
    .values(position=bindparam("new_position"), chain=bindparam("new_chain"), digest=bindparam("new_digest"))
)
UPDATE_RECORD = (
    update(RECORD)
    .where(RECORD.c.id == bindparam("key"))
    .values(type=bindparam("new_type"), heads=bindparam("new_heads"), terms=bindparam("new_terms"))
)
