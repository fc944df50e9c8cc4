"""A program that types and seals until somebody kills it, and says what is kept: run by the tests of sudden ends.

Its lines are `gesichert <number>` once a draft was written and `versiegelt <number>` once it became a change.
"""

import itertools
import sys
from pathlib import Path

from consultant_app.workspace.workspace import Workspace
from tests.support.laptops import PASSPHRASE


def main(folder: Path, visit: str, first: int) -> None:
    workspace = Workspace.open(folder, passphrase=PASSPHRASE)
    with workspace.read() as reader:
        shown = reader.shown(visit).get("situation", [])  # type: ignore[arg-type]
    for number in itertools.count(first):
        workspace.type_draft(visit, "situation", f"Satz {number}.", shown=shown)  # type: ignore[arg-type]
        print("gesichert", number, flush=True)
        if number % 5 == 0:
            workspace.seal_drafts()
            print("versiegelt", number, flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
