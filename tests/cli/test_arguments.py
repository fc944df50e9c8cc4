import itertools
from pathlib import Path

import pytest

from consultant_app.cli.arguments import DESKTOP, parse, wants_json
from consultant_app.errors import UsageError

WORDS = ["records", "set", "abc", "name=Müller", "sdg+=5"]


@pytest.mark.parametrize("place", range(len(WORDS) + 1))
def test_workspace_and_json_may_stand_anywhere(place: int) -> None:
    for options in (["--json", "--workspace", "/tmp/w"], ["--workspace=/tmp/w", "--json"]):
        call = parse([*WORDS[:place], *options, *WORDS[place:]])
        assert call.as_json
        assert call.folder == Path("/tmp/w")
        assert (call.words.id, call.words.fields) == ("abc", ["name=Müller", "sdg+=5"])


def test_options_may_stand_before_and_after_the_fields() -> None:
    for words in itertools.permutations([["--space", "person"], ["title=x", "text=y"]]):
        call = parse(["records", "new", "note", *itertools.chain.from_iterable(words)])
        assert call.words.space == "person"
        assert call.words.fields == ["title=x", "text=y"]


def test_without_a_command_the_window_is_meant() -> None:
    assert parse([]).words.command == parse(["desktop"]).words.command == DESKTOP
    assert parse(["--workspace", "/tmp/w"]).folder == Path("/tmp/w")


def test_after_two_dashes_nothing_is_an_option() -> None:
    call = parse(["search", "--", "--json"])
    assert not call.as_json
    assert call.words.text == ["--json"]
    assert not wants_json(["search", "--", "--json"])


@pytest.mark.parametrize(
    "words",
    [
        ["frobnicate"],
        ["records"],
        ["records", "show"],
        ["records", "show", "a", "b"],
        ["records", "new", "note"],
        ["records", "list", "note", "--limit", "0"],
        ["records", "list", "note", "--limit", "many"],
        ["records", "list", "note", "--lim", "3"],
        ["conflicts", "decide", "id", "field"],
        ["conflicts", "decide", "id", "field", "--take", "a", "--value", "b"],
        ["workspace", "create", "--partner", "EN"],
        ["workspace", "create", "--partner", "EN", "--user", "x", "--sample", "--synthetic", "5"],
        ["sync", "--workspace"],
    ],
)
def test_wrong_usage_names_the_right_one(words: list[str]) -> None:
    with pytest.raises(UsageError, match="usage") as error:
        parse(words)
    assert str(error.value.facts["usage"]).startswith("consultant-app")
