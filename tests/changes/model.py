"""The rules once more, by definition instead of step by step: slow, stateless, and the oracle for the real ones."""

from collections.abc import Sequence

from consultant_app.changes.change import EXISTENCE, Change, ChangeId, Kind, encode_value
from consultant_app.changes.merge import HOLLOW, Head, Settled


def replaced_for(field: str, changes: Sequence[Change]) -> set[ChangeId]:
    """Everything that some change which set `field` says it replaced there; nobody replaces himself."""
    return {
        replaced
        for change in changes
        if field in change.field_names
        for replaced in change.replaces.get(field, [])
        if replaced != change.id
    }


def heads_by_definition(changes: Sequence[Change]) -> dict[str, list[ChangeId]]:
    fields = {field for change in changes for field in change.field_names}
    found = {
        field: sorted({change.id for change in changes if field in change.field_names} - replaced_for(field, changes))
        for field in fields
    }
    return {field: heads for field, heads in found.items() if heads}


def awaited_by_definition(changes: Sequence[Change]) -> dict[str, list[ChangeId]]:
    here = {change.id for change in changes}
    fields = {field for change in changes for field in change.field_names}
    found = {field: sorted(replaced_for(field, changes) - here) for field in fields}
    covered = {id_ for change in changes if change.kind is Kind.DELETE for id_ in change.covers if id_ != change.id}
    found["@covers"] = sorted(covered - here)
    return {field: ids for field, ids in found.items() if ids}


def is_gone_by_definition(changes: Sequence[Change]) -> bool:
    """Some deletion stands, no restoration does, and the deletions saw every head that a person made."""
    by_id = {change.id: change for change in changes}
    heads = heads_by_definition(changes)
    standing = [by_id[head] for head in heads.pop(EXISTENCE, [])]
    seen = {covered for change in standing for covered in change.covers}
    by_hand = {head for ids in heads.values() for head in ids if not by_id[head].automatic}
    return bool(standing) and all(change.kind is Kind.DELETE for change in standing) and by_hand <= seen


def settled_by_definition(heads: Sequence[Head], *, incomplete: bool) -> Settled:
    """The newest value that is still there; contested while two of them differ, unless something is missing."""
    ordered = sorted(heads, key=lambda head: (-head.at, [-ord(letter) for letter in head.change]))
    values = [head.value for head in ordered if head.value is not HOLLOW]
    differ = any(encode_value(one) != encode_value(other) for one in values for other in values)
    return Settled(
        value=values[0] if values else None,
        contested=differ and not incomplete,
        heads=tuple(head.change for head in ordered),
        incomplete=incomplete,
    )


def member_by_definition(heads: Sequence[Head], *, incomplete: bool) -> Settled:
    settled = settled_by_definition(heads, incomplete=incomplete)
    inside = [head for head in heads if head.value is True]
    return Settled(bool(inside), contested=settled.contested, heads=settled.heads, incomplete=incomplete)
