"""`search`: the index catches up first, so that what a script just wrote is found."""

from consultant_app.actions.searching import find, follow_changes
from consultant_app.cli.answers import answer
from consultant_app.cli.arguments import Call
from consultant_app.cli.opening import opened
from consultant_app.domain.record import record_type


def search(call: Call) -> None:
    words = call.words
    types = [record_type(name).name for name in words.types] if words.types else None
    with opened(call) as workspace:
        follow_changes(workspace)
        hits = find(workspace, " ".join(words.text), limit=words.limit, types=types)
    answer(
        [
            {
                "id": hit.id,
                "type": hit.type,
                "title": hit.title,
                "space": hit.space,
                "root": hit.root,
                "field": hit.field,
                "snippet": hit.snippet,
                "marks": [list(mark) for mark in hit.marks],
            }
            for hit in hits
        ],
        [f"{hit.id}  {hit.type:12}  {hit.title}" + (f"  |  {hit.snippet}" if hit.snippet else "") for hit in hits],
        as_json=call.as_json,
    )
