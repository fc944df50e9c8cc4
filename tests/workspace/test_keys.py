import json
import os
import stat
import subprocess
import unicodedata
from pathlib import Path

import keyring.backend
import keyring.backends.null
import keyring.errors
import pytest

from consultant_app.errors import ProductError, RuleError, TroubleError, UsageError, sentence
from consultant_app.workspace.key_wrapping import Argon2Cost
from consultant_app.workspace.keys import (
    FILE_NAME,
    SERVICE,
    NewKeys,
    Slots,
    create_keys,
    has_keys,
    keep_in_keyring,
    renew_recovery_code,
    set_passphrase,
    slots,
    unlock,
)
from tests.support.keyrings import KeyringSession, MemoryKeyring
from tests.support.scenarios import scenario

CHEAP = Argon2Cost(rounds=1, memory_kib=64, lanes=1)


def with_passphrase(folder: Path, passphrase: str = "Zwölf Boxkämpfer") -> NewKeys:
    return create_keys(folder, passphrase=passphrase, use_keyring=False, cost=CHEAP)


def refused(error: pytest.ExceptionInfo[ProductError]) -> str:
    """The code, once both languages have been seen to have words for it."""
    assert sentence(error.value, "de")
    assert sentence(error.value, "en")
    return error.value.code


def test_a_passphrase_opens_without_any_keyring(tmp_path: Path) -> None:
    made = with_passphrase(tmp_path)
    assert unlock(tmp_path, passphrase="Zwölf Boxkämpfer") == made.key
    assert made.slots == slots(tmp_path) == Slots(keyring=False, passphrase=True)


def test_a_passphrase_opens_however_the_keyboard_composes_umlauts(tmp_path: Path) -> None:
    made = with_passphrase(tmp_path)
    assert unlock(tmp_path, passphrase=unicodedata.normalize("NFD", "Zwölf Boxkämpfer")) == made.key


def test_the_cost_of_a_passphrase_is_kept_with_it(tmp_path: Path) -> None:
    made = create_keys(tmp_path, passphrase="geheim", use_keyring=False)
    written = json.loads((tmp_path / FILE_NAME).read_text())
    assert written["passphrase"]["cost"] == {"rounds": 3, "memory_kib": 65536, "lanes": 4}
    assert unlock(tmp_path, passphrase="geheim") == made.key


def test_a_wrong_passphrase_opens_nothing(tmp_path: Path) -> None:
    with_passphrase(tmp_path)
    with pytest.raises(RuleError) as error:
        unlock(tmp_path, passphrase="zwölf boxkämpfer")
    assert refused(error) == "wrong_passphrase"


def test_the_recovery_code_opens_however_it_is_typed(tmp_path: Path) -> None:
    made = with_passphrase(tmp_path)
    assert [len(group) for group in made.recovery_code.split("-")] == [4] * 8
    assert not set(made.recovery_code) & set("01IO")
    assert unlock(tmp_path, recovery_code=made.recovery_code) == made.key
    assert unlock(tmp_path, recovery_code=f"  {made.recovery_code.lower().replace('-', ' ')}\n") == made.key


def test_every_mistyped_character_of_the_recovery_code_is_noticed_as_that(tmp_path: Path) -> None:
    code = with_passphrase(tmp_path).recovery_code
    for place, character in enumerate(code):
        for other in "2Z0" if character != "-" else "":
            if other != character:
                with pytest.raises(RuleError) as error:
                    unlock(tmp_path, recovery_code=code[:place] + other + code[place + 1 :])
                assert refused(error) == "recovery_code_mistyped"
    with pytest.raises(RuleError, match="recovery_code_mistyped"):
        unlock(tmp_path, recovery_code=code[:-5])


def test_the_recovery_code_of_another_workspace_opens_nothing(tmp_path: Path) -> None:
    here, there = tmp_path / "a", tmp_path / "b"
    here.mkdir()
    there.mkdir()
    with_passphrase(here)
    code = with_passphrase(there).recovery_code
    with pytest.raises(RuleError) as error:
        unlock(here, recovery_code=code)
    assert refused(error) == "wrong_recovery_code"


def test_a_slot_of_another_workspace_does_not_fit(tmp_path: Path) -> None:
    here, there = tmp_path / "a", tmp_path / "b"
    here.mkdir()
    there.mkdir()
    with_passphrase(here)
    with_passphrase(there)
    mine, theirs = (json.loads((folder / FILE_NAME).read_text()) for folder in (here, there))
    (here / FILE_NAME).write_text(json.dumps({**mine, "passphrase": theirs["passphrase"]}))
    with pytest.raises(RuleError, match="wrong_passphrase"):
        unlock(here, passphrase="Zwölf Boxkämpfer")


@scenario("F22")
def test_the_file_holds_neither_the_key_nor_the_secrets_and_belongs_to_one_person(tmp_path: Path) -> None:
    made = with_passphrase(tmp_path)
    text = (tmp_path / FILE_NAME).read_bytes()
    assert made.key not in text
    assert made.key.hex().encode() not in text
    assert made.recovery_code.encode() not in text
    assert stat.S_IMODE((tmp_path / FILE_NAME).stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == [FILE_NAME]


def test_the_same_random_bytes_give_the_same_keys(tmp_path: Path) -> None:
    def made(name: str) -> NewKeys:
        folder = tmp_path / name
        folder.mkdir()
        return create_keys(folder, passphrase="x", use_keyring=False, rng=lambda size: bytes(range(size)), cost=CHEAP)

    assert made("a") == made("b")
    assert (tmp_path / "a" / FILE_NAME).read_bytes() == (tmp_path / "b" / FILE_NAME).read_bytes()


def test_an_open_keyring_opens_without_a_question(tmp_path: Path, memory_keyring: MemoryKeyring) -> None:
    made = create_keys(tmp_path, passphrase=None, use_keyring=True)
    assert unlock(tmp_path) == made.key
    assert made.slots == Slots(keyring=True, passphrase=False)
    ((service, account),) = memory_keyring.secrets
    assert service == SERVICE
    assert account == json.loads((tmp_path / FILE_NAME).read_text())["workspace"]


def test_a_passphrase_for_a_workspace_that_has_none_does_not_stand_in_the_way(
    tmp_path: Path, memory_keyring: MemoryKeyring
) -> None:
    made = create_keys(tmp_path, passphrase=None, use_keyring=True)
    assert unlock(tmp_path, passphrase="von einem anderen") == made.key


@scenario("F79")
def test_an_emptied_keyring_asks_for_the_recovery_code_and_can_be_filled_again(
    tmp_path: Path, memory_keyring: MemoryKeyring
) -> None:
    made = create_keys(tmp_path, passphrase=None, use_keyring=True)
    memory_keyring.secrets.clear()
    with pytest.raises(TroubleError) as error:
        unlock(tmp_path)
    assert refused(error) == "keyring_emptied"
    keep_in_keyring(tmp_path, unlock(tmp_path, recovery_code=made.recovery_code))
    assert unlock(tmp_path) == made.key


def test_a_foreign_entry_in_the_keyring_is_no_key(tmp_path: Path, memory_keyring: MemoryKeyring) -> None:
    create_keys(tmp_path, passphrase=None, use_keyring=True)
    for foreign in ("not base64 ü", "c2hvcnQ="):
        memory_keyring.secrets = dict.fromkeys(memory_keyring.secrets, foreign)
        with pytest.raises(TroubleError, match="keyring_emptied"):
            unlock(tmp_path)


@pytest.mark.parametrize(
    ("refusal", "code"),
    [
        (keyring.errors.KeyringLocked("zu"), "keyring_locked"),
        (keyring.errors.InitError("zu"), "keyring_locked"),
        (keyring.errors.NoKeyringError("keiner"), "keyring_unusable"),
        (OSError("Bus weg"), "keyring_unusable"),
    ],
)
def test_a_keyring_that_refuses_is_not_an_empty_one(
    tmp_path: Path, memory_keyring: MemoryKeyring, refusal: Exception, code: str
) -> None:
    made = create_keys(tmp_path, passphrase=None, use_keyring=True)
    memory_keyring.refusal = refusal
    with pytest.raises(TroubleError) as error:
        unlock(tmp_path)
    assert refused(error) == code
    assert unlock(tmp_path, recovery_code=made.recovery_code) == made.key


def test_without_keyring_and_passphrase_nothing_is_made(tmp_path: Path) -> None:
    with pytest.raises(RuleError) as error:
        create_keys(tmp_path, passphrase=None, use_keyring=True)
    assert refused(error) == "passphrase_needed"
    assert list(tmp_path.iterdir()) == []


def test_without_keyring_a_passphrase_is_enough(tmp_path: Path) -> None:
    made = create_keys(tmp_path, passphrase="geheim", use_keyring=True, cost=CHEAP)
    assert made.slots == Slots(keyring=False, passphrase=True)
    with pytest.raises(RuleError, match="passphrase_needed"):
        unlock(tmp_path)


def test_a_keyring_that_keeps_nothing_is_no_keyring(tmp_path: Path, memory_keyring: MemoryKeyring) -> None:
    keyring.set_keyring(keyring.backends.null.Keyring())
    with pytest.raises(RuleError, match="passphrase_needed"):
        create_keys(tmp_path, passphrase=None, use_keyring=True)


def test_a_keyring_that_writes_plain_text_is_no_keyring(tmp_path: Path, memory_keyring: MemoryKeyring) -> None:
    plain = type("PlaintextKeyring", (MemoryKeyring,), {"__module__": "keyrings.alt.file"})()
    keyring.set_keyring(plain)
    with pytest.raises(RuleError, match="passphrase_needed"):
        create_keys(tmp_path, passphrase=None, use_keyring=True)
    assert not plain.secrets


def test_a_passphrase_can_be_added_and_replaced(tmp_path: Path, memory_keyring: MemoryKeyring) -> None:
    made = create_keys(tmp_path, passphrase=None, use_keyring=True)
    set_passphrase(tmp_path, made.key, passphrase="erste", cost=CHEAP)
    set_passphrase(tmp_path, made.key, passphrase="zweite", cost=CHEAP)
    assert unlock(tmp_path, passphrase="zweite") == made.key
    with pytest.raises(RuleError, match="wrong_passphrase"):
        unlock(tmp_path, passphrase="erste")
    assert slots(tmp_path) == Slots(keyring=True, passphrase=True)


def test_a_renewed_recovery_code_replaces_the_printed_one(tmp_path: Path) -> None:
    made = with_passphrase(tmp_path)
    code = renew_recovery_code(tmp_path, made.key)
    assert unlock(tmp_path, recovery_code=code) == made.key
    with pytest.raises(RuleError, match="wrong_recovery_code"):
        unlock(tmp_path, recovery_code=made.recovery_code)


@pytest.mark.parametrize("damage", [b"", b"{", b'{"version": 1}', b"\xff\xfe"])
def test_a_damaged_key_file_is_said_to_be_damaged(tmp_path: Path, damage: bytes) -> None:
    with_passphrase(tmp_path)
    (tmp_path / FILE_NAME).write_bytes(damage)
    with pytest.raises(TroubleError) as error:
        unlock(tmp_path, passphrase="Zwölf Boxkämpfer")
    assert refused(error) == "keys_damaged"


def test_a_key_file_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    with_passphrase(tmp_path)
    written = json.loads((tmp_path / FILE_NAME).read_text())
    (tmp_path / FILE_NAME).write_text(json.dumps({**written, "version": 2}))
    with pytest.raises(TroubleError, match="workspace_newer"):
        unlock(tmp_path, passphrase="Zwölf Boxkämpfer")


def test_a_folder_without_keys_is_no_workspace(tmp_path: Path) -> None:
    assert not has_keys(tmp_path)
    with pytest.raises(UsageError) as error:
        unlock(tmp_path)
    assert refused(error) == "no_workspace"


def test_a_full_disk_leaves_the_keys_as_they_were(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = with_passphrase(tmp_path)

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(TroubleError) as error:
        set_passphrase(tmp_path, made.key, passphrase="neu", cost=CHEAP)
    assert refused(error) == "keys_not_written"
    assert unlock(tmp_path, passphrase="Zwölf Boxkämpfer") == made.key


CREATE = """
import sys
from pathlib import Path
from consultant_app.workspace.keys import create_keys
made = create_keys(Path(sys.argv[1]), passphrase=None, use_keyring=True)
print(made.key.hex(), made.recovery_code)
"""
UNLOCK = """
import sys
from pathlib import Path
from consultant_app.errors import ProductError
from consultant_app.workspace.keys import unlock
try:
    print(unlock(Path(sys.argv[1])).hex())
except ProductError as error:
    print(error.code)
"""
EMPTY = """
import json, keyring, sys
from pathlib import Path
workspace = json.loads(Path(sys.argv[1], "keys.json").read_text())["workspace"]
keyring.delete_password("csr-kompetenzzentrum-ruhr", workspace)
"""


def run(session: KeyringSession, code: str, folder: Path, repository: Path) -> subprocess.CompletedProcess[str]:
    return session.python(
        f"import sys; sys.argv = ['', {str(folder)!r}]; sys.path.insert(0, {str(repository)!r})\n{code}"
    )


@scenario("F79")
def test_a_real_keyring_keeps_the_key_for_the_next_process_and_says_when_it_was_emptied(
    keyring_daemon: KeyringSession, tmp_path: Path, repository: Path
) -> None:
    made = run(keyring_daemon, CREATE, tmp_path, repository)
    assert made.returncode == 0, made.stderr
    assert run(keyring_daemon, UNLOCK, tmp_path, repository).stdout.strip() == made.stdout.split()[0]
    assert run(keyring_daemon, EMPTY, tmp_path, repository).returncode == 0
    assert run(keyring_daemon, UNLOCK, tmp_path, repository).stdout.strip() == "keyring_emptied"


def test_a_real_keyring_that_is_locked_is_not_taken_for_an_empty_one(
    keyring_daemon: KeyringSession, tmp_path: Path, repository: Path
) -> None:
    assert run(keyring_daemon, CREATE, tmp_path, repository).returncode == 0
    keyring_daemon.lock()
    assert run(keyring_daemon, UNLOCK, tmp_path, repository).stdout.strip() == "keyring_locked"


def test_without_a_secret_service_a_passphrase_is_asked_for(
    bus_without_keyring: KeyringSession, tmp_path: Path, repository: Path
) -> None:
    assert "passphrase_needed" in run(bus_without_keyring, CREATE, tmp_path, repository).stderr
    assert list(tmp_path.iterdir()) == []
