"""What one device brings of another: only with that device's word for it, and within both people's rights."""

from collections.abc import Sequence

import msgspec
import pytest

from consultant_app.changes.change import Change, encode_change
from consultant_app.changes.wire import Outcome, Refusal, vouched_bytes
from consultant_app.server.rights import Role
from tests.server.fake_laptop import FakeLaptop
from tests.server.office import Office
from tests.server.test_change_log import outcomes


def brought(bo: FakeLaptop, ada: FakeLaptop, sealed: Sequence[Change]) -> object:
    """What the server says when Bo brings what Ada sealed, with her word for it."""
    bodies = [encode_change(change) for change in sealed]
    voucher = ada.key.sign(vouched_bytes(sealed[0].id, bodies))
    asked = bo.ask(sealed, certificates=[ada.certificate()], vouchers={sealed[0].id: voucher})
    return outcomes(bo.post_ask(asked))


def test_a_vouched_transaction_is_taken_and_stays_its_authors(ada: FakeLaptop, bo: FakeLaptop) -> None:
    sealed = ada.seal({}, {})
    assert brought(bo, ada, sealed) == [Outcome.ACCEPTED]
    assert outcomes(ada.sync(sealed)) == [Outcome.KNOWN]
    notes = [note for answer in bo.sync_until_quiet() for note in answer.origins if note.origin == ada.origin]
    assert {note.device for note in notes} <= {ada.enrolled.device}


def test_other_content_than_was_vouched_for_is_not_taken(ada: FakeLaptop, bo: FakeLaptop) -> None:
    sealed = ada.seal({})
    voucher = ada.key.sign(vouched_bytes(sealed[0].id, [encode_change(change) for change in sealed]))
    forged = [msgspec.structs.replace(sealed[0], fields={"situation": "untergeschoben"})]
    asked = bo.ask(forged, certificates=[ada.certificate()], vouchers={sealed[0].id: voucher})
    assert outcomes(bo.post_ask(asked)) == [Refusal.UNKNOWN_ORIGIN]


def test_the_word_of_the_bringing_device_counts_for_nothing(ada: FakeLaptop, bo: FakeLaptop) -> None:
    ada.sync(ada.seal({}))
    sealed = ada.seal({})
    voucher = bo.key.sign(vouched_bytes(sealed[0].id, [encode_change(change) for change in sealed]))
    assert outcomes(bo.post_ask(bo.ask(sealed, vouchers={sealed[0].id: voucher}))) == [Refusal.UNKNOWN_ORIGIN]


@pytest.mark.parametrize("mail", ["ada@example.org", "bo@example.org"])
def test_both_need_the_right_to_write(office: Office, ada: FakeLaptop, bo: FakeLaptop, mail: str) -> None:
    sealed = ada.seal({})
    office.change_roles(mail, Role.OFFICE)
    assert brought(bo, ada, sealed) == [Refusal.NOT_A_MEMBER]


def test_a_revoked_device_vouches_for_nothing(office: Office, ada: FakeLaptop, bo: FakeLaptop) -> None:
    sealed = ada.seal({})
    office.revoke(ada)
    assert brought(bo, ada, sealed) == [Refusal.UNKNOWN_ORIGIN]
