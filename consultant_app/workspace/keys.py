"""The database key of a workspace and the slots that give it back: keyring, passphrase, recovery code.

`keys.json` beside the database names the slots; the key itself stands in no file but wrapped. The only module that
knows `keyring`, whose answer has three outcomes: the key, none stored, not usable (a locked one is not an empty one).
"""

import base64
import binascii
import os
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

import msgspec

from consultant_app.errors import RuleError, TroubleError, UsageError
from consultant_app.workspace import recovery_code as recovery
from consultant_app.workspace.key_wrapping import (
    DEFAULT_COST,
    KEY_BYTES,
    Argon2Cost,
    RandomBytes,
    Secret,
    WrappedKey,
    find_key,
    wrap,
)

SERVICE: Final = "csr-kompetenzzentrum-ruhr"
FILE_NAME: Final = "keys.json"
VERSION: Final = 1


class Slots(msgspec.Struct, frozen=True):
    """Which ways lead to the key; the recovery code always does."""

    keyring: bool
    passphrase: bool


class NewKeys(msgspec.Struct, frozen=True):
    """`recovery_code` is shown once and kept nowhere; `slots` says which ways were made."""

    key: bytes
    recovery_code: str
    slots: Slots


class _KeyFile(msgspec.Struct, frozen=True):
    version: int
    workspace: str
    keyring: bool
    recovery: WrappedKey
    passphrase: WrappedKey | None = None


def create_keys(
    folder: Path,
    *,
    passphrase: str | None,
    use_keyring: bool,
    rng: RandomBytes = os.urandom,
    cost: Argon2Cost = DEFAULT_COST,
) -> NewKeys:
    """Makes a key, its slots and the file in `folder`.

    Raises RuleError("passphrase_needed") when neither a passphrase nor a usable keyring is there; with a passphrase a
    keyring that is missing or locked only means one slot less.
    """
    key = rng(KEY_BYTES)
    workspace = rng(16).hex()
    in_keyring = use_keyring and _try_to_keep(workspace, key)
    if passphrase is None and not in_keyring:
        raise RuleError("passphrase_needed")
    code = recovery.new_code(rng)
    file = _KeyFile(
        version=VERSION,
        workspace=workspace,
        keyring=in_keyring,
        recovery=wrap(key, _code_secret(workspace, code), rng=rng, cost=None),
        passphrase=None if passphrase is None else wrap(key, _typed_secret(workspace, passphrase), rng=rng, cost=cost),
    )
    _write(folder, file)
    return NewKeys(key, code, _slots_of(file))


def unlock(folder: Path, *, passphrase: str | None = None, recovery_code: str | None = None) -> bytes:
    """The key: by the recovery code or the passphrase if given, else by the keyring.

    A passphrase counts only where the workspace has one. Raises RuleError: wrong_passphrase, wrong_recovery_code,
    recovery_code_mistyped, passphrase_needed; TroubleError: keyring_emptied, keyring_locked, keyring_unusable,
    keys_damaged; UsageError: no_workspace.
    """
    file = _read(folder)
    if recovery_code is not None:
        return _opened(file.recovery, _code_secret(file.workspace, recovery_code), wrong="wrong_recovery_code")
    if passphrase is not None and file.passphrase is not None:
        return _opened(file.passphrase, _typed_secret(file.workspace, passphrase), wrong="wrong_passphrase")
    if not file.keyring:
        raise RuleError("passphrase_needed")
    key = _find_in_keyring(file.workspace)
    if key is None:
        raise TroubleError("keyring_emptied")
    return key


def is_keyring_usable() -> bool:
    """Keeps a word in the keyring, reads it back and takes it away again. May wait for a person to open the keyring."""
    import keyring

    probe = f"probe-{os.urandom(8).hex()}"
    try:
        _keep(probe, os.urandom(KEY_BYTES))
        with _keyring_troubles():
            keyring.delete_password(SERVICE, probe)
    except TroubleError:
        return False
    return True


def slots(folder: Path) -> Slots:
    return _slots_of(_read(folder))


def has_keys(folder: Path) -> bool:
    return (folder / FILE_NAME).exists()


def set_passphrase(
    folder: Path, key: bytes, *, passphrase: str, rng: RandomBytes = os.urandom, cost: Argon2Cost = DEFAULT_COST
) -> None:
    """Adds the passphrase or replaces the one before."""
    file = _read(folder)
    wrapped = wrap(key, _typed_secret(file.workspace, passphrase), rng=rng, cost=cost)
    _write(folder, msgspec.structs.replace(file, passphrase=wrapped))


def keep_in_keyring(folder: Path, key: bytes) -> None:
    """Puts the key (again) into the keyring; TroubleError keyring_locked or keyring_unusable leaves all as it was."""
    file = _read(folder)
    _keep(file.workspace, key)
    _write(folder, msgspec.structs.replace(file, keyring=True))


def drop_from_keyring(folder: Path) -> None:
    """Takes the key out of the keyring, where one answers: what a disk keeps of a wiped workspace opens no more."""
    import keyring

    file = _read(folder)
    if file.keyring:
        with suppress(TroubleError), _keyring_troubles():
            keyring.delete_password(SERVICE, file.workspace)


def renew_recovery_code(folder: Path, key: bytes, *, rng: RandomBytes = os.urandom) -> str:
    """A new code, shown once; the one before opens nothing any more."""
    file = _read(folder)
    code = recovery.new_code(rng)
    wrapped = wrap(key, _code_secret(file.workspace, code), rng=rng, cost=None)
    _write(folder, msgspec.structs.replace(file, recovery=wrapped))
    return code


def _slots_of(file: _KeyFile) -> Slots:
    return Slots(keyring=file.keyring, passphrase=file.passphrase is not None)


def _code_secret(workspace: str, code: str) -> Secret:
    return Secret(recovery.secret(code), f"{workspace}:recovery".encode())


def _typed_secret(workspace: str, passphrase: str) -> Secret:
    """Keyboards compose umlauts differently; the same passphrase must open on each of them."""
    return Secret(unicodedata.normalize("NFC", passphrase).encode(), f"{workspace}:passphrase".encode())


def _opened(wrapped: WrappedKey, secret: Secret, *, wrong: str) -> bytes:
    key = find_key(wrapped, secret)
    if key is None:
        raise RuleError(wrong)
    return key


def _read(folder: Path) -> _KeyFile:
    try:
        text = (folder / FILE_NAME).read_bytes()
    except FileNotFoundError:
        raise UsageError("no_workspace", folder=folder) from None
    except OSError as error:
        raise TroubleError("keys_unreadable", folder=folder) from error
    try:
        file = msgspec.json.decode(text, type=_KeyFile)
    except msgspec.DecodeError as error:
        raise TroubleError("keys_damaged", folder=folder) from error
    if file.version > VERSION:
        raise TroubleError("workspace_newer")
    return file


def _write(folder: Path, file: _KeyFile) -> None:
    """Whole or not at all, also when the power goes: a half-written file would lock a person out."""
    path = folder / FILE_NAME
    fresh = folder / f"{FILE_NAME}.new"
    try:
        fresh.unlink(missing_ok=True)
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as stream:
            stream.write(msgspec.json.format(msgspec.json.encode(file)))
            stream.flush()
            os.fsync(stream.fileno())
        fresh.replace(path)
        _sync_folder(folder)
    except OSError as error:
        raise TroubleError("keys_not_written", folder=folder) from error


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":  # Windows has no handle of a folder to sync; NTFS journals the rename
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _try_to_keep(account: str, key: bytes) -> bool:
    try:
        _keep(account, key)
    except TroubleError:
        return False
    return True


def _keep(account: str, key: bytes) -> None:
    """Stores and reads back: a backend that takes everything and keeps nothing is no keyring."""
    import keyring

    _refuse_plain_text_keyrings()
    with _keyring_troubles():
        keyring.set_password(SERVICE, account, base64.b64encode(key).decode())
    if _find_in_keyring(account) != key:
        raise TroubleError("keyring_unusable")


def _find_in_keyring(account: str) -> bytes | None:
    """None when the keyring answers and has no key for this workspace; TroubleError when it does not answer."""
    import keyring

    with _keyring_troubles():
        stored = keyring.get_password(SERVICE, account)
    if stored is None:
        return None
    try:
        key = base64.b64decode(stored, validate=True)
    except (binascii.Error, ValueError):
        return None
    return key if len(key) == KEY_BYTES else None


def _refuse_plain_text_keyrings() -> None:
    """`keyrings.alt` writes secrets into a plain file when it is installed and nothing better is."""
    import keyring

    chosen = keyring.get_keyring()
    for backend in [chosen, *getattr(chosen, "backends", ())]:
        if type(backend).__module__.startswith("keyrings.alt"):
            raise TroubleError("keyring_unusable")


@contextmanager
def _keyring_troubles() -> Iterator[None]:
    from keyring.errors import InitError, KeyringLocked

    try:
        yield
    except (KeyringLocked, InitError) as error:
        raise TroubleError("keyring_locked") from error
    except Exception as error:  # a backend raises whatever its system does: D-Bus, Windows, macOS
        raise TroubleError("keyring_unusable") from error
