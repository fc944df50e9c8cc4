"""`consultant-server`: serve, and what an administrator does; all of it also while the server runs."""

import argparse
import io
import json
import sys
import traceback
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

import platformdirs
from sqlalchemy.exc import OperationalError

from consultant_app.errors import ProductError, RuleError, TroubleError, UsageError, locale_language, sentence
from consultant_app.server.commands.consortium import add_consortium
from consultant_app.server.commands.frame import Parser, now, remark
from consultant_app.server.commands.hosting import add_hosting
from consultant_app.server.commands.identity import add_identity
from consultant_app.server.commands.people import add_people

_INTERRUPTED: Final = 130
"""128 and the number of the signal, as shells expect it."""
_EXIT_CODES: Final[Mapping[type[ProductError], int]] = {RuleError: 1, UsageError: 2, TroubleError: 3}


def main(arguments: Sequence[str] | None = None) -> None:
    sys.exit(run(sys.argv[1:] if arguments is None else arguments))


def run(arguments: Sequence[str]) -> int:
    """The exit code: 0 done, 1 refused by a rule, 2 wrong usage, 3 trouble outside."""
    _write_utf8()
    as_json = "--json" in arguments
    try:
        words = _parser().parse_args([word for word in arguments if word != "--json"])
        words.json = as_json
        words.command(words)
    except ProductError as error:
        return _tell(error, as_json=as_json)
    except OperationalError:
        return _tell(TroubleError("server_busy"), as_json=as_json)
    except KeyboardInterrupt:
        return _INTERRUPTED
    except Exception as error:  # noqa: BLE001 - the last line of defence: a person gets a sentence, never a traceback
        return _tell(TroubleError("unexpected", file=_keep_traceback(error)), as_json=as_json)
    return 0


def _write_utf8() -> None:
    """Whatever the locale: a name with an umlaut must not fail where it is written."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")


def _keep_traceback(error: Exception) -> Path:
    path = platformdirs.user_log_path("consultant-server", ensure_exists=True) / "unexpected.log"
    with path.open("a", encoding="utf-8") as log:
        log.write(f"{now().isoformat()}\n{''.join(traceback.format_exception(error))}\n")
    return path


def _tell(error: ProductError, *, as_json: bool) -> int:
    message = sentence(error, locale_language())
    document = json.dumps({"error": {"code": error.code, "message": message}}, ensure_ascii=False)
    remark(document if as_json else message)
    return next(code for kind, code in _EXIT_CODES.items() if isinstance(error, kind))


def _parser() -> Parser:
    place = Parser(add_help=False)
    where = place.add_mutually_exclusive_group()
    where.add_argument("--data", type=Path, default=argparse.SUPPRESS, metavar="DIR")
    where.add_argument("--database", default=argparse.SUPPRESS, metavar="URL")
    parser = Parser(prog="consultant-server", parents=[place], description=__doc__)
    commands = parser.add_subparsers(required=True, parser_class=Parser)
    for add in (add_hosting, add_consortium, add_people, add_identity):
        add(commands, place)
    return parser
