"""Taking in what an exchange file brings: who may, what of it is new, what is refused and why, and what becomes of it.

Whatever it is, it waits for the server's receipt like everything else. What another device sealed is sent on with that
device's word for it; what came without one, or in part, waits for its author to send it.
"""

import enum
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from consultant_app.changes.change import Change, ChangeId, OriginId, RecordId, SpaceId, change_id, decode_change
from consultant_app.changes.past import is_fuller
from consultant_app.changes.soundness import read_sound
from consultant_app.changes.wire import DeviceCertificate
from consultant_app.errors import RuleError
from consultant_app.workspace.apply import Gate, Touched
from consultant_app.workspace.exchange_papers import OriginPaper, is_trusted_device, own_certificate, untrusted_origins
from consultant_app.workspace.identity import Identity
from consultant_app.workspace.log import Arrival, Origins, chunks, marks
from consultant_app.workspace.past import fill
from consultant_app.workspace.schema import MISSING, UNSENT

MAX_VERSIONS: Final = 64
"""Of one record that nothing in the file replaces: more than people write, and each more costs more than the last."""
MAX_AWAITED: Final = 1_000
"""Changes that a file's changes of one record replace and that are not in it."""


class NotTaken(enum.StrEnum):
    """Why a change of a file that is sound as a whole is not taken in."""

    ERASED = "erased"
    """It is about somebody whose data were erased."""
    OTHER_CONTENT = "other_content"
    """The id stands for other content here; its author seals it anew at the next round."""
    ELSEWHERE = "elsewhere"
    """Its root stands in another space here, or is another record's part."""


@dataclass(frozen=True, slots=True)
class Source:
    """Whom a file is from, and what it says about origins."""

    space: SpaceId
    writer: DeviceCertificate
    papers: Mapping[OriginId, OriginPaper]


@dataclass(slots=True)
class Judged:
    """So many changes of a file: what is new, how many are here already, how many are refused."""

    changes: list[Change]
    records_here: set[RecordId]
    arrivals: list[Arrival] = field(default_factory=list)
    known: int = 0
    fuller: dict[ChangeId, bytes] = field(default_factory=dict)
    """Known changes that bring values which are hollow here."""
    refused: Counter[NotTaken] = field(default_factory=Counter)


def admit(raw: Any, source: Source, identity: Identity, *, papers_too: bool = True) -> None:
    """Raises RuleError where this person may not have the file's space, or this device cannot believe its writer."""
    row = raw.execute("SELECT may_write FROM space WHERE id = ?", (source.space,)).fetchone()
    if row is None:
        raise RuleError("exchange_not_a_member", writer=source.writer.user_name)
    if not row[0]:
        raise RuleError("exchange_space_read_only")
    if not papers_too:
        return
    if not is_trusted_device(source.writer, identity):
        raise RuleError("exchange_writer_unknown", writer=source.writer.user_name, device=source.writer.device_name)
    if untrusted_origins(source.papers.values(), identity):
        raise RuleError("exchange_origin_unknown", writer=source.writer.user_name)


class Versions:
    """Counts what a file's changes would leave standing side by side, so that none drowns a record in versions."""

    def __init__(self) -> None:
        self._counts: Counter[bytes] = Counter()
        self._here: dict[bytes, set[ChangeId]] = {}
        self._replaced: dict[bytes, set[ChangeId]] = {}

    def add(self, change: Change) -> None:
        """Only of records with many changes is more kept than their number."""
        record = bytes.fromhex(change.record)
        self._counts[record] += 1
        if self._counts[record] > MAX_VERSIONS:
            self._here.setdefault(record, set()).add(change.id)
            replaced = self._replaced.setdefault(record, set())
            replaced.update(change.covers, *change.replaces.values())

    def check(self) -> None:
        """Raises RuleError("exchange_unsound")."""
        for record, here in self._here.items():
            replaced = self._replaced[record]
            if len(here - replaced) > MAX_VERSIONS or len(replaced - here) > MAX_AWAITED + MAX_VERSIONS:
                raise RuleError("exchange_unsound")


def judge(raw: Any, source: Source, bodies: Sequence[tuple[bytes, bool]]) -> Judged:
    """Says of each of these changes whether it is new; `bodies` with whether the writer's server has them.

    Raises RuleError("exchange_unsound") for what no laptop of this product writes: the whole file is refused then.
    """
    changes = [_read(source, body, is_accepted=is_accepted) for body, is_accepted in bodies]
    stored = _stored_bodies(raw, changes)
    places = _places(raw, {id_ for change in changes for id_ in (change.record, change.root)})
    erased = {record for (record,) in raw.execute("SELECT contact FROM erasure")}
    departed = {root for (root,) in raw.execute("SELECT root FROM departed")}
    judged = Judged(changes, set(places))
    for change, (body, is_accepted) in zip(changes, bodies, strict=True):
        here = stored.get(change.id)
        reason = _reason(change, source.space, places, erased) if here is None else None
        if is_accepted and change.root in departed and change.root not in places:
            # What the server does not have yet is taken all the same: it is set aside at the next round, and shown.
            reason = reason or NotTaken.ELSEWHERE
        if here == body or (here is not None and _is_less_of(here, change)):
            judged.known += 1
        elif here is not None and _is_about(change, erased):
            judged.refused[NotTaken.ERASED] += 1
        elif here is not None and is_fuller(change, decode_change(here)):
            judged.known += 1
            judged.fuller[change.id] = body
        elif here is not None:
            judged.refused[NotTaken.OTHER_CONTENT] += 1
        elif reason is not None:
            judged.refused[reason] += 1
        else:
            judged.arrivals.append(Arrival(change, body, source.space))
    return judged


def take(
    raw: Any, source: Source, judged: Judged, *, vouchers: Mapping[ChangeId, bytes], identity: Identity
) -> Touched:
    """Takes in what is new. Works in the caller's transaction."""
    gate = Gate(raw)
    _note_origins(gate.origins, source, {one.change.origin for one in judged.arrivals}, identity)
    gate.apply(judged.arrivals, accepted=False)
    touched = gate.close()
    touched.records.update(fill(raw, list(judged.fuller), list(judged.fuller.values())).records)
    transactions = {change_id(one.change.origin, one.change.transaction): one.change for one in judged.arrivals}
    for transaction, change in transactions.items():
        _settle_state(raw, source, change, gate.origins.number(change.origin), voucher=vouchers.get(transaction, b""))
    return touched


def _read(source: Source, body: bytes, *, is_accepted: bool) -> Change:
    change = read_sound(body)
    if change is None or change.origin not in source.papers:
        raise RuleError("exchange_unsound")
    # What a server has moved says where its author believed it; only the server's word, later, proves that it did.
    if change.space != source.space and not is_accepted:
        raise RuleError("exchange_unsound")
    return change


def _is_less_of(here: bytes, change: Change) -> bool:
    """Whether a file has a change without some of the values that are here."""
    return bool(change.hollow) and is_fuller(decode_change(here), change)


def _stored_bodies(raw: Any, changes: Sequence[Change]) -> dict[ChangeId, bytes]:
    numbers: dict[OriginId, list[int]] = {}
    for change in changes:
        numbers.setdefault(change.origin, []).append(change.number)
    found: dict[ChangeId, bytes] = {}
    for origin, wanted in numbers.items():
        for chunk in chunks(wanted):
            rows = raw.execute(
                "SELECT number, body FROM change WHERE origin = (SELECT number FROM origin WHERE origin = ?)"
                f" AND number IN ({marks(len(chunk))})",
                (origin, *chunk),
            )
            found |= {change_id(origin, number): body for number, body in rows}
    return found


def _places(raw: Any, records: set[RecordId]) -> dict[RecordId, tuple[str, str, str]]:
    """Type, root and space of those that are here."""
    found: dict[RecordId, tuple[str, str, str]] = {}
    for chunk in chunks(sorted(records)):
        rows = raw.execute(f"SELECT id, type, root, space FROM record WHERE id IN ({marks(len(chunk))})", tuple(chunk))
        found |= {id_: (type_name, root, space) for id_, type_name, root, space in rows}
    return found


def _reason(
    change: Change, space: SpaceId, places: Mapping[RecordId, tuple[str, str, str]], erased: set[str]
) -> NotTaken | None:
    if _is_about(change, erased):
        return NotTaken.ERASED
    own, root = places.get(change.record), places.get(change.root)
    if own is not None and own != (change.type, change.root, space):
        return NotTaken.ELSEWHERE
    if root is not None and root[1:] != (change.root, space):
        return NotTaken.ELSEWHERE
    return None


def _is_about(change: Change, contacts: set[str]) -> bool:
    return not contacts.isdisjoint((change.record, change.root, *change.about))


def _note_origins(origins: Origins, source: Source, wanted: set[OriginId], identity: Identity) -> None:
    own_key = own_certificate(identity).public_key
    for origin in sorted(wanted):
        paper = source.papers[origin]
        is_own = paper.device is not None and paper.device.public_key == own_key
        origins.add(paper.note, own=is_own)
        if paper.certificate is not None and not is_own:
            origins.keep_paper(paper)


def _settle_state(raw: Any, source: Source, change: Change, origin: int, *, voucher: bytes) -> None:
    """A whole transaction with its device's word waits for the server; another waits for its author."""
    (is_own,) = raw.execute("SELECT own FROM origin WHERE number = ?", (origin,)).fetchone()
    where = (origin, change.transaction)
    if not is_own:
        paper = source.papers[change.origin]
        is_authors = paper.note.device == source.writer.device
        bringer = "" if is_authors else f"{source.writer.user_name}, {source.writer.device_name}"
        raw.execute(
            "INSERT INTO brought (origin, txn, bringer, voucher) VALUES (?, ?, ?, ?) ON CONFLICT (origin, txn)"
            " DO UPDATE SET voucher = excluded.voucher WHERE voucher = x''",
            (*where, bringer, voucher),
        )
        (voucher,) = raw.execute("SELECT voucher FROM brought WHERE origin = ? AND txn = ?", where).fetchone()
    whole = (origin, change.transaction, change.transaction + change.size - 1)
    (count,) = raw.execute("SELECT count(*) FROM change WHERE origin = ? AND number BETWEEN ? AND ?", whole).fetchone()
    state = UNSENT if count == change.size and (is_own or voucher) else MISSING
    raw.execute(
        "UPDATE change SET state = ? WHERE origin = ? AND number BETWEEN ? AND ? AND state IN (?, ?)",
        (state, *whole, UNSENT, MISSING),
    )
