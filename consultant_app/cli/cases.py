"""`cases`: hand-over, share, wishes; `notes`: visibility."""

from consultant_app.actions.companies.handing_over import Wished, hand_over, share
from consultant_app.actions.companies.handing_over import wishes as open_wishes
from consultant_app.actions.notes import note_sheet, set_visibility
from consultant_app.cli.answers import answer, instant
from consultant_app.cli.arguments import Call
from consultant_app.cli.opening import opened
from consultant_app.domain.note import NOTE_SPACES
from consultant_app.errors import UsageError


def hand_over_case(call: Call) -> None:
    with opened(call) as workspace:
        wished = hand_over(workspace, call.words.id, call.words.to, "Fall übergeben")
    _say(call, wished)


def share_case(call: Call) -> None:
    with opened(call) as workspace:
        wished = share(workspace, call.words.id, call.words.partners)
    _say(call, wished)


def _say(call: Call, wished: Wished) -> None:
    said = {"wish": wished.wish, "roots": list(wished.roots), "state": "waiting"}
    answer(said, [f"{wished.wish}  {len(wished.roots)}"], as_json=call.as_json)


def list_wishes(call: Call) -> None:
    with opened(call) as workspace:
        found = open_wishes(workspace)
    rows = [
        {
            "id": wish.id,
            "roots": list(wish.roots),
            "to": wish.to_space,
            "state": wish.state.value,
            "reason": wish.reason or None,
            "at": instant(wish.at),
        }
        for wish in found
    ]
    lines = [f"{wish.id}  {wish.state}  {len(wish.roots)}  {wish.reason}".rstrip() for wish in found]
    answer(rows, lines, as_json=call.as_json)


def note_visibility(call: Call) -> None:
    words = call.words
    if words.visibility not in NOTE_SPACES:
        raise UsageError("note_visibility_unknown", visibility=words.visibility, visibilities=", ".join(NOTE_SPACES))
    with opened(call) as workspace:
        set_visibility(workspace, words.id, words.visibility)
        with workspace.read() as reader:
            sheet = note_sheet(reader, words.id)
    said = {"id": sheet.id, "visibility": sheet.visibility, "wished": sheet.wished or None}
    answer(said, [f"{sheet.id}  {sheet.wished or sheet.visibility}"], as_json=call.as_json)
