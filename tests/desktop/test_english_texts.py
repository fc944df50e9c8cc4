"""In the English window a number stands in a sentence, as in the German one."""

from collections.abc import Iterator
from xml.etree import ElementTree as ET

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from consultant_app.desktop.translations import load_translations
from consultant_app.desktop.trust import TrustBlock, TrustState
from consultant_app.resources import resources_dir


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
