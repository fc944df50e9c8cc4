"""Fuzzes what decodes bytes from outside: answers, pushes, exchange files. One process, one kind, one seed.

    python -m tests.torture.decoders answers --inputs 1000000 --seed 1

An input passes when nothing but the product's own refusals comes back, within 2 s of processor time and 200 MB beyond
what the process had when it began. It gets no more memory than that, so a breach ends in an error, not in swap.
"""

import argparse
import random
import resource
import sys
import time
import traceback
from collections import Counter
from pathlib import Path
from typing import Final

from tests.torture.hostile_bytes import KINDS, Target

MEMORY_BYTES: Final = 200 * 1024 * 1024
SECONDS: Final = 2.0


class BreachError(AssertionError):
    pass


def main() -> int:
    words = _parser().parse_args()
    target = KINDS[words.kind](Path(words.folder))
    _limit_memory()
    started = time.monotonic()
    seen: Counter[str] = Counter()
    slowest = 0.0
    try:
        for number in range(words.first, words.first + words.inputs):
            name, took = _try_one(target, seed=words.seed, number=number)
            seen[name] += 1
            slowest = max(slowest, took)
    except BreachError as breach:
        print(breach, file=sys.stderr)
        return 1
    finally:
        target.close()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{words.kind}: {words.inputs} inputs in {time.monotonic() - started:.0f} s, slowest {slowest:.3f} s,")
    print(f"  peak {peak} MB with the program itself, outcomes {dict(seen.most_common())}")
    return 0


def _try_one(target: Target, *, seed: int, number: int) -> tuple[str, float]:
    data = target.make(random.Random(f"{seed} {number}"))
    begun = time.process_time()
    try:
        outcome = target.read(data)
    except Exception as error:
        where = "".join(traceback.format_exception(error)[-4:])
        raise BreachError(
            f"input {number} of seed {seed}: {len(data)} bytes, {type(error).__name__}\n{where}"
        ) from error
    took = time.process_time() - begun
    if took > SECONDS:
        raise BreachError(f"input {number} of seed {seed}: {len(data)} bytes took {took:.2f} s")
    return outcome, took


def _limit_memory() -> None:
    """Address space: what is there now, and 200 MB more."""
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    limit = pages * resource.getpagesize() + MEMORY_BYTES
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser()
    parser.add_argument("kind", choices=sorted(KINDS))
    parser.add_argument("--inputs", type=int, default=1_000_000)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", default="build/torture/decoders")
    return parser


if __name__ == "__main__":
    sys.exit(main())
