"""`serve`, and `move` to another database."""

import argparse
from pathlib import Path

from consultant_app.errors import UsageError
from consultant_app.server.commands.frame import Commands, Parser, Words, data_folder, opened, say
from consultant_app.server.commands.identity import remind
from consultant_app.server.rate_limit import CHANGES_A_SECOND, CHANGES_IN_A_BURST, Allowance, RateLimit


def add_hosting(commands: "Commands[Parser]", place: Parser) -> None:
    serve = commands.add_parser("serve", parents=[place])
    serve.add_argument("--host", default="127.0.0.1")
    serve.add_argument("--port", type=int, default=8443)
    serve.add_argument("--public-url", metavar="URL")
    serve.add_argument("--attachments", type=Path, metavar="DIR", help="where files lie; default: beside the data")
    serve.add_argument("--tls-cert", type=Path, metavar="FILE")
    serve.add_argument("--tls-key", type=Path, metavar="FILE")
    serve.add_argument(
        "--device-burst", type=_count, default=CHANGES_IN_A_BURST, metavar="CHANGES", help="one device may push at once"
    )
    serve.add_argument(
        "--device-rate", type=_count, default=CHANGES_A_SECOND, metavar="CHANGES", help="a second after that"
    )
    serve.set_defaults(command=_serve)

    move = commands.add_parser("move")
    move.add_argument("target", metavar="URL")
    move.add_argument("--data", type=Path, default=argparse.SUPPRESS, metavar="DIR")
    move.set_defaults(command=_move)


def _serve(words: Words) -> None:
    from consultant_app.server.file_store import FolderStore
    from consultant_app.server.serving import serve

    rates = RateLimit(Allowance(words.device_burst, words.device_rate))
    remind(words)
    with opened(words) as engine:
        serve(
            engine,
            files=FolderStore(words.attachments or data_folder(words) / "attachments"),
            host=words.host,
            port=words.port,
            public_url=words.public_url,
            tls_files=_tls_files(words),
            rates=rates,
            on_ready=lambda url: say(words, {"url": url}, lines=lambda: [url]),
        )


def _move(words: Words) -> None:
    from consultant_app.server.relocation import move_database

    if "database" in words:
        raise UsageError("server_move_from_data")
    counts = move_database(data_folder(words), words.target)
    say(words, counts, lines=lambda: [f"{name}  {count}" for name, count in counts.items()])


def _tls_files(words: Words) -> tuple[Path, Path] | None:
    if words.tls_cert is None and words.tls_key is None:
        return None
    if words.tls_cert is None or words.tls_key is None:
        raise UsageError("tls_files_incomplete")
    return words.tls_cert, words.tls_key


def _count(word: str) -> int:
    number = int(word)
    if number < 1:
        raise ValueError(word)  # argparse tells how the command is used
    return number
