"""Writing an exchange file: the changes of one space, sealed with a password and signed by this device."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from consultant_app.changes.attachment_messages import PART_BYTES
from consultant_app.changes.change import SpaceId
from consultant_app.errors import RuleError
from consultant_app.sync.exchange_file import (
    MAX_CHANGES_A_PIECE,
    ExchangeReader,
    ExchangeWriter,
    FilePart,
    HeldChange,
    Manifest,
    new_file,
)
from consultant_app.sync.exchange_sealing import Card, password_bytes
from consultant_app.workspace.attachments import Attachments
from consultant_app.workspace.database import cursor_of
from consultant_app.workspace.exchange_attachments import chosen_files
from consultant_app.workspace.exchange_log import Had, Selection, choose, joined, pieces
from consultant_app.workspace.exchange_papers import own_certificate
from consultant_app.workspace.file_bytes import KeptFile
from consultant_app.workspace.key_wrapping import DEFAULT_COST, Argon2Cost
from consultant_app.workspace.moving import note_written
from consultant_app.workspace.workspace import Workspace

OnProgress = Callable[[int, int], None]
"""How many changes and files are done, of how many."""


@dataclass(frozen=True, slots=True)
class Written:
    path: Path
    space: SpaceId
    changes: int
    left_out: int
    """Changes of others of which nothing here proves whose they are."""
    files: int
    """Attachments whose bytes went along."""
    size_bytes: int


def write_exchange(
    workspace: Workspace,
    path: Path,
    selection: Selection,
    *,
    password: str,
    cost: Argon2Cost = DEFAULT_COST,
    on_progress: OnProgress = lambda _done, _all: None,
    is_cancelled: Callable[[], bool] = lambda: False,
) -> Written:
    """Writes the chosen changes of a space with the bytes of its attachments; durable when this returns.

    Raises RuleError("exchange_empty", "exchange_cancelled"), UsageError("exchange_password_missing") and TroubleErrors
    of the disk; what stood at `path` before stays then.
    """
    password_bytes(password)
    workspace.seal_drafts()
    with workspace.database.writing() as connection:
        note_written(cursor_of(connection), workspace.now_ms())
    with workspace.database.reading() as connection:
        raw = cursor_of(connection)
        chosen = choose(raw, workspace.identity, selection)
        files = chosen_files(raw, workspace.attachments, selection)
        if not chosen.count and not files:
            raise RuleError("exchange_empty")
        row = raw.execute("SELECT kind, owner FROM space WHERE id = ?", (selection.space,)).fetchone()
        kind, owner = row or ("", "")
        before = {origin: list(runs) for origin, runs in selection.before.changes.items()}
        writer = own_certificate(workspace.identity)
        manifest = Manifest(
            selection.space, kind, owner, writer, list(chosen.papers), chosen.holds, before,
            [file.sha256 for file in files], sorted(selection.before.files),
        )  # fmt: skip
        card = _card(workspace, selection.space, chosen.count, cost)

        def fill(stream: IO[bytes]) -> None:
            key = workspace.identity.device_key
            file = ExchangeWriter(stream, card, password=password, manifest=manifest, device_key=key)
            done = 0
            for piece in pieces(raw, workspace.identity, selection, chosen=chosen, most=MAX_CHANGES_A_PIECE):
                if is_cancelled():
                    raise RuleError("exchange_cancelled")
                file.add([HeldChange(body, is_accepted) for body, is_accepted in piece.changes], piece.vouchers)
                done += len(piece.changes)
                on_progress(done, chosen.count + len(files))
            for done, kept in enumerate(files, chosen.count + 1):
                for part in _parts(workspace.attachments, kept):
                    if is_cancelled():
                        raise RuleError("exchange_cancelled")
                    file.add_file_part(part)
                on_progress(done, chosen.count + len(files))
            file.close()

        with new_file(path) as stream:
            fill(stream)
    return Written(path, selection.space, chosen.count, chosen.left_out, len(files), path.stat().st_size)


def had_by(path: Path, password: str) -> Had:
    """What an earlier file and those it goes on from have; read to its end, for half a file has not all of that.

    Raises what `ExchangeReader` does.
    """
    reader = ExchangeReader(path, password)
    manifest = reader.manifest()
    for _ in reader.read():
        pass
    return Had(joined(manifest.holds, manifest.before), frozenset(manifest.files) | frozenset(manifest.files_before))


def _parts(attachments: Attachments, file: KeptFile) -> Iterator[FilePart]:
    for start in range(0, file.size, PART_BYTES):
        yield FilePart(file.sha256, start, file.size, attachments.read_part(file.sha256, start, PART_BYTES))


def _card(workspace: Workspace, space: SpaceId, changes: int, cost: Argon2Cost) -> Card:
    who = workspace.identity
    return Card(
        file=os.urandom(16).hex(),
        written_at=workspace.now_ms(),
        user_name=who.user_name,
        partner_name=who.partner_name,
        device=who.device,
        space=space,
        changes=changes,
        salt=os.urandom(16),
        cost=cost,
    )
