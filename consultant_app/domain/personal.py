"""What is erased with a contact: by record type, the fields that are personal in a change about her."""

from typing import Final

from consultant_app.changes.erasure import CONTACT
from consultant_app.domain.record import record_types

NAMES: Final = ("last_name",)
"""The fields of a contact under which others may write of her in free text."""
_FILE: Final = "attachment"


def erased_fields() -> dict[str, list[str]]:
    """A file that belongs to the contact goes as a whole: its hash would fetch the bytes again."""
    found = {}
    for name, record_type in record_types().items():
        if record_type.cls.is_evidence or (name != CONTACT and not record_type.contact_fields):
            continue
        fields = [field for field, kind in record_type.fields.items() if name == _FILE or kind.traits.personal]
        if fields:
            found[name] = fields
    return found


def lenders() -> list[str]:
    """The types of record whose files are about whom the record names, also those that were there before it did."""
    return [name for name, record_type in record_types().items() if record_type.cls.lends_its_persons]
