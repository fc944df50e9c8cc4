"""`consultant-server partner leave`, as an administrator types it beside a running server."""

from pathlib import Path

import pytest

from consultant_app.changes.spaces import organisation_space
from tests.server.fake_laptop import FakeLaptop, TurnedAwayError
from tests.server.server_process import consultant_server, running_server
from tests.support.scenarios import scenario


@scenario("F47")
def test_the_command_hands_out_the_files_and_turns_the_laptops_away(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CONSULTANT_EXCHANGE_PASSWORD", raising=False)
    place = ["--database", database_url]
    folder = tmp_path / "handed out"
    leave = ["partner", "leave", "EN", "--export", str(folder), *place]
    with running_server(*place) as server:
        server.command("partner", "add", "EN", "EN-Agentur")
        server.command("user", "add", "ada@example.org", "--name", "Ada", "--partner", "EN", "--role", "consultant")
        laptop = FakeLaptop(server.send, 0)
        laptop.enrol(server.command("invitation", "new", "ada@example.org")["code"], name="Laptop Ada")
        laptop.sync(laptop.seal({}))

        without = consultant_server(*leave)
        assert without.code == 2
        assert "CONSULTANT_EXCHANGE_PASSWORD" in without.err
        assert not folder.exists()

        monkeypatch.setenv("CONSULTANT_EXCHANGE_PASSWORD", "Schacht IX")
        done = server.command("partner", "leave", "EN", "--export", str(folder))
        file = folder / "organisation-EN.csrx"
        assert done["files"] == [{"file": str(file), "space": organisation_space("EN"), "changes": 1}]
        assert done["people"] == 1
        assert file.exists()
        with pytest.raises(TurnedAwayError, match="organisation_left"):
            laptop.sync()
        assert server.command("partner", "leave", "EN", "--export", str(folder)) == {**done, "files": []}
        refused = consultant_server("invitation", "new", "ada@example.org", *place)
        assert refused.code == 1
    unknown = consultant_server("partner", "leave", "XX", "--export", str(folder), *place)
    assert (unknown.code, "XX" in unknown.err) == (1, True)
