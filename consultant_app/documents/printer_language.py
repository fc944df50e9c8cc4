"""IPP, the language of printers and spoolers (RFC 8010): questions as bytes, answers as plain values.

Only as much of it as printing a finished PDF needs. An answer is read with its bounds checked; what is nested in it
(collections) is passed over.
"""

import struct
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

Value = int | bool | str

_VERSION: Final = b"\x02\x00"
_OPERATION, _JOB, _END, _PRINTER = 0x01, 0x02, 0x03, 0x04
_INTEGER, _BOOLEAN, _ENUM = 0x21, 0x22, 0x23
_BEGIN, _FINISH, _MEMBER = 0x34, 0x37, 0x4A
_FIRST_VALUE: Final = 0x10
"""Tags below it begin a group, the others a value."""
_TEXTS: Final = frozenset({0x41, 0x42, 0x44, 0x45, 0x47, 0x48, 0x49})
NAME, KEYWORD, URI, TYPE = 0x42, 0x44, 0x45, 0x49
_CHARSET, _LANGUAGE = 0x47, 0x48


@dataclass(frozen=True, slots=True)
class Attribute:
    """`values` of one kind; a mapping is a collection, whose members are attributes themselves."""

    tag: int
    name: str
    values: tuple[Value | tuple["Attribute", ...], ...]


def words(tag: int, name: str, *values: str) -> Attribute:
    return Attribute(tag, name, values)


def number(name: str, value: int) -> Attribute:
    return Attribute(_INTEGER, name, (value,))


def collection(name: str, *members: Attribute) -> Attribute:
    return Attribute(_BEGIN, name, (members,))


def question(operation: int, asked: Iterable[Attribute], job: Iterable[Attribute] = ()) -> bytes:
    """A request; a document may follow its bytes."""
    head = _VERSION + struct.pack(">HI", operation, 1)
    first = (words(_CHARSET, "attributes-charset", "utf-8"), words(_LANGUAGE, "attributes-natural-language", "en"))
    told = b"".join(_packed(one) for one in (*first, *asked))
    ordered = b"".join(_packed(one) for one in job)
    group = bytes([_JOB]) + ordered if ordered else b""
    return head + bytes([_OPERATION]) + told + group + bytes([_END])


def _packed(attribute: Attribute) -> bytes:
    packed = b""
    name = attribute.name
    for value in attribute.values:
        if isinstance(value, tuple):
            members = b"".join(_member(one) for one in value)
            packed += _one(_BEGIN, name, b"") + members + _one(_FINISH, "", b"")
        else:
            packed += _one(attribute.tag, name, _content(attribute.tag, value))
        name = ""
    return packed


def _member(attribute: Attribute) -> bytes:
    unnamed = _packed(Attribute(attribute.tag, "", attribute.values))
    return _one(_MEMBER, "", attribute.name.encode()) + unnamed


def _one(tag: int, name: str, content: bytes) -> bytes:
    label = name.encode()
    return struct.pack(">BH", tag, len(label)) + label + struct.pack(">H", len(content)) + content


def _content(tag: int, value: Value) -> bytes:
    return struct.pack(">i", value) if tag == _INTEGER else str(value).encode()


@dataclass(frozen=True, slots=True)
class Answer:
    """`groups` hold what the answer tells of each printer or job, in its order."""

    status: int
    groups: tuple[Mapping[str, tuple[Value, ...]], ...]
    told: str = ""
    """What the spooler says in its own words."""

    @property
    def is_good(self) -> bool:
        return self.status < 0x0100


def understood(answer: bytes) -> Answer:
    """Raises ValueError for what is no answer."""
    if len(answer) < 8:
        raise ValueError("cut")
    (status,) = struct.unpack_from(">H", answer, 2)
    groups: list[tuple[int, dict[str, list[Value]]]] = []
    name = ""
    for tag, label, content in _tokens(answer):
        if tag < _FIRST_VALUE:
            groups.append((tag, {}))
        elif groups:
            name = label or name
            groups[-1][1].setdefault(name, []).extend(_values(tag, content))
    told = [str(value) for tag, held in groups if tag == _OPERATION for value in held.get("status-message", ())]
    found = tuple(
        {key: tuple(values) for key, values in held.items()} for tag, held in groups if tag in (_JOB, _PRINTER)
    )
    return Answer(status, found, told[0] if told else "")


def _tokens(answer: bytes) -> Iterator[tuple[int, str, bytes]]:
    """Group marks as (tag, "", b""), and what stands in no collection."""
    at, depth = 8, 0
    while at < len(answer):
        tag = answer[at]
        at += 1
        if tag == _END:
            return
        if tag < _FIRST_VALUE:
            yield tag, "", b""
            continue
        label, at = _sized(answer, at)
        content, at = _sized(answer, at)
        depth += {_BEGIN: 1, _FINISH: -1}.get(tag, 0)
        if not depth and tag != _FINISH:
            yield tag, label.decode(errors="replace"), content
    raise ValueError("cut")


def _sized(answer: bytes, at: int) -> tuple[bytes, int]:
    if at + 2 > len(answer):
        raise ValueError("cut")
    (size,) = struct.unpack_from(">H", answer, at)
    if at + 2 + size > len(answer):
        raise ValueError("cut")
    return answer[at + 2 : at + 2 + size], at + 2 + size


def _values(tag: int, content: bytes) -> Sequence[Value]:
    if tag in (_INTEGER, _ENUM) and len(content) == 4:
        return [int(struct.unpack(">i", content)[0])]
    if tag == _BOOLEAN and len(content) == 1:
        return [content != b"\x00"]
    return [content.decode(errors="replace")] if tag in _TEXTS else []
