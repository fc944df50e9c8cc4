"""What a person types for a field: `name=text`, `name=@file`, `address.city=Witten`, `sdg+=5`, `sdg-=7`."""

import dataclasses
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal, cast

from consultant_app.domain.kinds import FieldKind, GroupPart, Merge
from consultant_app.domain.record import Record, RecordType
from consultant_app.errors import RuleError, TroubleError, UsageError

Sign = Literal["=", "+=", "-="]
_FILE: Final = "@"


@dataclass(frozen=True, slots=True)
class Assignment:
    """One FIELD=VALUE, not yet looked up. `part` is empty for a whole field."""

    field: str
    part: str
    sign: Sign
    text: str


def read_assignment(word: str) -> Assignment:
    """Raises UsageError("not_an_assignment"), and TroubleError for a file that cannot be read. `@@` is a plain `@`."""
    name, equals, text = word.partition("=")
    if not equals or not name:
        raise UsageError("not_an_assignment", word=word)
    sign: Sign = "="
    if name[-1] in "+-":
        sign = "+=" if name[-1] == "+" else "-="
        name = name[:-1]
    field, _, part = name.partition(".")
    return Assignment(field, part, sign, _text(text))


def assign(record: Record, kind_of: RecordType, assignment: Assignment) -> None:
    """Sets the field on the record; RuleError names the field where the value does not fit."""
    setattr(record, assignment.field, new_value(kind_of, assignment, before=getattr(record, assignment.field, None)))


def new_value(kind_of: RecordType, assignment: Assignment, *, before: Any = None) -> Any:
    """The Python value of the field after the assignment to what was there before."""
    kind = kind_of.kind(assignment.field)
    if assignment.part:
        return _with_part(kind_of, assignment, before=before)
    if assignment.sign != "=":
        return _with_members(kind_of, assignment, before=before or frozenset())
    if not assignment.text:
        return kind.from_wire(kind.empty)
    return kind_of.parse(assignment.field, assignment.text)


def wire_value(kind_of: RecordType, name: str, text: str) -> Any:
    """A text as the wire value of a field, `sdg:SDG-05` (true or false) included."""
    field, _, code = name.partition(":")
    if code:
        return text.strip().lower() in {"true", "1", "ja", "yes"}
    return kind_of.kind(field).to_wire(new_value(kind_of, Assignment(field, "", "=", _text(text))))


def group_part(kind_of: RecordType, field: str, part: str) -> GroupPart:
    """Raises UsageError("unknown_part") where the field has no such part."""
    kind = kind_of.kind(field)
    if part not in kind.parts:
        raise UsageError("unknown_part", field=field, part=part, parts=", ".join(kind.parts) or "-")
    by_name = {one.name: one for one in dataclasses.fields(cast("Any", kind.group))}
    return cast("GroupPart", by_name[part].metadata["part"])


def _text(text: str) -> str:
    if not text.startswith(_FILE):
        return text
    if text.startswith(_FILE * 2):
        return text[1:]
    path = Path(text[1:])
    try:
        return path.read_text(encoding="utf-8").removesuffix("\n")
    except UnicodeDecodeError:
        raise TroubleError("file_not_text", file=path) from None
    except OSError:
        raise TroubleError("file_unreadable", file=path) from None


def _with_part(kind_of: RecordType, assignment: Assignment, *, before: Any) -> Any:
    field, part = assignment.field, assignment.part
    declared = group_part(kind_of, field, part)
    kind = kind_of.kind(field)
    if assignment.sign != "=":
        raise UsageError("not_a_set", field=f"{field}.{part}")
    whole = before if before is not None else _empty_group(kind)
    if not assignment.text:
        return dataclasses.replace(whole, **{part: getattr(_empty_group(kind), part)})
    try:
        return dataclasses.replace(whole, **{part: declared.parse(assignment.text)})
    except RuleError as error:
        raise RuleError(error.code, **{**error.facts, "field": f"{field}.{part}"}) from None


def _empty_group(kind: FieldKind) -> Any:
    return cast("Any", kind.group)()


def _with_members(kind_of: RecordType, assignment: Assignment, *, before: frozenset[str]) -> frozenset[str]:
    if kind_of.kind(assignment.field).merge is not Merge.MEMBERS:
        raise UsageError("not_a_set", field=assignment.field)
    members = cast("frozenset[str]", kind_of.parse(assignment.field, assignment.text))
    return before | members if assignment.sign == "+=" else before - members
