"""One record as the log sees it: where it lives, its heads, and what it adds to the digest of its space."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import msgspec

from consultant_app.changes.change import Change, ChangeId, RecordId, SpaceId
from consultant_app.changes.digest import term_of
from consultant_app.changes.heads import RecordHeads, advance, is_plain_beginning

FindChange = Callable[[ChangeId], Change | None]


@dataclass(slots=True)
class RecordState:
    """`type` is empty while only parts of this root have arrived."""

    type: str
    root: RecordId
    space: SpaceId
    heads: RecordHeads | None = None
    terms: dict[ChangeId, int] = field(default_factory=dict)
    is_stored: bool = False
    is_changed: bool = False

    def join(self, change: Change, find_change: FindChange) -> int:
        """The change becomes part of the record; returns what the digest of its space grows by."""

        if self.heads is None and is_plain_beginning(change):
            return self._begin(change)

        def fields_of(known: ChangeId) -> Sequence[str]:
            return change.field_names if known == change.id else _found(find_change, known).field_names

        before = self.heads.heads if self.heads else {}
        self.heads = advance(
            self.heads, change, known=lambda one: _is_of(change.record, find_change(one)), fields_of=fields_of
        )
        self.is_changed = True
        after = self.heads.heads
        growth = -sum(self.terms.pop(gone, 0) for gone in before.keys() - after.keys())
        for head, fields in after.items():
            if head in before and before[head] == fields:
                continue
            source = change if head == change.id else _found(find_change, head)
            term = term_of(source, source.field_names if fields is None else fields)
            growth += term - self.terms.get(head, 0)
            self.terms[head] = term
        return growth

    def _begin(self, change: Change) -> int:
        """The first change of a record, when it builds on nothing, is head of all it sets."""
        own = change.id
        term = term_of(change, change.fields)
        self.heads, self.terms, self.is_changed = RecordHeads({own: None}), {own: term}, True
        return term


def _is_of(record: RecordId, change: Change | None) -> bool:
    return change is not None and change.record == record


def _found(find_change: FindChange, change: ChangeId) -> Change:
    found = find_change(change)
    if found is None:
        raise LookupError(f"the log lacks the head {change}")
    return found


_terms_decoder = msgspec.msgpack.Decoder(dict[ChangeId, bytes])


def encode_terms(terms: dict[ChangeId, int]) -> bytes:
    return msgspec.msgpack.encode({change: term.to_bytes(16, "big") for change, term in terms.items()})


def decode_terms(stored: bytes) -> dict[ChangeId, int]:
    return {change: int.from_bytes(term, "big") for change, term in _terms_decoder.decode(stored).items()}
