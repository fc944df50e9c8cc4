"""Notices that two copies of one laptop's disk are both at work, and nothing else.

With each push a laptop shows the stamp that the answer to its last push brought, and gets the next one. A lost answer,
a crash, a restart, several programs on one workspace and a backup that is brought back all lead on from some stamp and
never return to what was left. Two copies do: each goes on from its own last stamp, though the other was here in
between. Origins would not do: every program that is started has its own, and many may be at work on one workspace.
"""

from typing import Final

import msgspec
from sqlalchemy import Connection, bindparam, update

from consultant_app.server.accounts import Device
from consultant_app.server.identity import Identity
from consultant_app.server.schema import DEVICE

_MANY_RETURNS: Final = 2
"""One might be an administrator who took back the backup that she had just brought back."""
_REMEMBERED_MS: Final = 30 * 24 * 60 * 60 * 1000
"""After so long without the two meeting the suspicion is over."""
_HOLDS_MS: Final = 60 * 1000
"""How long a stamp is given again to who shows it: else each push of a long first sync would write to the device."""
_MOST_PATHS: Final = 4
_MOST_OPEN: Final = 8


class _Path(msgspec.Struct, array_like=True):
    """What leads on from a stamp: `last` was shown last, one of `open` may be shown next."""

    last: bytes | None
    open: list[bytes]
    was_gone: bool = False
    """Whether anybody has gone on here; stamps of answers that got lost begin paths that nobody goes."""


class Paths(msgspec.Struct, array_like=True):
    """The pushes of one device, by the stamps that lead from each to the next; the path gone last stands last."""

    paths: list[_Path] = []
    number: int = 0
    """Of stamps given so far."""
    returns: int = 0
    """To a path that had been left for another."""
    left_at: int = 0
    given_at: int = 0
    """When the newest stamp was given."""

    def go_on(self, shown: bytes, fresh: bytes, *, now_ms: int) -> bytes:
        """The stamp for a push that showed one: `fresh`, or once more what it has shown, and nothing to note."""
        if self.paths and self.paths[-1].open == [shown] and 0 <= now_ms - self.given_at < _HOLDS_MS:
            return shown
        self._note(shown, fresh, now_ms=now_ms)
        return fresh

    def _note(self, shown: bytes, given: bytes, *, now_ms: int) -> None:
        if self.returns and now_ms - self.left_at > _REMEMBERED_MS:
            self.returns = 0
            self.paths = self.paths[-1:]
        self.number += 1
        self.given_at = now_ms
        for path in self.paths:
            if shown == path.last:
                path.open = [*path.open, given][-_MOST_OPEN:]
                return
        for path in self.paths:
            if shown in path.open:
                self._take(path, shown, given, now_ms=now_ms)
                return
        # Older than anything remembered: a backup, or a request that was long on its way. Where it leads to, the next
        # stamp tells.
        self._keep(_Path(shown, [given]))

    def _take(self, path: _Path, shown: bytes, given: bytes, *, now_ms: int) -> None:
        others = [one for one in path.open if one != shown]
        if path is not self.paths[-1]:
            self.returns += path.was_gone
            self.left_at = now_ms
            self.paths.remove(path)
            self.paths.append(path)
        path.last, path.open, path.was_gone = shown, [given], True
        if others:
            self._keep(_Path(None, others))

    def _keep(self, path: _Path) -> None:
        """Before the one gone last; those nobody goes are forgotten first."""
        self.paths.insert(max(0, len(self.paths) - 1), path)
        while len(self.paths) > _MOST_PATHS:
            left = self.paths[:-1]
            self.paths.remove(next((one for one in left if not one.was_gone and one is not path), left[0]))

    @property
    def has_two_ends(self) -> bool:
        return self.returns >= _MANY_RETURNS


def stamp_push(
    connection: Connection, device: Device, shown: bytes | None, *, identity: Identity, now_ms: int
) -> bytes:
    """The stamp that the device is to show with its next push; empty for one that shows none."""
    if shown is None:
        return b""
    paths = msgspec.msgpack.decode(device.paths, type=Paths) if device.paths else Paths()
    before = paths.returns
    fresh = identity.content_hash(msgspec.msgpack.encode([device.id, paths.number, now_ms]))[:8]
    if paths.go_on(shown, fresh, now_ms=now_ms) == shown:
        return shown
    is_met = paths.has_two_ends and paths.returns > before
    connection.execute(
        _NOTE,
        {
            "of_device": device.id,
            "paths": msgspec.msgpack.encode(paths),
            "cloned_at": now_ms if is_met else device.cloned_at,
        },
    )
    return fresh


def is_cloned(device: Device, now_ms: int) -> bool:
    return device.cloned_at is not None and now_ms - device.cloned_at < _REMEMBERED_MS


def forget_clones(connection: Connection, account: str) -> None:
    """Somebody has enrolled anew, as she was asked to; should two copies be at work still, they are met again."""
    connection.execute(_FORGET, {"of_account": account})


_NOTE: Final = update(DEVICE).where(DEVICE.c.id == bindparam("of_device"))
_FORGET: Final = update(DEVICE).where(DEVICE.c.account == bindparam("of_account")).values(paths=None, cloned_at=None)
