"""Real processes, files and lines, ill-treated: `python -m tests.torture kills --count 2000 --seed 1`."""

import argparse
import secrets
import tempfile
import time
from pathlib import Path

from tests.torture import crowds, cut_logs, fair, ill_lines, kills

_KINDS = {"crowds": crowds.run, "fair": fair.run, "images": cut_logs.run, "kills": kills.run, "lines": ill_lines.run}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.torture", description=__doc__)
    parser.add_argument("kind", choices=sorted(_KINDS))
    parser.add_argument("--count", type=int, required=True, help="kills, images, connections, changes or laptops")
    parser.add_argument("--seed", type=int, default=secrets.randbelow(1_000_000))
    given = parser.parse_args()
    print(f"{given.kind}, seed {given.seed}", flush=True)
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        print(_KINDS[given.kind](Path(folder), given.count, given.seed), f"in {time.monotonic() - began:.0f} s")


if __name__ == "__main__":
    main()
