"""Runs one call of the command line: words in, exit code out, and nothing but sentences when something goes wrong."""

import importlib
import io
import os
import sys
from collections.abc import Callable, Sequence

from consultant_app.cli.answers import INTERRUPTED, tell_bug, tell_error
from consultant_app.cli.arguments import DESKTOP, Call, parse, wants_json
from consultant_app.errors import ProductError


def run(arguments: Sequence[str], *, open_window: Callable[[Call], int]) -> int:
    """The exit code: 0 done, 1 refused by a rule, 2 wrong usage, 3 trouble outside."""
    _write_utf8()
    try:
        call = parse(arguments)
        if call.words.command == DESKTOP:
            return open_window(call)
        _function(call.words.command)(call)
    except ProductError as error:
        return tell_error(error, as_json=wants_json(arguments))
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read has seen enough; the interpreter would complain when it flushes at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:  # noqa: BLE001  (the last line of defence: a person gets a sentence, never a traceback)
        return tell_bug(error, as_json=wants_json(arguments))
    return 0


def _function(name: str) -> Callable[[Call], None]:
    module, _, function = name.partition(":")
    found: Callable[[Call], None] = getattr(importlib.import_module(f"consultant_app.cli.{module}"), function)
    return found


def _write_utf8() -> None:
    """Whatever the locale: a sentence with an umlaut must not fail where it is written."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
