"""`records`: types, list, show, new, set, delete, restore."""

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.sql import ColumnElement

from consultant_app.actions.companies import joining
from consultant_app.actions.sync.past import fetch_past
from consultant_app.changes.change import EXISTENCE, Kind, RecordId, SpaceId, Value
from consultant_app.changes.spaces import SpaceKind
from consultant_app.cli.answers import answer, instant, readable
from consultant_app.cli.arguments import Call
from consultant_app.cli.fields import Assignment, assign, group_part, new_value, read_assignment
from consultant_app.cli.opening import opened, space_named
from consultant_app.domain.field_words import absent_text
from consultant_app.domain.kinds import Merge
from consultant_app.domain.record import RecordType, check_required, record_type, record_types, type_of
from consultant_app.errors import UsageError
from consultant_app.workspace.history import Conflict, HistoryStep
from consultant_app.workspace.record_sheet import RecordSheet, record_sheet
from consultant_app.workspace.workspace import Workspace


def types(call: Call) -> None:
    described = [
        {
            "name": kind_of.name,
            "space": kind_of.home.value,
            "parent": kind_of.parent,
            "fields": [
                {
                    "name": name,
                    "kind": kind.name,
                    "personal": kind.traits.personal,
                    "printable": kind.traits.printable,
                    "searched": kind.traits.searched,
                    "required": kind.traits.required,
                    "codes": kind.codes,
                    "refers_to": list(kind.refers_to),
                    "parts": list(kind.parts),
                }
                for name, kind in kind_of.fields.items()
            ],
        }
        for kind_of in record_types().values()
    ]
    lines = [f"{kind_of.name}: {', '.join(kind_of.fields)}" for kind_of in record_types().values()]
    answer(described, lines, as_json=call.as_json)


def list_records(call: Call) -> None:
    kind_of = record_type(call.words.type)
    statement = select(kind_of.cls).order_by(kind_of.cls.id)
    for word in call.words.where:
        statement = statement.where(_condition(kind_of, read_assignment(word)))
    if call.words.limit is not None:
        statement = statement.limit(call.words.limit)
    with opened(call) as workspace, workspace.read() as reader:
        records = reader.session.scalars(statement)
        rows = [
            {"id": record.id, "type": kind_of.name, "title": record.label(), "root": record.root} for record in records
        ]
    answer(rows, [f"{row['id']}  {row['title']}" for row in rows], as_json=call.as_json)


def show(call: Call) -> None:
    record = RecordId(call.words.id)
    with opened(call) as workspace:
        if call.words.fetch:
            fetch_past(workspace, [record])
        with workspace.read() as reader:
            sheet = record_sheet(reader.raw, record)
        conflicts = workspace.conflicts(record)
        history = workspace.history(record) if call.words.history or call.words.fetch else None
    document: dict[str, object] = {
        "id": sheet.id,
        "type": sheet.type,
        "space": sheet.space,
        "root": sheet.root,
        "deleted": not sheet.present,
        "changed_at": instant(sheet.changed_at),
        "fields": sheet.values,
        "contested": {conflict.field: contested_values(conflict) for conflict in conflicts},
    }
    if history is not None:
        document["history"] = [_history_step(step) for step in history]
    answer(document, _lines(sheet, conflicts, history or []), as_json=call.as_json)


def contested_values(conflict: Conflict) -> list[dict[str, object]]:
    return [
        {
            "change": value.change,
            "value": value.value,
            "author": value.author.user_name,
            "device": value.author.device_name,
            "brought_by": value.author.bringer or None,
            "at": instant(value.at),
        }
        for value in conflict.values
    ]


def new(call: Call) -> None:
    words = call.words
    kind_of = record_type(words.type)
    values: dict[str, Any] = {}
    for word in words.fields:
        assignment = read_assignment(word)
        values[assignment.field] = new_value(kind_of, assignment, before=values.get(assignment.field))
    with opened(call) as workspace:
        space = _space(workspace, kind_of, words.space)
        with workspace.write("records new") as writer:
            made = writer.new(kind_of.cls(**values), space)
            record = made.id
    answer({"id": record}, [record], as_json=call.as_json)


def set_fields(call: Call) -> None:
    assignments = [read_assignment(word) for word in call.words.fields]
    with opened(call) as workspace, workspace.write("records set") as writer:
        is_about_joining = any(one.field == joining.FIELD for one in assignments)
        record = writer.load(call.words.id if is_about_joining else joining.face_of(writer.raw, call.words.id))
        for assignment in assignments:
            assign(record, type_of(record), assignment)
        check_required(record)
    _say_id(call)


def delete(call: Call) -> None:
    with opened(call) as workspace, workspace.write("records delete") as writer:
        writer.delete(writer.load(call.words.id))
    _say_id(call)


def restore(call: Call) -> None:
    with opened(call) as workspace, workspace.write("records restore") as writer:
        writer.restore(RecordId(call.words.id))
    _say_id(call)


def _say_id(call: Call) -> None:
    answer({"id": call.words.id}, [], as_json=call.as_json)


def _condition(kind_of: RecordType, wanted: Assignment) -> ColumnElement[bool]:
    """FIELD=VALUE as a condition: a set has the code, a part equals, anything else is the value; empty is unset."""
    if wanted.sign != "=":
        raise UsageError("not_an_assignment", word=f"{wanted.field}{wanted.sign}{wanted.text}")
    if wanted.field in {"id", "root"}:
        return kind_of.table.c[wanted.field] == wanted.text
    kind = kind_of.kind(wanted.field)
    column = kind_of.table.c[wanted.field]
    if wanted.part:
        part = group_part(kind_of, wanted.field, wanted.part)
        value = part.to_wire(part.parse(wanted.text)) if wanted.text else None
        stored = func.json_extract(column, f'$."{wanted.part}"')
        return stored.is_(None) if value in {None, ""} else stored == value
    if kind.merge is Merge.MEMBERS and wanted.text:
        members = func.json_each(column).table_valued("value")
        codes = new_value(kind_of, wanted)
        return select(func.count()).where(members.c.value.in_(codes)).scalar_subquery() == len(codes)
    return column.is_(None) if (value := new_value(kind_of, wanted)) is None else column == value


def _space(workspace: Workspace, kind_of: RecordType, named: str | None) -> SpaceId | SpaceKind | None:
    """By its kind or its id; a part always goes where its root is."""
    if named is None:
        return None
    if kind_of.parent is not None:
        raise UsageError("part_has_no_space", type=kind_of.name, parent=kind_of.parent)
    return SpaceKind(named) if named in set(SpaceKind) else space_named(workspace, named)


def _history_step(step: HistoryStep) -> dict[str, object]:
    fields: Mapping[str, Value] = step.fields
    if step.kind is not Kind.SET:
        fields = {EXISTENCE: step.kind is Kind.RESTORE}
    return {
        "change": step.change,
        "at": instant(step.at),
        "author": step.author.user_name,
        "device": step.author.device_name,
        "brought_by": step.author.bringer or None,
        "kind": step.kind.value,
        "fields": fields,
        "without_value": list(step.hollow),
        "at_server": step.is_at_server,
        "received_at": instant(step.received_at),
    }


def _lines(sheet: RecordSheet, conflicts: list[Conflict], history: list[HistoryStep]) -> list[str]:
    lines = [f"{sheet.type} {sheet.id}" + ("" if sheet.present else "  (deleted)")]
    lines += [f"  {name}: {readable(value)}" for name, value in sheet.values.items() if value not in (None, "", [])]
    for conflict in conflicts:
        lines.append(f"  ! {conflict.field}")
        lines += [
            f"    {value.change}  {value.author.user_name}, {value.author.device_name}, {instant(value.at)}: "
            f"{readable(value.value)}"
            for value in conflict.values
        ]
    for step in history:
        lines.append(f"  {instant(step.at)}  {step.author.user_name}, {step.author.device_name}  {step.kind.value}")
        lines += [f"    {name}: {json.dumps(value, ensure_ascii=False)}" for name, value in step.fields.items()]
        lines += [f"    {name}: ({absent_text(is_at_server=step.is_at_server)})" for name in step.hollow]
    return lines
