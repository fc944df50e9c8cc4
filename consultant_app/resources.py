"""Where the shipped files are: fonts, icons, catalogues, sample data, translations.

In a checkout they stand in `resources/` beside the package, in an installed wheel inside it.
"""

import json
import zlib
from functools import cache
from pathlib import Path
from typing import Any


@cache
def resources_dir() -> Path:
    package = Path(__file__).parent
    installed = package / "_resources"
    return installed if installed.is_dir() else package.parent / "resources"


def resource_path(*parts: str) -> Path:
    """The path of one shipped file; raises FileNotFoundError when the installation lacks it."""
    path = resources_dir().joinpath(*parts)
    if not path.exists():
        raise FileNotFoundError(path)
    return path


def load_yaml(*parts: str) -> Any:
    """The content of one shipped YAML file: from the JSON that was built of it, which is read twenty times as fast.

    JSON of another state of the YAML counts for nothing; then, and where none was built, the YAML itself is parsed.
    """
    path = resource_path(*parts)
    source = path.read_bytes()
    try:
        built = json.loads(built_path(path).read_bytes())
    except (FileNotFoundError, ValueError):
        return parse_yaml(source)
    return built["content"] if built["made_from"] == fingerprint(source) else parse_yaml(source)


def built_path(yaml_path: Path) -> Path:
    """Where `packaging/catalogues.py` puts what it makes of a YAML file."""
    return yaml_path.with_suffix(".built.json")


def fingerprint(source: bytes) -> list[int]:
    """Of a file's content, to tell its states apart; guards against nobody."""
    return [len(source), zlib.crc32(source)]


def parse_yaml(source: bytes) -> Any:
    import yaml  # costs a start more than all that it reads

    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml's, ten times as fast, wherever it was built
    return yaml.load(source, Loader=loader)  # noqa: S506  (both are the safe loader)
