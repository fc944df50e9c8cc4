"""`python -m tests.sync.simulator`: many histories on two processes; prints what came up and what went wrong."""

import argparse
import os
import sys

from tests.sync.simulator.campaign import Campaign, run_campaign, show_seed
from tests.sync.simulator.hunting import run_hunts
from tests.sync.simulator.planted import PLANTED


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.sync.simulator", description=__doc__)
    parser.add_argument("--steps", type=int, default=1_000_000, help="end after so many steps")
    parser.add_argument("--minutes", type=float, default=60, help="end after so many minutes")
    parser.add_argument("--first", type=int, default=1, help="the first seed")
    parser.add_argument("--seed", type=int, help="play just this seed, shrink it if it goes wrong, and print it")
    parser.add_argument("--planted", nargs="+", help="look for these planted faults, or for 'all', instead")
    parser.add_argument("--processes", type=int, default=2)
    given = parser.parse_args()
    if os.environ.get("PYTHONHASHSEED") != "0":
        # The order of sets must not differ from one run to the next, nor from worker to worker.
        words = [sys.executable, "-m", "tests.sync.simulator", *sys.argv[1:]]
        os.execve(sys.executable, words, {**os.environ, "PYTHONHASHSEED": "0"})
    if given.seed is not None:
        return show_seed(given.seed)
    if given.planted is not None:
        return run_hunts(list(PLANTED) if given.planted == ["all"] else given.planted, given.processes)
    return run_campaign(Campaign(given.steps, given.minutes, given.first, given.processes))


if __name__ == "__main__":
    sys.exit(main())
