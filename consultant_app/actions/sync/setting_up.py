"""Setting up a device: a workspace made alone, one enrolled by an invitation, and one made alone that joins later."""

import socket
from pathlib import Path

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from consultant_app.actions.samples.removing import sample_here
from consultant_app.changes.change import RecordId
from consultant_app.changes.spaces import office_space, organisation_space, partner_id, person_space, user_id
from consultant_app.changes.version import NEWEST
from consultant_app.changes.wire import EnrolAnswer, SyncAnswer, SyncAsk
from consultant_app.domain.partner import Partner
from consultant_app.domain.user import User
from consultant_app.errors import RuleError, TroubleError
from consultant_app.sync.enrolment import Invitation, enrol
from consultant_app.sync.rounds import SYNC_PATH
from consultant_app.sync.transport import HTTPTransport
from consultant_app.version import program_version
from consultant_app.workspace.exchange import enrol_again, move_in
from consultant_app.workspace.files import remove_files
from consultant_app.workspace.identity import NO_SERVER_LETTERS, Identity
from consultant_app.workspace.workspace import Clock, Workspace, random_id, system_clock

PARTNERS = {
    "DO": "Wirtschaftsförderung Dortmund",
    "EN": "EN-Agentur Hattingen",
    "MH": "CBE Mülheim an der Ruhr",
    "UPJ": "UPJ Berlin",
}
"""The four organisations that run the consortium together."""

_ANSWER_MAY_BE_LOST = {"server_silent", "server_unreachable", "answer_damaged", "not_the_partner_server"}


def create_alone(
    folder: Path,
    partner_code: str,
    user_name: str,
    *,
    passphrase: str | None,
    use_keyring: bool = True,
    device_name: str = "",
    clock: Clock = system_clock,
) -> tuple[Workspace, str]:
    """A workspace without a server, with its partner and user recorded; also returns the recovery code.

    Raises RuleError("unknown_partner") and RuleError("user_name_missing") besides what `Workspace.create` raises.
    """
    code, name = partner_code.strip().upper(), " ".join(user_name.split())
    if code not in PARTNERS:
        raise RuleError("unknown_partner", partner=partner_code, partners=", ".join(PARTNERS))
    if not name:
        raise RuleError("user_name_missing")
    identity = Identity(
        user=user_id(code, name),
        user_name=name,
        partner=partner_id(code),
        partner_code=code,
        partner_name=PARTNERS[code],
        device=random_id(),
        device_name=device_name or socket.gethostname(),
        device_letters=NO_SERVER_LETTERS,
        device_key=new_device_key(),
    )
    workspace, recovery_code = Workspace.create(
        folder, identity, passphrase=passphrase, use_keyring=use_keyring, clock=clock
    )
    with workspace.write(automatic=True) as writer:
        writer.new(Partner(id=identity.partner, code=code, name=identity.partner_name))
        writer.new(User(id=identity.user, name=name, partner=identity.partner, roles=frozenset({"consultant"})))
    return workspace, recovery_code


def create_enrolled(
    folder: Path,
    invitation: Invitation,
    device_name: str,
    *,
    passphrase: str | None,
    use_keyring: bool = True,
    clock: Clock = system_clock,
) -> tuple[Workspace, str]:
    """A new workspace for the invited person, enrolled at the server; also returns the recovery code.

    The workspace is made first: an invitation counts once, and is not to be spent on a folder that cannot be written.
    """
    device_key = new_device_key()
    workspace, recovery_code = Workspace.create(
        folder,
        _nobody(device_name, device_key),
        passphrase=passphrase,
        use_keyring=use_keyring,
        clock=clock,
    )
    try:
        answer = _enrol(invitation, device_name, device_key)
        identity = _identity(answer, invitation, device_name=device_name, device_key=device_key)
        move_in(workspace, identity, answer.grants, {})
    except BaseException:
        workspace.close()
        remove_files(folder)
        raise
    return workspace, recovery_code


def join(workspace: Workspace, invitation: Invitation, device_name: str, *, takes_sample: bool = False) -> None:
    """Enrols a workspace that was made alone. It keeps everything: what was written becomes the invited person's.

    Invented companies go along only with `takes_sample`: else raises RuleError("sample_loaded") while they are here.

    One that has a server is enrolled again at the same server for the same person if that server does not know it any
    more: it was restored from a backup. Else raises RuleError("already_joined"), and RuleError("server_another") where
    another server answers in its place.
    """
    before = workspace.identity
    workspace.seal_drafts()
    if before.joined:
        _join_again(workspace, invitation, device_name)
        return
    with workspace.read() as reader:
        sample = None if takes_sample else sample_here(reader)
    if sample is not None:
        raise RuleError("sample_loaded", companies=sample.companies, own=sample.own)
    answer = _enrol(invitation, device_name, before.device_key)
    after = _identity(answer, invitation, device_name=device_name, device_key=before.device_key)
    ids = {
        before.user: after.user,
        before.partner: after.partner,
        person_space(before.user): person_space(after.user),
        organisation_space(before.partner_code): organisation_space(after.partner_code),
        office_space(before.partner_code): office_space(after.partner_code),
    }
    move_in(workspace, after, answer.grants, {old: new for old, new in ids.items() if old != new})


def _join_again(workspace: Workspace, invitation: Invitation, device_name: str) -> None:
    before = workspace.identity
    if invitation.server_url != before.server_url or _is_known(before):
        raise RuleError("already_joined", server=before.server_url)
    answer = _enrol(invitation, device_name, before.device_key)
    if answer.server_key != before.server_key:
        raise RuleError("server_another", server=before.server_url)
    if answer.user != before.user:
        raise RuleError("already_joined", server=before.server_url)
    enrol_again(workspace, _identity(answer, invitation, device_name=device_name, device_key=before.device_key))


def _is_known(identity: Identity) -> bool:
    """Whether the server knows this device, revoked or not."""
    transport = HTTPTransport(identity.server_url, identity.token)
    try:
        transport.ask(SYNC_PATH, SyncAsk(NEWEST, program_version()), SyncAnswer)
    except RuleError as refused:
        return refused.code != "token_unknown"
    finally:
        transport.close()
    return True


def new_device_key() -> bytes:
    return Ed25519PrivateKey.generate().private_bytes_raw()


def _nobody(device_name: str, device_key: bytes) -> Identity:
    """Who works in a workspace until the server has said who it is."""
    nobody = RecordId("0" * 32)
    return Identity(nobody, "", nobody, "", "", nobody, device_name, NO_SERVER_LETTERS, device_key)


def _enrol(invitation: Invitation, device_name: str, device_key: bytes) -> EnrolAnswer:
    public_key = Ed25519PrivateKey.from_private_bytes(device_key).public_key().public_bytes_raw()
    transport = HTTPTransport(invitation.server_url)
    try:
        return enrol(transport, invitation.code, device_name=device_name, device_key=public_key)
    except TroubleError as error:
        if error.code not in _ANSWER_MAY_BE_LOST:
            raise
        # The code may be spent on this very key; with another one, later, it would be refused.
        return enrol(transport, invitation.code, device_name=device_name, device_key=public_key)
    finally:
        transport.close()


def _identity(answer: EnrolAnswer, invitation: Invitation, *, device_name: str, device_key: bytes) -> Identity:
    return Identity(
        user=answer.user,
        user_name=answer.user_name,
        partner=answer.partner,
        partner_code=answer.partner_code,
        partner_name=answer.partner_name,
        device=answer.device,
        device_name=device_name,
        device_letters=answer.device_letters,
        device_key=device_key,
        mail=answer.mail,
        roles=",".join(answer.roles),
        server_url=invitation.server_url,
        token=answer.token,
        server_key=answer.server_key,
        epoch=answer.epoch,
        certificate=msgspec.msgpack.encode(answer.certificate),
    )
