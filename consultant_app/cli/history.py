"""`history`: undo."""

from datetime import datetime
from typing import Final

from consultant_app.actions.sync.record_names import name_of
from consultant_app.actions.undoing.fields import Stays
from consultant_app.actions.undoing.plan import Kept, Plan
from consultant_app.actions.undoing.undoing import asks_before_sync, find_person, plan
from consultant_app.actions.undoing.undoing import undo as undo_changes
from consultant_app.cli.answers import answer
from consultant_app.cli.arguments import Call
from consultant_app.cli.opening import opened, space_named
from consultant_app.domain.field_words import LOCAL_ZONE, field_label, type_label
from consultant_app.errors import RuleError, UsageError, locale_language, sentence
from consultant_app.workspace.person_changes import Span
from consultant_app.workspace.workspace import Workspace

_SENTENCES: Final = {
    Stays.CHANGED_SINCE: "stays_changed_since",
    Stays.DELETED_SINCE: "stays_deleted_since",
    Stays.IN_USE: "stays_in_use",
    Stays.NOT_HERE: "stays_not_here",
    Stays.ERASED: "stays_erased",
    Stays.NO_RIGHT: "stays_no_right",
    Stays.WRITTEN_ONCE: "stays_written_once",
    Stays.NEWER: "stays_newer",
}


def undo(call: Call) -> None:
    """Without --write it only says what it would do."""
    words = call.words
    since, until = _instant(words.since), _instant(words.until) if words.until is not None else None
    if until is not None and until <= since:
        raise UsageError("span_empty")
    with opened(call) as workspace:
        person = find_person(workspace, words.person)
        space = space_named(workspace, words.space) if words.space is not None else None
        span = Span(person.id, since, until)
        came_to = (undo_changes if words.write else plan)(workspace, span, space=space)
        asks = asks_before_sync(workspace, came_to, is_done=words.write)
        stays = _stays(workspace, came_to)
    document = {
        "person": person.id,
        "name": person.name,
        "written": bool(words.write and came_to.back),
        "types": {
            name: {"values": one.values, "restored": one.restored, "deleted": one.deleted}
            for name, one in came_to.counts.items()
        },
        "stays": stays,
        "asks_before_sync": asks,
    }
    lines = [*_counted(came_to), *(str(one["message"]) for one in stays)]
    if not came_to.back:
        lines.append(_said("undo_nothing", person=person.name))
    else:
        lines.append(_said("undo_written" if words.write else "undo_dry_run"))
    if asks:
        lines.append(_said("undo_asks"))
    answer(document, lines, as_json=call.as_json)


def _instant(word: str) -> int:
    """ISO 8601; without an offset it is the time of the consortium's clocks."""
    try:
        read = datetime.fromisoformat(word)
    except ValueError:
        raise UsageError("span_unreadable", word=word) from None
    return int((read if read.tzinfo is not None else read.replace(tzinfo=LOCAL_ZONE)).timestamp() * 1000)


def _counted(came_to: Plan) -> list[str]:
    language = locale_language()
    return [
        _said(
            "undo_counts",
            type=type_label(name, language, count=2),
            values=one.values,
            restored=one.restored,
            deleted=one.deleted,
        )
        for name, one in came_to.counts.items()
    ]


def _stays(workspace: Workspace, came_to: Plan) -> list[dict[str, object]]:
    with workspace.look() as looking:
        return [
            {
                "id": one.record,
                "type": one.type,
                "field": one.field,
                "reason": one.reason.value,
                "who": list(one.who),
                "message": _message(one, name_of(looking, one.record)),
            }
            for one in came_to.kept
        ]


def _message(one: Kept, title: str) -> str:
    language = locale_language()
    what = f"{type_label(one.type, language)} {title or one.record}"
    if one.field:
        what = f"{what}, {field_label(one.type, one.field, language)},"
    return _said(_SENTENCES[one.reason], what=what, who=", ".join(one.who))


def _said(code: str, **facts: object) -> str:
    return sentence(RuleError(code, **facts), locale_language())
