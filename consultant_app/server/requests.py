"""From HTTP to messages and back: who asks, what is asked, and a Problem with a code for every refusal."""

import logging
from collections.abc import Awaitable, Callable
from typing import Final, TypeVar

import msgspec
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionError
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from consultant_app.changes.attachment_messages import FetchAsk, OfferAsk, PartAsk
from consultant_app.changes.erasure_messages import EraseAsk, ErasuresAsk
from consultant_app.changes.version import NEWEST, OLDEST
from consultant_app.changes.wire import (
    CONTENT_TYPE,
    EnrolAsk,
    NotAMessage,
    Problem,
    SyncAsk,
    WatchAsk,
    pack,
    unpack,
)
from consultant_app.errors import RuleError

_logger = logging.getLogger(__name__)

STATUS: Final = {
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
    "device_floods": 503,
    "app_too_old": 426,
    "server_too_old": 426,
}

Endpoint = Callable[[Request], Awaitable[Response]]
A = TypeVar("A", SyncAsk, EnrolAsk, WatchAsk, OfferAsk, PartAsk, FetchAsk, EraseAsk, ErasuresAsk)


def answering_problems(endpoint: Endpoint) -> Endpoint:
    async def answering(request: Request) -> Response:
        try:
            return await endpoint(request)
        except RuleError as refused:
            facts = {name: str(fact) for name, fact in refused.facts.items()}
            return problem_response(Problem(refused.code, facts), STATUS[refused.code])
        except ClientDisconnect:
            return Response(status_code=400)
        except (OperationalError, NoConnectionError):
            _logger.exception("the database did not do its part")
            return problem_response(Problem("server_busy"), 503)
        except Exception:
            _logger.exception("a request failed")
            return problem_response(Problem("server_trouble"), 500)

    return answering


def message_response(body: bytes) -> Response:
    return Response(body, media_type=CONTENT_TYPE)


def problem_response(problem: Problem, status: int) -> Response:
    return Response(pack(problem), status, media_type=CONTENT_TYPE)


def bearer_token(request: Request) -> str:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""


async def read_body(request: Request, *, limit: int) -> bytes:
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > limit:
            raise RuleError("message_too_large")
    return bytes(body)


async def drain(request: Request, *, limit: int) -> None:
    """Lets the laptop finish sending: one that is cut off while it sends never reads why it was turned away."""
    received = 0
    async for part in request.stream():
        received += len(part)
        if received > limit:
            return


class _AskHead(msgspec.Struct):
    """What asks of every version begin with."""

    protocol: int


def read_ask(body: bytes, message: type[A]) -> A:
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
