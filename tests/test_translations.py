"""The check of the windows' texts: broken once in each way that it is there to find."""

import runpy
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
TOOL = runpy.run_path(str(ROOT / "packaging" / "translations.py"))
faults: Callable[[Path], Iterator[str]] = TOOL["faults"]
extract: Callable[[list[Path], Path], None] = TOOL["extract"]

TS = """<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context><name>VisitPage</name><message{numerus}><source>{source}</source>{translation}</message></context>
</TS>
"""


def ts(tmp_path: Path, source: str, translation: str) -> Path:
    path = tmp_path / "visits_de.ts"
    numerus = ' numerus="yes"' if "numerusform" in translation else ""
    path.write_text(TS.format(source=source, translation=translation, numerus=numerus), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("source", "translation"),
    [
        ("Save {name}", "<translation>{name} sichern</translation>"),
        (
            "%n goals",
            "<translation><numerusform>ein Ziel</numerusform><numerusform>%n Ziele</numerusform></translation>",
        ),
    ],
)
def test_a_finished_translation_is_right(tmp_path: Path, source: str, translation: str) -> None:
    assert list(faults(ts(tmp_path, source, translation))) == []


@pytest.mark.parametrize(
    ("source", "translation", "fault"),
    [
        ("Save", '<translation type="unfinished">Sichern</translation>', "unfinished"),
        ("Save", '<translation type="vanished">Sichern</translation>', "vanished"),
        ("Save", "<translation></translation>", "no text"),
        ("Save {name}", "<translation>Sichern</translation>", "other gaps"),
        ("Page %1 of %2", "<translation>Seite %1</translation>", "other gaps"),
        (
            "%n goals",
            "<translation><numerusform>ein Ziel</numerusform><numerusform></numerusform></translation>",
            "no text",
        ),
        (
            "%n goal(s)",
            "<translation><numerusform>%n goal</numerusform><numerusform>%n goal(s)</numerusform></translation>",
            "leaves its number open",
        ),
    ],
)
def test_a_faulty_translation_is_named(tmp_path: Path, source: str, translation: str, fault: str) -> None:
    (found,) = faults(ts(tmp_path, source, translation))
    assert fault in found
    assert source in found


def test_a_new_text_in_the_source_arrives_unfinished(tmp_path: Path) -> None:
    source = ROOT / "build" / "test_translations" / f"{tmp_path.name}.py"
    source.parent.mkdir(parents=True, exist_ok=True)
    source.write_text('class VisitPage:\n    def label(self):\n        return self.tr("Begin visit")\n')
    into = tmp_path / "visits_de.ts"
    extract([source], into)
    source.unlink()
    (found,) = faults(into)
    assert "'Begin visit' is unfinished" in found


def test_english_needs_only_the_texts_that_count(tmp_path: Path) -> None:
    source = ROOT / "build" / "test_translations" / f"{tmp_path.name}.py"
    source.parent.mkdir(parents=True, exist_ok=True)
    source.write_text(
        "class VisitPage:\n    def label(self):\n"
        '        return self.tr("Begin visit") + self.tr("%n goal(s)", "", self.goals)\n'
    )
    into = tmp_path / "visits_en.ts"
    extract([source], into)
    source.unlink()
    (found,) = faults(into)
    assert "'%n goal(s)' is unfinished" in found
