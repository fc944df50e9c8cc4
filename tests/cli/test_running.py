import os
import subprocess
from pathlib import Path

import pytest

from consultant_app.cli import records, searching
from consultant_app.cli.arguments import Call
from consultant_app.cli.running import run
from tests.cli.laptop import PROGRAM, Laptop, consultant_app
from tests.support.waiting import PATIENCE_S


def test_wrong_usage_is_one_sentence_in_the_language_of_the_locale() -> None:
    german = consultant_app("frobnicate")
    english = consultant_app("frobnicate", LC_ALL="en_GB.UTF-8")
    assert german.code == english.code == 2
    assert german.err.startswith("Diesen Aufruf gibt es so nicht")
    assert english.err.startswith("There is no such call")
    assert german.err.count("\n") == english.err.count("\n") == 1
    assert german.out == english.out == ""


def test_in_json_mode_wrong_usage_is_json_too() -> None:
    assert consultant_app("records", "show", "--json").error == "usage"


def test_a_bug_is_a_sentence_and_a_file_never_a_traceback(laptop: Laptop, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(call: Call) -> None:
        raise ZeroDivisionError("so nicht")

    monkeypatch.setattr(records, "types", broken)
    said = laptop.call("records", "types")
    assert said.code == 3
    assert "Traceback" not in said.err
    assert said.err.count("\n") == 1
    log = Path(os.environ["XDG_STATE_HOME"]) / "consultant-app" / "log" / "unexpected.log"
    assert "ZeroDivisionError: so nicht" in log.read_text(encoding="utf-8")


def test_interrupting_is_no_error(laptop: Laptop, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(call: Call) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(searching, "search", interrupted)
    said = laptop.call("search", "x")
    assert (said.code, said.out, said.err) == (130, "", "")


def test_a_reader_that_has_seen_enough_is_no_error(laptop: Laptop) -> None:
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        [PROGRAM, "records", "types", "--json", "--workspace", str(laptop.folder)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.wait(timeout=PATIENCE_S) == 0
        assert process.stderr.read() == b""


def test_umlauts_are_written_whatever_the_locale(laptop: Laptop) -> None:
    laptop.new("company", "name=Müller ß €")
    said = consultant_app("records", "list", "company", "--workspace", str(laptop.folder), LC_ALL="C", PYTHONUTF8="0")
    assert "Müller ß €" in said.out


def test_without_a_command_the_window_opens_on_the_workspace(laptop: Laptop) -> None:
    asked: list[Call] = []

    def window(call: Call) -> int:
        asked.append(call)
        return 7

    assert run(["--workspace", "/tmp/w"], open_window=window) == 7
    assert str(asked[0].folder) == "/tmp/w"


def test_help_is_there_for_every_command() -> None:
    for words in ([], ["records"], ["records", "set"], ["workspace", "join"], ["sync"]):
        said = consultant_app(*words, "--help")
        assert said.code == 0
        assert said.out.startswith("usage: consultant-app")


def test_a_command_that_reads_loads_no_window_paper_or_network(laptop: Laptop) -> None:
    loaded = (
        "import sys; from consultant_app.cli.running import run;"
        f"run(['records', 'types', '--json', '--workspace', {str(laptop.folder)!r}], open_window=lambda call: 0);"
        "sys.stderr.write(' '.join({name.partition('.')[0] for name in sys.modules}))"
    )
    done = subprocess.run([PROGRAM.parent / "python", "-c", loaded], capture_output=True, text=True, timeout=PATIENCE_S)
    assert not {"PySide6", "reportlab", "httpx2", "keyring"} & set(done.stderr.split())
