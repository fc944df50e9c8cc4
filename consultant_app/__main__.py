"""Chooses between the window and the command line."""

import gc
import sys

from consultant_app.cli.arguments import Call
from consultant_app.cli.running import run

_ALLOCATIONS = 100_000
"""Containers between two collections. Python's own 700 walk what was just imported again and again: measured, 100 to
130 of the 770 ms that a start spends on imports."""


def main() -> None:
    collect_rarely()
    sys.exit(run(sys.argv[1:], open_window=_open_window))


def collect_rarely() -> None:
    """Lets Python look for unreachable cycles less often. What this program lets go hardly ever lies in cycles."""
    gc.set_threshold(_ALLOCATIONS, 20, 50)


def _open_window(call: Call) -> int:
    from consultant_app.cli.opening import folder_of, passphrase
    from consultant_app.desktop.application import run as run_window
    from consultant_app.errors import locale_language

    return run_window(folder_of(call), passphrase=passphrase(), language=locale_language())


if __name__ == "__main__":
    main()
