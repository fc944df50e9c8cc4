"""`exchange`: write, read, back, points."""

from consultant_app.actions.sync.exchange_reading import Contents, look_into, read_exchange
from consultant_app.actions.sync.exchange_writing import had_by, write_exchange
from consultant_app.cli.answers import answer, instant
from consultant_app.cli.arguments import Call
from consultant_app.cli.opening import exchange_password, opened, space_named
from consultant_app.workspace.exchange_inbox import NotTaken
from consultant_app.workspace.exchange_log import Had, Selection
from consultant_app.workspace.restore_points import RestorePoint, go_back, restore_points


def write(call: Call) -> None:
    """A person's own space is written only where it is named."""
    words = call.words
    password = exchange_password(is_new=True)
    with opened(call) as workspace:
        space = space_named(workspace, words.space)
        before = had_by(words.since, password) if words.since is not None else Had()
        selection = Selection(space, only_waiting=words.waiting, before=before, files=not words.without_files)
        written = write_exchange(workspace, words.file, selection, password=password)
    document = {
        "file": str(written.path),
        "space": written.space,
        "changes": written.changes,
        "left_out": written.left_out,
        "files": written.files,
        "bytes": written.size_bytes,
    }
    answer(document, [f"{name}: {value}" for name, value in document.items()], as_json=call.as_json)


def read(call: Call) -> None:
    words = call.words
    password = exchange_password(is_new=False)
    with opened(call) as workspace:
        reading = look_into if words.dry_run else read_exchange
        contents = reading(workspace, words.file, password)
    document = _contents(contents)
    lines = [f"{name}: {value}" for name, value in document.items() if value is not None and name != "refused"]
    lines += [f"refused, {reason}: {count}" for reason, count in _refused(contents).items() if count]
    answer(document, lines, as_json=call.as_json)


def back(call: Call) -> None:
    with opened(call) as workspace:
        point = go_back(workspace, call.words.to)
    answer(_point(point), [f"restore_point: {point.name}"], as_json=call.as_json)


def points(call: Call) -> None:
    with opened(call) as workspace:
        found = restore_points(workspace.folder)
    lines = [f"{point.name}  {point.at.isoformat(timespec='seconds')}  {point.size_bytes}" for point in found]
    answer([_point(point) for point in found], lines, as_json=call.as_json)


def _contents(contents: Contents) -> dict[str, object]:
    card = contents.card
    return {
        "writer": card.user_name,
        "partner": card.partner_name,
        "device": contents.device,
        "written_at": instant(card.written_at),
        "space": card.space,
        "changes": contents.changes,
        "new": contents.new,
        "records": contents.records,
        "known": contents.known,
        "refused": _refused(contents),
        "taken": contents.taken,
        "files": contents.files,
        "files_new": contents.files_new,
        "files_taken": contents.files_taken,
        "restore_point": contents.restore_point.name if contents.restore_point else None,
    }


def _refused(contents: Contents) -> dict[str, int]:
    return {reason.value: contents.refused[reason] for reason in NotTaken}


def _point(point: RestorePoint) -> dict[str, object]:
    return {"name": point.name, "at": point.at.isoformat(), "bytes": point.size_bytes}
