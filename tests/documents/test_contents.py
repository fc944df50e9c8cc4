import dataclasses
import types
import typing
from datetime import date, datetime, time
from decimal import Decimal

import pytest

from consultant_app.documents import contents
from consultant_app.documents.plain_values import require_plain
from tests.documents.sample_papers import action_plan, attendance_list, measure_sheets, visit_protocol

PLAIN = {str, bytes, bool, int, Decimal, date, time, datetime, type(None)}


def declared() -> list[type]:
    return [thing for thing in vars(contents).values() if dataclasses.is_dataclass(thing) and isinstance(thing, type)]


def plain_parts(kind: object) -> list[object]:
    """What a field may hold, in the end."""
    origin = typing.get_origin(kind)
    if origin is typing.Literal:
        return [str]
    if origin in {tuple, typing.Union, types.UnionType}:
        return [part for inner in typing.get_args(kind) if inner is not ... for part in plain_parts(inner)]
    return [kind]


@pytest.mark.parametrize("kind", declared(), ids=lambda kind: kind.__name__)
def test_a_field_of_a_document_holds_nothing_but_plain_values(kind: type) -> None:
    for name, hint in typing.get_type_hints(kind).items():
        for part in plain_parts(hint):
            assert part in PLAIN or part in declared(), f"{kind.__name__}.{name}: {part}"


@pytest.mark.parametrize("kind", declared(), ids=lambda kind: kind.__name__)
def test_contents_cannot_change_and_carry_nothing_extra(kind: type) -> None:
    assert kind.__dataclass_params__.frozen  # type: ignore[attr-defined]
    assert hasattr(kind, "__slots__")


def test_the_sample_papers_are_plain() -> None:
    require_plain(visit_protocol())
    require_plain(action_plan())
    require_plain(attendance_list())
    require_plain(measure_sheets())


class Record:
    def __str__(self) -> str:
        return "what must not leave the house"


@dataclasses.dataclass
class OtherDataclass:
    secret: str


@pytest.mark.parametrize(
    "smuggled", [Record(), OtherDataclass("x"), ["list"], {"a": 1}, 1.5], ids=lambda value: type(value).__name__
)
def test_what_is_no_plain_value_does_not_get_into_a_document(smuggled: object) -> None:
    with pytest.raises(TypeError, match=r"VisitProtocol\.handed_over\[1\]"):
        require_plain(visit_protocol(handed_over=("Faltblatt", smuggled)))
