"""What a line can do to a round: nothing is half applied, nothing is lost, and a person reads what is the matter."""

import socket

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from consultant_app.changes.change import RecordId, decode_change
from consultant_app.changes.version import NEWEST
from consultant_app.changes.wire import (
    Cursor,
    Outcome,
    Problem,
    Refusal,
    SpaceNews,
    SyncAnswer,
    SyncAsk,
    Verdict,
    pack,
    unpack,
)
from consultant_app.domain.company import Company
from consultant_app.domain.visit import Visit
from consultant_app.errors import RuleError, TroubleError
from consultant_app.sync.rounds import run_rounds
from consultant_app.sync.transport import HTTPTransport, checked_url
from consultant_app.workspace.workspace import Workspace
from tests.support.laptops import Laptop, Workspaces, add, edit, every, read, rows, screens, shown, sync_all
from tests.support.lines import LossyLine, Reply, forwarded, http_answer, replying
from tests.support.partner_server import PartnerServer
from tests.support.scenarios import scenario


def _through(workspace: Workspace, reply: Reply) -> str:
    """Runs a round over a line that answers so; returns the code of the trouble, "" for none."""
    with replying(reply) as url:
        line = HTTPTransport(url, workspace.identity.token)
        try:
            run_rounds(workspace, line)
        except (TroubleError, RuleError) as error:
            return error.code
        finally:
            line.close()
    return ""


def _state(workspace: Workspace) -> list[object]:
    tables = ("change", "record", "space", "older_cursor", "receipt")
    return [rows(workspace, f"SELECT * FROM {table}") for table in tables]


@scenario("F02")
def test_an_answer_that_got_lost_costs_one_batch_again_and_nothing_else(ada: Laptop, bo: Laptop) -> None:
    ada.sync()
    company = add(ada.workspace, Company(name="Tilgner"))
    line = ada.line
    ada.line = LossyLine(line, ["answer lost"])
    with pytest.raises(TroubleError, match="server_silent"):
        ada.sync()
    assert ada.workspace.status().unsent == 1
    counts = ada.sync()
    assert counts.sent == 1
    assert ada.workspace.status().unsent == 0
    sync_all(bo, ada)
    assert read(bo.workspace, Company, company).name == "Tilgner"
    assert ada.digests() == bo.digests()
    assert ada.workspace.verify().whole


@scenario("F02")
def test_one_request_sent_twice_is_kept_once(ada: Laptop, bo: Laptop) -> None:
    ada.sync()
    add(ada.workspace, Company(name="Tilgner"))
    ada.line = LossyLine(ada.line, ["sent twice", "request lost"])
    ada.sync()
    with pytest.raises(TroubleError):
        ada.sync()
    sync_all(bo, ada)
    assert len(every(bo.workspace, Company)) == 1
    assert ada.digests() == bo.digests()


@scenario("F02", "F11")
def test_a_line_that_loses_every_second_answer_still_brings_everything(ada: Laptop, bo: Laptop) -> None:
    ada.line = LossyLine(ada.line, ["answer lost", "arrives", "request lost", "arrives"] * 10)
    for number in range(10):
        add(ada.workspace, Company(name=str(number)))
        try:
            ada.sync()
        except TroubleError:
            continue
    ada.line = ada.line.inner
    sync_all(ada, bo)
    assert len(every(bo.workspace, Company)) == 10
    assert ada.digests() == bo.digests()


@scenario("F04", "F05")
def test_a_body_cut_anywhere_changes_nothing(server: PartnerServer, ada: Laptop, bo: Laptop) -> None:
    for number in range(10):
        add(bo.workspace, Company(name=f"Firma {number}"))
    bo.sync()
    ada.sync()
    edit(bo.workspace, every(bo.workspace, Company)[0].id, branch="Metall")
    bo.sync()
    whole: list[bytes] = []

    def keep(request: bytes) -> bytes:
        whole.append(forwarded(request, server.port))
        return whole[-1][:-1]

    before = _state(ada.workspace)
    assert _through(ada.workspace, keep) == "server_unreachable"
    head, _, body = whole[0].partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 200")
    for cut in range(0, len(body), 7):
        told = _through(ada.workspace, lambda _, cut=cut: http_answer(body[:cut]))
        assert told == "not_the_partner_server"
    assert _state(ada.workspace) == before
    assert _through(ada.workspace, lambda _: http_answer(body)) == ""
    assert sorted(screens(ada.workspace)) == sorted(screens(bo.workspace))


@scenario("F04")
@pytest.mark.parametrize(
    ("reply", "told"),
    [
        (http_answer(b"<html>Willkommen im Hotel</html>", content_type="text/html"), "not_the_partner_server"),
        (http_answer(b"", status="302 Found"), "not_the_partner_server"),
        (http_answer(b"<html>", status="404 Not Found", content_type="text/html"), "not_the_partner_server"),
        (http_answer(b"<html>", status="502 Bad Gateway", content_type="text/html"), "server_overloaded"),
        (http_answer(b""), "not_the_partner_server"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort", "server_unreachable"),
        (b"SSH-2.0-OpenSSH_9.2\r\n", "server_unreachable"),
        (http_answer(pack(Problem("server_trouble")), status="500 Internal Server Error"), "server_trouble"),
        (http_answer(pack(Problem("server_busy")), status="503 Service Unavailable"), "server_busy"),
        (http_answer(pack(Problem("device_revoked")), status="401 Unauthorized"), "device_revoked"),
        (http_answer(pack(Problem("from_the_future", {"code": "x"})), status="403 Forbidden"), "server_trouble"),
        (http_answer(pack(SyncAnswer(NEWEST, 0, verdicts=[]))), "answer_damaged"),
    ],
)
def test_whatever_answers_has_a_name_and_changes_nothing(ada: Laptop, reply: bytes, told: str) -> None:
    ada.sync()
    add(ada.workspace, Company(name="Tilgner"))
    before = _state(ada.workspace)
    assert _through(ada.workspace, lambda _: reply) == told
    assert _state(ada.workspace) == before
    assert ada.workspace.rounds()[0].problem == told


@scenario("F11")
def test_a_server_that_moves_nothing_is_noticed(ada: Laptop) -> None:
    ada.sync()
    add(ada.workspace, Company(name="Tilgner"))
    first = ada.workspace.history(every(ada.workspace, Company)[0].id)[0].change  # type: ignore[arg-type]
    verdict = Verdict(first, Outcome.REFUSED, Refusal.UNKNOWN_ORIGIN)
    with ada.workspace.database.writing() as connection:
        connection.exec_driver_sql("UPDATE origin SET certified = 1")
    answers = iter([http_answer(pack(SyncAnswer(NEWEST, 0, verdicts=[verdict])))] * 9)
    told = _through(ada.workspace, lambda _: next(answers))
    # Without its certificate once, and then, refused with it, set aside: nothing runs in circles.
    assert told == ""
    assert ada.workspace.status().set_aside == 1
    assert len(list(answers)) == 7


@scenario("F11")
def test_a_server_that_sends_the_laptop_in_circles_is_noticed(ada: Laptop) -> None:
    ada.sync()
    add(ada.workspace, Company(name="Tilgner"))

    def forked(request: bytes) -> bytes:
        ask = unpack(request.partition(b"\r\n\r\n")[2], SyncAsk)
        verdicts = [Verdict(decode_change(bodies[0]).id, Outcome.FORKED) for bodies in ask.transactions]
        news = [SpaceNews(space, Cursor(), rewind=True) for space in ask.cursors]
        return http_answer(pack(SyncAnswer(NEWEST, 0, verdicts=verdicts, news=news)))

    assert _through(ada.workspace, forked) == "round_stands_still"
    assert ada.workspace.status().unsent >= 1
    ada.sync()
    assert ada.workspace.status().unsent == 0
    assert ada.agrees()


def test_a_dead_server_leaves_work_to_go_on(server: PartnerServer, ada: Laptop) -> None:
    ada.sync()
    server.stop()
    add(ada.workspace, Company(name="Ohne Netz"))
    with pytest.raises(TroubleError, match="server_unreachable"):
        ada.sync()
    edit(ada.workspace, every(ada.workspace, Company)[0].id, branch="Metall")
    server.start()
    ada.sync()
    assert ada.workspace.status().unsent == 0


def test_a_wrong_address_is_told(ada: Laptop) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    line = HTTPTransport(f"http://127.0.0.1:{port}")
    with pytest.raises(TroubleError, match="server_unreachable"):
        run_rounds(ada.workspace, line)
    line.close()


@pytest.mark.parametrize("url", ["", "partner", "ftp://x", "http://", "https://x:99999", "http://[::1"])
def test_what_is_no_address_is_refused(url: str) -> None:
    with pytest.raises(RuleError, match="server_address_unreadable"):
        checked_url(url)


@pytest.mark.parametrize("url", ["http://partner.example.org", "http://192.168.0.7:8000"])
def test_plain_text_leaves_this_machine_never(url: str) -> None:
    with pytest.raises(RuleError, match="server_address_not_safe"):
        checked_url(url)


def test_a_revoked_device_is_told_and_keeps_its_work(server: PartnerServer, ada: Laptop) -> None:
    ada.sync()
    add(ada.workspace, Visit(company="c" * 32))
    server.revoke(RecordId(ada.workspace.identity.device))
    with pytest.raises(RuleError, match="device_revoked"):
        ada.sync()
    assert (ada.workspace.status().set_aside, ada.workspace.status().spaces) == (1, ())


def test_a_line_to_nowhere_is_closed_again(workspaces: Workspaces) -> None:
    line = HTTPTransport("http://127.0.0.1:1")
    line.close()
    assert line.traffic.requests == 0
    assert workspaces.opened == []


@scenario("F05")
def test_a_crash_in_the_middle_of_keeping_an_answer_keeps_none_of_it(
    ada: Laptop, bo: Laptop, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada.sync()
    add(bo.workspace, Company(name="Von Bo"))
    bo.sync()
    add(ada.workspace, Company(name="Von Ada"))
    before = _state(ada.workspace)

    def die(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("consultant_app.workspace.inbox._keep_receipt", die)
        with pytest.raises(KeyboardInterrupt):
            ada.sync()
    assert _state(ada.workspace) == before
    sync_all(ada, bo)
    assert ada.digests() == bo.digests()
    assert len(every(ada.workspace, Company)) == 2


@scenario("F28", "F77")
def test_typing_goes_on_over_what_was_sealed_after_an_answer_that_no_disk_had_room_for(
    ada: Laptop, bo: Laptop, monkeypatch: pytest.MonkeyPatch
) -> None:
    visit = add(ada.workspace, Visit(company="c" * 32, situation="Alt."))
    ada.sync()
    seen = shown(ada.workspace, visit, "situation")
    ada.workspace.type_draft(visit, "situation", "Neu.", shown=seen)

    def full(*_: object) -> None:
        raise sqlcipher.OperationalError("database or disk is full")

    with monkeypatch.context() as patch:
        patch.setattr("consultant_app.workspace.inbox._keep_receipt", full)
        with pytest.raises(TroubleError, match="disk_full"):
            ada.sync()
    ada.workspace.type_draft(visit, "situation", "Neu und länger.", shown=seen)
    sync_all(ada, bo)
    assert bo.workspace.conflicts() == []
    assert read(bo.workspace, Visit, visit).situation == "Neu und länger."


@scenario("F21")
def test_two_programs_may_sync_one_workspace_at_once(workspaces: Workspaces, ada: Laptop, bo: Laptop) -> None:
    """Both ask from the same cursors, and the slower one keeps what is still new of its answer."""
    ada.sync()
    add(bo.workspace, Company(name="Von Bo"))
    bo.sync()
    add(ada.workspace, Company(name="Von Ada"))
    beside = workspaces.laptop(workspaces.open(ada.workspace.folder))

    class Overtaken(LossyLine):
        def ask(self, path, question, answer):  # type: ignore[no-untyped-def]
            given = super().ask(path, question, answer)
            if len(self.sent) == 1:
                beside.sync()
            return given

    ada.line = Overtaken(ada.line)
    ada.sync()
    sync_all(bo, ada)
    assert len(every(ada.workspace, Company)) == 2
    assert ada.digests() == bo.digests()
    assert (ada.workspace.status().unsent, ada.workspace.status().set_aside) == (0, 0)
    assert ada.workspace.verify().whole
