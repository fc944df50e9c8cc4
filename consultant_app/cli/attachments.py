"""`attachments`: photos and files beside records, in and out again."""

from consultant_app.actions.attachments import AttachmentRow, add_attachment, attachments_of, save_attachment
from consultant_app.cli.answers import answer
from consultant_app.cli.arguments import Call
from consultant_app.cli.opening import opened


def add(call: Call) -> None:
    with opened(call) as workspace:
        record = add_attachment(workspace, call.words.file, call.words.about)
    answer({"id": record}, [record], as_json=call.as_json)


def list_of(call: Call) -> None:
    with opened(call) as workspace:
        rows = attachments_of(workspace, [call.words.about])
    answer(
        [_document(row) for row in rows],
        [f"{row.id}  {row.size_bytes:>10}  {_where(row):8}  {row.file_name}" for row in rows],
        as_json=call.as_json,
    )


def save(call: Call) -> None:
    with opened(call) as workspace:
        path = save_attachment(workspace, call.words.id, call.words.output)
    answer({"file": str(path)}, [str(path)], as_json=call.as_json)


def _document(row: AttachmentRow) -> dict[str, object]:
    return {
        "id": row.id,
        "type": "attachment",
        "title": row.description or row.file_name,
        "file_name": row.file_name,
        "media_type": row.media_type,
        "size_bytes": row.size_bytes,
        "where": _where(row),
    }


def _where(row: AttachmentRow) -> str:
    """`missing` while the bytes are on another device only, `here` until the server has them, then `both`."""
    if not row.is_here:
        return "missing"
    return "both" if row.is_sent else "here"
