import re
from collections import Counter
from datetime import date

from consultant_app.actions.samples.sample import sample_records
from consultant_app.actions.samples.synthetic import synthetic_edit, synthetic_records
from consultant_app.domain.record import check_required, record_types, type_of

TODAY = date(2026, 5, 19)
USER = "a" * 32
PLACED = list(synthetic_records(5000, partner="EN", user=USER, today=TODAY))


def test_it_makes_exactly_so_many_with_ids_of_their_own() -> None:
    assert len({record.id for record, _ in PLACED}) == len(PLACED) == 5000
    assert all(re.fullmatch("[0-9a-f]{32}", record.id) for record, _ in PLACED)
    assert len(list(synthetic_records(7, partner="EN", user=USER, today=TODAY))) == 7


def test_the_same_seed_makes_the_same_records() -> None:
    again = synthetic_records(300, partner="EN", user=USER, today=TODAY)
    for (record, space), (other, other_space) in zip(PLACED, again, strict=False):
        assert (record.id, record.root, space) == (other.id, other.root, other_space)
        for name, kind in type_of(record).fields.items():
            assert kind.to_wire(getattr(record, name)) == kind.to_wire(getattr(other, name))


def test_records_keep_the_rules_and_stand_after_their_parents_in_one_space() -> None:
    seen: dict[str, tuple[str, str]] = {}
    for record, space in PLACED:
        check_required(record)
        record.check()
        parent = record_types()[record.__tablename__].parent
        if parent is not None:
            assert seen[getattr(record, parent)] == (record.root, space)
        seen[record.id] = (record.root, space)


def test_the_texts_use_more_than_5000_words() -> None:
    texts = [
        getattr(record, name)
        for record, _ in PLACED
        for name, kind in type_of(record).fields.items()
        if kind.name in {"text", "line"}
    ]
    words = {word for text in texts for word in re.findall(r"[^\W\d_]{4,}", text)}
    assert len(words) >= 5000


def test_the_types_come_in_the_samples_proportions() -> None:
    directory = {"partner", "user", "funding_profile"}
    sample = Counter(r.__tablename__ for r, _ in sample_records(TODAY) if r.__tablename__ not in directory)
    synthetic = Counter(record.__tablename__ for record, _ in PLACED)
    assert set(synthetic) == set(sample)
    for name, count in sample.items():
        share, wanted = synthetic[name] / 5000, count / sample.total()
        assert abs(share - wanted) < 0.03


def test_every_record_can_be_edited_and_each_edit_is_another() -> None:
    for record, _ in PLACED[:500]:
        field, value = synthetic_edit(record, 1)
        assert value not in {getattr(record, field), synthetic_edit(record, 2)[1]}
        assert (field, value) == synthetic_edit(record, 1)
