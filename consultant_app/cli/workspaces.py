"""`workspace`: create, join, status, verify."""

import socket
from datetime import date
from typing import Final
from zoneinfo import ZoneInfo

from consultant_app.actions.samples.removing import remove_sample
from consultant_app.actions.searching import follow_changes, waiting_for_index
from consultant_app.actions.sync.leaving import seal_waiting, wipe
from consultant_app.actions.sync.setting_up import create_alone, create_enrolled
from consultant_app.actions.sync.setting_up import join as join_server
from consultant_app.cli.answers import Document, answer, instant
from consultant_app.cli.arguments import Call
from consultant_app.cli.opening import exchange_password, folder_of, open_workspace, opened, passphrase
from consultant_app.errors import RuleError, UsageError, locale_language, sentence
from consultant_app.sync.enrolment import Invitation, invitation, parse_invitation
from consultant_app.workspace.keys import has_keys
from consultant_app.workspace.status import RoundSummary
from consultant_app.workspace.workspace import Workspace

BERLIN: Final = ZoneInfo("Europe/Berlin")


def create(call: Call) -> None:
    words = call.words
    phrase = passphrase()
    workspace, recovery_code = create_alone(
        folder_of(call), words.partner, words.user, passphrase=phrase, use_keyring=phrase is None
    )
    try:
        _fill(workspace, sample=words.sample, synthetic=words.synthetic)
        _say_created(call, workspace, recovery_code)
    finally:
        workspace.close()


def join(call: Call) -> None:
    """A workspace that was made alone keeps everything, the sample too unless told otherwise; where there is none, one
    is made.
    """
    words = call.words
    asked = _invitation(words.invitation, words.server, words.code)
    name = words.name or socket.gethostname()
    if has_keys(folder_of(call)):
        with opened(call) as workspace:
            if words.without_sample:
                remove_sample(workspace)
            join_server(workspace, asked, name, takes_sample=True)
            _say_created(call, workspace, None)
        return
    phrase = passphrase()
    workspace, recovery_code = create_enrolled(
        folder_of(call), asked, name, passphrase=phrase, use_keyring=phrase is None
    )
    try:
        _say_created(call, workspace, recovery_code)
    finally:
        workspace.close()


def status(call: Call) -> None:
    with opened(call) as workspace:
        now = workspace.status()
        who = workspace.identity
        backlog = waiting_for_index(workspace)
    spaces = [
        {"name": space.name, "id": space.id, "records": space.records, "digest": space.digest, "agrees": space.agrees}
        for space in now.spaces
    ]
    document = {
        "user": who.user_name,
        "partner": who.partner_code,
        "partner_name": who.partner_name,
        "device": who.device_name,
        "server": who.server_url or None,
        "folder": str(folder_of(call)),
        "spaces": spaces,
        "unsent": now.unsent,
        "waiting": now.waiting,
        "contested": now.contested,
        "set_aside": now.set_aside,
        "files_waiting": now.files_waiting,
        "search_backlog": backlog,
        "cloned": now.is_cloned,
        "last_round": _round(now.last_round),
    }
    lines = [f"{who.user_name}, {who.partner_name} ({who.partner_code}), {who.device_name}"]
    lines += [f"  {space.name:14}{space.records:8}  {space.digest}" for space in now.spaces]
    lines += [
        f"{name}: {document[name]}" for name in ("unsent", "contested", "set_aside", "files_waiting", "search_backlog")
    ]
    lines.append(f"last_round: {_round_line(now.last_round)}")
    if now.is_cloned:
        lines.append(sentence(RuleError("device_cloned"), locale_language()))
    answer(document, lines, as_json=call.as_json)


def leave(call: Call) -> None:
    """Seals what waits in exchange files, then wipes the workspace."""
    words = call.words
    workspace = open_workspace(call)
    try:
        sealed = seal_waiting(
            workspace, words.to, password=lambda: exchange_password(is_new=True), with_person=words.with_person
        )
        wipe(workspace, sealed)
    except BaseException:
        workspace.close()
        raise
    document = {
        "folder": str(folder_of(call)),
        "files": [{"file": str(one.path), "space": one.space, "changes": one.changes} for one in sealed.files],
    }
    lines = [f"{one.path}: {one.changes}" for one in sealed.files]
    answer(document, [*lines, f"wiped: {folder_of(call)}"], as_json=call.as_json)


def verify(call: Call) -> None:
    """Exit code 1 when something is wrong, with the document all the same."""
    with opened(call) as workspace:
        found = workspace.verify()
    document = {
        "whole": found.whole,
        "file": list(found.file),
        "records": list(found.records),
        "spaces": list(found.spaces),
        "receipts": list(found.receipts),
        "attachments": list(found.attachments),
    }
    lines = [f"{name}: {value}" for name, value in document.items() if value]
    answer(document, lines, as_json=call.as_json)
    if not found.whole:
        raise RuleError("workspace_not_whole", folder=folder_of(call))


def _invitation(line: str | None, server: str | None, code: str | None) -> Invitation:
    if line is not None and server is None and code is None:
        return parse_invitation(line)
    if line is None and server is not None and code is not None:
        return invitation(server, code)
    raise UsageError("invitation_or_server")


def _fill(workspace: Workspace, *, sample: bool, synthetic: int | None) -> None:
    if sample:
        from consultant_app.actions.samples.loading import load_sample

        load_sample(workspace, _today(workspace))
    elif synthetic is not None:
        from consultant_app.actions.samples.loading import load_synthetic

        load_synthetic(workspace, synthetic, _today(workspace))
    follow_changes(workspace)


def _today(workspace: Workspace) -> date:
    return workspace.clock().astimezone(BERLIN).date()


def _say_created(call: Call, workspace: Workspace, recovery_code: str | None) -> None:
    who = workspace.identity
    document: dict[str, object] = {
        "folder": str(workspace.folder),
        "user": who.user_name,
        "partner": who.partner_code,
        "device": who.device_name,
        "server": who.server_url or None,
        "records": sum(space.records for space in workspace.status().spaces),
    }
    lines = [f"{name}: {value}" for name, value in document.items() if value is not None]
    if recovery_code is not None:
        document["recovery_code"] = recovery_code
        lines.append(f"recovery_code: {recovery_code}")
    answer(document, lines, as_json=call.as_json)


def _round_line(summary: RoundSummary | None) -> str:
    return "-" if summary is None else " ".join(filter(None, (instant(summary.started_at), summary.problem)))


def _round(summary: RoundSummary | None) -> Document | None:
    if summary is None:
        return None
    return {
        "started_at": instant(summary.started_at),
        "ended_at": instant(summary.ended_at),
        "sent": summary.sent,
        "received": summary.received,
        "refused": summary.refused,
        "forgotten": summary.forgotten,
        "requests": summary.requests,
        "problem": summary.problem,
    }
