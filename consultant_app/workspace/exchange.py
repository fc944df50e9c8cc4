"""A workspace as a round meets it: what waits for the server, and the transaction that keeps an answer."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlalchemy import Connection

from consultant_app.changes.change import ChangeId, RecordId, SpaceId
from consultant_app.changes.deletions import FEWEST
from consultant_app.changes.erasure import ErasureOrder
from consultant_app.changes.revocation import Revocation
from consultant_app.changes.wire import Cursor, Employment, Outcome, Refusal, SpaceGrant, SyncAnswer
from consultant_app.errors import RuleError
from consultant_app.garbage import collected_later
from consultant_app.workspace.cursors import disagreeing_spaces, fetch_anew
from consultant_app.workspace.database import cursor_of
from consultant_app.workspace.deletions import find_large_deletion
from consultant_app.workspace.drafts import drafts_in
from consultant_app.workspace.erasures import carry_out, erased_yet_kept, has_remains, known_orders, note_swept
from consultant_app.workspace.forgetting import forget_space
from consultant_app.workspace.grants import grant_spaces
from consultant_app.workspace.identity import Identity, store_identity
from consultant_app.workspace.inbox import Taken, set_aside, take_in
from consultant_app.workspace.log import marks
from consultant_app.workspace.outbox import (
    Batch,
    Outgoing,
    cursors,
    following_batch,
    may_ask_ahead,
    next_batch,
    older_cursors,
    transactions_after,
    unsent_count,
)
from consultant_app.workspace.passages import left_roots
from consultant_app.workspace.past import fill, unfetched_in_question, unfetched_of
from consultant_app.workspace.remains import seal_remains
from consultant_app.workspace.reseal import rehome
from consultant_app.workspace.restore_points import drop_restore_points
from consultant_app.workspace.status import RoundCounts, store_round
from consultant_app.workspace.testimonies import is_any_missing, offer_missing
from consultant_app.workspace.workspace import Workspace

_HELD: Final = (Outcome.ACCEPTED, Outcome.KNOWN)


class Exchange:
    """For one thread; holds no transaction between two calls. `may_delete`: a person has said that it may be much."""

    def __init__(self, workspace: Workspace, *, may_delete: bool = False) -> None:
        self.may_delete = may_delete
        self._workspace = workspace
        self._database = workspace.database
        self._started_at = workspace.now_ms()
        self._number: int | None = None
        self._ahead: tuple[Batch, tuple[Outgoing, ...]] | None = None

    def begin(self) -> RoundCounts:
        """Seals what is being typed, so that it goes along."""
        self._workspace.seal_drafts()
        with self._database.reading() as connection:
            raw = cursor_of(connection)
            counts, is_to_sweep = RoundCounts(to_send=unsent_count(raw)), has_remains(raw)
        if is_to_sweep:
            self._sweep_up()
        return counts

    def end(self, counts: RoundCounts) -> None:
        """Each answer was kept with what the round had done by then; only what came to nothing is left to note."""
        if self._number is None or counts.problem is not None:
            with self._database.writing() as connection:
                self._keep(connection, counts)

    def next_batch(self, limit_bytes: int, *, most: int | None = None) -> Batch:
        with collected_later(), self._database.reading() as connection:
            return next_batch(cursor_of(connection), self._workspace.identity, limit_bytes, most=most)

    def read_ahead(self, batch: Batch, limit_bytes: int) -> None:
        """Reads what follows `batch`, for the time in which the answer to it is awaited."""
        with collected_later(), self._database.reading() as connection:
            self._ahead = batch, transactions_after(cursor_of(connection), limit_bytes, batch=batch)

    def following_batch(self, batch: Batch, answer: SyncAnswer, limit_bytes: int) -> Batch | None:
        """What can be asked next before the answer to `batch` is kept; None for all but long rounds."""
        if not may_ask_ahead(batch, answer):
            return None
        read, self._ahead = self._ahead, None
        with collected_later(), self._database.reading() as connection:
            raw, identity = cursor_of(connection), self._workspace.identity
            if read is not None and read[0] is batch:
                ahead = read[1]
            else:
                ahead = transactions_after(raw, limit_bytes, batch=batch)
            return following_batch(raw, identity, batch=batch, answer=answer, ahead=ahead)

    def check_deletions(self, counts: RoundCounts) -> None:
        """Raises RuleError("deletions_unconfirmed") where what waits would delete more than a tenth of a space."""
        if self.may_delete or counts.to_send < FEWEST:
            return
        with self._database.reading() as connection:
            found = find_large_deletion(cursor_of(connection))
        if found is not None:
            raise RuleError("deletions_unconfirmed", count=found.count, records=found.records, space=found.space)

    def set_aside(self, transaction: ChangeId, counts: RoundCounts, *, reason: Refusal) -> None:
        """Keeps a transaction back that the server does not get past, so that the others do."""
        with self._database.writing() as connection:
            raw = cursor_of(connection)
            counts.refused += set_aside(raw, transaction, reason, self._workspace.now_ms())
            kept = erased_yet_kept(raw)
            touched = carry_out(connection, [], kept)
        if kept:
            self._sweep_up()
            self._workspace.tell(touched, "round")

    def has_unsent(self) -> bool:
        with self._database.reading() as connection:
            return unsent_count(cursor_of(connection)) > 0

    def older_cursors(self, space: SpaceId) -> list[Cursor]:
        with self._database.reading() as connection:
            return older_cursors(cursor_of(connection), space)

    def orders_of_erasure(self) -> list[ErasureOrder]:
        with self._database.reading() as connection:
            return known_orders(cursor_of(connection))

    def take_in(
        self, batch: Batch, answer: SyncAnswer, *, offered: Mapping[SpaceId, Sequence[Cursor]], counts: RoundCounts
    ) -> Taken:
        """Keeps an answer, with its cursors and what the round has done so far, in one transaction.

        `offered` are the older cursors that were sent along; `counts` grows by what the answer brought.
        """
        workspace = self._workspace
        with collected_later(), workspace.run.renaming(), self._keeping_typed(answer) as connection:
            taken = take_in(
                connection,
                batch,
                answer,
                offered=offered.keys(),
                fresh_origin=lambda: workspace.run.next_origin(workspace.identity, workspace.now_ms()),
            )
            counts.sent += taken.sent
            counts.received += taken.received
            counts.refused += taken.refused
            counts.forgotten += taken.forgotten
            self._keep(connection, counts)
            identity = _employed(workspace.identity, answer.employment)
            if identity != workspace.identity:
                store_identity(cursor_of(connection), identity)
            workspace.run.note_renamed(taken.renamed)
        workspace.identity = identity
        held = {verdict.transaction for verdict in answer.verdicts if verdict.outcome in _HELD}
        # Should the server be restored once more, they are brought once more.
        workspace.run.offered.difference_update(one.id for one in batch.transactions if one.changes[0].id in held)
        if taken.erased:
            self._sweep_up()
        if answer.closed or left_roots(answer.news):
            workspace.run.use_no_id_again()
            self._database.truncate_log()
            drop_restore_points(workspace.folder)
        workspace.tell(taken.touched, "round")
        return taken

    def _sweep_up(self) -> None:
        """What was erased from the database leaves what lies beside it as well."""
        drop_restore_points(self._workspace.folder)
        self._workspace.steps.forget()
        self._workspace.attachments.tidy()
        self._database.truncate_log()
        with self._database.writing() as connection:
            note_swept(cursor_of(connection))

    @contextmanager
    def _keeping_typed(self, answer: SyncAnswer) -> Iterator[Connection]:
        """The transaction that keeps the answer. What is being typed where it is forgotten, in this program or another,
        becomes a change before, and is set aside with what else did not reach the server.
        """
        roots = left_roots(answer.news)
        while True:
            with self._database.writing() as connection:
                typed = drafts_in(cursor_of(connection), answer.closed, roots)
                if not typed:
                    yield connection
                    return
            self._workspace.seal_typed(typed)

    def is_revoked(self, proof: str) -> bool:
        """Whether the very server that this device is enrolled at has signed that."""
        identity = self._workspace.identity
        try:
            key = Ed25519PublicKey.from_public_bytes(identity.server_key)
            key.verify(bytes.fromhex(proof), Revocation(identity.device).signed_bytes())
        except (InvalidSignature, ValueError):
            return False
        return True

    def forget_everything(self, counts: RoundCounts) -> None:
        """This device is revoked: what is not here cannot be read here. What the server has not got is kept."""
        self._workspace.seal_typed([draft.record for draft in self._workspace.drafts()])
        with self._database.writing() as connection:
            spaces = list(cursors(cursor_of(connection)))
            touched = [forget_space(connection, space) for space in spaces]
            self._workspace.run.use_no_id_again()
            counts.forgotten += len(spaces)
        self._database.truncate_log()
        drop_restore_points(self._workspace.folder)
        for one in touched:
            self._workspace.tell(one, "round")

    def fetch_anew_where_digests_differ(self) -> bool:
        """Makes the next request ask for everything of spaces whose digest is not the server's; once in a run."""
        with self._database.reading() as connection:
            differing = disagreeing_spaces(cursor_of(connection))
        spaces = [space for space in differing if space not in self._workspace.run.fetched_anew]
        for space in spaces:
            self._workspace.run.fetched_anew.add(space)
            with self._database.writing() as connection:
                touched = fetch_anew(cursor_of(connection), space)
            self._workspace.tell(touched, "round")
        return bool(spaces)

    def offer_missing(self) -> bool:
        """Lets what the server lost and told once go along with the next request; once in a run."""
        with self._database.reading() as connection:
            if not is_any_missing(cursor_of(connection)):
                return False
        workspace = self._workspace
        with workspace.run.renaming(), self._database.writing() as connection:
            raw = cursor_of(connection)
            is_offered = offer_missing(raw, offered=workspace.run.offered)
            touched, renamed = seal_remains(
                raw, fresh_origin=lambda: workspace.run.next_origin(workspace.identity, workspace.now_ms())
            )
            workspace.run.note_renamed(renamed)
        workspace.tell(touched, "round")
        return is_offered or bool(renamed)

    def past_in_question(self) -> list[ChangeId]:
        """Changes whose values lie at the server, and are needed to settle what waits for a decision here."""
        with self._database.reading() as connection:
            return unfetched_in_question(cursor_of(connection))

    def past_of(self, records: Collection[RecordId]) -> list[ChangeId]:
        """The changes of these records whose values lie at the server."""
        with self._database.reading() as connection:
            return unfetched_of(cursor_of(connection), records)

    def fill_past(self, asked: Sequence[ChangeId], bodies: Sequence[bytes]) -> None:
        with self._database.writing() as connection:
            touched = fill(cursor_of(connection), asked, bodies)
        self._workspace.tell(touched, "round")

    def _keep(self, connection: Connection, counts: RoundCounts) -> None:
        times = (self._started_at, self._workspace.now_ms())
        self._number = store_round(cursor_of(connection), self._number, times, counts)


def move_in(workspace: Workspace, identity: Identity, grants: Sequence[SpaceGrant], ids: Mapping[str, str]) -> None:
    """Takes a workspace that was made alone to the server: another identity, the server's spaces, other ids."""
    with workspace.database.writing() as connection:
        raw = cursor_of(connection)
        grant_spaces(raw, grants)
        touched = rehome(raw, ids, directory={workspace.identity.user, workspace.identity.partner})
        granted = [grant.space for grant in grants]
        raw.execute(f"DELETE FROM space WHERE id NOT IN ({marks(len(granted))})", granted)
        store_identity(raw, identity)
    workspace.identity = identity
    workspace.run.forget_origin()
    workspace.steps.forget()
    workspace.tell(touched, "edit")


def enrol_again(workspace: Workspace, identity: Identity) -> None:
    """The server has forgotten this device and knows it anew: certificates of all its origins go along again."""
    with workspace.database.writing() as connection:
        raw = cursor_of(connection)
        store_identity(raw, identity)
        raw.execute("UPDATE origin SET certified = 0 WHERE own")
    workspace.identity = identity
    workspace.run.forget_origin()


def _employed(identity: Identity, now: Employment | None) -> Identity:
    """Whoever works elsewhere by now writes there from here on."""
    if now is None:
        return identity
    return replace(
        identity,
        partner=now.partner,
        partner_code=now.partner_code,
        partner_name=now.partner_name,
        roles=",".join(now.roles),
    )
