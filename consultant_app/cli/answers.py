"""How a command answers: a JSON document or lines for a person, an error in the same form, an exit code."""

import json
import sys
import traceback
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Final

from consultant_app.changes.change import Value
from consultant_app.errors import ProductError, RuleError, TroubleError, UsageError, locale_language, sentence

EXIT_CODES: Final[Mapping[type[ProductError], int]] = {RuleError: 1, UsageError: 2, TroubleError: 3}
INTERRUPTED: Final = 130
"""128 and the number of the signal, as shells expect it."""

Document = Mapping[str, object] | Sequence[object]


def answer(document: Document, lines: Sequence[str], *, as_json: bool) -> None:
    """One of the two forms on standard output; the lines may be empty, the document always is a whole one."""
    if as_json:
        print(json.dumps(document, ensure_ascii=False), flush=True)
    else:
        for line in lines:
            print(line, flush=True)


def tell_error(error: ProductError, *, as_json: bool) -> int:
    """One sentence on standard error; returns the exit code."""
    message = _message(error)
    document = {"error": {"code": error.code, "message": message}}
    print(json.dumps(document, ensure_ascii=False) if as_json else message, file=sys.stderr, flush=True)
    return next(code for kind, code in EXIT_CODES.items() if isinstance(error, kind))


def _message(error: ProductError) -> str:
    """A newer server may refuse with a code that has no words here yet."""
    language = locale_language()
    try:
        return sentence(error, language)
    except KeyError:
        return sentence(TroubleError("without_words", word=error.code), language)


def tell_bug(error: Exception, *, as_json: bool) -> int:
    """A bug is told in a sentence as well; how it came about goes into a file for those who mend it."""
    import platformdirs

    path = platformdirs.user_log_path("consultant-app", ensure_exists=True) / "unexpected.log"
    with path.open("a", encoding="utf-8") as log:
        log.write(f"{datetime.now(UTC).isoformat()}\n{''.join(traceback.format_exception(error))}\n")
    return tell_error(TroubleError("unexpected", file=path), as_json=as_json)


def instant(at_ms: int | None) -> str | None:
    """ISO 8601 in UTC."""
    if at_ms is None:
        return None
    return datetime.fromtimestamp(at_ms / 1000, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def readable(value: Value) -> str:
    """A wire value on one line."""
    if value is None:
        return ""
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, list):
        return ", ".join(readable(one) for one in value)
    if isinstance(value, dict):
        return ", ".join(f"{name}: {readable(one)}" for name, one in value.items())
    return json.dumps(value)
