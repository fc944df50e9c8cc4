"""The HTTP face of the server: a few addresses, one message each way, every refusal a Problem with a code.

Packing and database work run in worker threads; the event loop only moves bytes.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

import msgspec
from msgspec import structs
from sqlalchemy import Engine
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from consultant_app.changes.attachment_messages import PART_BYTES, FetchAsk, OfferAsk, PartAsk
from consultant_app.changes.change import RecordId, SpaceId
from consultant_app.changes.erasure import ErasureOrder
from consultant_app.changes.erasure_messages import EraseAsk, ErasuresAnswer, ErasuresAsk
from consultant_app.changes.moves import MoveWish
from consultant_app.changes.revocation import Revocation
from consultant_app.changes.version import NEWEST, OLDEST
from consultant_app.changes.wire import (
    MAX_MESSAGE_BYTES,
    EnrolAsk,
    MoveVerdict,
    Problem,
    SyncAsk,
    WatchAnswer,
    WatchAsk,
    pack,
)
from consultant_app.errors import RuleError
from consultant_app.server.accounts import Device, find_device, token_hash
from consultant_app.server.attachments import AttachmentCounter
from consultant_app.server.database import ROUNDS_AT_ONCE, empty_log, reading, writing
from consultant_app.server.directory import PRODUCT_VERSION
from consultant_app.server.enrolment import redeem_invitation
from consultant_app.server.erasures import erased_files, order_erasure, read_states
from consultant_app.server.fair_queue import FairQueue
from consultant_app.server.file_store import FileStore
from consultant_app.server.identity import Identity, Randomness, load_identity
from consultant_app.server.instants import Clock, milliseconds
from consultant_app.server.moves import moved_files
from consultant_app.server.rate_limit import RateLimit
from consultant_app.server.requests import (
    A,
    Endpoint,
    answering_problems,
    bearer_token,
    drain,
    message_response,
    problem_response,
    read_ask,
    read_body,
)
from consultant_app.server.rounds import answer_round
from consultant_app.server.watching import SpaceWatch

_MAX_SYNC_BYTES: Final = MAX_MESSAGE_BYTES // 2
"""Packed; values compress to well under half, so this never stops a message that `unpack` would take."""
_MAX_ENROL_BYTES: Final = 64 * 1024
_MAX_WATCH_BYTES: Final = 64 * 1024
_MAX_FILE_MESSAGE_BYTES: Final = 2 * PART_BYTES
_MAX_NAME_LENGTH: Final = 200
_CROWDED_BYTES: Final = 64 * 1024


@dataclass(frozen=True)
class Asker:
    device: RecordId
    organisation: RecordId


@dataclass(frozen=True)
class PartnerServer:
    """What every request needs; `identity` is of this very database. Without `files` no file goes along with a root."""

    engine: Engine
    identity: Identity
    clock: Clock
    randomness: Randomness
    files: FileStore | None = None
    rates: RateLimit = field(default_factory=RateLimit)
    known: dict[bytes, Asker] = field(default_factory=dict)
    """By the hash of the token that a device has shown and keeps for ever; what it may do is never remembered. Whose
    organisation's turn it takes is: until the next start a person who went to another one still waits with the former.
    """

    def knows(self, token: str) -> bool:
        return token_hash(token) in self.known

    def recognise(self, token: str) -> Asker:
        """Whose token it is, be the device welcome still or not. Raises RuleError for one that is seen for the first
        time and does not `authenticate`.
        """
        shown = token_hash(token)
        if shown not in self.known:
            device = self.authenticate(token)
            self.known[shown] = Asker(device.id, device.person.partner)
        return self.known[shown]

    def authenticate(self, token: str) -> Device:
        """Raises RuleError for a token nobody holds and for a revoked device."""
        with reading(self.engine) as connection:
            device = find_device(connection, token)
        if device is None:
            raise RuleError("token_unknown")
        if not device.is_active:
            raise self._turned_away(device)
        return device

    def _turned_away(self, device: Device) -> RuleError:
        proof = self.identity.sign(Revocation(device.id)).signature
        return RuleError("organisation_left" if device.has_left else "device_revoked", proof=proof.hex())

    def sync(self, token: str, body: bytes, *, is_crowded: bool = False) -> bytes:
        """While it `is_crowded`, an answer brings its verdicts and little else: the news follow once fewer wait."""
        asker = self.recognise(token).device
        ask = read_ask(body, SyncAsk)
        if is_crowded:
            ask = structs.replace(ask, limit_bytes=min(ask.limit_bytes, _CROWDED_BYTES))
        self.rates.count_changes(asker, sum(map(len, ask.transactions)))
        now_ms = milliseconds(self.clock())
        try:
            answer = answer_round(self.engine, ask, asker=asker, identity=self.identity, now_ms=now_ms)
        except RuleError:
            self.authenticate(token)  # says why it is turned away, with the proof
            raise
        if ask.moves and self.files is not None:
            self._lend_files(self.files, ask.moves, answer.moves)
        self._sweep_up(ask.erasures)
        return pack(answer)

    def _lend_files(self, files: FileStore, wishes: Sequence[MoveWish], verdicts: Sequence[MoveVerdict]) -> None:
        """Before the laptop hears that its roots have moved: after a crash it asks again."""
        with reading(self.engine) as connection:
            moved = moved_files(connection, wishes, verdicts)
        for file in moved:
            files.lend(file.from_space, file.sha256, file.to_space)

    def erase(self, device: Device, ask: EraseAsk) -> ErasuresAnswer:
        """Raises RuleError for who may not order it, and for what is no contact of hers."""
        with writing(self.engine) as connection:
            orders = order_erasure(
                connection, ask, person=device.person, identity=self.identity, randomness=self.randomness,
                now_ms=milliseconds(self.clock()),
            )  # fmt: skip
        self._sweep_up(orders)
        return self.erasures(device, ErasuresAsk(NEWEST, orders[0].id))

    def _sweep_up(self, orders: Sequence[ErasureOrder]) -> None:
        """What was erased leaves what lies beside the database's tables."""
        if not orders:
            return
        if self.files is not None:
            with reading(self.engine) as connection:
                files = erased_files(connection, orders)
            for space, sha256 in files:
                self.files.drop(space, sha256)
        empty_log(self.engine)

    def erasures(self, device: Device, ask: ErasuresAsk) -> ErasuresAnswer:
        with reading(self.engine) as connection:
            return ErasuresAnswer(NEWEST, read_states(connection, person=device.person, order=ask.order))

    def enrol(self, body: bytes) -> bytes:
        ask = read_ask(body, EnrolAsk)
        if len(ask.device_key) != 32 or len(ask.device_name) > _MAX_NAME_LENGTH:
            raise RuleError("message_unreadable")
        with writing(self.engine) as connection:
            answer = redeem_invitation(
                connection, ask, identity=self.identity, randomness=self.randomness, now=self.clock()
            )
        return pack(answer)


def build_application(
    engine: Engine, *, files: FileStore, clock: Clock, randomness: Randomness, rates: RateLimit | None = None
) -> Starlette:
    """The ASGI application on an open database, which stays the caller's to dispose of; `files` has attachments."""
    with writing(engine) as connection:
        identity = load_identity(connection, randomness)
    server = PartnerServer(engine, identity, clock, randomness, files, rates or RateLimit())
    watch = SpaceWatch(engine)
    queue = FairQueue(ROUNDS_AT_ONCE)
    counter = AttachmentCounter(files, identity, clock)

    async def sync(request: Request) -> Response:
        token = bearer_token(request)
        try:
            asker = await _introduced(server, token)
            server.rates.count_round(asker.device)
        except RuleError:
            await drain(request, limit=_MAX_SYNC_BYTES)
            raise
        body = await read_body(request, limit=_MAX_SYNC_BYTES)
        async with queue.turn(asker.organisation):
            answer = await run_in_threadpool(server.sync, token, body, is_crowded=queue.waiting > 0)
        watch.look_now()
        return message_response(answer)

    async def wait(request: Request) -> Response:
        device = await run_in_threadpool(server.authenticate, bearer_token(request))
        ask = read_ask(await read_body(request, limit=_MAX_WATCH_BYTES), WatchAsk)
        return message_response(pack(WatchAnswer(NEWEST, await _moved_for(device, ask, watch=watch))))

    def answered(message: type[A], answer: Callable[[Device, A], msgspec.Struct]) -> Endpoint:
        async def answering(request: Request) -> Response:
            device = await run_in_threadpool(server.authenticate, bearer_token(request))
            ask = read_ask(await read_body(request, limit=_MAX_FILE_MESSAGE_BYTES), message)
            return message_response(await run_in_threadpool(lambda: pack(answer(device, ask))))

        return answering_problems(answering)

    async def enrol(request: Request) -> Response:
        body = await read_body(request, limit=_MAX_ENROL_BYTES)
        return message_response(await run_in_threadpool(server.enrol, body))

    async def health(_request: Request) -> Response:
        return JSONResponse(_who_answers(identity))

    asked = {
        "sync": answering_problems(sync),
        "watch": answering_problems(wait),
        "attachments/offer": answered(OfferAsk, counter.offer),
        "attachments/part": answered(PartAsk, counter.take_part),
        "attachments/fetch": answered(FetchAsk, counter.fetch),
        "erasures/order": answered(EraseAsk, server.erase),
        "erasures": answered(ErasuresAsk, server.erasures),
        "enrol": answering_problems(enrol),
    }
    routes = [Route(f"/v1/{path}", endpoint, methods=["POST"]) for path, endpoint in asked.items()]
    routes.append(Route("/v1/health", health, methods=["GET"]))
    application = Starlette(routes=routes, exception_handlers={HTTPException: _on_unknown_address})
    application.state.watch, application.state.queue = watch, queue
    return application


async def _introduced(server: PartnerServer, token: str) -> Asker:
    """Only who is not known yet costs a look into the database."""
    if server.knows(token):
        return server.recognise(token)
    return await run_in_threadpool(server.recognise, token)


def _who_answers(identity: Identity) -> dict[str, object]:
    return {
        "product": "consultant-server",
        "version": PRODUCT_VERSION,
        "protocols": [OLDEST, NEWEST],
        "epoch": identity.epoch,
    }


async def _moved_for(device: Device, ask: WatchAsk, *, watch: SpaceWatch) -> list[SpaceId]:
    """A space that came to the person or went from her is news as well, and told at once."""
    granted = {grant.space for grant in device.person.grants}
    if other := granted ^ ask.positions.keys():
        return sorted(other)
    return await watch.moved(ask.positions)


async def _on_unknown_address(_request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 404
    return problem_response(Problem("address_unknown"), status)
