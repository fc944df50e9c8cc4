"""Chooses between the window and the command line."""

import sys
from typing import TYPE_CHECKING

from consultant_app.garbage import collect_by_hand, collect_rarely

if TYPE_CHECKING:
    from consultant_app.cli.arguments import Call


def main() -> None:
    collect_rarely()
    from consultant_app.cli.running import run

    sys.exit(run(sys.argv[1:], open_window=_open_window))


def _open_window(call: "Call") -> int:
    collect_by_hand()
    from consultant_app.cli.opening import folder_of, passphrase
    from consultant_app.desktop.application import run as run_window
    from consultant_app.errors import locale_language

    return run_window(folder_of(call), passphrase=passphrase(), language=locale_language())


if __name__ == "__main__":
    main()
