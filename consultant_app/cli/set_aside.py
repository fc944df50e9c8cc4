"""`set-aside`: list, send-again, refile, export."""

from consultant_app.actions.sync.set_aside import (
    KeptWork,
    export_file,
    export_text,
    kept_work,
    reason_words,
    refile,
    try_again,
)
from consultant_app.changes.change import ChangeId
from consultant_app.cli.answers import answer
from consultant_app.cli.arguments import Call
from consultant_app.cli.opening import exchange_password, opened, space_named
from consultant_app.errors import RuleError, locale_language
from consultant_app.sync.exchange_file import file_troubles


def list_kept(call: Call) -> None:
    with opened(call) as workspace, workspace.read() as reader:
        work = kept_work(reader, locale_language())
    lines = [line for one in work for line in _lines(one)]
    answer([_document(one) for one in work], lines, as_json=call.as_json)


def send_again(call: Call) -> None:
    with opened(call) as workspace:
        count = try_again(workspace, _only(call))
        if not count and call.words.only:
            raise RuleError("set_aside_unknown")
    answer({"changes": count}, [f"changes: {count}"], as_json=call.as_json)


def refile_kept(call: Call) -> None:
    with opened(call) as workspace:
        made = refile(workspace, _only(call), space_named(workspace, call.words.space), label="set-aside refile")
    answer({"records": made}, list(made), as_json=call.as_json)


def export(call: Call) -> None:
    words = call.words
    with opened(call) as workspace:
        if not words.text:
            password = exchange_password(is_new=True)
            written = export_file(workspace, words.file, _only(call), password=password)
            files = [str(one.path) for one in written]
            answer({"files": files, "changes": sum(one.changes for one in written)}, files, as_json=call.as_json)
            return
        with workspace.read() as reader:
            work = kept_work(reader, locale_language(), _only(call))
    if not work:
        raise RuleError("set_aside_unknown")
    with file_troubles(words.file, writing=True):
        words.file.write_text(export_text(work, locale_language()), encoding="utf-8")
    changes = sum(len(one.changes) for one in work)
    answer({"files": [str(words.file)], "changes": changes}, [str(words.file)], as_json=call.as_json)


def _only(call: Call) -> list[ChangeId] | None:
    return [ChangeId(one) for one in call.words.only] if call.words.only else None


def _document(one: KeptWork) -> dict[str, object]:
    return {
        "id": one.transaction,
        "reason": one.reason,
        "message": reason_words(one.reason, locale_language()),
        "changes": [
            {
                "record": change.record,
                "type": change.type_name,
                "title": change.title,
                "kind": change.kind.value,
                "at": change.at.isoformat(),
                "fields": {field.label: field.text for field in change.fields},
            }
            for change in one.changes
        ],
    }


def _lines(one: KeptWork) -> list[str]:
    lines = [f"{one.transaction}  {reason_words(one.reason, locale_language())}"]
    for change in one.changes:
        lines.append(f"  {change.type_name}: {change.title}")
        lines += [f"    {field.label}: {field.text}" for field in change.fields]
    return lines
