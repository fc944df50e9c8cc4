"""Bytes that nobody honest sends, made from honest ones by chance, and what is to refuse them.

Half of the inputs are damaged outside, so the hash is wrong; the others are damaged inside and packed again, so that
what reads them gets as far as it can.
"""

import io
import random
import re
import struct
from collections.abc import Callable
from pathlib import Path
from typing import Final, Protocol

import msgspec
import zstandard

from consultant_app.actions.sync.exchange_reading import look_into
from consultant_app.changes.change import Change, Kind, OriginId, RecordId, SpaceId, encode_change
from consultant_app.changes.spaces import SpaceKind
from consultant_app.changes.wire import (  # the outer form is what is damaged here
    _HEADER,
    MAGIC,
    Cursor,
    Entry,
    EntryKind,
    NotAMessage,
    OriginNote,
    SpaceNews,
    SyncAnswer,
    SyncAsk,
    next_chain,
    pack,
    unpack,
)
from consultant_app.domain.company import Company
from consultant_app.errors import ProductError
from consultant_app.server.transactions import Refused, first_change_id, read_transaction
from consultant_app.sync.exchange_file import Changes, Ending, ExchangeWriter, HeldChange, Manifest
from consultant_app.sync.exchange_sealing import Card, PieceWriter, read_pieces
from consultant_app.workspace.database import cursor_of
from consultant_app.workspace.exchange import Exchange
from consultant_app.workspace.exchange_log import Selection, choose, pieces
from consultant_app.workspace.exchange_papers import own_certificate
from consultant_app.workspace.outbox import cursors
from consultant_app.workspace.workspace import Workspace
from tests.support.laptops import CHEAP, PASSPHRASE, Workspaces, add, identity_of

PASSWORD: Final = "Fördergerüst"
Chance = random.Random


class Target(Protocol):
    def make(self, chance: Chance) -> bytes: ...

    def read(self, data: bytes) -> str:
        """What became of it, in a word; whatever is raised is a breach."""

    def close(self) -> None: ...


# What is put in the place of honest bytes.

NASTY: Final[tuple[bytes, ...]] = (
    b"",
    b"\x00",
    b"\xc0",
    b"\xc1",
    b"\xff" * 9,
    b"\xdd\xff\xff\xff\xff",
    b"\xdf\xff\xff\xff\xff",
    b"\xc6\xff\xff\xff\xff",
    b"\xdb\x7f\xff\xff\xff",
    b"\x91" * 5000,
    b"\x81" * 5000,
    b"\xcb\x7f\xf8\x00\x00\x00\x00\x00\x00",
    b"\xcb\x7f\xf0\x00\x00\x00\x00\x00\x00",
    b"\xcf\xff\xff\xff\xff\xff\xff\xff\xff",
    b"\xd3\x80\x00\x00\x00\x00\x00\x00\x00",
    b"\xa3\xed\xa0\x80",
    b"\xa1\x00",
    b"\xa9../../etc",
    b"\x82\xa1a\x01\xa1a\x02",
    b"\xc7\x00\x01",
    b"\xd6\xff\x00\x00\x00\x00",
)


def damaged(data: bytes, chance: Chance) -> bytes:
    for _ in range(chance.choice((1, 1, 1, 2, 5))):
        place = chance.randrange(len(data) + 1)
        end = min(len(data), place + chance.choice((0, 1, 1, 4, 40)))
        kind = chance.randrange(6)
        if kind == 0:
            data = data[:place]
        elif kind == 1:
            data = data[:place] + chance.randbytes(end - place) + data[end:]
        elif kind == 2:
            data = data[:place] + chance.choice(NASTY) + data[end:]
        elif kind == 3:
            data = data[:place] + data[end:]
        elif kind == 4:
            data = data[:place] + data[place:end] * chance.choice((2, 50)) + data[end:]
        elif place < len(data):
            data = data[:place] + bytes([data[place] ^ 1 << chance.randrange(8)]) + data[place + 1 :]
    return data


def framed(plain: bytes, chance: Chance) -> bytes:
    """Packed with a right hash, mostly also with a right size; what the sizes say is part of the game."""
    import hashlib

    says = chance.choice((True, True, True, False))
    packed = zstandard.ZstdCompressor(level=1, write_content_size=says).compress(plain)
    length = len(plain) if chance.random() < 0.9 else chance.choice((0, 1, 2**31, 2**32 - 1, len(plain) + 1))
    if chance.random() < 0.05:
        packed = damaged(packed, chance)
    return _HEADER.pack(MAGIC, length, hashlib.sha256(packed).digest()[:8]) + packed


def bomb(chance: Chance, megabytes: int = 31) -> bytes:
    """One value of some megabytes that would take very much more once it is decoded."""
    size = chance.choice((1, 4, megabytes // 2, megabytes)) * 1024 * 1024
    filler = chance.choice((b"\x90", b"\x80", b"\x91\x90", b"\xc4\x01x", b"\x00", b"\xa3xyz"))
    return b"\xdd" + struct.pack(">I", size // len(filler)) + filler * (size // len(filler))


def heavy(body: bytes, chance: Chance) -> bytes:
    """A change whose first text is a bomb instead."""
    return re.sub(rb"\xa8Besuch .", lambda _: bomb(chance, megabytes=15), body, count=1)


def honest_changes(chance: Chance, *, space: str, count: int) -> list[Change]:
    origin, record = OriginId(chance.randbytes(16).hex()), RecordId(chance.randbytes(16).hex())
    return [
        Change(
            origin, number, number, 1, Kind.SET, "visit", record, record, SpaceId(space), 1_700_000_000_000 + number,
            {"goal": f"Besuch {number}", "sdg:SDG-05": True, "started": {"from": "8:00", "to": None}},
            {"goal": [f"{origin}:{number - 1}"]} if number > 1 else {},
        )
        for number in range(1, count + 1)
    ]  # fmt: skip


class _Messages:
    """Answers or pushes: honest, damaged outside, damaged inside, or bombs."""

    opening: bytes
    """A message up to a list that may be as long as it likes."""

    def honest(self, chance: Chance) -> msgspec.Struct:
        raise NotImplementedError

    def make(self, chance: Chance) -> bytes:
        draw = chance.random()
        if draw < 0.02:
            return framed(self.opening + bomb(chance), chance)
        plain = msgspec.msgpack.encode(self.honest(chance))
        if draw < 0.3:
            return damaged(pack(self.honest(chance)), chance)
        return framed(plain if draw < 0.4 else damaged(plain, chance), chance)

    def close(self) -> None:
        pass


class Answers(_Messages):
    """What a laptop takes for an answer of its server, as far as into its log."""

    opening = b"\x83\xa8protocol\x01\xa2at\x01\xa6closed"

    def __init__(self, folder: Path) -> None:
        self._workspaces = Workspaces(folder / "answers")
        self._workspace = _workspace(self._workspaces, "answers")
        self._space = self._workspace.identity.space(SpaceKind.ORGANISATION)

    def honest(self, chance: Chance) -> SyncAnswer:
        with self._workspace.database.reading() as connection:
            here = cursors(cursor_of(connection))[self._space]
        chain, entries = here.chain, []
        changes = honest_changes(chance, space=self._space, count=chance.randint(0, 5))
        for position, change in enumerate(changes, here.position + 1):
            chain = next_chain(chain, EntryKind.CHANGE, change.id)
            body = encode_change(change)
            if chance.random() < 0.2:
                body = heavy(body, chance) if chance.random() < 0.05 else damaged(body, chance)
            entries.append(Entry(position, EntryKind.CHANGE, change.id, 1, body))
        note = OriginNote(OriginId("a" * 32), RecordId("b" * 32), "Laptop", RecordId("c" * 32), "Bo", 1, "0.1")
        news = [SpaceNews(self._space, Cursor(here.position + len(entries), chain), entries)] if entries else []
        return SyncAnswer(protocol=1, at=1, news=news, origins=[note])

    def read(self, data: bytes) -> str:
        try:
            answer = unpack(data, SyncAnswer)
        except NotAMessage:
            return "no message"
        try:
            exchange = Exchange(self._workspace)
            counts = exchange.begin()
            batch = exchange.next_batch(1_000_000, most=0)
            exchange.take_in(batch, answer, offered={}, counts=counts)
        except ProductError as error:
            return error.code
        return "taken"

    def close(self) -> None:
        self._workspaces.close()


class Pushes(_Messages):
    """What the server takes for a laptop's question, as far as whole transactions."""

    opening = b"\x83\xa8protocol\x01\xa7version\xa10\xactransactions"

    def __init__(self, folder: Path) -> None:
        del folder

    def honest(self, chance: Chance) -> SyncAsk:
        changes = honest_changes(chance, space="e" * 32, count=chance.randint(0, 5))
        bodies = [[encode_change(change)] for change in changes]
        bodies = [[damaged(body, chance)] if chance.random() < 0.3 else [body] for [body] in bodies]
        if bodies and chance.random() < 0.02:
            bodies[0] = [heavy(bodies[0][0], chance)]
        return SyncAsk(1, "0.1", {SpaceId("e" * 32): Cursor()}, transactions=bodies)

    def read(self, data: bytes) -> str:
        try:
            ask = unpack(data, SyncAsk)
        except NotAMessage:
            return "no message"
        for bodies in ask.transactions:
            try:
                read_transaction(bodies)
            except Refused:
                first_change_id(bodies)
                return "refused"
        return "taken"


class Files:
    """What a laptop takes for an exchange file, by somebody who knows the password and has a certified device."""

    def __init__(self, folder: Path) -> None:
        self._workspaces = Workspaces(folder / "files")
        self._reader = _workspace(self._workspaces, "reader")
        writer = _workspace(self._workspaces, "writer")
        self._identity = writer.identity
        space = writer.identity.space(SpaceKind.CONSORTIUM)
        for number in range(5):
            add(writer, Company(name=f"Stahlmuster {number}"))
        with writer.database.reading() as connection:
            raw = cursor_of(connection)
            selection = Selection(space)
            chosen = choose(raw, writer.identity, selection)
            self._changes = [
                Changes([HeldChange(*one) for one in piece.changes], piece.vouchers)
                for piece in pieces(raw, writer.identity, selection, chosen=chosen, most=3)
            ]
            self._manifest = Manifest(
                space, "consortium", "", own_certificate(writer.identity), list(chosen.papers), chosen.holds, {}
            )
        self._path = folder / "files" / "hostile.csrx"

    def make(self, chance: Chance) -> bytes:
        stream = io.BytesIO()
        card = Card(
            "f" * 32, 1, "Bo", "EN", self._identity.device, self._manifest.space, 9, chance.randbytes(16), CHEAP
        )
        draw = chance.random()
        if draw < 0.5:
            file = ExchangeWriter(
                stream, card, password=PASSWORD, manifest=self._manifest, device_key=self._identity.device_key
            )
            share = 0.5 if draw < 0.3 else 0.0
            for part in self._changes:
                held = [
                    HeldChange(self._hostile(one.body, chance), one.is_accepted) if chance.random() < share else one
                    for one in part.changes
                ]
                file.add(chance.sample(held, len(held)), part.vouchers)
            file.close()
            return stream.getvalue() if draw < 0.3 else damaged(stream.getvalue(), chance)
        written = PieceWriter(stream, card, PASSWORD)
        parts: list[msgspec.Struct] = [self._manifest, *self._changes, Ending(9, b"", b"")]
        for place, part in enumerate(parts):
            piece = msgspec.msgpack.encode(part)
            if chance.random() < 0.4:
                piece = bomb(chance)[: 19 * 1024 * 1024] if chance.random() < 0.03 else damaged(piece, chance)
            written.add(piece, is_last=place == len(parts) - 1)
        return stream.getvalue()

    def _hostile(self, body: bytes, chance: Chance) -> bytes:
        if chance.random() < 0.03:
            [change] = honest_changes(chance, space=self._manifest.space, count=1)
            return heavy(encode_change(change), chance)
        return damaged(body, chance)

    def read(self, data: bytes) -> str:
        self._path.write_bytes(data)
        try:
            look_into(self._reader, self._path, PASSWORD)
        except ProductError as error:
            return error.code
        return "whole"

    def close(self) -> None:
        self._workspaces.close()


def _workspace(workspaces: Workspaces, name: str) -> Workspace:
    """A small one, made where there is none yet."""
    import shutil

    folder = workspaces.folder / name
    shutil.rmtree(folder, ignore_errors=True)
    made, _ = Workspace.create(
        folder, identity_of(name.title()), passphrase=PASSPHRASE, use_keyring=False, cost=CHEAP, clock=workspaces.clock
    )
    workspaces.opened.append(made)
    return made


KINDS: Final[dict[str, Callable[[Path], Target]]] = {"answers": Answers, "pushes": Pushes, "files": Files}

__all__ = ["KINDS", "Target", "damaged", "read_pieces"]
