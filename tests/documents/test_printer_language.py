"""The language of printers: whatever answers, it is understood or refused, never anything else."""

from contextlib import suppress

from hypothesis import given
from hypothesis import strategies as st

from consultant_app.documents.printer_language import KEYWORD, NAME, collection, number, question, understood, words

_JOB = [number("copies", 2), collection("media-col", words(KEYWORD, "media-source", "main")), words(NAME, "job", "Ü")]
_ASKED = question(0x0002, [words(KEYWORD, "requested-attributes", "all", "none")], _JOB)


def test_a_question_is_read_as_it_was_written_without_what_is_nested() -> None:
    (job,) = understood(_ASKED).groups
    assert job == {"copies": (2,), "job": ("Ü",)}


def test_several_values_stand_under_one_name_and_every_printer_in_its_group() -> None:
    told = b"\x02\x00\x00\x00\x00\x00\x00\x01\x01" + b"\x41\x00\x0estatus-message\x00\x02ok"
    printer = b"\x04" + b"\x44\x00\x01a\x00\x01x" + b"\x44\x00\x00\x00\x01y" + b"\x22\x00\x01b\x00\x01\x01"
    answer = understood(told + printer + printer + b"\x03")
    assert (answer.is_good, answer.told) == (True, "ok")
    assert answer.groups == ({"a": ("x", "y"), "b": (True,)},) * 2


@given(st.binary(max_size=300))
def test_what_is_no_answer_is_refused(answer: bytes) -> None:
    with suppress(ValueError):
        understood(b"\x02\x00\x00\x00\x00\x00\x00\x01" + answer)


@given(st.integers(0, len(_ASKED) - 1))
def test_a_cut_answer_is_refused(end: int) -> None:
    try:
        understood(_ASKED[:end])
    except ValueError:
        return
    raise AssertionError(end)
