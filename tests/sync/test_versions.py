"""Programs of different versions at one server, over the real socket: what an older one does not know goes through it
untouched, and a newer one speaks as old as its server.
"""

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from consultant_app.actions.companies.history import company_history
from consultant_app.changes.change import Change, Kind, OriginId, RecordId, Value, encode_change
from consultant_app.changes.spaces import consortium_space
from consultant_app.changes.wire import EntryKind, OriginCertificate, Outcome, Refusal, SyncAnswer, SyncAsk
from consultant_app.domain.company import Company
from consultant_app.errors import RuleError
from consultant_app.server import news
from consultant_app.server.database import writing
from consultant_app.server.log_ends import end_log_with
from consultant_app.sync import transport, watching
from consultant_app.sync.rounds import SYNC_PATH
from consultant_app.sync.transport import HTTPTransport
from consultant_app.sync.watching import Watch
from consultant_app.workspace.record_sheet import record_sheet
from tests.support.laptops import Laptop, Workspaces, add, edit, read, rows, sync_all
from tests.support.partner_server import PartnerServer
from tests.support.scenarios import scenario
from tests.sync.conftest import enrolled

COMPANY = RecordId("c0" * 16)
LATER = RecordId("1a" * 16)
NEWER = OriginId("ee" * 16)


def newer_body(number: int, type_name: str, record: RecordId, **fields: Value) -> bytes:
    """A change as a newer version may write it: with one thing more at its end."""
    change = Change(
        NEWER, number, number, 1, Kind.SET, type_name, record, record, consortium_space(), 1_779_000_000_000, fields
    )
    return msgspec.msgpack.encode([*msgspec.msgpack.decode(encode_change(change)), {"signed_by": "later"}])


def push_as_newer(laptop: Laptop, *bodies: bytes) -> SyncAnswer:
    """What a newer program on this laptop's device sends."""
    identity = laptop.workspace.identity
    bare = OriginCertificate(NEWER, identity.device, 1_779_000_000_000, "99.0")
    signature = Ed25519PrivateKey.from_private_bytes(identity.device_key).sign(bare.signed_bytes())
    certificate = msgspec.structs.replace(bare, signature=signature)
    ask = SyncAsk(1, "99.0", certificates=[certificate], transactions=[[body] for body in bodies])
    return laptop.line.ask(SYNC_PATH, ask, SyncAnswer)


@scenario("F55")
def test_what_a_newer_program_writes_goes_through_older_ones_untouched(
    server: PartnerServer, workspaces: Workspaces, ada: Laptop, bo: Laptop
) -> None:
    bodies = [
        newer_body(1, "company", COMPANY, name="Krümelglück", carbon_kg=12, legal_form="dao", **{"tags:später": True}),
        newer_body(2, "forecast", LATER, title="Aussicht", company=COMPANY),
    ]
    assert [one.outcome for one in push_as_newer(ada, *bodies).verdicts] == [Outcome.ACCEPTED] * 2
    bo.sync()
    stored = [body for (body,) in rows(bo.workspace, "SELECT body FROM change ORDER BY body") if body in bodies]
    assert sorted(stored) == sorted(bodies)
    assert read(bo.workspace, Company, COMPANY).name == "Krümelglück"
    with bo.workspace.read() as reader:
        assert record_sheet(reader.raw, LATER).values["title"] == "Aussicht"
        lines = company_history(reader, COMPANY, "de")
    assert any(label == "carbon_kg (aus einer neueren Version)" for line in lines for label, _ in line.fields)
    edit(bo.workspace, COMPANY, name="Krümelglück GmbH")
    sync_all(bo, ada)
    new = enrolled(server, workspaces, "cem@example.org")
    new.sync()
    kept = [body for (body,) in rows(new.workspace, "SELECT body FROM change") if body in bodies]
    assert sorted(kept) == sorted(bodies)
    for laptop in (ada, bo, new):
        assert laptop.agrees()
        assert laptop.workspace.verify().whole


@scenario("F55")
def test_an_entry_of_a_kind_from_a_newer_server_stops_no_older_laptop(
    server: PartnerServer, bo: Laptop, monkeypatch: pytest.MonkeyPatch
) -> None:
    bo.sync()
    later = EntryKind("later")
    monkeypatch.setitem(news._KINDS, "later", later)  # type: ignore[index]
    assert server.engine is not None
    with writing(server.engine) as connection:
        end_log_with(connection, consortium_space(), later, subject=COMPANY, now_ms=1_779_000_000_000)
    company = add(bo.workspace, Company(name="Danach"))
    bo.sync()
    bo.sync()
    assert bo.workspace.status().unsent == 0
    assert read(bo.workspace, Company, company).name == "Danach"
    assert bo.agrees()
    assert bo.workspace.verify().whole


def test_a_word_that_a_newer_server_says_is_kept_as_it_came() -> None:
    reason = msgspec.msgpack.decode(msgspec.msgpack.encode("too_shiny"), type=Refusal)
    assert (reason, reason.value) == ("too_shiny", "too_shiny")
    assert msgspec.msgpack.decode(msgspec.msgpack.encode("change"), type=EntryKind) is EntryKind.CHANGE
    with pytest.raises(msgspec.ValidationError):
        msgspec.msgpack.decode(msgspec.msgpack.encode("x" * 1000), type=EntryKind)


@scenario("F56")
def test_a_newer_laptop_speaks_as_old_as_its_server(bo: Laptop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transport, "NEWEST", 3)
    bo.line.close()  # type: ignore[attr-defined]
    bo.line = HTTPTransport(bo.workspace.identity.server_url, bo.workspace.identity.token)
    company = add(bo.workspace, Company(name="Neu"))
    with bo.workspace.write() as writer:
        writer.set_wire(company, {"name": "Neuer"})
    bo.sync()
    assert bo.workspace.status().unsent == 0
    assert bo.agrees()
    bo.line.close()


@scenario("F56")
def test_a_laptop_that_is_too_new_for_its_server_says_so_and_keeps_its_work(
    bo: Laptop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transport, "NEWEST", 3)
    monkeypatch.setattr(transport, "OLDEST", 2)
    bo.line.close()  # type: ignore[attr-defined]
    bo.line = HTTPTransport(bo.workspace.identity.server_url, bo.workspace.identity.token)
    add(bo.workspace, Company(name="Neu"))
    with pytest.raises(RuleError, match="server_too_old"):
        bo.sync()
    assert bo.workspace.status().unsent == 1
    bo.line.close()


@scenario("F56")
def test_a_newer_laptop_waits_for_news_as_old_as_its_server(bo: Laptop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching, "NEWEST", 3)
    identity = bo.workspace.identity
    assert Watch(identity.server_url, identity.token).wait({}) != []
