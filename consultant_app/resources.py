"""Where the shipped files are: fonts, icons, catalogues, sample data, translations.

In a checkout they stand in `resources/` beside the package, in an installed wheel inside it.
"""

from functools import cache
from pathlib import Path


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
