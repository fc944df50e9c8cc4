"""Builds JSON of the YAML that the product reads while it runs: catalogues and words. The program works without it.

A start reads three catalogues; parsing YAML, and loading what parses it, would take a tenth of its time.
"""

import json
from pathlib import Path

from consultant_app.resources import built_path, fingerprint, parse_yaml, resources_dir

FOLDERS = ("catalogues", "translations")


def build(folder: Path) -> None:
    """Each file by renaming, so that a program that starts meanwhile reads a whole one."""
    for path in sorted(folder.glob("*.yaml")):
        source = path.read_bytes()
        content = {"made_from": fingerprint(source), "content": parse_yaml(source)}
        text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
        built = built_path(path)
        if built.exists() and built.read_text(encoding="utf-8") == text:
            continue
        fresh = built.with_suffix(".fresh")
        fresh.write_text(text, encoding="utf-8")
        fresh.replace(built)


if __name__ == "__main__":
    for name in FOLDERS:
        build(resources_dir() / name)
