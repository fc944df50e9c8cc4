"""Who may read and write where: every role, own and foreign spaces, both directions, over the wire."""

from enum import StrEnum

import msgspec
import pytest
import yaml
import zstandard

from consultant_app.changes.change import SpaceId
from consultant_app.changes.spaces import consortium_space, office_space, organisation_space, person_space, user_id
from consultant_app.changes.wire import Cursor, Outcome, Refusal, SyncAnswer, pack
from consultant_app.resources import resource_path
from consultant_app.server.rights import Role, grants_of
from tests.server.fake_laptop import FakeLaptop
from tests.server.office import Office

OWN = "EN"
FOREIGN = "DO"
CANARY = "Kanarienvogel"


class Right(StrEnum):
    NONE = "-"
    READ = "r"
    WRITE = "rw"


SPACES: dict[str, SpaceId] = {
    "consortium": consortium_space(),
    "own organisation": organisation_space(OWN),
    "own office": office_space(OWN),
    "foreign organisation": organisation_space(FOREIGN),
    "foreign office": office_space(FOREIGN),
    "foreign person": person_space(user_id(FOREIGN, "cem@example.org")),
    "colleague": person_space(user_id(OWN, "bo@example.org")),
    "no space": SpaceId("0" * 32),
}
_HIDDEN = dict.fromkeys(["foreign organisation", "foreign office", "foreign person", "colleague", "no space"], "-")
_CASES = {"consortium": "rw", "own organisation": "rw", "own office": "rw", **_HIDDEN}
_NO_CASES = {"consortium": "r", "own organisation": "-", "own office": "-", **_HIDDEN}
EXPECTED: dict[str, dict[str, str]] = {
    "consultant": _CASES,
    "partner_lead": _CASES,
    "office": {**_CASES, "own organisation": "-"},
    "consortium_lead": _NO_CASES,
    "dpo": _NO_CASES,
    "auditor": _NO_CASES,
    "admin": _NO_CASES,
}


def test_the_table_names_every_role_of_the_catalogue() -> None:
    enums = yaml.safe_load(resource_path("catalogues", "enums.yaml").read_text(encoding="utf-8"))
    codes = [entry["code"] for entry in _find(enums, "app_role")]
    assert codes == [role.value for role in Role]
    assert set(codes) == set(EXPECTED)


def _find(tree: object, name: str) -> list[dict[str, str]]:
    if isinstance(tree, dict):
        if name in tree:
            found: list[dict[str, str]] = tree[name]
            return found
        for branch in tree.values():
            if found := _find(branch, name):
                return found
    return []


def written_by_those_who_may(office: Office) -> None:
    """A canary in every space, by somebody who may write there."""
    for mail, spaces in {
        "bo@example.org": ["own organisation", "own office", "colleague"],
        "cem@example.org": ["foreign organisation", "foreign office", "foreign person"],
    }.items():
        laptop = office.laptop(mail)
        sealed = [
            laptop.seal({"space": SPACES[space], "fields": {"situation": f"{CANARY} {space}"}}) for space in spaces
        ]
        assert {verdict.outcome for verdict in laptop.sync(*sealed).verdicts} == {Outcome.ACCEPTED}
    company = {"type": "company", "space": consortium_space(), "fields": {"name": f"{CANARY} consortium"}}
    laptop.sync(laptop.seal(company))


def plain(answer: bytes) -> bytes:
    return zstandard.ZstdDecompressor().decompress(answer[16:])


@pytest.mark.parametrize("role", list(Role))
def test_rights_hold_in_both_directions(office: Office, role: Role) -> None:
    office.add_person("eva@example.org", roles=(role,))
    laptop = office.laptop("eva@example.org")
    written_by_those_who_may(office)
    for name, space in SPACES.items():
        answer = laptop.post_bytes(pack(laptop.ask(cursors={space: Cursor()})))
        pushed = laptop.post_ask(laptop.ask(laptop.seal({"space": space}))).verdicts[0]
        right = (Right.WRITE if pushed.outcome is Outcome.ACCEPTED else Right.READ) if may_read(answer) else Right.NONE
        assert right == EXPECTED[role][name], name
        assert (CANARY.encode() in plain(answer)) == (right is not Right.NONE), name
        assert pushed.reason in {None, Refusal.NOT_A_MEMBER}, name


def may_read(answer: bytes) -> bool:
    return not msgspec.msgpack.decode(plain(answer), type=SyncAnswer).closed


@pytest.mark.parametrize("role", list(Role))
def test_everybody_writes_in_their_own_space_on_all_their_devices(office: Office, role: Role) -> None:
    office.add_person("eva@example.org", roles=(role,))
    first, second = office.laptop("eva@example.org"), office.laptop("eva@example.org")
    note = first.seal({"type": "note", "space": first.space("person")})
    assert first.sync(note).verdicts[0].outcome is Outcome.ACCEPTED
    second.sync()
    assert second.seen_changes("person") == [note[0].id]


def test_roles_add_up_and_unknown_ones_grant_nothing() -> None:
    user = user_id(OWN, "eva@example.org")

    def kinds(*roles: str) -> list[str]:
        return [grant.kind for grant in grants_of(user, partner_code=OWN, roles=roles)]

    assert kinds("auditor", "consultant") == kinds("consultant")
    assert kinds("emperor") == ["consortium", "person"]


def test_somebody_without_a_right_to_write_reads_on(office: Office, ada: FakeLaptop, cem: FakeLaptop) -> None:
    company = {"type": "company", "space": consortium_space()}
    office.change_roles("ada@example.org", Role.CONSORTIUM_LEAD)
    assert ada.sync(ada.seal(company)).verdicts[0].reason is Refusal.NOT_A_MEMBER
    sealed = cem.seal(company)
    cem.sync(sealed)
    ada.sync()
    assert sealed[0].id in ada.seen_changes("consortium")
