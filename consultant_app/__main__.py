"""Chooses between the window and the command line."""

import gc
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from consultant_app.cli.arguments import Call

_ALLOCATIONS = 100_000
"""Containers between two collections; Python's own 700 walk what was just imported again and again."""


def main() -> None:
    collect_rarely()
    from consultant_app.cli.running import run

    sys.exit(run(sys.argv[1:], open_window=_open_window))


def collect_rarely() -> None:
    """Lets Python look for unreachable cycles less often. What this program lets go hardly ever lies in cycles."""
    gc.set_threshold(_ALLOCATIONS, 20, 50)


def start_without_collecting() -> None:
    """What a start makes stays. Looking through it for garbage took a tenth of the start; `Application` begins with
    that once the first page stands.
    """
    gc.disable()


def _open_window(call: "Call") -> int:
    start_without_collecting()
    from consultant_app.cli.opening import folder_of, passphrase
    from consultant_app.desktop.application import run as run_window
    from consultant_app.errors import locale_language

    return run_window(folder_of(call), passphrase=passphrase(), language=locale_language())


if __name__ == "__main__":
    main()
