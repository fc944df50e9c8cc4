"""Which changes a record's fields stand on: pure, and the same state for any order in which the same changes arrive.

Causality comes from `replaces` alone; device time is never looked at here.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Final

import msgspec

from consultant_app.changes.change import Change, ChangeId, Kind

AWAITED_COVERS: Final = "@covers"
"""The name in `awaited` under which a deletion waits for heads that its author saw and that are not here yet."""

Known = Callable[[ChangeId], bool]
"""Whether a change has been *advanced* into this very record's state before; being stored is not enough."""
FieldsOf = Callable[[ChangeId], Sequence[str]]
"""The `field_names` of a change that is here."""


class RecordHeads(msgspec.Struct, frozen=True, array_like=True):
    """The heads of one record, stored as one blob by laptop and server.

    `heads` has for each head change the sorted names of the fields it is head of, or None while that is every field it
    set. `awaited` has for each field the sorted ids that were replaced and are not here: such a field is incomplete.
    """

    heads: dict[ChangeId, list[str] | None]
    awaited: dict[str, list[ChangeId]] = {}


def is_plain_beginning(change: Change) -> bool:
    """Whether a record that only this change has touched stands on it with all that it sets, and with nothing else."""
    if change.kind is not Kind.SET or not change.fields:
        return False
    return not (change.replaces or change.covers or change.hollow or change.erased)


def advance(state: RecordHeads | None, change: Change, *, known: Known, fields_of: FieldsOf) -> RecordHeads:
    """The state once `change` has joined its record; a change that joined before alters nothing."""
    own = change.id
    if state is None:
        if is_plain_beginning(change):
            return RecordHeads({own: None})
        state = RecordHeads({})
    awaited_for = [field for field, ids in state.awaited.items() if own in ids]
    if own in state.heads or (not awaited_for and known(own)):
        return state
    heads = dict(state.heads)
    awaited = {field: set(ids) for field, ids in state.awaited.items()}
    for field in awaited_for:
        awaited[field].discard(own)
    names = change.field_names
    remaining = sorted(set(names).difference(awaited_for))
    if remaining:
        heads[own] = remaining if len(remaining) < len(set(names)) else None
    _supersede(change, heads, fields_of=fields_of)
    for field, missing in _missing(change, state, known=known):
        awaited.setdefault(field, set()).update(missing)
    return RecordHeads(heads, {field: sorted(ids) for field, ids in awaited.items() if ids})


def _supersede(change: Change, heads: dict[ChangeId, list[str] | None], *, fields_of: FieldsOf) -> None:
    """Takes from the heads what `change` replaces; a head that loses a field gets an explicit list."""
    lost: dict[ChangeId, set[str]] = {}
    for field in change.field_names:
        for replaced in change.replaces.get(field, ()):
            if replaced in heads and replaced != change.id:
                lost.setdefault(replaced, set()).add(field)
    for replaced, fields in lost.items():
        held = heads[replaced]
        before = set(fields_of(replaced) if held is None else held)
        after = before - fields
        if not after:
            del heads[replaced]
        elif len(after) < len(before):
            heads[replaced] = sorted(after)


def _missing(change: Change, state: RecordHeads, *, known: Known) -> Iterable[tuple[str, list[ChangeId]]]:
    """What `change` names and has not joined the record yet, by the name under which it is awaited."""
    named = [(field, change.replaces.get(field, [])) for field in change.field_names]
    if change.kind is Kind.DELETE:
        named.append((AWAITED_COVERS, change.covers))
    own = change.id
    for field, ids in named:
        yield field, [id_ for id_ in ids if id_ != own and id_ not in state.heads and not known(id_)]


def heads_of(state: RecordHeads, field: str, *, fields_of: FieldsOf) -> list[ChangeId]:
    """The changes that `field` stands on, in the order of their ids; empty for a field that was never set."""
    return sorted(
        change for change, fields in state.heads.items() if field in (fields_of(change) if fields is None else fields)
    )


def field_heads(state: RecordHeads, fields_of: FieldsOf) -> dict[str, list[ChangeId]]:
    """`heads_of` for every field at once."""
    found: dict[str, list[ChangeId]] = {}
    for change in sorted(state.heads):
        fields = state.heads[change]
        for field in dict.fromkeys(fields_of(change)) if fields is None else fields:
            found.setdefault(field, []).append(change)
    return found


def is_incomplete(state: RecordHeads, field: str) -> bool:
    """Whether a change that was replaced for `field` is not here yet: its heads may still turn out to be one."""
    return field in state.awaited


_encoder: Final = msgspec.msgpack.Encoder(order="deterministic")
_decoder: Final = msgspec.msgpack.Decoder(RecordHeads)


def encode_heads(state: RecordHeads) -> bytes:
    """Equal states have equal bytes."""
    return _encoder.encode(state)


def decode_heads(data: bytes) -> RecordHeads:
    return _decoder.decode(data)
