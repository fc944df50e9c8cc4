"""`privacy`: erase, status."""

from datetime import date

from consultant_app.actions.erasing import erase_contact, erasures
from consultant_app.changes.erasure_messages import DeviceReceipt, ErasureState, Evidence
from consultant_app.cli.answers import answer, instant
from consultant_app.cli.arguments import Call
from consultant_app.cli.opening import opened
from consultant_app.domain.dates import short_date
from consultant_app.errors import locale_language


def erase(call: Call) -> None:
    with opened(call) as workspace:
        state = erase_contact(workspace, call.words.contact)
    answer(_document(state), _lines(state), as_json=call.as_json)


def status(call: Call) -> None:
    """Of all orders, or of one with its devices."""
    with opened(call) as workspace:
        found = erasures(workspace, call.words.id or "")
    if call.words.id:
        answer(_document(found[0]), _lines(found[0]), as_json=call.as_json)
    else:
        lines = [f"{one.id}  {one.contact}  {len(_done(one))}/{len(one.devices)}" for one in found]
        answer([_document(one) for one in found], lines, as_json=call.as_json)


def _document(state: ErasureState) -> dict[str, object]:
    return {
        "id": state.id,
        "contact": state.contact,
        "by": state.by_name,
        "at": instant(state.at),
        "changes": state.changes,
        "mentions": state.mentions,
        "done": len(_done(state)),
        "outstanding": len(state.devices) - len(_done(state)),
        "evidence": [_evidence(one) for one in state.evidence],
        "devices": [_device(one) for one in state.devices],
    }


def _evidence(one: Evidence) -> dict[str, object]:
    return {"document": one.document, "number": one.number, "restricted_until": one.until or None}


def _device(one: DeviceReceipt) -> dict[str, object]:
    return {
        "id": one.device,
        "name": one.name,
        "user": one.user_name,
        "active": one.is_active,
        "done_at": instant(one.taken_at),
    }


def _lines(state: ErasureState) -> list[str]:
    head = [f"{name}: {value}" for name, value in _document(state).items() if name not in ("devices", "evidence")]
    kept = [_kept(one) for one in state.evidence]
    devices = [f"{instant(one.taken_at) or '-'}  {one.user_name}  {one.name}" for one in state.devices]
    return head + kept + devices


def _kept(one: Evidence) -> str:
    """Why it stays, and until when."""
    if locale_language() == "de":
        until = f"bis {short_date(date.fromisoformat(one.until))}" if one.until else "ohne bekanntes Ende"
        return f"{one.number}: bleibt als Nachweis, eingeschränkt {until} (Art. 17 Abs. 3 Buchst. b DSGVO)"
    until = f"until {one.until}" if one.until else "without a known end"
    return f"{one.number}: kept as evidence, restricted {until} (GDPR Art. 17(3)(b))"


def _done(state: ErasureState) -> list[DeviceReceipt]:
    return [one for one in state.devices if one.taken_at is not None]
