"""Which wire versions are spoken, each with its reason."""

from typing import Final

VERSIONS: Final = {1: "the first one"}
OLDEST: Final = min(VERSIONS)
NEWEST: Final = max(VERSIONS)
