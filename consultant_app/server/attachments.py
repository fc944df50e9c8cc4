"""The bytes of attachments: taken from who may write a space, handed to who may read it, compared with their hash."""

from dataclasses import dataclass

from consultant_app.changes.attachment_messages import (
    MAX_FILE_BYTES,
    MAX_OFFERS,
    PART_BYTES,
    FetchAnswer,
    FetchAsk,
    FileOffer,
    FileReceipt,
    Held,
    OfferAnswer,
    OfferAsk,
    PartAnswer,
    PartAsk,
    is_file_hash,
)
from consultant_app.changes.change import SpaceId
from consultant_app.changes.version import NEWEST
from consultant_app.errors import RuleError
from consultant_app.server.accounts import Device
from consultant_app.server.file_store import DamagedFileError, FileStore
from consultant_app.server.identity import Identity
from consultant_app.server.instants import Clock, milliseconds


@dataclass(frozen=True, slots=True)
class AttachmentCounter:
    """Answers for one server; any thread."""

    store: FileStore
    identity: Identity
    clock: Clock

    def offer(self, device: Device, ask: OfferAsk) -> OfferAnswer:
        if len(ask.files) > MAX_OFFERS:
            raise RuleError("message_unreadable")
        for file in ask.files:
            _check(device, file)
        return OfferAnswer(NEWEST, [self._held(device, file) for file in ask.files])

    def take_part(self, device: Device, ask: PartAsk) -> PartAnswer:
        """Raises RuleError("attachment_damaged") when the last byte is here and the hash is another: it is all to be
        sent again.
        """
        file = ask.file
        _check(device, file)
        held = self._held(device, file)
        is_next = held.receipt is None and ask.start == held.size
        if not is_next or not ask.content or len(ask.content) > PART_BYTES:
            return PartAnswer(NEWEST, held)
        if self.store.append(file.space, file.sha256, device.id, ask.content) < file.size:
            return PartAnswer(NEWEST, self._held(device, file))
        try:
            self.store.finish(file.space, file.sha256, device.id)
        except DamagedFileError as error:
            raise RuleError("attachment_damaged") from error
        return PartAnswer(NEWEST, self._held(device, file))

    def fetch(self, device: Device, ask: FetchAsk) -> FetchAnswer:
        """Raises RuleError("attachment_not_here"), for a space the person may not read as well: a hash is no key."""
        may_read = ask.space in {grant.space for grant in device.person.grants}
        size = self.store.size_of(ask.space, ask.sha256) if may_read and is_file_hash(ask.sha256) else None
        if size is None:
            raise RuleError("attachment_not_here")
        if ask.start < 0:
            raise RuleError("message_unreadable")
        return FetchAnswer(NEWEST, size, self.store.read(ask.space, ask.sha256, ask.start, PART_BYTES))

    def _held(self, device: Device, file: FileOffer) -> Held:
        size = self.store.size_of(file.space, file.sha256)
        if size is None:
            return Held(self.store.size_of_part(file.space, file.sha256, device.id))
        return Held(size, self._receipt(file.space, file.sha256))

    def _receipt(self, space: SpaceId, sha256: str) -> FileReceipt:
        return self.identity.sign(FileReceipt(self.identity.epoch, milliseconds(self.clock()), space, sha256))


def _check(device: Device, file: FileOffer) -> None:
    if file.space not in {grant.space for grant in device.person.grants if grant.may_write}:
        raise RuleError("attachment_space_closed")
    if not is_file_hash(file.sha256) or not 0 < file.size <= MAX_FILE_BYTES:
        raise RuleError("message_unreadable")
