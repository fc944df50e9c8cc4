"""The texts of the windows: one `resources/translations/<feature>_de.ts` for each folder of `desktop/`.

The source speaks English; `<feature>_en.ts` holds only what it cannot say: the two forms of a text that counts.
`update` takes new texts from the source into the .ts files, `release` builds the .qm files that Qt reads, and
`check` fails when a text is missing, unfinished or no longer used, or when its gaps differ from the source's.
"""

import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

ROOT = Path(__file__).resolve().parent.parent
DESKTOP = ROOT / "consultant_app" / "desktop"
TRANSLATIONS = ROOT / "resources" / "translations"
TOOLS = Path(sys.executable).parent

_OPTIONS = ("-no-obsolete", "-sort-messages", "-locations", "none", "-source-language", "en")
_LANGUAGES = {"de": ("-target-language", "de"), "en": ("-target-language", "en", "-pluralonly")}
_GAP = re.compile(r"%L?[0-9n]|\{\w*[^{}]*\}")


def sources() -> dict[str, list[Path]]:
    """The source files of each feature; those directly in `desktop/` are the feature "desktop"."""
    found: dict[str, list[Path]] = {}
    for path in sorted(DESKTOP.rglob("*.py")):
        folders = path.relative_to(DESKTOP).parts[:-1]
        found.setdefault(folders[0] if folders else "desktop", []).append(path)
    return found


def _kept() -> list[Path]:
    return sorted(TRANSLATIONS.glob("*_*.ts"))


def extract(files: list[Path], into: Path) -> None:
    """Brings one .ts file, whose name ends with its language, up to date; a file without any text is not kept."""
    paths = [str(path.relative_to(ROOT)) for path in files]
    command = [str(TOOLS / "pyside6-lupdate"), "-silent", *paths, "-ts", str(into)]
    options = (*_OPTIONS, *_LANGUAGES[into.stem.rpartition("_")[2]])
    subprocess.run([*command, *options], cwd=ROOT, check=True)
    if into.exists() and ET.parse(into).find("context") is None:
        into.unlink()


def _expected() -> dict[str, list[Path]]:
    """The name of every file there may be, with its sources."""
    return {f"{feature}_{language}.ts": files for feature, files in sources().items() for language in _LANGUAGES}


def update() -> int:
    for name, files in _expected().items():
        extract(files, TRANSLATIONS / name)
    return 0


def release() -> int:
    """Writes each .qm beside its .ts, by renaming, so that a program that starts meanwhile reads a whole file."""
    for ts in _kept():
        qm = ts.with_suffix(".qm")
        if qm.exists() and qm.stat().st_mtime >= ts.stat().st_mtime:
            continue
        fresh = qm.with_suffix(".fresh")
        subprocess.run([str(TOOLS / "pyside6-lrelease"), "-silent", str(ts), "-qm", str(fresh)], check=True)
        fresh.replace(qm)
    return 0


def gaps(text: str) -> set[str]:
    return set(_GAP.findall(text))


def faults(ts: Path) -> Iterator[str]:
    for context in ET.parse(ts).iter("context"):
        for message in context.iter("message"):
            source = message.findtext("source", "")
            place = f"{ts.name}: {context.findtext('name')}: {source!r}"
            translation = message.find("translation")
            if translation is None or translation.get("type"):
                yield f"{place} is {'missing' if translation is None else translation.get('type')}"
                continue
            forms = [form.text or "" for form in translation.iter("numerusform")] or [translation.text or ""]
            if not all(forms):
                yield f"{place} has no text"
            elif any("(s)" in form for form in forms):
                yield f"{place} leaves its number open"
            elif any(gaps(form) - {"%n"} != gaps(source) - {"%n"} for form in forms):
                yield f"{place} has other gaps than its translation"


def outdated() -> Iterator[str]:
    expected = _expected()
    with tempfile.TemporaryDirectory() as folder:
        for name, files in expected.items():
            kept, fresh = TRANSLATIONS / name, Path(folder) / name
            if kept.exists():
                shutil.copyfile(kept, fresh)
            extract(files, fresh)
            if _text(kept) != _text(fresh):
                yield f"{kept.name} does not match its sources: run 'make translations'"
    for ts in _kept():
        if ts.name not in expected:
            yield f"{ts.name} belongs to no folder of consultant_app/desktop"


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""


def check() -> int:
    found = [fault for ts in _kept() for fault in faults(ts)]
    found += outdated()
    for fault in found:
        print(fault, file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    commands = {"update": update, "release": release, "check": check}
    if len(sys.argv) != 2 or sys.argv[1] not in commands:
        sys.exit(f"usage: {sys.argv[0]} {' | '.join(commands)}")
    sys.exit(commands[sys.argv[1]]())
