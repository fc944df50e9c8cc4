"""Taking the sample data out of a workspace again, before it joins a server: invented companies belong to nobody."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from consultant_app.actions.samples.files import sample_file, sample_id
from consultant_app.changes.change import RecordId
from consultant_app.domain.company import Company
from consultant_app.domain.record import record_types
from consultant_app.workspace.dropping import drop_unshared
from consultant_app.workspace.workspace import Reader, Workspace

_ANY_DAY = date(2026, 1, 1)
"""The days of the sample are moved when it is loaded, its ids are not."""


@dataclass(frozen=True, slots=True)
class SampleHere:
    """What of the sample is here, and what was written about its companies besides."""

    companies: int
    own: int


def sample_here(reader: Reader) -> SampleHere | None:
    """None where nothing of the sample is left."""
    companies = _companies(reader)
    if not companies:
        return None
    return SampleHere(len(companies), len(_about(reader, companies) - _sample_roots()))


def remove_sample(workspace: Workspace) -> int:
    """Drops the sample and what was written about its companies; returns how many records that were.

    Raises RuleError("already_joined"): from then on others may have it.
    """
    own = {workspace.identity.user, workspace.identity.partner}
    with workspace.read() as reader:
        roots = (_sample_roots() | _about(reader, _companies(reader))) - own
    return drop_unshared(workspace, sorted(roots))


def _sample_roots() -> set[RecordId]:
    from consultant_app.actions.samples.sample import sample_records

    return {RecordId(record.root) for record, _ in sample_records(_ANY_DAY)}


def _companies(reader: Reader) -> set[RecordId]:
    names = [sample_id(row["id"]) for row in sample_file("companies")["companies"]]
    return {RecordId(one.id) for one in reader.all(select(Company).where(Company.id.in_(names)))}


def _about(reader: Reader, companies: set[RecordId]) -> set[RecordId]:
    """The roots that refer to one of these companies."""
    found: set[RecordId] = set()
    for record_type in record_types().values():
        for name, kind in record_type.fields.items():
            if record_type.parent is None and kind.name == "reference" and "company" in kind.refers_to:
                field = getattr(record_type.cls, name)
                about = reader.all(select(record_type.cls).where(field.in_(companies)))
                found |= {RecordId(one.id) for one in about}
    return found
