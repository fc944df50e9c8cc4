"""Handing a case over to another organisation, or sharing it: with its visits and plans, as one wish to the server."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from consultant_app.actions.belongings import with_attachments
from consultant_app.changes.change import RecordId, SpaceId
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
from consultant_app.workspace.wishes import OpenWish, add_wish, open_wishes
from consultant_app.workspace.workspace import Reader, Workspace


@dataclass(frozen=True, slots=True)
class Wished:
    """What a wish is about: the case first, then what goes along."""

    wish: RecordId
    roots: tuple[RecordId, ...]


def hand_over(workspace: Workspace, case_id: str, partner_code: str, label: str = "") -> Wished:
    """From the next round on the other organisation has the case, with the company's contacts and profile where this
    was its only case here. Notes stay. The lead partner of case and company is the other one from now on.

    Raises RuleError for a case or partner that is not here, and for the organisation that has the case.
    """
    partner = _partner(workspace, partner_code)
    with workspace.read() as reader:
        case = reader.get(ConsultingCase, case_id)
        target = organisation_space(partner_code)
        moves = _moves(reader, _with_case(reader, case), target)
        if _is_only_case(reader, case):
            moves += _moves(reader, _of_company(reader, case), office_space(partner_code), SpaceKind.OFFICE)
    with workspace.write(label) as writer:
        writer.get(ConsultingCase, case_id).lead_partner = partner
        company = writer.session.get(Company, case.company)
        if company is not None:
            company.lead_partner = partner
    return _wish(workspace, moves)


def share(workspace: Workspace, case_id: str, partner_codes: Sequence[str]) -> Wished:
    """From the next round on these organisations accompany the case as well. Contacts and notes stay.

    Raises RuleError for a case or partner that is not here, and for a case that is shared already.
    """
    for code in partner_codes:
        _partner(workspace, code)
    with workspace.read() as reader:
        case = reader.get(ConsultingCase, case_id)
        moves = _moves(reader, _with_case(reader, case), shared_space(RecordId(case.id)))
    return _wish(workspace, moves, partner_codes)


def wishes(workspace: Workspace) -> tuple[OpenWish, ...]:
    """Those that the server has not granted, oldest first."""
    with workspace.read() as reader:
        return open_wishes(reader.raw)


def _wish(workspace: Workspace, moves: list[RootMove], partner_codes: Sequence[str] = ()) -> Wished:
    if not workspace.identity.joined:
        raise RuleError("not_joined")
    roots = tuple(move.root for move in moves)
    wish = MoveWish(workspace.new_id(), moves, list(partner_codes))
    with workspace.database.writing() as connection:
        add_wish(cursor_of(connection), wish, workspace.now_ms())
    workspace.tell(Touched(dict.fromkeys(roots, ConsultingCase.__tablename__)), "edit")
    return Wished(wish.id, roots)


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
