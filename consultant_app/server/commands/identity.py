"""`identity save` and `identity restore`, and the reminder that the first is due."""

import getpass
import os
import secrets
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Final

from consultant_app.errors import RuleError, UsageError, locale_language, sentence
from consultant_app.server.commands.frame import Commands, Parser, Words, now, opened, remark, say
from consultant_app.server.database import reading, writing

if TYPE_CHECKING:
    from consultant_app.server.identity_file import Extent

PASSWORD: Final = "CONSULTANT_IDENTITY_PASSWORD"  # noqa: S105  (the name of a variable)


def add_identity(commands: "Commands[Parser]", place: Parser) -> None:
    identity = commands.add_parser("identity").add_subparsers(required=True, parser_class=Parser)
    for name, command in (("save", _save), ("restore", _restore)):
        one = identity.add_parser(name, parents=[place])
        one.add_argument("file", type=Path)
        one.set_defaults(command=command)


def remind(words: Words) -> None:
    """Tells a person, and no script, that nobody could bring this server back."""
    from consultant_app.server.identity_file import is_identity_saved

    if words.json:
        return
    with opened(words) as engine, reading(engine) as connection:
        if not is_identity_saved(connection):
            remark(sentence(RuleError("identity_unsaved"), locale_language()))


def _save(words: Words) -> None:
    from consultant_app.server.identity_file import save_identity

    password = _password(is_new=True)
    with opened(words) as engine, writing(engine) as connection:
        extent = save_identity(connection, words.file, password=password, randomness=secrets.token_bytes, now=now())
    _say(words, extent)


def _restore(words: Words) -> None:
    from consultant_app.server.identity_file import restore_identity

    password = _password(is_new=False)
    with opened(words) as engine, writing(engine) as connection:
        extent = restore_identity(connection, words.file, password=password, randomness=secrets.token_bytes)
    _say(words, extent)


def _say(words: Words, extent: "Extent") -> None:
    answer = {"file": str(words.file), **asdict(extent)}
    say(words, answer, lines=lambda: [f"{name}  {value}" for name, value in answer.items()])


def _password(*, is_new: bool) -> str:
    """From the environment; at a terminal it is asked for, a new one twice."""
    found = os.fsencode(os.environ.get(PASSWORD, "")).decode(errors="replace")
    if not found and sys.stdin.isatty():
        found = getpass.getpass("Kennwort der Identität: ")
        if is_new and getpass.getpass("Noch einmal: ") != found:
            raise UsageError("exchange_passwords_differ")
    return found
