"""Faults planted on purpose, by replacing parts of the product in this process: the judge must find every one of them.

Each does its harm now and then, as a real mistake would, unless it is of the kind that is rarely tempted.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final
from unittest.mock import patch

from msgspec.structs import replace

from consultant_app.actions import shared_numbers
from consultant_app.actions.documents import sources, standing
from consultant_app.changes.wire import Outcome, Verdict
from consultant_app.server import batch, carrying, evidence, news
from consultant_app.server.batch import Batch
from consultant_app.server.held_changes import HeldChanges
from consultant_app.server.identity import Identity
from consultant_app.workspace import apply, erasures, inbox, passages, projection, reseal
from consultant_app.workspace import workspace as workspaces
from consultant_app.workspace.apply import Touched
from consultant_app.workspace.attachments import Attachments
from consultant_app.workspace.capture import Writer
from consultant_app.workspace.exchange import Exchange
from consultant_app.workspace.run import Run
from consultant_app.workspace.schema import ACCEPTED
from consultant_app.workspace.sealing import Seal

Original = Callable[..., Any]
Planted = tuple[Any, str, Callable[[Original], Original]]
"""Whose part, its name, and what to put in its place."""


def _every(number: int) -> Callable[[], bool]:
    """True at each so-many-th time."""
    times = 0

    def due() -> bool:
        nonlocal times
        times += 1
        return times % number == 0

    return due


def cursor_without_page(take_news: Original) -> Original:
    due = _every(4)

    def planted(raw: Any, pages: Any, *rest: Any) -> Any:
        return take_news(raw, [(one, [] if due() else arrivals) for one, arrivals in pages], *rest)

    return planted


def page_without_cursor(move_cursor: Original) -> Original:
    due = _every(5)
    return lambda raw, page: None if due() else move_cursor(raw, page)


def skip_an_entry(arrivals: Original) -> Original:
    due = _every(6)

    def planted(raw: Any, page: Any) -> Any:
        found = arrivals(raw, page)
        return found[1:] if due() else found

    return planted


def drop_a_head(advance: Original) -> Original:
    def planted(state: Any, change: Any, **how: Any) -> Any:
        after = advance(state, change, **how)
        if len(after.heads) < 2 or change.id not in after.heads or not change.replaces:
            return after
        oldest = min(after.heads)
        return replace(after, heads={head: names for head, names in after.heads.items() if head != oldest})

    return planted


def replace_the_unseen(seen: Original) -> Original:
    return lambda writer, one: writer.heads(one.record)


def replace_nothing(change: Original) -> Original:
    due = _every(5)

    def planted(seal: Any, number: int, one: Any, seen: Any) -> Any:
        made = change(seal, number, one, seen)
        return replace(made, replaces={}) if due() else made

    return planted


def known_on_a_fork(find_verdict: Original) -> Original:
    def planted(held: Any, transaction: Any) -> Any:
        verdict = find_verdict(held, transaction)
        if verdict is not None and verdict.outcome is Outcome.FORKED:
            return Verdict(transaction.id, Outcome.KNOWN, None, 1)
        return verdict

    return planted


def accept_upon_a_fork(is_forked: Original) -> Original:
    return lambda held, transaction, found: any(found) and is_forked(held, transaction, found)


def swallow_a_refusal(set_aside: Original) -> Original:
    def planted(raw: Any, transaction: str, *_: Any) -> int:
        origin, _, txn = transaction.partition(":")
        raw.execute(
            "UPDATE change SET state = ? WHERE txn = ? AND origin = (SELECT number FROM origin WHERE origin = ?)",
            (ACCEPTED, int(txn), origin),
        )
        return 0

    return planted


def forget_no_root(forget_root: Original) -> Original:
    return lambda connection, root: Touched()


def leave_a_root_where_it_was(place: Original) -> Original:
    return lambda raw, root, space: Touched()


def carry_the_past_along(hollowed: Original) -> Original:
    return lambda body, change, state: body


def sealed_drafts_die(load: Original) -> Original:
    return lambda workspace: None


def sent_before_it_arrived(next_batch: Original) -> Original:
    due = _every(5)

    def planted(exchange: Any, *limits: Any, **how: Any) -> Any:
        batch = next_batch(exchange, *limits, **how)
        if due():
            with exchange._database.writing() as connection:
                connection.exec_driver_sql("UPDATE change SET state = 1 WHERE state = 0")
        return batch

    return planted


def recognise_every_cursor(recognised: Original) -> Original:
    return lambda connection, space, *, cursor: cursor.position <= space.position


def rewind_keeps_what_was_lost(rewind: Original) -> Original:
    def planted(raw: Any, space: str, cursor: Any) -> Touched:
        raw.execute(
            "UPDATE space SET position = ?, chain = ?, caught_up = 0, server_digest = NULL WHERE id = ?",
            (cursor.position, cursor.chain, space),
        )
        return Touched()

    return planted


def merge_drops_an_edit(settle_text: Original) -> Original:
    def planted(heads: Any, past: Any, **how: Any) -> Any:
        settled = settle_text(heads, past, **how)
        return settled if settled.contested or len(heads) < 2 else replace(settled, value=heads[0].value)

    return planted


def deletions_always_win(is_present: Original) -> Original:
    return lambda deletions, heads, **how: is_present(deletions, [], **how)


def parts_revive_nothing(by_a_person: Original) -> Original:
    return lambda gate, row: False


def half_a_transaction(accept: Original) -> Original:
    def planted(batch: Any, transaction: Any, begun: Any) -> None:
        first = slice(0, max(1, len(transaction.ids) - 1))
        accept(
            batch,
            replace(
                transaction,
                ids=transaction.ids[first],
                changes=transaction.changes[first],
                bodies=transaction.bodies[first],
            ),
            begun,
        )

    return planted


def reseal_forgets_a_change(changes_of: Original) -> Original:
    return lambda raw, transaction: changes_of(raw, transaction)[1:]


def reseal_names_the_old(renamed: Original) -> Original:
    return lambda change, names: change


def receipts_by_nobody(sign: Original) -> Original:
    return lambda identity, receipt: replace(receipt, signature=bytes(64))


def digest_forgets_what_went(term: Original) -> Original:
    due = _every(40)
    return lambda gate, agreed: 0 if due() else term(gate, agreed)


def typing_replaces_what_came_since(shown: Original) -> Original:
    return lambda run, record, field, heads, **_: tuple(heads)[:0]


def erase_forgets_one_laptop(hollow_all: Original) -> Original:
    due = _every(3)
    return lambda raw, orders: set() if due() else hollow_all(raw, orders)


def pushes_bring_back_the_erased(orders_about: Original) -> Original:
    due = _every(3)
    return lambda connection, changes: [] if due() else orders_about(connection, changes)


def orders_stay_lost(orders: Original) -> Original:
    return lambda exchange: []


def files_are_never_missed(forget_lost: Original) -> Original:
    return lambda files: None


def files_are_not_fetched(to_fetch: Original) -> Original:
    due = _every(3)
    return lambda files: [] if due() else to_fetch(files)[1:]


def papers_say_nothing_of_edits(changed_fields: Original) -> Original:
    return lambda *_, **__: iter(())


def one_paper_hides_another(conflicts_of: Original) -> Original:
    return lambda raw, record=None: [one for one in conflicts_of(raw, record) if one.field != "document"]


def numbers_are_shared_unsaid(shared: Original) -> Original:
    return lambda work, holders: shared(work, holders[:1])


def papers_of_the_erased_go_out(is_restricted: Original) -> Original:
    return lambda reader, document: False


def evidence_is_not_named(evidence_about: Original) -> Original:
    return lambda connection, contact: evidence_about(connection, contact)[:0]


PLANTED: Final[dict[str, Planted]] = {
    "cursor without page": (inbox, "_take_news", cursor_without_page),
    "page without cursor": (inbox, "move_cursor", page_without_cursor),
    "skip an entry": (inbox, "_arrivals", skip_an_entry),
    "drop a head": (apply, "advance", drop_a_head),
    "replace the unseen": (Writer, "_seen", replace_the_unseen),
    "replace nothing": (Seal, "change", replace_nothing),
    "known on a fork": (HeldChanges, "find_verdict", known_on_a_fork),
    "accept upon a fork": (HeldChanges, "_is_forked", accept_upon_a_fork),
    "swallow a refusal": (inbox, "set_aside", swallow_a_refusal),
    "forget no root": (passages, "forget_root", forget_no_root),
    "leave a root where it was": (passages, "_place", leave_a_root_where_it_was),
    "carry the past along": (carrying, "_hollowed", carry_the_past_along),
    "drafts die with the program": (workspaces.Workspace, "_seal_left_behind", sealed_drafts_die),
    "sent before it arrived": (Exchange, "next_batch", sent_before_it_arrived),
    "recognise every cursor": (news, "_is_recognised", recognise_every_cursor),
    "rewind keeps what was lost": (inbox, "rewind", rewind_keeps_what_was_lost),
    "a merge drops an edit": (projection, "settle_text", merge_drops_an_edit),
    "deletions always win": (projection, "is_present", deletions_always_win),
    "parts revive nothing": (apply.Gate, "_is_written_by_a_person", parts_revive_nothing),
    "half a transaction": (Batch, "_accept", half_a_transaction),
    "a reseal forgets a change": (reseal, "changes_of_transaction", reseal_forgets_a_change),
    "a reseal names the old": (reseal, "_renamed", reseal_names_the_old),
    "receipts by nobody": (Identity, "sign", receipts_by_nobody),
    "a digest forgets what went": (apply.Gate, "_term", digest_forgets_what_went),
    "erase forgets one laptop": (erasures, "_hollow_all", erase_forgets_one_laptop),
    "a push brings back the erased": (batch, "orders_about", pushes_bring_back_the_erased),
    "orders stay lost": (Exchange, "orders_of_erasure", orders_stay_lost),
    "files are never missed": (Attachments, "forget_lost", files_are_never_missed),
    "files are not fetched": (Attachments, "to_fetch", files_are_not_fetched),
    "papers say nothing of edits": (sources, "_changed_fields", papers_say_nothing_of_edits),
    "one paper hides another": (workspaces, "conflicts_of", one_paper_hides_another),
    "numbers are shared unsaid": (shared_numbers, "_shared", numbers_are_shared_unsaid),
    "papers of the erased go out": (standing, "is_restricted", papers_of_the_erased_go_out),
    "evidence is not named": (evidence, "evidence_about", evidence_is_not_named),
    "typing replaces nothing": (Run, "shown", typing_replaces_what_came_since),
}


@contextmanager
def planted(name: str) -> Iterator[None]:
    """The product with this fault in it."""
    whose, what, made = PLANTED[name]
    with patch.object(whose, what, made(getattr(whose, what))):
        yield
