"""The next request of a long round goes out while the answer before it is kept: faster, and otherwise the same."""

import threading
from dataclasses import dataclass, field

import pytest

from consultant_app.domain.company import Company
from consultant_app.errors import TroubleError
from consultant_app.sync.rounds import run_rounds
from consultant_app.workspace import outbox
from tests.support.laptops import Laptop, add, edit, every, read, screens, sync_all
from tests.support.lines import LossyLine
from tests.support.scenarios import scenario

COUNT = 23


@pytest.fixture(autouse=True)
def _small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outbox, "MAX_CHANGES", 5)
    monkeypatch.setattr(outbox, "WORTH_ASKING_AHEAD", 2)
    monkeypatch.setattr("consultant_app.sync.rounds.MAX_BATCH_BYTES", 1500)


@dataclass
class WatchedLine(LossyLine):
    """Notes on which threads it was asked; never on two at once."""

    threads: list[threading.Thread] = field(default_factory=list)
    busy: threading.Lock = field(default_factory=threading.Lock)

    def ask(self, path, question, answer):  # type: ignore[no-untyped-def]
        self.threads.append(threading.current_thread())
        assert self.busy.acquire(blocking=False)
        try:
            return super().ask(path, question, answer)
        finally:
            self.busy.release()


def _agree(*laptops: Laptop) -> None:
    assert len({str(laptop.digests()) for laptop in laptops}) == 1
    assert len({str(sorted(screens(laptop.workspace).items())) for laptop in laptops}) == 1
    for laptop in laptops:
        assert laptop.agrees()
        assert laptop.workspace.verify().whole
        assert laptop.workspace.status().unsent == 0


def test_batches_and_pages_are_asked_for_ahead_one_at_a_time(ada: Laptop, bo: Laptop) -> None:
    sync_all(ada, bo)
    for number in range(COUNT):
        add(ada.workspace, Company(name=f"Firma {number}"))
    for laptop in (ada, bo):
        line = laptop.line = WatchedLine(laptop.line)
        counts = laptop.sync()
        assert counts.sent + counts.received == COUNT
        assert len(line.sent) == counts.requests
        assert len(set(line.threads)) == 2
        assert not any(thread.name.startswith("request-ahead") for thread in threading.enumerate())
    _agree(ada, bo)


@scenario("F02")
@pytest.mark.parametrize("fate", ["answer lost", "request lost", "sent twice"])
def test_a_request_ahead_that_comes_to_nothing_is_asked_again(ada: Laptop, bo: Laptop, fate: str) -> None:
    sync_all(ada, bo)
    for number in range(COUNT):
        add(ada.workspace, Company(name=f"Firma {number}"))
    for laptop in (ada, bo):
        laptop.line = LossyLine(laptop.line, ["arrives", fate, "arrives", fate])
        laptop.sync()
        laptop.line = laptop.line.inner
    _agree(ada, bo)
    assert len(every(bo.workspace, Company)) == COUNT


@scenario("F05")
def test_a_crash_beside_a_request_ahead_costs_one_batch_again(
    ada: Laptop, bo: Laptop, monkeypatch: pytest.MonkeyPatch
) -> None:
    sync_all(ada, bo)
    for number in range(COUNT):
        add(ada.workspace, Company(name=f"Firma {number}"))

    def die(*_: object) -> None:
        raise KeyboardInterrupt

    for laptop in (ada, bo):
        with monkeypatch.context() as patch:
            patch.setattr("consultant_app.workspace.inbox._keep_receipt", die)
            with pytest.raises(KeyboardInterrupt):
                laptop.sync()
        laptop.sync()
    _agree(ada, bo)


def test_a_round_that_is_cancelled_leaves_the_rest_waiting(ada: Laptop, bo: Laptop) -> None:
    sync_all(ada, bo)
    for number in range(COUNT):
        add(ada.workspace, Company(name=f"Firma {number}"))
    answers = iter([False, False, True])
    counts = run_rounds(ada.workspace, ada.line, is_cancelled=lambda: next(answers))
    assert counts.sent == 10
    assert ada.workspace.status().unsent == COUNT - 10
    sync_all(ada, bo)
    _agree(ada, bo)


@scenario("F33")
def test_what_others_wrote_meanwhile_is_merged_as_ever(ada: Laptop, bo: Laptop) -> None:
    company = add(ada.workspace, Company(name="Gemeinsam"))
    sync_all(ada, bo)
    for number in range(COUNT):
        edit(ada.workspace, company, branch=f"Von Ada {number}")
        edit(bo.workspace, company, phone=f"Von Bo {number}")
    sync_all(ada, bo)
    found = read(ada.workspace, Company, company)
    assert (found.branch, found.phone) == (f"Von Ada {COUNT - 1}", f"Von Bo {COUNT - 1}")
    _agree(ada, bo)


def test_trouble_that_stays_is_told(ada: Laptop) -> None:
    ada.sync()
    for number in range(COUNT):
        add(ada.workspace, Company(name=f"Firma {number}"))
    ada.line = LossyLine(ada.line, ["arrives", "request lost", "request lost"])
    with pytest.raises(TroubleError, match="server_unreachable"):
        ada.sync()
    assert ada.workspace.rounds()[0].problem == "server_unreachable"
