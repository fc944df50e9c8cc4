"""What people of any role may do; who may do what where is told by the rights matrix."""

import pytest
import yaml

from consultant_app.changes.spaces import consortium_space, user_id
from consultant_app.changes.wire import Outcome, Refusal
from consultant_app.resources import resource_path
from consultant_app.server.rights import Role, grants_of
from tests.server.fake_laptop import FakeLaptop
from tests.server.office import Office


def test_the_server_knows_the_roles_of_the_catalogue() -> None:
    enums = yaml.safe_load(resource_path("catalogues", "enums.yaml").read_text(encoding="utf-8"))
    assert [entry["code"] for entry in _find(enums, "app_role")] == [role.value for role in Role]


def _find(tree: object, name: str) -> list[dict[str, str]]:
    if isinstance(tree, dict):
        if name in tree:
            found: list[dict[str, str]] = tree[name]
            return found
        for branch in tree.values():
            if found := _find(branch, name):
                return found
    return []


@pytest.mark.parametrize("role", list(Role))
def test_everybody_writes_in_their_own_space_on_all_their_devices(office: Office, role: Role) -> None:
    office.add_person("eva@example.org", roles=(role,))
    first, second = office.laptop("eva@example.org"), office.laptop("eva@example.org")
    note = first.seal({"type": "note", "space": first.space("person")})
    assert first.sync(note).verdicts[0].outcome is Outcome.ACCEPTED
    second.sync()
    assert second.seen_changes("person") == [note[0].id]


def test_roles_add_up_and_unknown_ones_grant_nothing() -> None:
    user = user_id("EN", "eva@example.org")

    def kinds(*roles: str) -> list[str]:
        return [grant.kind for grant in grants_of(user, partner_code="EN", roles=roles)]

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
