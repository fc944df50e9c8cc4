"""The HTTP face of the server: a few addresses, one message each way, every refusal a Problem with a code.

Packing and database work run in worker threads; the event loop only moves bytes.
"""

import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeVar

import msgspec
from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionError
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
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
    CONTENT_TYPE,
    MAX_MESSAGE_BYTES,
    EnrolAsk,
    MoveVerdict,
    NotAMessage,
    Problem,
    SyncAsk,
    WatchAnswer,
    WatchAsk,
    pack,
    unpack,
)
from consultant_app.errors import RuleError
from consultant_app.server.accounts import Device, find_device, token_hash
from consultant_app.server.attachments import AttachmentCounter
from consultant_app.server.database import empty_log, reading, writing
from consultant_app.server.directory import PRODUCT_VERSION
from consultant_app.server.enrolment import redeem_invitation
from consultant_app.server.erasures import erased_files, order_erasure, read_states
from consultant_app.server.file_store import FileStore
from consultant_app.server.identity import Identity, Randomness, load_identity
from consultant_app.server.instants import Clock, milliseconds
from consultant_app.server.moves import moved_files
from consultant_app.server.rounds import answer_round
from consultant_app.server.watching import SpaceWatch

_logger = logging.getLogger(__name__)

_MAX_SYNC_BYTES: Final = MAX_MESSAGE_BYTES // 2
"""Packed; values compress to well under half, so this never stops a message that `unpack` would take."""
_MAX_ENROL_BYTES: Final = 64 * 1024
_MAX_WATCH_BYTES: Final = 64 * 1024
_MAX_FILE_MESSAGE_BYTES: Final = 2 * PART_BYTES
_MAX_NAME_LENGTH: Final = 200
_STATUS: Final = {
    "message_unreadable": 400,
    "token_unknown": 401,
    "device_revoked": 401,
    "organisation_left": 401,
    "erasure_not_allowed": 403,
    "erasure_contact_unknown": 404,
    "erasure_unknown": 404,
    "attachment_space_closed": 403,
    "attachment_not_here": 404,
    "attachment_damaged": 409,
    "invitation_unknown": 403,
    "invitation_expired": 403,
    "invitation_used": 403,
    "message_too_large": 413,
    "app_too_old": 426,
    "server_too_old": 426,
}

Endpoint = Callable[[Request], Awaitable[Response]]
A = TypeVar("A", SyncAsk, EnrolAsk, WatchAsk, OfferAsk, PartAsk, FetchAsk, EraseAsk, ErasuresAsk)


@dataclass(frozen=True)
class PartnerServer:
    """What every request needs; `identity` is of this very database. Without `files` no file goes along with a root."""

    engine: Engine
    identity: Identity
    clock: Clock
    randomness: Randomness
    files: FileStore | None = None
    known: dict[bytes, RecordId] = field(default_factory=dict)
    """Devices by the hash of the token that they have shown and keep for ever; what they may do is never remembered."""

    def knows(self, token: str) -> bool:
        return token_hash(token) in self.known

    def recognise(self, token: str) -> RecordId:
        """Whose token it is, be the device welcome still or not. Raises RuleError for one that is seen for the first
        time and does not `authenticate`.
        """
        shown = token_hash(token)
        if shown not in self.known:
            self.known[shown] = self.authenticate(token).id
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

    def sync(self, token: str, body: bytes) -> bytes:
        asker = self.recognise(token)
        ask = _read_ask(body, SyncAsk)
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
        ask = _read_ask(body, EnrolAsk)
        if len(ask.device_key) != 32 or len(ask.device_name) > _MAX_NAME_LENGTH:
            raise RuleError("message_unreadable")
        with writing(self.engine) as connection:
            answer = redeem_invitation(
                connection, ask, identity=self.identity, randomness=self.randomness, now=self.clock()
            )
        return pack(answer)


def build_application(engine: Engine, *, files: FileStore, clock: Clock, randomness: Randomness) -> Starlette:
    """The ASGI application on an open database, which stays the caller's to dispose of; `files` has attachments."""
    with writing(engine) as connection:
        identity = load_identity(connection, randomness)
    server = PartnerServer(engine, identity, clock, randomness, files)
    watch = SpaceWatch(engine)
    counter = AttachmentCounter(files, identity, clock)

    async def sync(request: Request) -> Response:
        token = _bearer_token(request)
        if not server.knows(token):
            try:
                await run_in_threadpool(server.recognise, token)
            except RuleError:
                await _drain(request, limit=_MAX_SYNC_BYTES)
                raise
        body = await _read_body(request, limit=_MAX_SYNC_BYTES)
        answer = await run_in_threadpool(server.sync, token, body)
        watch.look_now()
        return _message(answer)

    async def wait(request: Request) -> Response:
        device = await run_in_threadpool(server.authenticate, _bearer_token(request))
        ask = _read_ask(await _read_body(request, limit=_MAX_WATCH_BYTES), WatchAsk)
        return _message(pack(WatchAnswer(NEWEST, await _moved_for(device, ask, watch=watch))))

    def answered(message: type[A], answer: Callable[[Device, A], msgspec.Struct]) -> Endpoint:
        async def answering(request: Request) -> Response:
            device = await run_in_threadpool(server.authenticate, _bearer_token(request))
            ask = _read_ask(await _read_body(request, limit=_MAX_FILE_MESSAGE_BYTES), message)
            return _message(await run_in_threadpool(lambda: pack(answer(device, ask))))

        return _answering_problems(answering)

    async def enrol(request: Request) -> Response:
        body = await _read_body(request, limit=_MAX_ENROL_BYTES)
        return _message(await run_in_threadpool(server.enrol, body))

    async def health(_request: Request) -> Response:
        return JSONResponse(_who_answers(identity))

    asked = {
        "sync": _answering_problems(sync),
        "watch": _answering_problems(wait),
        "attachments/offer": answered(OfferAsk, counter.offer),
        "attachments/part": answered(PartAsk, counter.take_part),
        "attachments/fetch": answered(FetchAsk, counter.fetch),
        "erasures/order": answered(EraseAsk, server.erase),
        "erasures": answered(ErasuresAsk, server.erasures),
        "enrol": _answering_problems(enrol),
    }
    routes = [Route(f"/v1/{path}", endpoint, methods=["POST"]) for path, endpoint in asked.items()]
    routes.append(Route("/v1/health", health, methods=["GET"]))
    application = Starlette(routes=routes, exception_handlers={HTTPException: _on_unknown_address})
    application.state.watch = watch
    return application


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


def _answering_problems(endpoint: Endpoint) -> Endpoint:
    async def answering(request: Request) -> Response:
        try:
            return await endpoint(request)
        except RuleError as refused:
            facts = {name: str(fact) for name, fact in refused.facts.items()}
            return _problem(Problem(refused.code, facts), _STATUS[refused.code])
        except ClientDisconnect:
            return Response(status_code=400)
        except (OperationalError, NoConnectionError):
            _logger.exception("the database did not do its part")
            return _problem(Problem("server_busy"), 503)
        except Exception:
            _logger.exception("a request failed")
            return _problem(Problem("server_trouble"), 500)

    return answering


async def _on_unknown_address(_request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 404
    return _problem(Problem("address_unknown"), status)


def _message(body: bytes) -> Response:
    return Response(body, media_type=CONTENT_TYPE)


def _problem(problem: Problem, status: int) -> Response:
    return Response(pack(problem), status, media_type=CONTENT_TYPE)


def _bearer_token(request: Request) -> str:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""


async def _read_body(request: Request, *, limit: int) -> bytes:
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > limit:
            raise RuleError("message_too_large")
    return bytes(body)


async def _drain(request: Request, *, limit: int) -> None:
    """Lets the laptop finish sending: one that is cut off while it sends never reads why it was turned away."""
    received = 0
    async for part in request.stream():
        received += len(part)
        if received > limit:
            return


class _AskHead(msgspec.Struct):
    """What asks of every version begin with."""

    protocol: int


def _read_ask(body: bytes, message: type[A]) -> A:
    """Raises RuleError for a message of another version, and for what is no message."""
    try:
        ask = unpack(body, message)
    except NotAMessage:
        _check_protocol(_read_head(body).protocol)
        raise RuleError("message_unreadable") from None
    _check_protocol(ask.protocol)
    return ask


def _read_head(body: bytes) -> _AskHead:
    try:
        return unpack(body, _AskHead)
    except NotAMessage:
        raise RuleError("message_unreadable") from None


def _check_protocol(protocol: int) -> None:
    if protocol > NEWEST:
        raise RuleError("server_too_old")
    if protocol < OLDEST:
        raise RuleError("app_too_old")
