"""What is looked at without a session is what a session reads; a workspace opens without mapping a class."""

import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import select

from consultant_app.actions.samples.loading import load_sample
from consultant_app.actions.sync.setting_up import create_alone
from consultant_app.domain.company import Company
from consultant_app.domain.measure import Measure
from consultant_app.domain.record import record_types
from consultant_app.errors import RuleError
from consultant_app.workspace.workspace import Workspace


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    folder = tmp_path_factory.mktemp("looking") / "w"
    made, _ = create_alone(folder, "EN", "Katrin Albers", passphrase="geheim", use_keyring=False)
    load_sample(made, made.clock().date())
    return made


@pytest.mark.parametrize("name", record_types())
def test_every_record_looks_as_a_session_reads_it(sample: Workspace, name: str) -> None:
    record_type = record_types()[name]
    with sample.look() as looking, sample.read() as reader:
        looked = {one.id: one for one in looking.where(record_type.cls, "1")}
        read = reader.all(select(record_type.cls))
        assert looked.keys() == {one.id for one in read}
        for record in read:
            seen = looked[record.id]
            assert [getattr(seen, field) for field in ("id", "root", *record_type.fields)] == [
                getattr(record, field) for field in ("id", "root", *record_type.fields)
            ]
            assert (seen.label(), seen.__tablename__) == (record.label(), name)


def test_properties_of_a_record_are_there_too(sample: Workspace) -> None:
    with sample.look() as looking, sample.read() as reader:
        for measure in reader.all(select(Measure)):
            seen = looking.get(Measure, measure.id)
            assert (seen.status, seen.field_code) == (measure.status, measure.field_code)


def test_what_is_not_here_is_none_or_told(sample: Workspace) -> None:
    with sample.look() as looking:
        assert looking.find(Company, None) is None
        assert looking.find(Company, "0" * 32) is None
        assert looking.by_id(Company, [None, "", "0" * 32]) == {}
        with pytest.raises(RuleError, match="record_not_found"):
            looking.get(Company, "0" * 32)


_OPENS = """
import sys
from pathlib import Path
from consultant_app.domain import record
from consultant_app.domain.company import Company
from consultant_app.workspace.workspace import Workspace

workspace = Workspace.open(Path(sys.argv[1]), passphrase="geheim")
with workspace.look() as looking:
    looked = len(looking.where(Company, "1"))
before = len(record._unmapped)
with workspace.read() as reader:
    from sqlalchemy import select
    read = len(reader.all(select(Company)))
print(before == len(record.record_types()), looked == read > 0, record._unmapped)
"""


def test_opening_and_looking_map_no_class_and_reading_maps_them_all(sample: Workspace) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _OPENS, str(sample.folder)],
        capture_output=True, text=True, cwd=Path(__file__).parents[2],
    )  # fmt: skip
    assert done.stdout.split() == ["True", "True", "[]"], done.stderr
