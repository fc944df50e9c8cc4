"""Programs that run beside a test: started, awaited until they are ready, ended afterwards, their output kept."""

import signal
import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.support.waiting import wait_until


@contextmanager
def running_program(
    command: Sequence[str | Path],
    ready: Callable[[], bool],
    *,
    log: Path,
    env: Mapping[str, str] | None = None,
    end_with: signal.Signals = signal.SIGTERM,
    **popen: Any,
) -> Iterator[subprocess.Popen[bytes]]:
    """Raises with the program's own words when it ends or stays silent before it is ready."""
    name = Path(command[0]).name

    def said() -> str:
        return f"{name} to be ready; it said: {log.read_text(errors='replace')[-2000:]}"

    with log.open("ab") as output:
        program = subprocess.Popen(
            [str(word) for word in command], stdin=subprocess.DEVNULL, stdout=output, stderr=output, env=env, **popen
        )
    try:
        wait_until(lambda: program.poll() is not None or ready(), said)
        if program.poll() is not None:
            raise RuntimeError(f"{name} ended at once; it said: {log.read_text(errors='replace')[-2000:]}")
        yield program
    finally:
        end(program, end_with)


def end(program: subprocess.Popen[bytes], end_with: signal.Signals = signal.SIGTERM) -> None:
    """Asks the program to end and takes it away after ten seconds if it does not."""
    if program.poll() is None:
        program.send_signal(end_with)
        try:
            program.wait(timeout=10)
        except subprocess.TimeoutExpired:
            program.kill()
    program.wait()
