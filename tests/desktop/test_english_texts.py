"""In the English window numbers and days stand in English sentences."""

from collections.abc import Iterator
from datetime import date
from xml.etree import ElementTree as ET

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from consultant_app.desktop.day_words import (
    due_date,
    long_date,
    month_and_year,
    short_date,
    spoken_date,
    understood_date,
)
from consultant_app.desktop.translations import load_translations
from consultant_app.desktop.trust import TrustBlock, TrustState
from consultant_app.desktop.widgets.date_field import DateField
from consultant_app.domain.dates import understand_date
from consultant_app.resources import resources_dir
from tests.desktop.typing import type_text


@pytest.fixture(autouse=True)
def english(qapp: QApplication) -> Iterator[None]:
    assert load_translations(qapp, "en") > 0
    yield
    load_translations(qapp, "de")


def sources() -> list[tuple[str, str, bool]]:
    """Context, text and whether it counts, of every text of every window."""
    files = sorted(resources_dir().joinpath("translations").glob("*_de.ts"))
    return [
        (context.findtext("name", ""), message.findtext("source", ""), message.get("numerus") == "yes")
        for path in files
        for context in ET.parse(path).iter("context")
        for message in context.iter("message")
    ]


@pytest.mark.parametrize("number", [0, 1, 2, 254])
def test_no_text_leaves_its_number_open(number: int) -> None:
    texts = sources()
    assert any(counts for _, _, counts in texts)
    shown = [
        QCoreApplication.translate(context, source, None, number if counts else -1) for context, source, counts in texts
    ]
    assert [text for text in shown if "(s)" in text or "%n" in text] == []


@pytest.mark.parametrize(("waiting", "words"), [(1, "1 change waits for sync."), (254, "254 changes wait for sync.")])
def test_the_trust_block_says_in_english_what_waits(qtbot: QtBot, waiting: int, words: str) -> None:
    block = TrustBlock()
    qtbot.addWidget(block)
    block.set_state(TrustState(waiting=waiting))
    assert words in block.accessibleName()


def test_days_are_typed_in_english(qtbot: QtBot) -> None:
    today = date(2026, 5, 19)
    field = DateField("Day", lambda words: understood_date(words, today), spoken_date, short=short_date)
    qtbot.addWidget(field)
    field.show()
    for words, day in (("next Friday", date(2026, 5, 22)), ("29.5.", date(2026, 5, 29))):
        field.clear()
        type_text(field, words)
        assert field.day == day


def test_days_are_said_in_english(qtbot: QtBot, qapp: QApplication) -> None:
    day, today = date(2026, 11, 22), date(2026, 5, 19)
    field = DateField("Day", lambda words: understand_date(words, today), spoken_date, short=short_date)
    qtbot.addWidget(field)
    field.set_day(day)
    assert (field.text(), field.accessibleDescription()) == ("22 Nov 2026", "Sun, 22 November 2026")
    assert (due_date(day, today), long_date(day), month_and_year(day)) == (
        "22 Nov",
        "22 November 2026",
        "November 2026",
    )
    load_translations(qapp, "de")
    field.set_day(day)
    assert (field.text(), field.accessibleDescription()) == ("22.11.2026", "So., 22. November 2026")
