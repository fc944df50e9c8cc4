"""Handing a case over to another organisation, or sharing it: with its visits and plans, as one wish to the server."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import select

from consultant_app.actions.belongings import with_attachments
from consultant_app.changes.change import Change, RecordId, SpaceId, Value
from consultant_app.changes.moves import MoveWish, RootMove
from consultant_app.changes.spaces import (
    SpaceKind,
    office_space,
    organisation_space,
    partner_id,
    shared_space,
)
from consultant_app.domain.company import Company
from consultant_app.domain.company_profile import CompanyProfile
from consultant_app.domain.consulting_case import ConsultingCase
from consultant_app.domain.contact import Contact
from consultant_app.domain.partner import Partner
from consultant_app.domain.record import Record, record_types
from consultant_app.errors import RuleError
from consultant_app.workspace.apply import Touched
from consultant_app.workspace.database import cursor_of
from consultant_app.workspace.log import heads_by_field, load_change
from consultant_app.workspace.wishes import OpenWish, WishState, add_wish, date_wish, open_wishes
from consultant_app.workspace.workspace import Reader, Workspace

_LEAD: Final = "lead_partner"


@dataclass(frozen=True, slots=True)
class Wished:
    """What a wish is about: the case first, then what goes along."""

    wish: RecordId
    roots: tuple[RecordId, ...]


def hand_over(workspace: Workspace, case_id: str, partner_code: str, label: str = "") -> Wished:
    """From the next round on the other organisation has the case, with the company's contacts and profile where this
    was its only case here. Notes stay. The lead partner of case and company is the other one from now on, unless the
    server refuses the wish (`take_back_refused`).

    Raises RuleError for a case or partner that is not here, and for the organisation that has the case.
    """
    partner = _partner(workspace, partner_code)
    with workspace.read() as reader:
        case = reader.get(ConsultingCase, case_id)
        target = organisation_space(partner_code)
        moves = _moves(reader, _with_case(reader, case), target)
        if _is_only_case(reader, case):
            moves += _moves(reader, _of_company(reader, case), office_space(partner_code), SpaceKind.OFFICE)
    wish = MoveWish(workspace.new_id(), moves)
    with workspace.write(label) as writer:
        add_wish(writer.raw, wish, workspace.now_ms())
        writer.get(ConsultingCase, case_id).lead_partner = partner
        company = writer.session.get(Company, case.company)
        if company is not None:
            company.lead_partner = partner
    if case.lead_partner != partner:
        _date_as_sealed(workspace, wish, case)
    return _told(workspace, wish)


def share(workspace: Workspace, case_id: str, partner_codes: Sequence[str]) -> Wished:
    """From the next round on these organisations accompany the case as well. Contacts and notes stay.

    Raises RuleError for a case or partner that is not here, and for a case that is shared already.
    """
    for code in partner_codes:
        _partner(workspace, code)
    with workspace.read() as reader:
        case = reader.get(ConsultingCase, case_id)
        moves = _moves(reader, _with_case(reader, case), shared_space(RecordId(case.id)))
    wish = MoveWish(workspace.new_id(), moves, list(partner_codes))
    with workspace.database.writing() as connection:
        add_wish(cursor_of(connection), wish, workspace.now_ms())
    return _told(workspace, wish)


def take_back_refused(workspace: Workspace) -> bool:
    """Sets case and company back to their lead partner of before where the server refused to hand the case over.

    Only what the wish itself had set, and nobody has set since. True where something was set back.
    """
    with workspace.read() as reader:
        refused = [wish for wish in open_wishes(reader.raw) if wish.state is WishState.REFUSED]
        found = [
            (RecordId(record), before)
            for wish in refused
            for case in filter(None, (reader.find(ConsultingCase, root) for root in wish.roots))
            for record in filter(None, (case.id, case.company))
            if (before := _lead_before(reader.raw, record, wish.at)) is not None
        ]
    if not found:
        return False
    with workspace.write(automatic=True) as writer:
        for record, (value,) in found:
            if writer.is_present(record):
                writer.set_wire(record, {_LEAD: value})
    return True


def wishes(workspace: Workspace) -> tuple[OpenWish, ...]:
    """Those that the server has not granted, oldest first."""
    with workspace.read() as reader:
        return open_wishes(reader.raw)


def _told(workspace: Workspace, wish: MoveWish) -> Wished:
    roots = tuple(move.root for move in wish.moves)
    workspace.tell(Touched(dict.fromkeys(roots, ConsultingCase.__tablename__)), "edit")
    return Wished(wish.id, roots)


def _date_as_sealed(workspace: Workspace, wish: MoveWish, case: ConsultingCase) -> None:
    """The wish bears the instant of the change sealed with it: by that a refusal finds what is to be set back."""
    with workspace.database.writing() as connection:
        raw = cursor_of(connection)
        head = _lead_head(raw, case.id)
        if head is not None:
            date_wish(raw, wish.id, head.at)


def _lead_head(raw: Any, record: str) -> Change | None:
    row = raw.execute("SELECT heads FROM record WHERE id = ?", (record,)).fetchone()
    heads = heads_by_field(raw, row[0]).get(_LEAD, []) if row is not None else []
    stored = load_change(raw, heads[0]) if len(heads) == 1 else None
    return None if stored is None else stored.change


def _lead_before(raw: Any, record: str, sealed_at: int) -> tuple[Value] | None:
    """What the change of that instant replaced; None where another one stands, or where that value is not here."""
    head = _lead_head(raw, record)
    if head is None or head.at != sealed_at:
        return None
    replaced = [load_change(raw, id_) for id_ in head.replaces.get(_LEAD, [])]
    if not replaced:
        return (None,)
    if len(replaced) > 1 or replaced[0] is None or _LEAD not in replaced[0].change.fields:
        return None
    return (replaced[0].change.fields[_LEAD],)


def _partner(workspace: Workspace, code: str) -> RecordId:
    with workspace.read() as reader:
        if reader.find(Partner, partner_id(code)) is None:
            raise RuleError("partner_not_here", partner=code)
    if not workspace.identity.joined:
        raise RuleError("not_joined")
    return partner_id(code)


def _moves(reader: Reader, roots: Iterable[Record], target: SpaceId, kind: SpaceKind | None = None) -> list[RootMove]:
    """Of those roots that stand elsewhere, with the files beside them; in a space of `kind` where one is named."""
    moves = []
    for root in with_attachments(reader.raw, [RecordId(one.id) for one in roots]):
        space, found = reader.raw.execute(
            "SELECT r.space, coalesce(s.kind, '') FROM record r LEFT JOIN space s ON s.id = r.space WHERE r.id = ?",
            (root,),
        ).fetchone()
        if space != target and (kind is None or found == kind):
            moves.append(RootMove(root, space, target))
    if not moves and kind is None:
        raise RuleError("case_is_there")
    return moves


def _with_case(reader: Reader, case: ConsultingCase) -> list[Record]:
    """The case and what follows it: what names it, and where it is the company's only case, what names none."""
    is_only = _is_only_case(reader, case)
    found: list[Record] = [case]
    for record_type in record_types().values():
        if record_type.cls.follows_case:
            table = record_type.table.c
            names_it = table.consulting_case == case.id
            names_none = table.consulting_case.is_(None) & (table.company == case.company)
            found += reader.all(select(record_type.cls).where(names_it | names_none if is_only else names_it))
    return found


def _is_only_case(reader: Reader, case: ConsultingCase) -> bool:
    return len(reader.all(select(ConsultingCase).where(ConsultingCase.company == case.company))) == 1


def _of_company(reader: Reader, case: ConsultingCase) -> list[Record]:
    found: list[Record] = []
    for cls in (Contact, CompanyProfile):
        found += reader.all(select(cls).where(cls.company == case.company))
    return found
