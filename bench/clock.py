"""CPU seconds of a whole process, start-up included: what a machine spends, however busy it is."""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Cost:
    """What a command cost: CPU seconds (user and system) and the most memory it held, in MB."""

    cpu_seconds: float
    peak_mb: float


def cost_of(arguments: Sequence[str], *, codes: Sequence[int] = (0,), program: str = sys.executable) -> Cost:
    """Run a program (this Python) with these arguments and measure it; a code that is not in `codes` raises."""
    process = subprocess.Popen(
        [program, *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=environment()
    )
    assert process.stderr is not None
    said = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    code = os.waitstatus_to_exitcode(status)
    if code not in codes:
        raise RuntimeError(f"{' '.join(arguments)} ended with {code}: {said.decode()[-500:]}")
    return Cost(usage.ru_utime + usage.ru_stime, megabytes(usage))


def median_cost(
    arguments: Sequence[str],
    *,
    times: int = 3,
    codes: Sequence[int] = (0,),
    before: Callable[[], None] = lambda: None,
) -> Cost:
    """The run in the middle of several, each after what is to be done `before` it."""
    runs = []
    for _ in range(times):
        before()
        runs.append(cost_of(arguments, codes=codes))
    runs.sort(key=lambda cost: cost.cpu_seconds)
    return Cost(statistics.median(run.cpu_seconds for run in runs), max(run.peak_mb for run in runs))


def environment() -> dict[str, str]:
    """The environment of every measured process."""
    return {**os.environ, "PYTHONDONTWRITEBYTECODE": "", "CUPOLA_DATA": os.devnull + "-none"}


def megabytes(usage: resource.struct_rusage) -> float:
    """The most memory a process ever held."""
    return usage.ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)
