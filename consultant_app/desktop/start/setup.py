"""What a first start asks for, and making the workspace from it: without a widget, off the interface's thread."""

import secrets
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from consultant_app.actions.samples.loading import load_sample
from consultant_app.actions.sync.setting_up import create_alone, create_enrolled
from consultant_app.documents.printer import Order, PrintSystem
from consultant_app.errors import Language, TroubleError
from consultant_app.sync.enrolment import parse_invitation
from consultant_app.workspace.workspace import Workspace


class Way(Enum):
    """How a device begins."""

    INVITATION = "invitation"
    ALONE = "alone"
    SAMPLE = "sample"


@dataclass(frozen=True, slots=True)
class Setup:
    """The answers. `passphrase` is empty where the system's keyring keeps the key."""

    way: Way = Way.INVITATION
    invitation: str = ""
    user_name: str = ""
    partner_code: str = "EN"
    device_name: str = ""
    passphrase: str = ""


def set_up(folder: Path, setup: Setup) -> tuple[Workspace, str]:
    """Makes the workspace; also returns its recovery code. Raises what `actions.setting_up` raises."""
    passphrase = setup.passphrase or None
    if setup.way is Way.INVITATION:
        return create_enrolled(folder, parse_invitation(setup.invitation), setup.device_name, passphrase=passphrase)
    workspace, code = create_alone(
        folder, setup.partner_code, setup.user_name, passphrase=passphrase, device_name=setup.device_name
    )
    if setup.way is Way.SAMPLE:
        load_sample(workspace, workspace.clock().astimezone().date())
    return workspace, code


def recovery_sheet(workspace: Workspace, code: str, language: Language) -> bytes:
    """The sheet with the code, as PDF."""
    from consultant_app.documents.recovery_sheet import RecoverySheet, render_recovery_sheet

    day = workspace.clock().astimezone().date()
    return render_recovery_sheet(RecoverySheet(code, workspace.identity.device_name, day, language))


def print_sheet(pdf: bytes, title: str, system: PrintSystem) -> str:
    """Prints on the device's first printer, whose name it returns; TroubleError("no_printer") where there is none.

    Handed on at once and kept in no queue of ours: the code on it is kept nowhere.
    """
    printers = [one.name for one in system.list_printers() if one.accepts_jobs]
    if not printers:
        raise TroubleError("no_printer")
    system.hand_over(pdf, Order(printer=printers[0], title=title, mark=secrets.token_hex(8)))
    return printers[0]


def keep_sheet(pdf: bytes, path: Path) -> None:
    """TroubleError("pdf_not_written") where it cannot be written."""
    try:
        path.write_bytes(pdf)
    except OSError as error:
        raise TroubleError("pdf_not_written", path=str(path)) from error
