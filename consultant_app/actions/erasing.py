"""Erasing what is personal about a contact everywhere, by a data protection officer, and how far that is."""

from collections.abc import Iterator
from contextlib import contextmanager

from consultant_app.changes.change import RecordId
from consultant_app.changes.erasure_messages import EraseAsk, ErasuresAnswer, ErasuresAsk, ErasureState
from consultant_app.changes.version import NEWEST
from consultant_app.domain.personal import NAMES, erased_fields, lenders
from consultant_app.errors import RuleError
from consultant_app.sync.rounds import run_rounds
from consultant_app.sync.transport import HTTPTransport, Transport
from consultant_app.workspace.workspace import Workspace

ORDER_PATH = "/v1/erasures/order"
STATES_PATH = "/v1/erasures"


def erase_contact(workspace: Workspace, contact: str) -> ErasureState:
    """Orders it at the server, where it is carried out at once, and carries it out here in a round.

    Raises RuleError for who may not order it and for what is no contact of hers, and as a round does; the order
    stands once it was given, whatever becomes of the round.
    """
    with _line(workspace) as line:
        ask = EraseAsk(NEWEST, RecordId(contact), erased_fields(), list(NAMES), lenders())
        order = line.ask(ORDER_PATH, ask, ErasuresAnswer).erasures[0].id
        # The first takes the order in, the second says so.
        for _ in range(2):
            run_rounds(workspace, line)
        return line.ask(STATES_PATH, ErasuresAsk(NEWEST, order), ErasuresAnswer).erasures[0]


def erasures(workspace: Workspace, order: str = "") -> list[ErasureState]:
    """One order, or all that were given in the person's organisation, newest first. Raises as `erase_contact`."""
    with _line(workspace) as line:
        return line.ask(STATES_PATH, ErasuresAsk(NEWEST, RecordId(order)), ErasuresAnswer).erasures


@contextmanager
def _line(workspace: Workspace) -> Iterator[Transport]:
    if not workspace.identity.joined:
        raise RuleError("not_joined")
    line = HTTPTransport(workspace.identity.server_url, workspace.identity.token)
    try:
        yield line
    finally:
        line.close()
