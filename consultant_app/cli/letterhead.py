"""`letterhead`: the logos on every paper, and the files in their slots."""

from consultant_app.actions.paper.logos import SlotFiles, clear_logo, set_logo, slots_of
from consultant_app.actions.paper.numbering import local_now
from consultant_app.cli.answers import answer
from consultant_app.cli.arguments import Call
from consultant_app.cli.opening import opened


def list_slots(call: Call) -> None:
    with opened(call) as workspace:
        day = call.words.on or local_now(workspace).date()
        with workspace.read() as reader:
            rows = slots_of(reader, workspace.identity.partner, day)
    answer([_row(one) for one in rows], [_line(one) for one in rows], as_json=call.as_json)


def set_slot(call: Call) -> None:
    words = call.words
    with opened(call) as workspace:
        day = words.on or local_now(workspace).date()
        file = set_logo(workspace, words.slot, words.file, on=day, black=words.black)
    answer({"id": file, "slot": words.slot}, [file], as_json=call.as_json)


def clear_slot(call: Call) -> None:
    words = call.words
    with opened(call) as workspace:
        clear_logo(workspace, words.slot, on=words.on or local_now(workspace).date(), only_black=words.black)
    answer({"slot": words.slot}, [words.slot], as_json=call.as_json)


def _row(one: SlotFiles) -> dict[str, str]:
    return {"slot": one.slot, "file": one.colour, "black_file": one.black, "text": one.text}


def _line(one: SlotFiles) -> str:
    files = ", ".join(part for part in (one.colour, f"{one.black} (grey)" if one.black else "") if part)
    return f"{one.slot:9} {files or '-'}  {one.text}".rstrip()
