"""One run of the program on one workspace: its origin, its drafts, and how others see that it is still going on."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from consultant_app.changes.change import Change, ChangeId, OriginId, RecordId, SpaceId
from consultant_app.changes.wire import OriginNote
from consultant_app.version import program_version
from consultant_app.workspace.identity import Identity

if TYPE_CHECKING:
    from filelock import FileLock  # loaded with the first draft

_LOCK_NAME = "typing-{run}.lock"


class _SealedOver(msgspec.Struct, frozen=True):
    """What was on screen, at one time or another, when the typing began that `by` has sealed."""

    shown: frozenset[frozenset[ChangeId]]
    by: ChangeId


class Run:
    """Not thread-safe: used inside the workspace's writing transactions.

    The origin is fresh at each start, so no id names two things, whatever is copied or restored. A lock file stands
    from the first draft on; the system lets go of it when the program dies.
    """

    def __init__(self, folder: Path, *, randomness: Callable[[int], bytes] = os.urandom) -> None:
        self._randomness = randomness
        self.id = randomness(8).hex()
        self._folder = folder
        self._note: OriginNote | None = None
        self._lock: FileLock | None = None
        self.fetched_anew: set[SpaceId] = set()
        """Spaces whose digest was not the server's; asking for them again and again would help nobody."""
        self.offered: set[ChangeId] = set()
        """Transactions of others that the server lost: once in a run they are brought back."""
        self._sealed_over: dict[tuple[RecordId, str], _SealedOver] = {}
        self._renamed: dict[ChangeId, ChangeId] = {}

    def origin(self, identity: Identity, now_ms: int) -> OriginNote:
        """This run's origin; storing it belongs into every transaction that seals, since an earlier one may have
        been rolled back.
        """
        if self._note is None:
            self._note = self._fresh(identity, now_ms)
        return self._note

    def next_origin(self, identity: Identity, now_ms: int) -> OriginNote:
        """An origin for what is sealed anew; what this run seals later gets another one."""
        self._note = None
        return self._fresh(identity, now_ms)

    def _fresh(self, identity: Identity, now_ms: int) -> OriginNote:
        origin = OriginId(self._randomness(16).hex())
        return OriginNote(
            origin, identity.device, identity.device_name, identity.user, identity.user_name, now_ms, program_version()
        )

    def use_no_id_again(self) -> None:
        """Changes were forgotten, or may have been, and nothing here knows their numbers any more: the next ones get
        another origin.
        """
        self._note = None

    def forget_origin(self) -> None:
        """What is sealed from here on gets another origin, and builds on no change sealed before."""
        self._note = None
        self._sealed_over.clear()
        self._renamed = {}

    def shown(
        self, record: RecordId, field: str, shown: Sequence[ChangeId], *, is_set_by: Callable[[ChangeId], bool]
    ) -> tuple[ChangeId, ...]:
        """What a draft replaces: where the same typing was sealed in between, that change and not its forerunners. Who
        types may know these by ids that they had when they came on screen, and that stand for something else by now.
        `is_set_by`: whether the field was set by what has this id today.
        """
        over = self._sealed_over.get((record, field))
        named = [self._renamed.get(one, one) for one in shown]
        today = [old if new == old or is_set_by(old) else new for old, new in zip(shown, named, strict=True)]
        # An id may stand for what it stood for when the typing began, or for what came under it since.
        if over is not None and (frozenset(named) in over.shown or frozenset(today) in over.shown):
            return (over.by,)
        return tuple(today)

    def note_sealed(self, changes: Iterable[Change]) -> None:
        """These changes were drafts of this run."""
        for change in changes:
            for field in change.fields:
                replaced = frozenset(change.replaces.get(field, ()))
                over = self._sealed_over.get((change.record, field))
                earlier = over.shown if over is not None and replaced == {over.by} else frozenset()
                self._sealed_over[change.record, field] = _SealedOver(earlier | {replaced}, change.id)

    @contextmanager
    def renaming(self) -> Iterator[None]:
        """Around a transaction that may give changes new ids. When it fails once they are noted, nobody knows whether
        they stand, and nothing builds on what was sealed before; when it fails earlier, typing goes on as it was.
        """
        before = self._renamed
        try:
            yield
        except BaseException:
            self.use_no_id_again()
            if self._renamed is not before:
                self.forget_origin()
            raise

    def note_renamed(self, renamed: Mapping[ChangeId, ChangeId]) -> None:
        """Changes got other ids; who goes on typing builds on them all the same."""
        if not renamed:
            return
        for place, over in self._sealed_over.items():
            shown = frozenset(frozenset(renamed.get(one, one) for one in ids) for ids in over.shown)
            self._sealed_over[place] = _SealedOver(shown, renamed.get(over.by, over.by))
        self._renamed = {old: renamed.get(new, new) for old, new in self._renamed.items()} | dict(renamed)

    def hold_lock(self) -> None:
        """From here on other processes know that somebody types."""
        if self._lock is None:
            from filelock import FileLock

            lock = FileLock(self._folder / _LOCK_NAME.format(run=self.id))
            lock.acquire(timeout=0)
            self._lock = lock

    def release_lock(self) -> None:
        if self._lock is not None:
            self._lock.release()
            Path(self._lock.lock_file).unlink(missing_ok=True)
            self._lock = None

    def is_over(self, run: str) -> bool:
        """Whether another run has ended, properly or not."""
        path = self._folder / _LOCK_NAME.format(run=run)
        if run == self.id or not path.exists():
            return run != self.id
        from filelock import FileLock, Timeout

        lock = FileLock(path)
        try:
            lock.acquire(timeout=0)
        except Timeout:
            return False
        lock.release()
        path.unlink(missing_ok=True)
        return True
