"""Runs every benchmark of this folder, each in a process of its own: `make bench`."""

import subprocess
import sys
from pathlib import Path


def main() -> int:
    programs = [path.stem for path in sorted(Path(__file__).parent.glob("[a-z]*.py"))]
    return max(subprocess.run([sys.executable, "-m", f"tests.benchmarks.{name}"]).returncode for name in programs)


if __name__ == "__main__":
    sys.exit(main())
