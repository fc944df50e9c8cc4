"""A tiny but real laptop: its own Ed25519 key, origins it certifies, changes it seals; no workspace behind it."""

import hashlib
import itertools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from consultant_app.changes.change import Change, ChangeId, Kind, OriginId, RecordId, SpaceId, encode_change
from consultant_app.changes.version import NEWEST
from consultant_app.changes.wire import (
    CONTENT_TYPE,
    Cursor,
    EnrolAnswer,
    EnrolAsk,
    Entry,
    OriginCertificate,
    Problem,
    SpaceNews,
    SyncAnswer,
    SyncAsk,
    pack,
    unpack,
)

Send = Callable[[str, bytes, Mapping[str, str]], tuple[int, bytes]]
"""Path, body and headers in; status and body out."""


class TurnedAwayError(Exception):
    """The server answered with a Problem."""

    def __init__(self, status: int, problem: Problem) -> None:
        super().__init__(status, problem.code)
        self.status = status
        self.code = problem.code


@dataclass
class FakeLaptop:
    """`seen` holds the entries of each space in the order of their positions."""

    send: Send
    seed: int = 0
    enrolment: EnrolAnswer | None = None
    cursors: dict[SpaceId, Cursor] = field(default_factory=dict)
    seen: dict[SpaceId, list[Entry]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.key = Ed25519PrivateKey.from_private_bytes(hashlib.sha256(f"laptop {self.seed}".encode()).digest())
        self._ids = (hashlib.sha256(f"{self.seed} {count}".encode()).hexdigest()[:32] for count in itertools.count())
        self.origin = OriginId(self.fresh_id())
        self._next_number = 1

    @property
    def enrolled(self) -> EnrolAnswer:
        assert self.enrolment is not None, "enrol first"
        return self.enrolment

    def fresh_id(self) -> RecordId:
        return RecordId(next(self._ids))

    def start_anew(self) -> None:
        """What every start of the program does: a fresh origin."""
        self.origin = OriginId(self.fresh_id())
        self._next_number = 1

    # enrolment

    def enrol(self, code: str, *, name: str = "Laptop") -> EnrolAnswer:
        ask = EnrolAsk(NEWEST, "test", code, name, self.key.public_key().public_bytes_raw())
        self.enrolment = unpack(self._post("/v1/enrol", pack(ask)), EnrolAnswer)
        self.cursors = {grant.space: Cursor() for grant in self.enrolment.grants}
        return self.enrolment

    def space(self, kind: str) -> SpaceId:
        return next(grant.space for grant in self.enrolled.grants if grant.kind == kind)

    # changes

    def certificate(self) -> OriginCertificate:
        unsigned = OriginCertificate(self.origin, self.enrolled.device, 1_700_000_000_000, "test")
        return OriginCertificate(
            self.origin, self.enrolled.device, 1_700_000_000_000, "test", self.key.sign(unsigned.signed_bytes())
        )

    def seal(self, *patches: Mapping[str, Any]) -> list[Change]:
        """One transaction; a patch names what differs from a fresh visit of the organisation's space."""
        first = self._next_number
        self._next_number += len(patches)
        return [
            self._change(patch, number=first + place, first=first, size=len(patches))
            for place, patch in enumerate(patches)
        ]

    def _change(self, patch: Mapping[str, Any], *, number: int, first: int, size: int) -> Change:
        record = patch.get("record") or self.fresh_id()
        values: dict[str, Any] = {
            "origin": self.origin,
            "number": number,
            "transaction": first,
            "size": size,
            "kind": Kind.SET,
            "type": "visit",
            "record": record,
            "root": record,
            "space": patch.get("space") or self.space("organisation"),
            "at": 1_700_000_000_000 + number,
            "fields": {"situation": f"Ausgangslage {number}"},
        }
        return Change(**{**values, **patch})

    # rounds

    def ask(self, *transactions: Sequence[Change], **other: Any) -> SyncAsk:
        values: dict[str, Any] = {
            "protocol": NEWEST,
            "version": "test",
            "cursors": self.cursors,
            "certificates": [self.certificate()] if transactions else [],
            "transactions": [[encode_change(change) for change in changes] for changes in transactions],
        }
        return SyncAsk(**{**values, **other})

    def post_ask(self, ask: SyncAsk) -> SyncAnswer:
        """Sends it and keeps nothing."""
        return unpack(self.post_bytes(pack(ask)), SyncAnswer)

    def post_bytes(self, body: bytes, *, path: str = "/v1/sync") -> bytes:
        return self._post(path, body, token=self.enrolled.token)

    def sync(self, *transactions: Sequence[Change], **other: Any) -> SyncAnswer:
        """One round; keeps entries and cursors as a laptop does."""
        answer = self.post_ask(self.ask(*transactions, **other))
        for news in answer.news:
            self._keep(news)
        for space in answer.closed:
            self.cursors.pop(space, None)
            self.seen.pop(space, None)
        for grant in answer.grants:
            self.cursors.setdefault(grant.space, Cursor())
        if answer.receipt is not None:
            key = Ed25519PublicKey.from_public_bytes(self.enrolled.server_key)
            key.verify(answer.receipt.signature, answer.receipt.signed_bytes())
        return answer

    def sync_until_quiet(self, *transactions: Sequence[Change], **other: Any) -> list[SyncAnswer]:
        answers = [self.sync(*transactions, **other)]
        while any(news.more or news.rewind for news in answers[-1].news) or answers[-1].grants:
            answers.append(self.sync(**other))
        return answers

    def _keep(self, news: SpaceNews) -> None:
        kept = self.seen.setdefault(news.space, [])
        if news.rewind:
            kept[:] = [entry for entry in kept if entry.position <= news.cursor.position]
        kept.extend(news.entries)
        self.cursors[news.space] = news.cursor

    def seen_changes(self, kind: str) -> list[ChangeId]:
        return [ChangeId(entry.subject) for entry in self.seen.get(self.space(kind), [])]

    def _post(self, path: str, body: bytes, *, token: str = "") -> bytes:
        headers = {"content-type": CONTENT_TYPE}
        if token:
            headers["authorization"] = f"Bearer {token}"
        status, answer = self.send(path, body, headers)
        if status != 200:
            raise TurnedAwayError(status, unpack(answer, Problem))
        return answer
