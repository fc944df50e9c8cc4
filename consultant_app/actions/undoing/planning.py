"""Planning what taking back a person's changes of a span comes to; it reads only."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from consultant_app.actions.undoing.fields import FieldBack, Refused, Stays, field_back, is_back
from consultant_app.actions.undoing.holding import held_back
from consultant_app.actions.undoing.plan import Kept, Plan, RecordBack
from consultant_app.changes.change import EXISTENCE, ChangeId, Kind, OriginId, RecordId, SpaceId, split_change_id
from consultant_app.domain.record import record_types
from consultant_app.workspace.history import as_known
from consultant_app.workspace.log import StoredChange, heads_by_field, load_change
from consultant_app.workspace.person_changes import RecordPast, Span, origins_of, records_changed, user_names
from consultant_app.workspace.reopening import SaidAgain


def plan_undoing(raw: Any, span: Span, *, space: SpaceId | None = None) -> Plan:
    """Of everything, or of one space."""
    planner = _Planner(raw, span)
    for record in records_changed(raw, span):
        planner.look_at(record, space)
    planner.keep_what_is_needed()
    return planner.plan


class _Planner:
    def __init__(self, raw: Any, span: Span) -> None:
        self.plan = Plan()
        self._raw = raw
        self._span = span
        self._origins = origins_of(raw, span.person)
        self._writable = {space for (space,) in raw.execute("SELECT id FROM space WHERE may_write = 1").fetchall()}

    def look_at(self, record: RecordId, space: SpaceId | None) -> None:
        row = self._raw.execute(
            "SELECT type, root, space, heads, present FROM record WHERE id = ?", (record,)
        ).fetchone()
        past = RecordPast(self._raw, record, span=self._span, origins=self._origins)
        if row is None or not past.theirs or space not in {None, row[2]}:
            return
        here = RecordBack(record, row[0], RecordId(row[1]), SpaceId(row[2]), row[3])
        back = self._of_record(here, past, is_present=bool(row[4]))
        if back is None:
            return
        if back.space not in self._writable:
            self._keep(here, "", Stays.NO_RIGHT)
        elif back.exists is False and here.type in record_types() and record_types()[here.type].cls.written_once:
            self._keep(here, "", Stays.WRITTEN_ONCE)
        else:
            self.plan.back.append(back)

    def keep_what_is_needed(self) -> None:
        """A record goes only with all that hangs on it: one that others built on stays, and is named."""
        while held := held_back(self._raw, self.plan.back):
            for one in [one for one in self.plan.back if one.id in held]:
                self.plan.back.remove(one)
                self._keep(one, "", Stays.IN_USE, user_names(self._raw, self._writers_of(held[one.id])))
        self._keep_without_root()

    def _keep_without_root(self) -> None:
        """A part comes back with its root or not at all: alone it would bring a root back that others deleted."""
        rooted = {one.id for one in self.plan.back if one.exists}
        for one in [one for one in self.plan.back if one.exists and one.root not in rooted]:
            row = self._raw.execute("SELECT present, heads FROM record WHERE id = ?", (one.root,)).fetchone()
            if row is None or not row[0]:
                self.plan.back.remove(one)
                deletions = heads_by_field(self._raw, row[1]).get(EXISTENCE, []) if row is not None else []
                who = user_names(self._raw, [split_change_id(id_)[0] for id_ in deletions])
                self._keep(one, "", Stays.DELETED_SINCE, who)

    def _of_record(self, here: RecordBack, past: RecordPast, *, is_present: bool) -> RecordBack | None:
        heads = heads_by_field(self._raw, here.heads)
        existence = heads.pop(EXISTENCE, [])
        undone = tuple(head for head in existence if head in past.theirs)
        deleted_by_them = [head for head in undone if past.known[head].change.kind is Kind.DELETE]
        is_gone = self._would_be_gone(past, heads, existence)
        if is_present and is_gone:
            return replace(here, exists=False, undone=tuple(existence))
        if not is_present and (is_gone or not deleted_by_them):
            self._name_deletion(here, past, heads, existence)
            return None
        if past.is_begun_by_them():
            self._keep(here, "", Stays.IN_USE, self._authors(past, [one.change.id for one in past.others()]))
        fields = self._fields(here, past, heads)
        questions = _questions(past, undone)
        if not fields and not deleted_by_them and not questions:
            return None
        exists = True if deleted_by_them or questions else None
        return replace(here, exists=exists, undone=undone, questions=questions, fields=fields)

    def _name_deletion(
        self, here: RecordBack, past: RecordPast, heads: Mapping[str, Sequence[ChangeId]], existence: Sequence[ChangeId]
    ) -> None:
        """Where others deleted what a value of theirs stands in; not where it is gone as it was before them."""
        is_others = any(one.change.kind is Kind.SET for one in past.others())
        was_there = is_others and not past.newest_of_theirs(EXISTENCE)
        if was_there and any(head in past.theirs for ids in heads.values() for head in ids):
            self._keep(here, "", Stays.DELETED_SINCE, self._authors(past, existence))

    def _would_be_gone(
        self, past: RecordPast, heads: Mapping[str, Sequence[ChangeId]], existence: Sequence[ChangeId]
    ) -> bool:
        """Whether without theirs there would be no such record: they made it, or it was deleted before or beside."""
        if past.is_begun_by_them() and not past.others():
            return True
        standing = [past.known[id_].change for id_ in past.without_theirs(EXISTENCE, existence) if id_ in past.known]
        if not standing or any(one.kind is Kind.RESTORE for one in standing):
            return False
        seen = past.seen_through_theirs((id_ for one in standing for id_ in one.covers), heads)
        left = {id_ for name, ids in heads.items() for id_ in past.without_theirs(name, ids)} - seen
        return all(id_ in past.known and past.known[id_].change.automatic for id_ in left)

    def _fields(
        self, here: RecordBack, past: RecordPast, heads: Mapping[str, Sequence[ChangeId]]
    ) -> dict[str, FieldBack]:
        names = {name for id_ in past.theirs for name in past.known[id_].change.field_names} - {EXISTENCE}
        found = {}
        for name in sorted(names):
            back = self._field(here, past, name, heads=heads.get(name, ()))
            if back is not None:
                found[name] = back
        return found

    def _field(self, here: RecordBack, past: RecordPast, name: str, *, heads: Sequence[ChangeId]) -> FieldBack | None:
        if not any(head in past.theirs for head in heads):
            is_first_word = past.is_begun_by_them() and not past.without_theirs(name, past.newest_of_theirs(name))
            if not is_first_word and not is_back(past, here.type, name, heads=heads, known=self._known):
                self._keep(here, name, Stays.CHANGED_SINCE, self._authors(past, heads))
            return None
        try:
            return field_back(past, here.type, name, heads=heads, known=self._known)
        except Refused as refused:
            if any((one := past.known.get(id_)) is not None and one.unfetched for id_ in refused.lacking):
                self.plan.lacking.add(here.id)
            self._keep(here, name, refused.reason)
            return None

    def _known(self, change: ChangeId) -> StoredChange | None:
        stored = load_change(self._raw, change)
        return None if stored is None else as_known(self._raw, stored)

    def _keep(self, here: RecordBack, name: str, reason: Stays, who: tuple[str, ...] = ()) -> None:
        self.plan.kept.append(Kept(here.id, here.type, name, reason, who))

    def _authors(self, past: RecordPast, changes: Sequence[ChangeId]) -> tuple[str, ...]:
        return user_names(self._raw, [past.known[id_].change.origin for id_ in changes if id_ in past.known])

    def _writers_of(self, records: set[RecordId]) -> list[OriginId]:
        query = "SELECT DISTINCT o.origin FROM change c JOIN origin o ON o.number = c.origin WHERE c.record = ?"
        return [OriginId(one) for record in records for (one,) in self._raw.execute(query, (record,)).fetchall()]


def _questions(past: RecordPast, undone: Sequence[ChangeId]) -> tuple[SaidAgain, ...]:
    """What others had said of the record's existence and theirs decided about: each with just what it covered, beside
    theirs, as when such a decision is undone (`reopening`).
    """
    standing = [past.known[id_].change for id_ in past.without_theirs(EXISTENCE, undone) if id_ in past.known]
    if not any(one.kind is Kind.DELETE for one in standing):
        return ()
    return tuple(SaidAgain(None, (one.id, *undone), one.kind, tuple(one.covers)) for one in standing)
