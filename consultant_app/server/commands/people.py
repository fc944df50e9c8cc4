"""`user`, `invitation` and `device`: who works with the server, and from which laptops."""

from consultant_app.changes.change import RecordId
from consultant_app.errors import RuleError, UsageError
from consultant_app.server.accounts import (
    ACTIVE,
    REVOKED,
    add_person,
    list_devices,
    readmit_device,
    revoke_device,
)
from consultant_app.server.commands.frame import Commands, Parser, Words, chance, opened, say
from consultant_app.server.database import reading, writing
from consultant_app.server.enrolment import new_invitation
from consultant_app.server.identity import find_public_url, store_public_url
from consultant_app.server.rights import Role
from consultant_app.server.staff import change_roles, move_person, set_active


def add_people(commands: "Commands[Parser]", place: Parser) -> None:
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

    invitation = commands.add_parser("invitation").add_subparsers(required=True, parser_class=Parser)
    invitation_new = invitation.add_parser("new", parents=[place])
    invitation_new.add_argument("mail")
    invitation_new.add_argument("--public-url", metavar="URL")
    invitation_new.set_defaults(command=_invitation_new)


def _user_add(words: Words) -> None:
    with opened(words) as engine, writing(engine) as connection:
        person = add_person(
            connection,
            words.mail,
            name=words.name,
            partner_code=words.partner,
            roles=[_role(code) for code in words.roles],
            **chance(connection),
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
        user = move_person(connection, words.mail, partner_code=words.partner, **chance(connection))
    say(words, {"id": user, "partner": words.partner}, lines=lambda: [f"{user}  {words.partner}"])


def _user_roles(words: Words) -> None:
    roles = [_role(code) for code in words.roles]
    with opened(words) as engine, writing(engine) as connection:
        user = change_roles(connection, words.mail, roles=roles, **chance(connection))
    say(words, {"id": user, "roles": sorted(set(roles))}, lines=lambda: [f"{user}  {' '.join(sorted(set(roles)))}"])


def _user_active(words: Words) -> None:
    with opened(words) as engine, writing(engine) as connection:
        user = set_active(connection, words.mail, active=words.active, **chance(connection))
    say(words, {"id": user, "active": words.active}, lines=lambda: [user])


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
            **chance(connection),
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
