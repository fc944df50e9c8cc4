"""The day from outside: a program that knows only German names begins a visit, fills it, agrees and writes a note."""

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.support.running import running_program
from tests.support.screen import AccessibleSession

_SCRIPT = Path(__file__).with_name("from_outside.py")


class _Laptop:
    """A workspace with the sample data in a session of its own, through the command line only."""

    def __init__(self, folder: Path, session: AccessibleSession) -> None:
        self._command = [sys.executable, "-m", "consultant_app", "--workspace", str(folder)]
        self._env: Mapping[str, str] = {
            **session.env,
            "CONSULTANT_PASSPHRASE": "geheim",
            "LC_ALL": "de_DE.UTF-8",
        }
        self.window = [*self._command, "desktop"]
        self.env = self._env

    def says(self, *words: str) -> Any:
        done = subprocess.run(
            [*self._command, "--json", *words], env=self._env, capture_output=True, text=True, timeout=60
        )
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    def only(self, type_name: str, where: str) -> dict[str, Any]:
        """The id and the fields of the one record of which this is true."""
        found = self.says("records", "list", type_name, "--where", where)
        assert len(found) == 1, found
        return {"id": found[0]["id"], **self.says("records", "show", found[0]["id"])["fields"]}


@pytest.mark.timeout(600)
def test_a_program_that_knows_the_german_names_does_the_whole_day(
    accessible_session: AccessibleSession, tmp_path: Path
) -> None:
    laptop = _Laptop(tmp_path / "workspace", accessible_session)
    laptop.says("workspace", "create", "--partner", "EN", "--user", "Katrin Albers", "--sample")
    company = laptop.only("company", "name=Elektro Funkenprobe GmbH")
    manager = laptop.only("contact", "last_name=Funkenprobe")
    log = tmp_path / "window.log"
    with running_program(laptop.window, lambda: True, log=log, env=laptop.env):
        done = accessible_session.drive(_SCRIPT.read_text(encoding="utf-8"), timeout_s=400)
        assert done.returncode == 0, (done.stderr, log.read_text(encoding="utf-8"))

    visit = laptop.only("visit", f"company={company['id']}")
    assert visit["occasion"] == "Förderung für die Werkstatt klären"
    assert visit["environment"] == "Der Kompressor läuft nachts durch."
    assert visit["place"]["kind"] == "online"
    assert len(visit["guiding_questions"]) == 1
    assert visit["clock"]["started_at"] <= visit["clock"]["ended_at"]
    assert laptop.only("participant", f"person={manager['id']}")["present"] is True
    measure = laptop.only("measure", "title=Druckluft prüfen")
    assert (measure["csr_field"], measure["priority"], measure["responsible"]) == ("UM", "high", manager["id"])
    agreement = laptop.only("agreement", f"measure={measure['id']}")
    assert (agreement["what"], agreement["who"]) == ("Druckluft prüfen", manager["id"])
    note = laptop.only("note", "title=Nach Vertretung fragen")
    assert note["text"] == "Beim nächsten Mal nach der Urlaubsplanung fragen."
