"""`partner` and `space`: the organisations, and which of them share a case."""

import os
from collections.abc import Callable
from pathlib import Path

from consultant_app.changes.change import SpaceId
from consultant_app.server.accounts import add_partner
from consultant_app.server.commands.frame import Commands, Parser, Words, chance, data_folder, now, opened, say
from consultant_app.server.commands.identity import remind
from consultant_app.server.database import reading, writing
from consultant_app.server.instants import instant_text, milliseconds
from consultant_app.server.membership import add_member, list_members, remove_member


def add_consortium(commands: "Commands[Parser]", place: Parser) -> None:
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

    space = commands.add_parser("space").add_subparsers(required=True, parser_class=Parser)
    space.add_parser("list", parents=[place]).set_defaults(command=_space_list)
    for name, command in (("add-member", _space_add_member), ("remove-member", _space_remove_member)):
        member = space.add_parser(name, parents=[place])
        member.add_argument("space")
        member.add_argument("partner", metavar="CODE")
        member.set_defaults(command=command)


def _partner_add(words: Words) -> None:
    with opened(words) as engine, writing(engine) as connection:
        partner = add_partner(
            connection,
            words.code,
            name=words.name,
            **chance(connection),
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
        left = leave_consortium(connection, words.code, files=files, **chance(connection))
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
