"""Carries the files of attachments between a workspace and its server, part by part, after the records."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from consultant_app.changes.attachment_messages import (
    MAX_OFFERS,
    PART_BYTES,
    FetchAnswer,
    FetchAsk,
    FileOffer,
    Held,
    OfferAnswer,
    OfferAsk,
    PartAnswer,
    PartAsk,
)
from consultant_app.changes.change import RecordId
from consultant_app.changes.version import NEWEST
from consultant_app.errors import RuleError, TroubleError
from consultant_app.sync.transport import Transport
from consultant_app.workspace.apply import Touched
from consultant_app.workspace.attachments import HERE, CarriedFile, is_receipt_for
from consultant_app.workspace.restore_points import restore_points
from consultant_app.workspace.workspace import Workspace

_PATH = "/v1/attachments"


@dataclass(slots=True)
class FileCounts:
    """What became of the files of one carrying; `missing` are the attachments whose files are at neither end yet,
    `bytes_done` is for showing.
    """

    to_carry: int = 0
    sent: int = 0
    received: int = 0
    missing: list[RecordId] = field(default_factory=list)
    bytes_done: int = 0


def carry_files(
    workspace: Workspace,
    transport: Transport,
    *,
    on_progress: Callable[[FileCounts], None] = lambda _: None,
    is_cancelled: Callable[[], bool] = lambda: False,
) -> FileCounts:
    """Sends what the server lacks and fetches what this device lacks. What was carried until it broke stays.

    Raises what the transport raises; a file that one side does not have, or that came damaged, holds up no other, nor
    does one that the server refuses: that is raised at the end. Who listens to the workspace is told whose files
    arrived at either end, also when the rest did not.
    """
    workspace.attachments.forget_lost()
    carrier = _Carrier(workspace, transport, on_progress=on_progress, is_cancelled=is_cancelled)
    outgoing, incoming = workspace.attachments.to_send(), workspace.attachments.to_fetch()
    carrier.counts.to_carry = len(outgoing) + len(incoming)
    try:
        for start in range(0, len(outgoing), MAX_OFFERS):
            carrier.send(outgoing[start : start + MAX_OFFERS])
        for file in incoming:
            carrier.fetch(file)
    finally:
        workspace.tell(Touched(workspace.attachments.touched(carrier.carried)), "round")
    # A restore point may want bytes back that belong to nothing now; where something is forgotten, they all go first.
    if carrier.counts.to_carry and not restore_points(workspace.folder):
        workspace.attachments.tidy()
    if carrier.refusal is not None:
        raise carrier.refusal
    return carrier.counts


class _Carrier:
    def __init__(
        self,
        workspace: Workspace,
        transport: Transport,
        *,
        on_progress: Callable[[FileCounts], None],
        is_cancelled: Callable[[], bool],
    ) -> None:
        self._files, self._transport = workspace.attachments, transport
        self._server_key = workspace.identity.server_key
        self._on_progress, self._is_cancelled = on_progress, is_cancelled
        self.counts = FileCounts()
        self.carried: list[RecordId] = []
        self.refusal: RuleError | None = None

    def send(self, files: Sequence[CarriedFile]) -> None:
        if self._is_cancelled():
            return
        offers = [_offer(file) for file in files]
        try:
            answer = self._transport.ask(f"{_PATH}/offer", OfferAsk(NEWEST, offers), OfferAnswer)
        except RuleError as error:
            if error.code != "attachment_space_closed":
                raise
            self._send_apart(files, error)
            return
        if len(answer.held) != len(files):
            raise TroubleError("answer_damaged")
        for file, held in zip(files, answer.held, strict=True):
            self._send_rest(file, held)

    def _send_apart(self, files: Sequence[CarriedFile], refusal: RuleError) -> None:
        """The server takes none of these because of one: each half for itself."""
        if len(files) == 1:
            self.refusal = refusal
            return
        middle = len(files) // 2
        self.send(files[:middle])
        self.send(files[middle:])

    def fetch(self, file: CarriedFile) -> None:
        if 0 < file.size == file.held and self._files.take_whole(file, state=HERE):
            # All of it is here already, only its record was away: after going back to a restore point.
            self.carried.append(file.record)
            return
        held = file.held
        while not self._is_cancelled():
            ask = FetchAsk(NEWEST, file.space, file.sha256, held)
            try:
                answer = self._transport.ask(f"{_PATH}/fetch", ask, FetchAnswer)
            except RuleError as error:
                if error.code != "attachment_not_here":
                    raise
                self.counts.missing.append(file.record)
                return
            if answer.content:
                self._files.take_part(file.sha256, held, answer.content)
                held += len(answer.content)
                self._progress(len(answer.content))
            if held >= answer.size or not answer.content:
                if self._files.take_whole(file):
                    self.counts.received += 1
                    self.carried.append(file.record)
                return

    def _send_rest(self, file: CarriedFile, held: Held) -> None:
        while held.receipt is None and not self._is_cancelled():
            content = self._files.read_part(file.sha256, held.size, PART_BYTES)
            if not content:
                self._files.note_lack()
                return
            ask = PartAsk(NEWEST, _offer(file), held.size, content)
            try:
                held = self._transport.ask(f"{_PATH}/part", ask, PartAnswer).held
            except RuleError as error:
                if error.code != "attachment_damaged":
                    raise
                return
            self._progress(len(content))
        if held.receipt is not None:
            if held.receipt.space != file.space or not is_receipt_for(held.receipt, file.sha256, self._server_key):
                raise TroubleError("answer_damaged")
            self._files.take_receipt(file, held.receipt)
            self.counts.sent += 1
            self.carried.append(file.record)

    def _progress(self, size: int) -> None:
        self.counts.bytes_done += size
        self._on_progress(self.counts)


def _offer(file: CarriedFile) -> FileOffer:
    return FileOffer(file.space, file.sha256, file.size)
