from datetime import timedelta

import pytest
from sqlalchemy import select

from consultant_app.changes.spaces import partner_id, user_id
from consultant_app.server.database import reading
from consultant_app.server.enrolment import VALID_FOR
from consultant_app.server.schema import DEVICE, INVITATION, METADATA
from tests.server.fake_laptop import FakeLaptop, TurnedAwayError
from tests.server.office import Office


def turned_away(laptop: FakeLaptop, code: str) -> tuple[int, str]:
    with pytest.raises(TurnedAwayError) as refused:
        laptop.enrol(code)
    return refused.value.status, refused.value.code


def test_an_invitation_makes_a_device_its_persons_own(office: Office) -> None:
    laptop = FakeLaptop(office.send, 1)
    answer = laptop.enrol(office.invite("ada@example.org"), name="Laptop Ada")
    assert (answer.user, answer.partner) == (user_id("EN", "ada@example.org"), partner_id("EN"))
    assert (answer.user_name, answer.mail, answer.roles) == ("Ada", "ada@example.org", ["consultant"])
    assert (answer.partner_code, answer.partner_name) == ("EN", "Partner EN")
    assert [grant.kind for grant in answer.grants] == ["consortium", "organisation", "office", "person"]
    assert laptop.sync().verdicts == []


def test_a_code_may_be_typed_in_small_letters_and_without_hyphens(office: Office) -> None:
    code = office.invite("ada@example.org")
    assert [len(group) for group in code.split("-")] == [4, 4, 4]
    laptop = FakeLaptop(office.send, 1)
    laptop.enrol(" " + code.replace("-", " ").lower())
    assert laptop.enrolled.device


def test_a_lost_answer_is_given_again_to_the_same_device_key(office: Office) -> None:
    code = office.invite("ada@example.org")
    laptop = FakeLaptop(office.send, 1)
    first = laptop.enrol(code)
    assert laptop.enrol(code) == first
    assert laptop.sync().verdicts == []


def test_a_code_serves_one_device_only(office: Office) -> None:
    code = office.invite("ada@example.org")
    FakeLaptop(office.send, 1).enrol(code)
    assert turned_away(FakeLaptop(office.send, 2), code) == (403, "invitation_used")


def test_a_used_code_does_not_bring_back_a_revoked_device(office: Office) -> None:
    code = office.invite("ada@example.org")
    laptop = FakeLaptop(office.send, 1)
    laptop.enrol(code)
    office.revoke(laptop)
    assert turned_away(laptop, code) == (403, "invitation_used")


def test_a_code_expires(office: Office) -> None:
    code = office.invite("ada@example.org")
    office.clock.advance(VALID_FOR - timedelta(seconds=1))
    FakeLaptop(office.send, 1).enrol(code)
    office.clock.advance(timedelta(seconds=1))
    assert turned_away(FakeLaptop(office.send, 1), code) == (403, "invitation_expired")


@pytest.mark.parametrize("code", ["", "AAAA-AAAA-AAAA", "nonsense", "Ä" * 12])
def test_an_unknown_code_is_turned_away(office: Office, code: str) -> None:
    assert turned_away(FakeLaptop(office.send, 1), code) == (403, "invitation_unknown")


def test_letters_are_pairs_without_i_and_o_and_never_given_twice(office: Office) -> None:
    laptops = [office.laptop("ada@example.org") for _ in range(12)]
    office.revoke(laptops[0])
    letters = [laptop.enrolled.device_letters for laptop in [*laptops, office.laptop("ada@example.org")]]
    assert len(set(letters)) == 13
    assert all(len(pair) == 2 and pair.isupper() and not set(pair) & {"I", "O"} for pair in letters)


def test_neither_token_nor_code_stands_in_the_database(office: Office) -> None:
    code = office.invite("ada@example.org")
    laptop = FakeLaptop(office.send, 1)
    token = laptop.enrol(code).token
    secrets = [code, code.replace("-", ""), token, str(bytes.fromhex(token))[2:-1]]
    with reading(office.engine) as connection:
        rows = [str(tuple(row)) for table in METADATA.tables.values() for row in connection.execute(select(table))]
        assert connection.execute(select(DEVICE.c.token_hash)).scalar_one() != bytes.fromhex(token)
        assert connection.execute(select(INVITATION.c.sealed_token)).scalar_one() != bytes.fromhex(token)
    assert not [secret for secret in secrets if any(secret in row for row in rows)]


def test_a_name_without_end_is_turned_away(office: Office) -> None:
    laptop = FakeLaptop(office.send, 1)
    code = office.invite("ada@example.org")
    with pytest.raises(TurnedAwayError) as refused:
        laptop.enrol(code, name="N" * 201)
    assert (refused.value.status, refused.value.code) == (400, "message_unreadable")
