"""`conflicts`: list, decide."""

from consultant_app.actions.sync.deciding import decide as decide_value
from consultant_app.actions.sync.deciding import take
from consultant_app.changes.change import EXISTENCE, ChangeId, RecordId
from consultant_app.cli.answers import answer, instant, readable
from consultant_app.cli.arguments import Call
from consultant_app.cli.fields import wire_value
from consultant_app.cli.opening import opened
from consultant_app.cli.records import contested_values
from consultant_app.domain.record import record_type
from consultant_app.workspace.record_sheet import record_sheet


def list_conflicts(call: Call) -> None:
    with opened(call) as workspace:
        conflicts = workspace.conflicts()
    rows = [
        {
            "id": conflict.record,
            "type": conflict.type,
            "root": conflict.root,
            "field": conflict.field,
            "values": contested_values(conflict),
        }
        for conflict in conflicts
    ]
    lines = []
    for conflict in conflicts:
        lines.append(f"{conflict.record}  {conflict.type}  {conflict.field}")
        lines += [
            f"  {value.change}  {value.author.user_name}, {value.author.device_name}, {instant(value.at)}: "
            f"{readable(value.value)}"
            for value in conflict.values
        ]
    answer(rows, lines, as_json=call.as_json)


def decide(call: Call) -> None:
    words = call.words
    record = RecordId(words.id)
    with opened(call) as workspace:
        if words.take is not None:
            take(workspace, record, words.field, ChangeId(words.take))
        else:
            with workspace.read() as reader:
                kind_of = record_type(record_sheet(reader.raw, record).type)
            value = words.value.strip().lower() in {"true", "1", "ja", "yes"}
            decide_value(
                workspace,
                record,
                words.field,
                value if words.field == EXISTENCE else wire_value(kind_of, words.field, words.value),
            )
    answer({"id": record, "field": words.field}, [], as_json=call.as_json)
