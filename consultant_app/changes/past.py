"""A change without the values that only the past needs, and how these are filled in afterwards."""

from collections.abc import Collection

from msgspec.structs import replace

from consultant_app.changes.change import Change


def hollowed(change: Change, gone: Collection[str]) -> Change:
    """The change with these of its fields hollow: that it set them and what it replaced there stays known."""
    left_out = [field for field in change.fields if field in gone]
    kept = {field: value for field, value in change.fields.items() if field not in gone}
    return replace(change, fields=kept, hollow=[*change.hollow, *left_out])


def is_fuller(full: Change, hollow: Change) -> bool:
    """Whether `full` is the change `hollow` with more of its values, or with the word that some of them are erased."""
    missing = set(hollow.hollow)
    kept = {field: value for field, value in full.fields.items() if field not in missing}
    same = replace(
        full,
        fields=kept,
        hollow=hollow.hollow,
        erased=[field for field in full.erased if field not in missing],
    )
    return bool(missing) and same == hollow and missing.issubset(full.field_names)
