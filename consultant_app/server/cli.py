"""`consultant-server`: serve, and what an administrator does; all of it also while the server runs."""

import argparse
import io
import json
import os
import secrets
import sys
import traceback
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import platformdirs
from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError

from consultant_app.changes.change import RecordId, SpaceId
from consultant_app.errors import ProductError, RuleError, TroubleError, UsageError, locale_language, sentence
from consultant_app.server.accounts import (
    ACTIVE,
    REVOKED,
    add_partner,
    add_person,
    list_devices,
    readmit_device,
    revoke_device,
)
from consultant_app.server.command import Commands, Parser, Words, data_folder, now, opened, remark, say
from consultant_app.server.database import reading, writing
from consultant_app.server.enrolment import new_invitation
from consultant_app.server.identity import find_public_url, load_identity, store_public_url
from consultant_app.server.identity_commands import add_identity, remind
from consultant_app.server.instants import instant_text, milliseconds
from consultant_app.server.membership import add_member, list_members, remove_member
from consultant_app.server.rate_limit import CHANGES_A_SECOND, CHANGES_IN_A_BURST, Allowance, RateLimit
from consultant_app.server.rights import Role
from consultant_app.server.staff import change_roles, move_person, set_active

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

    partner = commands.add_parser("partner").add_subparsers(required=True, parser_class=Parser)
    partner_add = partner.add_parser("add", parents=[place])
    partner_add.add_argument("code")
    partner_add.add_argument("name")
    partner_add.set_defaults(command=_partner_add)
    partner_leave = partner.add_parser("leave", parents=[place])
    partner_leave.add_argument("code")
    partner_leave.add_argument(
        "--export", type=Path, required=True, metavar="DIR", help="where its spaces go, as files"
    )
    partner_leave.add_argument(
        "--attachments", type=Path, metavar="DIR", help="where files lie; default: beside the data"
    )
    partner_leave.add_argument(
        "--without-missing", action="store_true", help="although bytes of attachments are missing"
    )
    partner_leave.set_defaults(command=_partner_leave)

    invitation = commands.add_parser("invitation").add_subparsers(required=True, parser_class=Parser)
    invitation_new = invitation.add_parser("new", parents=[place])
    invitation_new.add_argument("mail")
    invitation_new.add_argument("--public-url", metavar="URL")
    invitation_new.set_defaults(command=_invitation_new)

    move = commands.add_parser("move")
    move.add_argument("target", metavar="URL")
    move.add_argument("--data", type=Path, default=argparse.SUPPRESS, metavar="DIR")
    move.set_defaults(command=_move)

    _add_people(commands, place)
    add_identity(commands, place)
    _add_spaces(commands, place)
    return parser


def _add_people(commands: "Commands[Parser]", place: Parser) -> None:
    user = commands.add_parser("user").add_subparsers(required=True, parser_class=Parser)
    user_add = user.add_parser("add", parents=[place])
    user_add.add_argument("mail")
    user_add.add_argument("--name", required=True)
    user_add.add_argument("--partner", required=True, metavar="CODE")
    user_add.add_argument("--role", dest="roles", required=True, nargs="+", action="extend", metavar="ROLE")
    user_add.set_defaults(command=_user_add)

    user_move = user.add_parser("move", parents=[place])
    user_move.add_argument("mail")
    user_move.add_argument("--partner", required=True, metavar="CODE")
    user_move.set_defaults(command=_user_move)
    user_roles = user.add_parser("roles", parents=[place])
    user_roles.add_argument("mail")
    user_roles.add_argument("--role", dest="roles", required=True, nargs="+", action="extend", metavar="ROLE")
    user_roles.set_defaults(command=_user_roles)
    for name, active in (("close", False), ("reopen", True)):
        user_active = user.add_parser(name, parents=[place])
        user_active.add_argument("mail")
        user_active.set_defaults(command=_user_active, active=active)
    device = commands.add_parser("device").add_subparsers(required=True, parser_class=Parser)
    device.add_parser("list", parents=[place]).set_defaults(command=_device_list)
    device_revoke = device.add_parser("revoke", parents=[place])
    device_revoke.add_argument("id")
    device_revoke.set_defaults(command=_device_revoke)
    device_readmit = device.add_parser("readmit", parents=[place])
    device_readmit.add_argument("id")
    device_readmit.set_defaults(command=_device_readmit)


def _add_spaces(commands: "Commands[Parser]", place: Parser) -> None:
    space = commands.add_parser("space").add_subparsers(required=True, parser_class=Parser)
    space.add_parser("list", parents=[place]).set_defaults(command=_space_list)
    for name, command in (("add-member", _space_add_member), ("remove-member", _space_remove_member)):
        member = space.add_parser(name, parents=[place])
        member.add_argument("space")
        member.add_argument("partner", metavar="CODE")
        member.set_defaults(command=command)


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


def _partner_add(words: Words) -> None:
    with opened(words) as engine, writing(engine) as connection:
        partner = add_partner(
            connection,
            words.code,
            name=words.name,
            identity=load_identity(connection, secrets.token_bytes),
            randomness=secrets.token_bytes,
            now=now(),
        )
    answer = {"id": partner, "code": words.code, "name": words.name}
    say(words, answer, lines=lambda: [f"{words.code}  {words.name}"])
    remind(words)


def _partner_leave(words: Words) -> None:
    from consultant_app.server.departure import leave_consortium
    from consultant_app.server.departure_files import DepartureFiles
    from consultant_app.server.file_store import FolderStore

    store = FolderStore(words.attachments or data_folder(words) / "attachments")
    files = DepartureFiles(
        words.export, os.environ.get("CONSULTANT_EXCHANGE_PASSWORD", ""), store, words.without_missing
    )
    with opened(words) as engine, writing(engine) as connection:
        left = leave_consortium(connection, words.code, files=files, **_chance(connection))
    answer = {
        "code": left.code,
        "left_at": instant_text(left.at),
        "people": left.people,
        "files": [{"file": str(one.path), "space": one.space, "changes": one.changes} for one in left.files],
    }
    say(
        words, answer,
        lines=lambda: [f"{left.code}  {answer['left_at']}", *(f"{one.path}  {one.changes}" for one in left.files)],
    )  # fmt: skip


def _user_add(words: Words) -> None:
    with opened(words) as engine, writing(engine) as connection:
        person = add_person(
            connection,
            words.mail,
            name=words.name,
            partner_code=words.partner,
            roles=[_role(code) for code in words.roles],
            identity=load_identity(connection, secrets.token_bytes),
            randomness=secrets.token_bytes,
            now=now(),
        )
    answer = {
        "id": person.id,
        "mail": person.mail,
        "name": person.name,
        "partner": person.partner_code,
        "roles": list(person.roles),
    }
    say(words, answer, lines=lambda: [f"{person.mail}  {person.name}  {person.partner_code}  {' '.join(person.roles)}"])


def _user_move(words: Words) -> None:
    with opened(words) as engine, writing(engine) as connection:
        user = move_person(connection, words.mail, partner_code=words.partner, **_chance(connection))
    say(words, {"id": user, "partner": words.partner}, lines=lambda: [f"{user}  {words.partner}"])


def _user_roles(words: Words) -> None:
    roles = [_role(code) for code in words.roles]
    with opened(words) as engine, writing(engine) as connection:
        user = change_roles(connection, words.mail, roles=roles, **_chance(connection))
    say(words, {"id": user, "roles": sorted(set(roles))}, lines=lambda: [f"{user}  {' '.join(sorted(set(roles)))}"])


def _user_active(words: Words) -> None:
    with opened(words) as engine, writing(engine) as connection:
        user = set_active(connection, words.mail, active=words.active, **_chance(connection))
    say(words, {"id": user, "active": words.active}, lines=lambda: [user])


def _chance(connection: Connection) -> dict[str, Any]:
    return {
        "identity": load_identity(connection, secrets.token_bytes),
        "randomness": secrets.token_bytes,
        "now": now(),
    }


def _count(word: str) -> int:
    number = int(word)
    if number < 1:
        raise ValueError(word)  # argparse tells how the command is used
    return number


def _role(code: str) -> Role:
    try:
        return Role(code)
    except ValueError:
        raise UsageError("role_unknown", role=code, roles=", ".join(Role)) from None


def _invitation_new(words: Words) -> None:
    with opened(words) as engine, writing(engine) as connection:
        server = (words.public_url or find_public_url(connection) or "").rstrip("/")
        if not server:
            raise RuleError("server_address_unknown")
        if words.public_url:
            store_public_url(connection, server)
        code = new_invitation(
            connection,
            words.mail,
            identity=load_identity(connection, secrets.token_bytes),
            randomness=secrets.token_bytes,
            now=now(),
        )
    invitation = f"{server}#{code}"
    say(words, {"invitation": invitation, "server": server, "code": code}, lines=lambda: [invitation])


def _device_list(words: Words) -> None:
    with opened(words) as engine, reading(engine) as connection:
        devices = list_devices(connection)
    columns = ("id", "letters", "state", "last_seen", "cloned", "user", "name")
    say(words, devices, lines=lambda: ["  ".join(str(one[key] or "-") for key in columns) for one in devices])


def _device_revoke(words: Words) -> None:
    with opened(words) as engine, writing(engine) as connection:
        revoke_device(connection, RecordId(words.id))
    say(words, {"id": words.id, "state": REVOKED}, lines=lambda: [f"{words.id}  {REVOKED}"])


def _device_readmit(words: Words) -> None:
    with opened(words) as engine, writing(engine) as connection:
        readmit_device(connection, RecordId(words.id))
    say(words, {"id": words.id, "state": ACTIVE}, lines=lambda: [f"{words.id}  {ACTIVE}"])


def _space_list(words: Words) -> None:
    with opened(words) as engine, reading(engine) as connection:
        spaces = list_members(connection)
    say(words, spaces, lines=lambda: [" ".join(map(str, one.values())) for one in spaces])


def _space_add_member(words: Words) -> None:
    _change_members(words, add_member)


def _space_remove_member(words: Words) -> None:
    _change_members(words, remove_member)


def _change_members(words: Words, change: Callable[..., None]) -> None:
    with opened(words) as engine, writing(engine) as connection:
        change(connection, SpaceId(words.space), partner_code=words.partner, now_ms=milliseconds(now()))
        members = next((one for one in list_members(connection) if one["id"] == words.space), {"id": words.space})
    say(words, members, lines=lambda: [words.space])
