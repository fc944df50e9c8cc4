"""Which pushes of one device tell of two copies of its disk, and which never do."""

from dataclasses import dataclass, field

from hypothesis import given, settings
from hypothesis import strategies as st

from consultant_app.server.clones import Paths
from tests.support.scenarios import scenario

SECOND_MS = 1000
DAY_MS = 24 * 60 * 60 * SECOND_MS


@dataclass
class Copy:
    """A workspace, as far as stamps go: programs on it see each other's, and keep one only if it leads on."""

    stamp: bytes = b""

    def keep(self, shown: bytes, stamp: bytes) -> None:
        if self.stamp == shown:
            self.stamp = stamp


@dataclass
class Server:
    paths: Paths = field(default_factory=Paths)
    now_ms: int = 0
    number: int = 0
    apart_ms: int = 120 * SECOND_MS
    """Between two pushes."""

    def push(self, copy: Copy, *, is_lost: bool = False) -> None:
        shown = copy.stamp
        stamp = self.answer(shown)
        if not is_lost:
            copy.keep(shown, stamp)

    def answer(self, shown: bytes) -> bytes:
        self.number += 1
        self.now_ms += self.apart_ms
        stamp = self.number.to_bytes(4, "big")
        return self.paths.go_on(shown, stamp, now_ms=self.now_ms)


@scenario("F17", "F19", "F02")
@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.sampled_from(["push", "lost", "begin", "end", "end late", "back up", "restore"]), max_size=80),
    st.integers(0, 120),
)
def test_one_workspace_is_never_taken_for_two(events: list[str], apart_s: int) -> None:
    """Programs side by side, answers that get lost or come late, backups that are brought back one after another."""
    server, copy = Server(apart_ms=apart_s * SECOND_MS), Copy()
    under_way: list[tuple[bytes, bytes]] = []
    backups: list[bytes] = []
    for event in events:
        if event in {"push", "lost"}:
            server.push(copy, is_lost=event == "lost")
        elif event == "begin":
            under_way.append((copy.stamp, server.answer(copy.stamp)))
        elif event.startswith("end") and under_way:
            copy.keep(*under_way.pop(0 if event == "end" else -1))
        elif event == "back up":
            server.push(copy)
            backups.append(copy.stamp)
            server.push(copy)
        elif event == "restore" and backups:
            copy.stamp = backups[-1]
            under_way.clear()
    assert not server.paths.has_two_ends


@scenario("F17")
@settings(max_examples=100, deadline=None)
@given(
    st.integers(0, 5),
    st.lists(st.tuples(st.integers(1, 6), st.integers(1, 6), st.booleans()), min_size=5, max_size=8),
)
def test_two_copies_are_met_wherever_they_parted(before: int, turns: list[tuple[int, int, bool]]) -> None:
    server, first = Server(), Copy()
    for _ in range(before):
        server.push(first)
    second = Copy(first.stamp)
    for one, other, loses in turns:
        for copy, pushes in ((first, one), (second, other)):
            server.push(copy, is_lost=loses)
            for _ in range(pushes):
                server.push(copy)
    assert server.paths.has_two_ends


def test_a_busy_laptop_gets_a_stamp_a_minute() -> None:
    server, copy = Server(apart_ms=SECOND_MS), Copy()
    stamps = []
    for _ in range(150):
        server.push(copy)
        stamps.append(copy.stamp)
    assert len(set(stamps)) == 3


@scenario("F19")
def test_a_backup_brought_back_and_taken_back_again_is_no_second_copy() -> None:
    server, copy = Server(), Copy()
    for _ in range(4):
        server.push(copy)
    old = copy.stamp
    for _ in range(4):
        server.push(copy)
    new = copy.stamp
    for stamp in (old, new):
        copy.stamp = stamp
        for _ in range(4):
            server.push(copy)
    assert not server.paths.has_two_ends


def test_a_suspicion_ends_where_the_two_do_not_meet_for_long() -> None:
    server, first = Server(), Copy()
    server.push(first)
    second = Copy(first.stamp)
    for copy in (first, first, second, second, first):
        server.push(copy)
    assert server.paths.returns == 1
    server.now_ms += 31 * DAY_MS
    for copy in (second, first, second):
        server.push(copy)
    assert not server.paths.has_two_ends


def test_what_is_remembered_of_a_device_stays_small() -> None:
    server, copy = Server(), Copy()
    for number in range(500):
        server.push(copy, is_lost=number % 3 > 0)
        if number % 40 == 0:
            copy.stamp = number.to_bytes(3, "big")
    assert len(server.paths.paths) <= 4
    assert sum(len(path.open) for path in server.paths.paths) <= 32
