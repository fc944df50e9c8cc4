"""One device that floods is told to wait, loses nothing by it, and takes the server from nobody."""

import pytest

from consultant_app.domain.company import Company
from consultant_app.errors import RuleError, TroubleError, sentence
from consultant_app.server.rate_limit import Allowance, RateLimit
from tests.support.laptops import Laptop, Workspaces, add, every
from tests.support.partner_server import PartnerServer
from tests.support.scenarios import scenario


class Seconds:
    """A clock of the server's that stands still until a test moves it."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def limited(server: PartnerServer, rates: RateLimit) -> None:
    server.stop()
    server.rates = rates
    server.start()


def sync_often(laptop: Laptop) -> None:
    for _ in range(11):
        laptop.sync()


@pytest.fixture
def seconds() -> Seconds:
    return Seconds()


@scenario("F65")
def test_a_device_that_pushes_too_much_waits_on_whatever_line_and_others_do_not(
    server: PartnerServer, ada: Laptop, bo: Laptop, workspaces: Workspaces, seconds: Seconds
) -> None:
    ada.sync()
    bo.sync()
    limited(server, RateLimit(changes=Allowance(at_once=20, a_second=0.5), monotonic=seconds))
    for number in range(30):
        add(ada.workspace, Company(name=f"Firma {number}"))
    ada.sync()  # what is left may be overdrawn, by one message
    add(ada.workspace, Company(name="Wartet"))
    for line in (ada, workspaces.laptop(ada.workspace)):
        with pytest.raises(TroubleError, match="device_floods") as told:
            line.sync()
    owed_s = int(told.value.facts["seconds"])
    assert f"in {owed_s} Sekunden geht es weiter" in sentence(told.value, "de")
    assert (ada.workspace.status().unsent, ada.workspace.status().set_aside) == (1, 0)

    add(bo.workspace, Company(name="Von Bo"))
    bo.sync()
    assert len(every(bo.workspace, Company)) == 31

    seconds.now += owed_s
    ada.sync()
    assert ada.workspace.status().unsent == 0
    bo.sync()
    assert ada.digests() == bo.digests()
    assert ada.agrees()


@scenario("F65")
def test_a_device_that_comes_too_often_waits_and_others_do_not(
    server: PartnerServer, ada: Laptop, bo: Laptop, seconds: Seconds
) -> None:
    ada.sync()
    bo.sync()
    limited(server, RateLimit(rounds=Allowance(at_once=10, a_second=1), monotonic=seconds))
    with pytest.raises(TroubleError, match="device_floods") as told:
        sync_often(ada)
    assert told.value.facts["seconds"] == "1"
    bo.sync()
    seconds.now += 1
    ada.sync()


def test_a_bucket_never_holds_more_than_it_may(seconds: Seconds) -> None:
    rates = RateLimit(rounds=Allowance(at_once=3, a_second=1), monotonic=seconds)
    rates.count_round("ada")
    seconds.now += 1000
    for _ in range(3):
        rates.count_round("ada")
    with pytest.raises(RuleError, match="device_floods"):
        rates.count_round("ada")
    rates.count_round("bo")


def test_who_only_asks_is_not_told_to_wait_for_what_it_pushed(seconds: Seconds) -> None:
    rates = RateLimit(changes=Allowance(at_once=3, a_second=0.5), monotonic=seconds)
    rates.count_changes("ada", 100)
    rates.count_changes("ada", 0)
    with pytest.raises(RuleError, match="device_floods") as told:
        rates.count_changes("ada", 1)
    assert told.value.facts == {"seconds": 196}


@scenario("F65")
def test_a_whole_past_of_a_hundred_thousand_records_never_waits(seconds: Seconds) -> None:
    rates = RateLimit(monotonic=seconds)
    for _ in range(199):
        rates.count_round("ada")
        rates.count_changes("ada", 1000)
