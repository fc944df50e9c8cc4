"""What people did: every value with what its author saw on the screen, and what became of it on the way."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from tests.sync.simulator.oracle.decoding import Key, Sealed, sealed, words_in
from tests.sync.simulator.oracle.erasures import Erasures

Words = frozenset[str]
Seen = dict[tuple[str, str], Words]
"""By record and field: the words on the screen, those one click away included."""
NOTHING: Words = frozenset()


@dataclass(slots=True)
class Deed:
    """One sealed change, told by what stays when it has to be sealed under another id.

    That is its place in its transaction as well: taking back a decision says one field of one record several times.
    `seen`: for each field it sets (a deletion: for every field) the words that stood on its author's screen.
    """

    key: Key
    record: str
    kind: str
    author: str
    values: dict[str, Words]
    seen: dict[str, Words]
    skew_days: int

    def supersedes(self, word: str, name: str) -> bool:
        return word in self.seen.get(name, NOTHING) and word not in self.values.get(name, NOTHING)


@dataclass(frozen=True, slots=True)
class Typed:
    """A draft: the words in it, and what its author had seen when the typing began and since."""

    words: Words
    seen: Words


Drafts = dict[tuple[str, str], Typed]


class Ledger:
    def __init__(self) -> None:
        self.deeds: dict[Key, Deed] = {}
        self.of_record: dict[str, list[Deed]] = {}
        self.places: dict[str, list[tuple[str, str]]] = {}
        """Where each word was written: record and field. Several where a record was written anew elsewhere."""
        self.homes: dict[str, frozenset[str]] = {}
        """The spaces that people put each record into: several only where two copies of one disk did."""
        self.former_homes: dict[str, set[str]] = {}
        self.wished: dict[str, set[str]] = {}
        """Where somebody wished each record to be."""
        self.left_behind: dict[str, frozenset[str]] = {}
        """Words that did not come along when their record moved, with the spaces of those who may have them."""
        self.own_spaces: set[str] = set()
        """Of persons: what was written for one goes nowhere else."""
        self._there_before: dict[str, set[Key]] = {}
        """For each word that was left behind, what the server had by then."""
        self.drafts: dict[str, Drafts] = {}
        self.overtyped: set[str] = set()
        """Words that their own author typed over before they were sealed."""
        self.lost: set[str] = set()
        """Words that stood on no disk any more after a disk was destroyed."""
        self.lost_by_server: set[str] = set()
        """What the server lost in a restore: who loses the right to it before a round takes it from the world."""
        self.deeds_lost_by_server: set[Key] = set()
        self.erasures = Erasures()
        self.complaints: list[str] = []
        self._bodies: dict[bytes, Sealed] = {}
        self._by_id: dict[str, Deed | None] = {}
        """None where one id has stood for two contents."""
        self._renamed: set[Key] = set()
        """The deeds that went on under another id: who knows them by the first one cannot name the other."""
        self._sealed: list[tuple[Deed, Sealed]] = []

    def complain(self, words: str) -> None:
        self.complaints.append(words)

    def wrote(self, word: str, record: str, name: str) -> None:
        self.places[word] = [(record, name)]

    def was_erased(self, word: str) -> bool:
        """Whether it was ever ordered to go. Nobody needs to have seen it since, nor need it stand anywhere."""
        return self.erasures.takes(word, of=self.erasures.ever)

    def spaces_of(self, word: str, record: str, *, there: Callable[[], set[Key]]) -> frozenset[str]:
        """Who may read it: those of the record's space, and of a value that was replaced before, of the one then.
        `there`: asks for what the server has.
        """
        if word not in self.left_behind:
            return self.homes[record]
        if self._follows(word, record, there()):
            return self.left_behind[word] | self.homes[record]
        return self.left_behind[word]

    def _follows(self, word: str, record: str, there: set[Key]) -> bool:
        """Whether the server took the word again since: from somebody who did not know that the record had moved, or
        in its new place. What was written for a record goes where that stands, but never out of a person's own space.
        """
        return any(
            change.record == record
            and deed.key in there - self._there_before[word]
            and (change.space not in self.own_spaces or change.space in self.homes[record])
            and not change.automatic
            and any(word in words for words in deed.values.values())
            for deed, change in self._sealed
        )

    def ever_in(self, word: str, record: str) -> frozenset[str]:
        """The spaces of those who may read it, or might before its record moved."""
        return self.spaces_of(word, record, there=lambda: set(self.deeds)) | self.former_homes.get(record, set())

    def moved(self, root: str, space: str, *, stands: Callable[[str, str, str], bool], there: set[Key]) -> None:
        """The server put the record into another space; what no field stood on by then stays where it was."""
        before = self.homes[root]
        if space not in self.wished.get(root, ()) and space not in self.former_homes.get(root, before):
            self.complain(f"{root} was moved to where nobody wished it")
        for word, places in self.places.items():
            for record, name in places:
                if record == root and word not in self.left_behind and not stands(word, record, name):
                    self.left_behind[word] = before
                    self._there_before[word] = set(there)
        self.former_homes.setdefault(root, set()).update(before)
        self.homes[root] = frozenset({space})

    def server_was_restored(self) -> None:
        """What moved may have to move again; until then it may be where it ever was."""
        for root, former in self.former_homes.items():
            self.homes[root] |= former
        self.left_behind.clear()

    def never_kept(self, words: Iterable[str]) -> None:
        """The program died before these were durable."""
        for word in words:
            self.places.pop(word, None)

    def type(self, laptop: str, place: tuple[str, str], *, word: str, seen: Words) -> Callable[[], None]:
        """Returns how to take that back, should the words turn out not to have been kept."""
        drafts = self.drafts.setdefault(laptop, {})
        before = drafts.get(place)
        if before is not None:
            self.overtyped |= before.words
            seen |= before.seen | before.words
        drafts[place] = Typed(frozenset({word}), seen)

        def take_back() -> None:
            drafts.pop(place, None)
            if before is not None:
                drafts[place] = before
                self.overtyped.difference_update(before.words)

        return take_back

    def drafts_of(self, laptop: str) -> Drafts:
        return dict(self.drafts.get(laptop, {}))

    def observe(self, laptop: str, body: bytes, seen: Seen, *, skew_days: int = 0) -> Sealed | None:
        """A change met in a laptop's database or in what it sends; returns it when the deed is new to the world."""
        if body in self._bodies:
            return None
        change = self._bodies[body] = sealed(body)
        known, is_new_id = self.deeds.get(change.key), change.id not in self._by_id
        deed = known or self._deed(laptop, change, seen, skew_days=skew_days)
        self._by_id[change.id] = deed if self._by_id.get(change.id, deed) is deed else None
        if known is not None:
            if is_new_id:
                self._renamed.add(known.key)
            return None
        self.deeds[change.key] = deed
        self.of_record.setdefault(change.record, []).append(deed)
        self._sealed.append((deed, change))
        return change

    def sealed_of(self, body: bytes) -> Sealed:
        if body not in self._bodies:
            self._bodies[body] = sealed(body)
        return self._bodies[body]

    def words_of(self, body: bytes) -> Words:
        return NOTHING.union(*(words_in(value) for value in self.sealed_of(body).fields.values()))

    def _deed(self, laptop: str, change: Sealed, seen: Seen, *, skew_days: int) -> Deed:
        values = {name: words_in(value) for name, value in change.fields.items()}
        if change.kind == "set":
            shown = {name: self._shown(laptop, change, name, seen) for name in values}
        else:
            shown = {name: words for (record, name), words in seen.items() if record == change.record}
        return Deed(change.key, change.record, change.kind, laptop, values, shown, skew_days)

    def _shown(self, laptop: str, change: Sealed, name: str, seen: Seen) -> Words:
        drafts = self.drafts.get(laptop, {})
        typed = drafts.get((change.record, name))
        if typed is not None and typed.words & words_in(change.fields[name]):
            del drafts[change.record, name]
            return typed.seen
        return seen.get((change.record, name), NOTHING)

    def is_superseded(self, word: str, record: str, name: str, *, among: Callable[[Deed], bool]) -> bool:
        """Whether one of these took it away who saw it, or deleted the record seeing what stood in its place: that a
        restored server lost the value in between, and nobody could bring it back, makes the word no news to her.
        """
        in_its_place: list[Words] = []
        for deed in self.of_record.get(record, ()):
            seen = deed.seen.get(name, NOTHING)
            is_taken = deed.supersedes(word, name)
            is_followed = any(words <= seen for words in in_its_place)
            if among(deed) and (is_taken or (is_followed and deed.kind == "delete")):
                return True
            value = deed.values.get(name, NOTHING)
            if (is_taken or is_followed) and deed.key in self.deeds_lost_by_server and value and word not in value:
                in_its_place.append(value)
        return False

    def check_still_head(self, head: Sealed, name: str, *, among: Callable[[Deed], bool]) -> None:
        """Nobody who saw this value and wrote another one has left it standing against his own."""
        stood = self.deeds.get(head.key)
        if stood is None or stood.key in self._renamed:
            return
        # What one typed over and the copy of a disk sealed was seen in the one's draft, not in the other's change.
        unseen = stood.values.get(name, NOTHING) - self.overtyped
        is_later = False
        for deed in self.of_record[head.record]:
            if deed is stood:
                is_later = True
            elif not is_later:
                unseen -= deed.values.get(name, NOTHING)  # whoever sees these may see them there
            elif deed.kind == "set" and name in deed.values and among(deed):
                seen = unseen & deed.seen[name]
                if seen:
                    self.complain(f"{deed.author} saw {sorted(seen)} in {name} and replaced it, and it is still a head")
                unseen -= deed.values[name]

    def check_replaced(self) -> None:
        """Nobody replaced or deleted what he was not shown."""
        for deed, change in self._sealed:
            for name, ids in change.replaces.items():
                self._check_named(deed, ids, [name])
            self._check_named(deed, change.covers, None)

    def _check_named(self, deed: Deed, ids: Iterable[str], names: list[str] | None) -> None:
        for named in ids:
            before = self._by_id.get(named)
            if before is None or before.record != deed.record:
                continue
            for name in names if names is not None else before.values:
                unseen = before.values.get(name, NOTHING) - deed.seen.get(name, NOTHING)
                unseen -= deed.values.get(name, NOTHING)
                unseen = {
                    word
                    for word in unseen
                    if not self.was_erased(word)
                    and not self.is_superseded(word, deed.record, name, among=lambda one: one is not deed)
                }
                if unseen:
                    self.complain(f"{deed.author} replaced {sorted(unseen)} in {name} without having seen it")


def screen_of(raw: Any, record: str, *, conflicts: Callable[[str], Iterable[tuple[str, Any]]]) -> Seen:
    """The words that a laptop shows of one record. `conflicts`: asks the screen for values that stand against."""
    row = raw.execute("SELECT type, contested, present FROM record WHERE id = ?", (record,)).fetchone()
    found: Seen = {}
    if row is None:
        return found
    type_, contested, present = row
    if present:
        cursor = raw.execute(f"SELECT * FROM {type_} WHERE id = ?", (record,))
        names = [column[0] for column in cursor.description]
        for values in cursor.fetchall():
            for name, value in zip(names, values, strict=True):
                words = words_in(value)
                if words:
                    found[record, name] = words
    if contested:
        for name, value in conflicts(record):
            found[record, name] = found.get((record, name), NOTHING) | words_in(value)
    return found
