import keyring
import keyring.errors
import pytest

from tests.support.keyrings import KeyringSession, MemoryKeyring

STORE = "import keyring; keyring.set_password('csr', 'arbeitsplatz', 'geheim-ß')"
READ = "import keyring; print(keyring.get_password('csr', 'arbeitsplatz'))"


def test_a_secret_stored_by_one_process_is_read_by_the_next(keyring_daemon: KeyringSession) -> None:
    stored = keyring_daemon.python(STORE)
    assert stored.returncode == 0, stored.stderr
    assert keyring_daemon.python(READ).stdout == "geheim-ß\n"


def test_each_test_has_an_empty_keyring(keyring_daemon: KeyringSession) -> None:
    assert keyring_daemon.python(READ).stdout == "None\n"


def test_a_locked_keyring_refuses_instead_of_seeming_empty(keyring_daemon: KeyringSession) -> None:
    assert keyring_daemon.python(STORE).returncode == 0
    keyring_daemon.lock()
    read = keyring_daemon.python(READ)
    assert read.returncode != 0
    assert "KeyringLocked" in read.stderr


def test_a_locked_keyring_takes_no_secret(locked_keyring_daemon: KeyringSession) -> None:
    stored = locked_keyring_daemon.python(STORE)
    assert stored.returncode != 0
    assert "KeyringLocked" in stored.stderr or "InitError" in stored.stderr


def test_without_a_secret_service_there_is_no_keyring(bus_without_keyring: KeyringSession) -> None:
    assert "NoKeyringError" in bus_without_keyring.python(READ).stderr


def test_without_a_bus_there_is_no_keyring(no_bus: KeyringSession) -> None:
    assert "NoKeyringError" in no_bus.python(READ).stderr


def test_a_test_that_asks_for_none_has_no_keyring() -> None:
    with pytest.raises(keyring.errors.NoKeyringError):
        keyring.get_password("csr", "arbeitsplatz")


def test_the_keyring_in_memory_can_refuse(memory_keyring: MemoryKeyring) -> None:
    keyring.set_password("csr", "arbeitsplatz", "geheim")
    assert keyring.get_password("csr", "arbeitsplatz") == "geheim"
    memory_keyring.refusal = keyring.errors.KeyringLocked("zu")
    with pytest.raises(keyring.errors.KeyringLocked):
        keyring.get_password("csr", "arbeitsplatz")
